//! The courier, with a real store and a platform in memory.

mod away;
mod instead;
mod retracting;
mod uncertain;

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use domain::{
    Cause, DataKind, Department, Lang, ParkedId, Purpose, Reason, Signup, SignupDraft, Stage,
};
use tokio_util::sync::CancellationToken;

use crate::tests::{Fault, House, PLATFORM, enqueue};

/// What an announcement looks like on the platform.
fn posted(address: &str, video: &str) -> String {
    format!("{address}: New mini-lecture: {video}")
}

impl House {
    /// Makes a sign-up whose receipt is on its way to the applicant, and its card to staff.
    async fn signup(&self) -> Signup {
        let staff = self.target(Purpose::Staff, "staff").await;
        let mut tx = self.store.begin().await.unwrap();
        let person = tx.person_find_or_create(&PLATFORM, "ann").await.unwrap();
        let draft = SignupDraft {
            name: "Ann".to_owned(),
            department: Department::parse("Cardiology").unwrap(),
            question: "Where do I begin?".to_owned(),
            email: None,
            stage: Stage::Idea,
            data: DataKind::Table,
            lang: Lang::En,
        };
        let (signup, _) = tx
            .signup_create(&person.id, &draft, &ParkedId::new("d1"))
            .await
            .unwrap();
        let direct = tx.target_of_person(&person).await.unwrap();
        let subject = signup.id.as_str();
        enqueue(&mut tx, &staff.id, Cause::SignupCard, subject, None).await;
        enqueue(&mut tx, &direct.id, Cause::SignupReceipt, subject, None).await;
        tx.commit().await.unwrap();
        signup
    }

    async fn is_unreachable(&self, signup: &Signup) -> bool {
        let mut tx = self.store.read().await.unwrap();
        tx.signup(&signup.id).await.unwrap().unwrap().unreachable
    }
}

#[tokio::test]
async fn a_target_gets_its_messages_in_order_and_each_once() {
    let house = House::new().await;
    for video in ["one", "two", "three"] {
        assert!(house.announce("news", video).await);
    }
    assert!(!house.announce("news", "two").await);
    house.drain().await;
    house.drain().await;
    assert_eq!(
        house.paper.messages(),
        ["one", "two", "three"].map(|video| posted("news", video))
    );
}

#[tokio::test]
async fn a_failed_attempt_holds_back_what_follows_in_its_target() {
    let house = House::new().await;
    house.paper.fault("news", Fault::Later(None));
    for video in ["one", "two"] {
        house.announce("news", video).await;
    }
    house.drain().await;
    assert!(house.paper.messages().is_empty());
    assert_eq!(house.paper.calls(), ["send news"]);
    house.advance(2);
    house.drain().await;
    assert_eq!(
        house.paper.messages(),
        ["one", "two"].map(|video| posted("news", video))
    );
}

#[tokio::test]
async fn a_target_that_wants_to_be_left_alone_holds_back_no_other() {
    let house = House::new().await;
    let minute = Some(Duration::from_secs(60));
    house.paper.fault("busy", Fault::Later(minute));
    for (address, video) in [("busy", "one"), ("busy", "two"), ("news", "one")] {
        house.announce(address, video).await;
    }
    house.drain().await;
    assert_eq!(house.paper.messages(), [posted("news", "one")]);
    house.advance(59);
    house.drain().await;
    assert_eq!(house.paper.messages().len(), 1);
    house.advance(1);
    house.drain().await;
    assert_eq!(house.paper.messages().len(), 3);
}

#[tokio::test]
async fn edits_are_merged_and_show_the_present_state() {
    let house = House::new().await;
    house.announce("news", "one").await;
    house.lecture("one", "before it is sent").await;
    house.drain().await;
    for title in ["a", "b", "c"] {
        house.lecture("one", title).await;
    }
    house.drain().await;
    house.drain().await;
    assert_eq!(house.paper.calls(), ["send news", "edit news"]);
    assert_eq!(house.paper.messages(), [posted("news", "c")]);
}

