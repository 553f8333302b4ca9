//! Deletes what has passed its time: parked drafts after their day, noted questions after a year.

use std::time::Duration;

use chrono::TimeDelta;
use store::{QUESTIONS_KEPT_DAYS, Store};

/// The wait between two sweeps.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Sweeps at once and every hour, until `shutdown`.
pub async fn sweep(store: &Store, shutdown: impl Future<Output = ()>) {
    tokio::pin!(shutdown);
    loop {
        match once(store).await {
            Ok((0, 0)) => {}
            Ok((parked, questions)) => {
                tracing::info!(
                    parked.count = parked,
                    questions.count = questions,
                    "deleted what has passed its time"
                );
            }
            Err(error) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "cannot delete what has passed its time; trying again"
                );
            }
        }
        tokio::select! {
            () = &mut shutdown => return,
            () = store.clock().sleep(EVERY) => {}
        }
    }
}

/// One sweep: how many parked calls and questions went.
async fn once(store: &Store) -> anyhow::Result<(u64, u64)> {
    let mut tx = store.begin().await?;
    let parked = tx.parked_delete_expired().await?;
    let now = tx.now();
    let questions = tx
        .questions_delete_before(now - TimeDelta::days(QUESTIONS_KEPT_DAYS.into()))
        .await?;
    tx.commit().await?;
    Ok((parked, questions))
}
