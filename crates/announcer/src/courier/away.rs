//! The pulse of the bot, and what staff hear after it was away.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Cause, Gap, Purpose};
use store::{Enqueue, Tx};

use super::Inner;

/// How often the bot says that it is alive.
const BEAT: TimeDelta = TimeDelta::minutes(1);

/// What is still to be done about it.
#[derive(Default)]
pub(super) struct Pulse {
    beat_at: Option<DateTime<Utc>>,
    /// The gap of which staff are to hear.
    gap: Option<Gap>,
}

impl Pulse {
    /// The gap that this process, or one shortly before it, came back from.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) async fn take(inner: &Inner) -> anyhow::Result<Self> {
        let mut tx = inner.store.read().await?;
        Ok(Self {
            beat_at: None,
            gap: tx.gap_latest().await?,
        })
    }

    /// Beats when it is time to, and tells staff of the gap when what it held up has had time to go out.
    ///
    /// # Errors
    /// Those of the store; it is tried again.
    pub(super) async fn beat(&mut self, inner: &Inner) -> anyhow::Result<()> {
        let now = inner.clock.now();
        let told = self
            .gap
            .take_if(|gap| now >= gap.ended_at + Gap::CATCHING_UP);
        if told.is_none() && self.beat_at.is_some_and(|at| now < at) {
            return Ok(());
        }
        // A store that fails is not asked again at once.
        self.beat_at = Some(now + BEAT);
        let done = beat(inner, told.as_ref()).await;
        if done.is_err() {
            self.gap = self.gap.take().or(told);
        }
        done
    }
}

async fn beat(inner: &Inner, told: Option<&Gap>) -> anyhow::Result<()> {
    let mut tx = inner.store.begin().await?;
    if let Some(gap) = told {
        report(&mut tx, gap).await?;
    }
    tx.pulse_beat().await?;
    tx.commit().await
}

/// Tells staff of a gap, once.
async fn report(tx: &mut Tx, gap: &Gap) -> anyhow::Result<()> {
    for staff in tx.targets(Purpose::Staff).await? {
        tx.deliver(&Enqueue {
            dedupe_key: format!("gap:{}:{}", gap.id, staff.id),
            target: staff.id,
            cause: Cause::GapReport,
            subject: gap.id.to_string(),
            not_after: Cause::GapReport.lasts().map(|lasts| tx.now() + lasts),
        })
        .await?;
    }
    Ok(())
}