#[tokio::test]
async fn an_edit_that_fails_is_made_again_and_one_of_a_deleted_message_is_not() {
    let house = House::new().await;
    house.announce("news", "one").await;
    house.drain().await;
    house.lecture("one", "a").await;
    house.paper.fault("news", Fault::LostAnswer);
    house.drain().await;
    house.advance(60);
    house.drain().await;
    assert_eq!(house.paper.messages(), [posted("news", "a")]);
    assert_eq!(house.paper.calls(), ["send news", "edit news", "edit news"]);

    house.paper.clear();
    for title in ["b", "c"] {
        house.lecture("one", title).await;
        house.drain().await;
        house.advance(3_600);
    }
    assert_eq!(house.paper.calls(), ["edit news"]);
    assert!(house.paper.messages().is_empty());
}

#[tokio::test]
async fn a_channel_that_refuses_for_good_is_told_to_staff_once_and_holds_nothing_back() {
    let house = House::new().await;
    house.target(Purpose::Staff, "staff").await;
    for video in ["one", "two"] {
        house.announce("news", video).await;
        house
            .paper
            .fault("news", Fault::Refused(Reason::NotPermitted));
    }
    house.announce("news", "three").await;
    house.drain().await;
    assert_eq!(
        house.paper.messages(),
        [
            "staff: I cannot post in the announcements channel".to_owned(),
            posted("news", "three"),
        ]
    );
}

#[tokio::test]
async fn a_channel_that_took_something_in_between_is_told_to_staff_anew() {
    let house = House::new().await;
    house.target(Purpose::Staff, "staff").await;
    let told = "staff: I cannot post in the announcements channel".to_owned();
    let refused = || Fault::Refused(Reason::NotPermitted);
    house.paper.fault("news", refused());
    house.announce("news", "one").await;
    house.drain().await;
    house.advance(60);
    house.announce("news", "two").await;
    house.drain().await;
    house.advance(60);
    house.paper.fault("news", refused());
    house.announce("news", "three").await;
    house.drain().await;
    assert_eq!(
        house.paper.messages(),
        [told.clone(), posted("news", "two"), told]
    );
}

#[tokio::test]
async fn a_staff_channel_that_refuses_is_not_told_of_itself() {
    let house = House::new().await;
    house.target(Purpose::Staff, "staff2").await;
    house
        .paper
        .fault("staff1", Fault::Refused(Reason::UnknownTarget));
    house.lecture("one", "one").await;
    let first = house.target(Purpose::Staff, "staff1").await;
    let mut tx = house.store.begin().await.unwrap();
    enqueue(&mut tx, &first.id, Cause::Lecture, "one", None).await;
    tx.commit().await.unwrap();
    house.drain().await;
    assert_eq!(
        house.paper.messages(),
        ["staff2: I cannot post in the staff channel"]
    );
}

#[tokio::test]
async fn an_applicant_who_takes_no_messages_is_marked_until_one_arrives() {
    let house = House::new().await;
    let signup = house.signup().await;
    house
        .paper
        .fault("ann", Fault::Refused(Reason::DirectClosed));
    house.drain().await;
    assert!(house.is_unreachable(&signup).await);
    let mut calls = house.paper.calls();
    calls.sort();
    assert_eq!(calls, ["edit staff", "send ann", "send staff"]);

    let mut tx = house.store.begin().await.unwrap();
    let direct = tx
        .target_ensure(&PLATFORM, Purpose::Direct, "ann", None)
        .await
        .unwrap();
    enqueue(
        &mut tx,
        &direct.id,
        Cause::SignupReopened,
        signup.id.as_str(),
        None,
    )
    .await;
    tx.commit().await.unwrap();
    house.drain().await;
    assert!(!house.is_unreachable(&signup).await);
    assert_eq!(house.paper.calls(), ["send ann", "edit staff"]);
}

