//! Reminds staff of questions to the team that have waited for long.

use domain::{Cause, Purpose, working_days_before};
use store::Store;

use crate::cards::post_to_staff;

/// So many working days a question waits before staff are reminded of it.
const PATIENCE: u32 = 2;

/// Looks what has waited for too long, and enqueues a reminder of each, once for each time that it waits.
pub(crate) async fn remind(store: &Store) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    if tx.targets(Purpose::Staff).await?.is_empty() {
        // Nobody would hear it; once there is a channel, they are.
        return Ok(());
    }
    let before = working_days_before(tx.now(), PATIENCE);
    for inquiry in tx.inquiries_remind(before).await? {
        let since = inquiry.waiting_since.map(|since| since.timestamp_micros());
        let key = since.unwrap_or_default().to_string();
        post_to_staff(&mut tx, Cause::InquiryWaiting, inquiry.id.as_str(), &key).await?;
    }
    tx.commit().await
}
