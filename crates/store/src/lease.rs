//! Having a lease: waiting for it, keeping it, knowing at each moment whether one still has it, giving it up.
//!
//! Who waits takes a lease over when it was not renewed for [`LAPSE`]; who has it stops before, after [`TRUST`]
//! without a renewal. Each measures that by what passes for itself, so no clocks need to agree.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use clock::Clock;
use tokio::sync::{Notify, watch};

use crate::{RenewedLease, Store};

/// A lease that does not change for so long is nobody's any more.
pub(crate) const LAPSE: Duration = Duration::from_secs(18);
/// Who could not renew it for so long has it no more. What is left until [`LAPSE`] is there to close a connection.
pub(crate) const TRUST: Duration = Duration::from_secs(10);
/// It is renewed so often.
const RENEW: Duration = Duration::from_secs(5);
/// It is tried again so long after it could not be renewed.
const AGAIN: Duration = Duration::from_secs(1);
/// A renewal takes so long at most.
const LIMIT: Duration = Duration::from_secs(3);
/// Who waits looks so often, and says that it waits.
const LOOK: Duration = Duration::from_secs(3);

/// What only one process may do at a time. Clones are the same.
#[derive(Clone, Debug)]
pub struct Lease(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    name: &'static str,
    owner: String,
    hold: watch::Sender<Hold>,
    /// Somebody wants to know, and it is not certain.
    doubt: Notify,
}

/// How a lease came to be ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The process that had it and did not give it up: it has ended, or is as good as that.
    pub lapsed: Option<String>,
}

/// Whether we have it.
#[derive(Clone, Copy, Debug)]
enum Hold {
    /// It is another's, or nobody's.
    No,
    /// It was ours when so much had passed and the clock showed this.
    Renewed {
        passed: Duration,
        at: DateTime<Utc>,
        wanted: bool,
    },
    /// It can't be renewed, but nobody waited for it, or could: it stays ours.
    Alone,
}

/// What is watched while waiting: the turn, and since when it stands.
type Watched = Option<(i64, Duration)>;

impl Lease {
    /// The lease `name` for this process, which is called `owner` like no other. It is not taken yet.
    pub fn new(store: Store, name: &'static str, owner: String) -> Self {
        Self(Arc::new(Inner {
            store,
            name,
            owner,
            hold: watch::Sender::new(Hold::No),
            doubt: Notify::new(),
        }))
    }

    /// What this process is called.
    pub fn owner(&self) -> &str {
        &self.0.owner
    }

    /// Waits until it is ours. `waits` is called when another has it. A database that is away is waited for.
    pub async fn take(&self, mut waits: impl FnMut()) -> Taken {
        let clock = self.clock();
        let mut wakeups = self.0.store.wakeups();
        let mut watched = None;
        let mut told = false;
        loop {
            match self.try_take(&mut watched).await {
                Ok(Some(taken)) => return taken,
                Ok(None) if told => {}
                Ok(None) => {
                    told = true;
                    waits();
                }
                Err(error) => {
                    // Who has it could not renew it either: that says nothing of them.
                    watched = None;
                    let error = format!("{error:#}");
                    tracing::warn!(lease.name = self.0.name, error, "cannot look at a lease");
                }
            }
            let look = clock.sleep(LOOK);
            tokio::pin!(look);
            // Most wake-ups are of deliveries; it costs little to see that.
            loop {
                tokio::select! {
                    () = &mut look => break,
                    () = wakeups.next() => if self.is_free().await { break },
                }
            }
        }
    }

    async fn try_take(&self, watched: &mut Watched) -> anyhow::Result<Option<Taken>> {
        let Inner {
            store, name, owner, ..
        } = &*self.0;
        let (passed, at) = (self.clock().elapsed(), self.clock().now());
        let mut tx = store.begin().await?;
        let seen = tx.lease_seen(name).await?;
        let turn = seen.as_ref().map(|seen| seen.turn);
        *watched = match (*watched, turn) {
            (Some((before, since)), Some(turn)) if before == turn => Some((turn, since)),
            (_, Some(turn)) => Some((turn, passed)),
            (_, None) => None,
        };
        // A database of one process alone was another's only before that one ended.
        let lapse = if store.is_shared() {
            LAPSE
        } else {
            Duration::ZERO
        };
        let stale = watched.filter(|(_, since)| passed - *since >= lapse);
        let taken = tx
            .lease_take(name, owner, stale.map(|(turn, _)| turn))
            .await?;
        if !taken {
            tx.lease_want(name).await?;
        }
        tx.commit().await?;
        if !taken {
            return Ok(None);
        }
        let hold = if store.is_shared() {
            // Whether somebody waits is only known with the first renewal.
            Hold::Renewed {
                passed,
                at,
                wanted: true,
            }
        } else {
            Hold::Alone
        };
        self.0.hold.send_replace(hold);
        let before = seen.and_then(|seen| seen.owner);
        Ok(Some(Taken {
            lapsed: before.filter(|before| before != owner),
        }))
    }

