//! The pulse of the bot, and what staff hear after it was away.

use chat::{Reply, Sign};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Cause, Delivery, Gap, Purpose};
use store::{Claim, Enqueue, Tx};
use tokio_util::sync::CancellationToken;

use super::{
    Inner,
    attempt::{Outcome, is_recognised, unseen_since},
    record::tell,
};
use crate::Post;

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

impl Inner {
    /// What came too late after a gap may have been sent in time, by a state of the database that is lost: then it was
    /// not dropped, and is brought up to date like anything else that stands there.
    pub(super) async fn look_for_dropped(&self, delivery: Delivery, shutdown: &CancellationToken) {
        let id = delivery.id.clone();
        if let Err(error) = self.find_dropped(delivery, shutdown).await {
            tracing::error!(delivery.id = %id, error = format!("{error:#}"), "cannot look for a delivery that came too late");
        }
    }

    async fn find_dropped(
        &self,
        delivery: Delivery,
        shutdown: &CancellationToken,
    ) -> anyhow::Result<()> {
        let mut tx = self.store.read().await?;
        let (forgotten_since, target) = (
            tx.gap_aftermath().await?,
            tx.target(&delivery.target).await?,
        );
        drop(tx);
        let (Some(_), Some(target)) = (forgotten_since, target) else {
            return Ok(());
        };
        let Some(outlet) = self.outlets.of(&target.platform) else {
            self.unlooked().push(delivery);
            // It may have come in between: then nobody takes up what was put there.
            if self.outlets.of(&target.platform).is_some() {
                let waiting = self.take_unlooked();
                for delivery in waiting {
                    Box::pin(self.look_for_dropped(delivery, shutdown)).await;
                }
            }
            return Ok(());
        };
        let post = Post {
            delivery: delivery.id.clone(),
            marker: delivery.marker.clone(),
            target: target.clone(),
            // It is found by its mark; what it says does not matter.
            reply: Reply::new(Sign::Done, String::new()),
        };
        let claim = Claim {
            previous_attempt_at: delivery.last_attempt_at,
            delivery,
            target,
            edit: false,
            forgotten_since,
        };
        let now = self.clock.now();
        let Some(since) = unseen_since(&claim, now) else {
            return Ok(());
        };
        if is_recognised(outlet.as_ref(), &claim, now) {
            return Ok(());
        }
        match self
            .find(outlet.as_ref(), &claim, &post, since, shutdown)
            .await
        {
            Some(found @ Outcome::Found { .. }) => {
                self.record(&claim, &found).await?;
                tell(&claim, &found);
                Ok(())
            }
            _ => Ok(()),
        }
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
