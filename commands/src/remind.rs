//! Reminds staff of questions to the team that have waited for long.

use domain::{Cause, Purpose, Settings, setting::REPLY_DAYS, working_days_before};
use store::Store;

use crate::cards::post_to_staff;

/// Looks what has waited for longer than was promised, and enqueues a reminder of each, once for each time that it waits.
pub(crate) async fn remind(store: &Store, settings: &Settings) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    if tx.targets(Purpose::Staff).await?.is_empty() {
        // Nobody would hear it; once there is a channel, they are.
        return Ok(());
    }
    let before = working_days_before(tx.now(), settings.get(&REPLY_DAYS));
    for inquiry in tx.inquiries_remind(before).await? {
        let since = inquiry.waiting_since.map(|since| since.timestamp_micros());
        let key = since.unwrap_or_default().to_string();
        post_to_staff(&mut tx, Cause::InquiryWaiting, inquiry.id.as_str(), &key).await?;
    }
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use clock::Ids;
    use domain::{Cause, Lang, ParkedId, Platform, Purpose, Settings};
    use store::{NewInquiry, Store};
    use testkit::time::ManualTime;

    use super::remind;

    /// A store in which a question has waited since a Monday.
    async fn waiting(time: &ManualTime) -> (Store, String) {
        let store = Store::connect("sqlite::memory:", time.clock(), Ids::seeded(1));
        let store = store.await.unwrap();
        store.migrate().await.unwrap();
        let platform = Platform::new("test");
        let mut tx = store.begin().await.unwrap();
        let staff = tx.target_ensure(&platform, Purpose::Staff, "staff", None);
        staff.await.unwrap();
        let anna = tx.person_find_or_create(&platform, "anna").await.unwrap();
        let asked = NewInquiry {
            person: &anna.id,
            name: "Anna",
            lang: Lang::Nl,
            question: "Mag ik de bakfiets lenen?",
            draft: &ParkedId::new("draft"),
            thread: None,
        };
        let (inquiry, _) = tx.inquiry_create(&asked).await.unwrap();
        tx.commit().await.unwrap();
        (store, inquiry.id.to_string())
    }

    async fn reminders(store: &Store, inquiry: &str) -> usize {
        let mut tx = store.read().await.unwrap();
        let all = tx.deliveries_of(Cause::InquiryWaiting, inquiry).await;
        all.unwrap().len()
    }

    #[tokio::test]
    async fn staff_are_reminded_after_the_days_that_they_set() {
        let monday: DateTime<Utc> = "2026-11-23T09:00:00Z".parse().unwrap();
        let time = ManualTime::new(monday);
        let (store, inquiry) = waiting(&time).await;
        let set = ("reply-days".to_owned(), "4".to_owned());
        let settings = Settings::new(Lang::Nl, [set]);
        time.advance(TimeDelta::days(3) + TimeDelta::hours(23));
        remind(&store, &settings).await.unwrap();
        assert_eq!(reminders(&store, &inquiry).await, 0);
        time.advance(TimeDelta::hours(2));
        remind(&store, &settings).await.unwrap();
        assert_eq!(reminders(&store, &inquiry).await, 1);
    }
}