    async fn is_free(&self) -> bool {
        let seen = async {
            let mut tx = self.0.store.read().await?;
            tx.lease_seen(self.0.name).await
        };
        // What can't be seen now is looked at a little later anyway.
        matches!(seen.await, Ok(Some(seen)) if seen.owner.is_none())
    }

    /// Renews it, until it is another's or may soon be.
    pub async fn keep(&self) {
        let mut pause = RENEW;
        loop {
            match *self.0.hold.borrow() {
                Hold::No => return,
                Hold::Alone if !self.0.store.is_shared() => break,
                Hold::Alone | Hold::Renewed { .. } => {}
            }
            tokio::select! {
                () = self.clock().sleep(pause) => {}
                () = self.0.doubt.notified() => {}
            }
            pause = if self.renew().await { RENEW } else { AGAIN };
        }
        std::future::pending::<()>().await;
    }

    /// Renews it; whether the database answered.
    async fn renew(&self) -> bool {
        let clock = self.clock();
        let (passed, at) = (clock.elapsed(), clock.now());
        let before = *self.0.hold.borrow();
        let limit = match before {
            Hold::Renewed { passed: last, .. } => (TRUST + last).saturating_sub(passed),
            Hold::No | Hold::Alone => LIMIT,
        };
        let limit = limit.clamp(AGAIN, LIMIT);
        let error = match clock.timeout(limit, self.ask()).await {
            Ok(Ok(Some(RenewedLease { wanted }))) => {
                self.set(Hold::Renewed { passed, at, wanted });
                return true;
            }
            Ok(Ok(None)) => {
                tracing::warn!(
                    lease.name = self.0.name,
                    "another process has taken over what this one did"
                );
                self.set(Hold::No);
                return true;
            }
            Ok(Err(error)) => format!("{error:#}"),
            Err(elapsed) => elapsed.to_string(),
        };
        let Hold::Renewed {
            passed: last,
            wanted,
            ..
        } = before
        else {
            return false;
        };
        if clock.elapsed() - last < TRUST {
            return false;
        }
        if wanted {
            tracing::warn!(
                lease.name = self.0.name,
                error,
                "cannot renew a lease that another process waits for: it will take over"
            );
            self.set(Hold::No);
        } else {
            tracing::warn!(
                lease.name = self.0.name,
                error,
                "cannot renew a lease; nobody waits for it, so all goes on"
            );
            self.set(Hold::Alone);
        }
        false
    }

    async fn ask(&self) -> anyhow::Result<Option<RenewedLease>> {
        let mut tx = self.0.store.begin().await?;
        let renewed = tx.lease_renew(self.0.name, &self.0.owner).await?;
        tx.commit().await?;
        Ok(renewed)
    }

    /// A lease that was given up meanwhile stays so.
    fn set(&self, hold: Hold) {
        self.0.hold.send_if_modified(|now| {
            let ours = !matches!(now, Hold::No);
            if ours {
                *now = hold;
            }
            ours
        });
    }

    /// Whether it is ours at this moment. Costs nothing, but where more has passed since the last renewal than
    /// may: then the database is asked, as after a process was stopped and woken.
    pub async fn is_ours(&self) -> bool {
        let clock = self.clock();
        let mut changes = self.0.hold.subscribe();
        loop {
            match *changes.borrow_and_update() {
                Hold::No => return false,
                Hold::Alone => return true,
                Hold::Renewed { passed, at, .. } => {
                    // A machine that slept shows it on its clock alone.
                    let slept = TimeDelta::from_std(TRUST).unwrap_or_default();
                    if clock.elapsed() - passed < TRUST && clock.now() - at < slept {
                        return true;
                    }
                }
            }
            self.0.doubt.notify_one();
            if changes.changed().await.is_err() {
                return false;
            }
        }
    }

    /// Gives it up: another may begin at once.
    ///
    /// # Errors
    /// When the database can't be written; then it runs out by itself.
    pub async fn give_up(&self) -> anyhow::Result<()> {
        self.0.hold.send_replace(Hold::No);
        let mut tx = self.0.store.begin().await?;
        tx.lease_give_up(self.0.name, &self.0.owner).await?;
        tx.commit().await
    }

    fn clock(&self) -> &Clock {
        self.0.store.clock()
    }
}