#[tokio::test]
async fn what_came_too_late_is_not_sent() {
    let house = House::new().await;
    house.lecture("one", "one").await;
    let news = house.target(Purpose::Announcements, "news").await;
    let mut tx = house.store.begin().await.unwrap();
    let not_after = house.time.now() + TimeDelta::minutes(1);
    enqueue(&mut tx, &news.id, Cause::Lecture, "one", Some(not_after)).await;
    tx.commit().await.unwrap();
    house
        .paper
        .fault("news", Fault::Later(Some(Duration::from_secs(90))));
    house.drain().await;
    house.advance(120);
    house.announce("news", "two").await;
    house.drain().await;
    assert_eq!(house.paper.messages(), [posted("news", "two")]);
}

#[tokio::test]
async fn a_delivery_whose_subject_is_gone_ends_and_the_next_follows() {
    let house = House::new().await;
    let news = house.target(Purpose::Announcements, "news").await;
    house.target(Purpose::Staff, "staff").await;
    let mut tx = house.store.begin().await.unwrap();
    enqueue(&mut tx, &news.id, Cause::Lecture, "none", None).await;
    tx.commit().await.unwrap();
    house.announce("news", "two").await;
    house.drain().await;
    assert_eq!(house.paper.messages(), [posted("news", "two")]);
}

#[tokio::test]
async fn the_courier_delivers_at_once_what_is_enqueued_and_later_what_is_due_later() {
    let house = House::new().await;
    let shutdown = CancellationToken::new();
    let courier = house.courier("one");
    let run = tokio::spawn({
        let shutdown = shutdown.clone();
        async move { courier.run(shutdown).await }
    });
    house
        .paper
        .fault("news", Fault::Later(Some(Duration::from_secs(20))));
    let due = house.time.now() + TimeDelta::seconds(20);
    house.announce("news", "one").await;
    house.paper.called(1).await;
    house.announce("lobby", "two").await;
    house.paper.called(2).await;
    house.time.until_somebody_sleeps_until(due).await;
    house.time.set(due);
    house.paper.called(3).await;
    shutdown.cancel();
    run.await.unwrap();
    assert_eq!(
        house.paper.messages(),
        [posted("lobby", "two"), posted("news", "one")]
    );
}

#[tokio::test]
async fn at_shutdown_what_is_on_its_way_arrives() {
    let house = House::new().await;
    let shutdown = CancellationToken::new();
    let courier = Arc::new(house.courier("one"));
    house
        .paper
        .fault("news", Fault::Slow(Duration::from_secs(5)));
    house.announce("news", "one").await;
    let run = tokio::spawn({
        let (courier, shutdown) = (Arc::clone(&courier), shutdown.clone());
        async move { courier.run(shutdown).await }
    });
    house.paper.called(1).await;
    shutdown.cancel();
    house.announce("news", "two").await;
    house.advance(5);
    run.await.unwrap();
    house.advance(1);
    courier.drain().await.unwrap();
    assert_eq!(
        house.paper.messages(),
        ["one", "two"].map(|video| posted("news", video))
    );
    assert_eq!(house.paper.calls(), ["send news", "send news"]);
}
#[tokio::test]
async fn at_most_eight_are_on_their_way_at_once_and_one_to_each_target() {
    let house = House::new().await;
    for number in 0..12 {
        let address = format!("channel{number}");
        for video in ["one", "two"] {
            house.announce(&address, video).await;
        }
        house
            .paper
            .fault(&address, Fault::Slow(Duration::from_secs(5)));
    }
    let shutdown = CancellationToken::new();
    let courier = house.courier("one");
    let run = tokio::spawn({
        let shutdown = shutdown.clone();
        async move { courier.run(shutdown).await }
    });
    house.paper.called(8).await;
    let addresses: std::collections::HashSet<_> = house.paper.calls().into_iter().collect();
    assert_eq!(addresses.len(), 8);
    house.advance(5);
    house.paper.called(20).await;
    house.advance(5);
    house.paper.called(24).await;
    shutdown.cancel();
    run.await.unwrap();
    assert_eq!(house.paper.messages().len(), 24);
}
