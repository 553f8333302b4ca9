//! The courier: takes deliveries that are due, sends them through the outlets, and records what came of it.

mod attempt;
mod away;
mod backoff;
mod instead;
mod record;
mod retract;

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chat::Specs;
use chrono::{DateTime, TimeDelta, Utc};
use clock::Clock;
use domain::{Delivery, DeliveryId};
use store::{Claim, LiveSettings, Store};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::Outlets;
use away::Pulse;

/// How many deliveries are on their way at the same time, at most.
const AT_ONCE: usize = 8;

/// The longest wait without a look at the store: the safety net under its wake-ups.
const LOOK_AT_LEAST: TimeDelta = TimeDelta::seconds(30);

/// The shortest wait, where the store says that something is due and yet gives out nothing: it is behind
/// what is on its way.
const LOOK_AT_MOST: TimeDelta = TimeDelta::milliseconds(500);

/// After an attempt's time limit, how long it may still take effect on the platform.
const SETTLE: Duration = Duration::from_secs(30);

/// The wait after the store failed.
const STORE_RETRY: Duration = Duration::from_secs(5);

/// Delivers what is due.
pub struct Courier {
    inner: Arc<Inner>,
}

/// What the deliveries on their way share.
struct Inner {
    store: Store,
    clock: Clock,
    outlets: Outlets,
    specs: Specs,
    settings: LiveSettings,
    owner: String,
    /// What came too late while its platform was not there to be looked at; looked for once it is.
    unlooked: Mutex<Vec<Delivery>>,
    /// What is being delivered: never twice at the same time.
    in_hand: Mutex<HashSet<DeliveryId>>,
}

impl Courier {
    /// A courier on the store's clock, for the platforms of these outlets and of those that are added while it runs. `owner`
    /// names this process in the leases, and no other that runs.
    pub fn new(
        store: Store,
        outlets: Outlets,
        specs: Specs,
        settings: LiveSettings,
        owner: String,
    ) -> Self {
        Self {
            inner: Arc::new(Inner {
                clock: store.clock().clone(),
                store,
                outlets,
                specs,
                settings,
                owner,
                unlooked: Mutex::default(),
                in_hand: Mutex::default(),
            }),
        }
    }

    /// Delivers until `shutdown`; then what is on its way ends within its time limit. What goes wrong is
    /// logged and tried again.
    pub async fn run(&self, shutdown: CancellationToken) {
        if let Err(error) = self.inner.take_over().await {
            tracing::error!(
                error = format!("{error:#}"),
                "cannot take over what was being sent"
            );
        }
        let mut pulse = Pulse::take(&self.inner).await.unwrap_or_else(|error| {
            tracing::error!(
                error = format!("{error:#}"),
                "cannot find out how long the bot was away"
            );
            Pulse::default()
        });
        let mut under_way = JoinSet::new();
        let mut wakeups = self.inner.store.wakeups();
        let mut added = self.inner.outlets.added();
        while !shutdown.is_cancelled() {
            if let Err(error) = pulse.beat(&self.inner).await {
                tracing::error!(
                    error = format!("{error:#}"),
                    "cannot note that the bot is alive"
                );
            }
            let until = match self.fill(&mut under_way, &shutdown).await {
                Ok(until) => until,
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "cannot look for deliveries");
                    self.inner.clock.now() + STORE_RETRY
                }
            };
            tokio::select! {
                () = shutdown.cancelled() => {}
                Some(ended) = under_way.join_next() => log_panic(ended),
                () = wakeups.next(), if under_way.len() < AT_ONCE => {}
                Ok(()) = added.changed() => self.look_again(&mut under_way, &shutdown),
                () = self.inner.clock.sleep_until(until), if under_way.len() < AT_ONCE => {}
            }
        }
        let limit = self.inner.looking_and_sending() + STORE_RETRY;
        let all_ended = async { while under_way.join_next().await.is_some() {} };
        if self.inner.clock.timeout(limit, all_ended).await.is_err() {
            tracing::warn!(
                deliveries = under_way.len(),
                "deliveries were given up at shutdown"
            );
        }
        if let Err(error) = self.inner.stop().await {
            tracing::error!(
                error = format!("{error:#}"),
                "cannot note that the bot stops"
            );
        }
    }

    /// Looks for what came too late before its platform was there.
    fn look_again(&self, under_way: &mut JoinSet<()>, shutdown: &CancellationToken) {
        for delivery in self.inner.take_unlooked() {
            let (inner, shutdown) = (Arc::clone(&self.inner), shutdown.clone());
            under_way.spawn(async move { inner.look_for_dropped(delivery, &shutdown).await });
        }
    }

    /// Delivers all that is due now, and returns when nothing more is.
    ///
    /// # Errors
    /// When the store can't be asked what is due.
    pub async fn drain(&self) -> anyhow::Result<()> {
        let never = CancellationToken::new();
        let mut under_way = JoinSet::new();
        loop {
            self.fill(&mut under_way, &never).await?;
            match under_way.join_next().await {
                Some(ended) => log_panic(ended),
                None => return Ok(()),
            }
        }
    }

    /// Sets what is due on its way, as far as there is room; says when to look again.
    async fn fill(
        &self,
        under_way: &mut JoinSet<()>,
        shutdown: &CancellationToken,
    ) -> anyhow::Result<DateTime<Utc>> {
        while under_way.len() < AT_ONCE {
            let (dropped, claim) = self.inner.claim().await?;
            for delivery in dropped {
                let (inner, shutdown) = (Arc::clone(&self.inner), shutdown.clone());
                under_way.spawn(async move { inner.look_for_dropped(delivery, &shutdown).await });
            }
            let Some(claim) = claim else {
                break;
            };
            let (inner, shutdown) = (Arc::clone(&self.inner), shutdown.clone());
            let id = claim.delivery.id.clone();
            // The clock went past the lease of an attempt of ours that is not at its end: it goes on, under the new one.
            let Some(in_hand) = InHand::take(&inner, id) else {
                continue;
            };
            under_way.spawn(async move {
                inner.deliver(claim, &shutdown).await;
                drop(in_hand);
            });
        }
        let now = self.inner.clock.now();
        let due = self.inner.next_due().await?.unwrap_or(now + LOOK_AT_LEAST);
        Ok(due.clamp(now + LOOK_AT_MOST, now + LOOK_AT_LEAST))
    }
}

