//! Reminds staff of questions to the team that have waited for long.

use std::time::Duration;

use domain::{Cause, working_days_before};
use store::Store;

use crate::cards::post_inquiry;

/// The wait between two looks.
const EVERY: Duration = Duration::from_secs(60 * 60);
/// So many working days a question waits before staff are reminded of it.
const PATIENCE: u32 = 2;

/// Looks at once and every hour, until `shutdown`.
pub async fn remind(store: &Store, shutdown: impl Future<Output = ()>) {
    tokio::pin!(shutdown);
    loop {
        if let Err(error) = once(store).await {
            let error = format!("{error:#}");
            tracing::warn!(
                error,
                "cannot remind staff of questions that wait; trying again"
            );
        }
        tokio::select! {
            () = &mut shutdown => return,
            () = store.clock().sleep(EVERY) => {}
        }
    }
}

async fn once(store: &Store) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let before = working_days_before(tx.now(), PATIENCE);
    for inquiry in tx.inquiries_remind(before).await? {
        // Each time that it waits anew, it is reminded of anew.
        let since = inquiry.waiting_since.map(|since| since.timestamp_micros());
        let key = since.unwrap_or_default().to_string();
        post_inquiry(&mut tx, Cause::InquiryWaiting, inquiry.id.as_str(), &key).await?;
    }
    tx.commit().await
}
