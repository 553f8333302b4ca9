//! What is done every hour: what has passed its time is deleted, in every table, as its declaration says; staff are
//! reminded of questions that wait, and once a month of answers that nobody has reviewed for long.

use std::time::Duration;

use store::{LiveSettings, Store, Sweeping};

use crate::{
    Answers,
    remind::remind,
    upkeep::{Upkeep, ask_for_reviews},
};

/// The wait between two sweeps: drafts are promised to be gone after a day, not after two.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Sweeps at once and every hour, until `shutdown`.
pub async fn sweep(
    store: &Store,
    answers: &Answers,
    settings: &LiveSettings,
    upkeep: Upkeep,
    shutdown: impl Future<Output = ()>,
) {
    tokio::pin!(shutdown);
    loop {
        match once(store).await {
            Ok(forgotten) => {
                for rows in forgotten {
                    tracing::info!(
                        store.table = rows.table,
                        store.rows = rows.count,
                        "deleted what has passed its time"
                    );
                }
            }
            Err(error) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "cannot delete what has passed its time; trying again"
                );
            }
        }
        if let Err(error) = remind(store, &settings.now()).await {
            let error = format!("{error:#}");
            tracing::warn!(
                error,
                "cannot remind staff of questions that wait; trying again"
            );
        }
        if let Err(error) = ask_for_reviews(store, answers, upkeep).await {
            let error = format!("{error:#}");
            tracing::warn!(error, "cannot ask staff to review answers; trying again");
        }
        store.forget_copies().await;
        tokio::select! {
            () = &mut shutdown => return,
            () = store.clock().sleep(EVERY) => {}
        }
    }
}

/// One sweep, whole or not at all.
async fn once(store: &Store) -> anyhow::Result<Sweeping> {
    let mut tx = store.begin().await?;
    let forgotten = tx.sweep().await?;
    tx.commit().await?;
    Ok(forgotten)
}