fn log_panic(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        // Its lease runs out, and it comes back as one whose outcome is unknown.
        tracing::error!(%error, "a delivery ended in a panic");
    }
}

/// One of what is being delivered, until it is dropped, in a panic too.
struct InHand(Arc<Inner>, DeliveryId);

impl InHand {
    /// `None` while it is being delivered already.
    fn take(inner: &Arc<Inner>, id: DeliveryId) -> Option<Self> {
        let is_new = inner.in_hand().insert(id.clone());
        is_new.then(|| Self(Arc::clone(inner), id))
    }
}

impl Drop for InHand {
    fn drop(&mut self) {
        self.0.in_hand().remove(&self.1);
    }
}

impl Inner {
    fn in_hand(&self) -> MutexGuard<'_, HashSet<DeliveryId>> {
        self.in_hand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A store that no other process uses has leases only of processes that are gone: what they were sending
    /// is taken up at once, as something whose outcome is unknown. In a shared one the leases run out.
    async fn take_over(&self) -> anyhow::Result<()> {
        if self.store.is_shared() {
            return Ok(());
        }
        let mut tx = self.store.begin().await?;
        let released = tx.leases_release(None).await?;
        tx.commit().await?;
        if released > 0 {
            tracing::warn!(
                deliveries = released,
                "took over what was being sent when the process before this one ended"
            );
        }
        Ok(())
    }

    fn take_unlooked(&self) -> Vec<Delivery> {
        std::mem::take(&mut *self.unlooked())
    }

    fn unlooked(&self) -> std::sync::MutexGuard<'_, Vec<Delivery>> {
        self.unlooked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that the bot stops of its own accord.
    async fn stop(&self) -> anyhow::Result<()> {
        let mut tx = self.store.begin().await?;
        tx.pulse_stop().await?;
        tx.commit().await
    }

    /// Ends what came too late to be of use, and takes the next that is due.
    async fn claim(&self) -> anyhow::Result<(Vec<Delivery>, Option<Claim>)> {
        let mut tx = self.store.begin().await?;
        let expired = tx.deliveries_expire().await?;
        let claim = tx
            .delivery_claim(&self.outlets.platforms(), &self.owner, self.lease())
            .await?;
        tx.commit().await?;
        for delivery in &expired {
            tracing::warn!(
                delivery.id = %delivery.id,
                delivery.cause = %delivery.cause,
                target.id = %delivery.target,
                "a delivery came too late to be of use"
            );
            metrics::counter!("dash_bot_deliveries_expired_total", "cause" => delivery.cause.id())
                .increment(1);
        }
        Ok((expired, claim))
    }

    async fn next_due(&self) -> anyhow::Result<Option<DateTime<Utc>>> {
        let mut tx = self.store.read().await?;
        tx.delivery_next_due(&self.outlets.platforms()).await
    }

    /// How long the calls to an outlet take that one delivery needs, at most.
    fn looking_and_sending(&self) -> Duration {
        2 * self.outlets.time_limit()
    }

    /// How long a claim is held: twice as long as anything takes that is done under it, the wait for an
    /// earlier attempt to settle included.
    fn lease(&self) -> Duration {
        2 * (2 * self.looking_and_sending() + SETTLE)
    }
}

#[cfg(test)]
mod tests;
