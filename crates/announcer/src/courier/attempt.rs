//! One attempt at one delivery: rendered, sent or edited, and where an earlier one may have arrived, found.

use std::time::Duration;

use chat::Reply;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Delivery, MessageRef, Reason};
use store::Claim;
use tokio_util::sync::CancellationToken;

use super::{Inner, SETTLE, backoff};
use crate::{Outlet, OutletFuture, Post, SendError, posts};

/// How much the platform's clock may be behind ours.
const SKEW: TimeDelta = TimeDelta::seconds(10);

/// The version that a delivery is made with.
const FIRST_VERSION: i64 = 1;

/// What a message shows that was sent by a state of the database that is lost: none of the versions.
const UNKNOWN_VERSION: i64 = 0;

/// What came of an attempt.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It stands there, and shows this version.
    Sent { message: MessageRef, version: i64 },
    /// It stood there already, and shows at least what it did in this version.
    Found { message: MessageRef, version: i64 },
    /// The message shows this version now.
    Shown { version: i64 },
    /// It is refused for good.
    Failed(Reason),
    /// The message to edit is gone.
    Gone,
    /// It was to go, and does not stand there any more.
    Retracted,
    /// To be tried again.
    Retry {
        at: DateTime<Utc>,
        /// Whether an attempt may have arrived unseen.
        uncertain: bool,
        /// Whether the platform asked to leave the whole target alone until then.
        hold: bool,
    },
    /// The lease ran out meanwhile, and another process has the delivery now.
    TakenOver,
}

/// What is sent.
struct Rendered {
    post: Post,
    version: i64,
}

impl Inner {
    /// Makes the attempt.
    ///
    /// # Errors
    /// Those of the store, and of rendering.
    pub(super) async fn attempt(
        &self,
        claim: &Claim,
        shutdown: &CancellationToken,
    ) -> anyhow::Result<Outcome> {
        let Some(outlet) = self.outlets.of(&claim.target.platform) else {
            anyhow::bail!("cannot serve the platform of a target");
        };
        if claim.delivery.retract {
            return Ok(self.retract(outlet.as_ref(), claim, shutdown).await);
        }
        let Some(reply) = self.render(claim).await? else {
            return Ok(without_subject(claim));
        };
        let mut post = Post {
            delivery: claim.delivery.id.clone(),
            marker: claim.delivery.marker.clone(),
            target: claim.target.clone(),
            reply,
        };
        if post.reply.set_codes(&self.specs).is_err() {
            tracing::error!(
                delivery.id = %claim.delivery.id,
                delivery.cause = %claim.delivery.cause,
                "a button's call does not fit into a code"
            );
            return Ok(Outcome::Failed(Reason::Refused));
        }
        let rendered = Rendered {
            post,
            version: claim.delivery.version,
        };
        let outlet = outlet.as_ref();
        match &claim.delivery.message {
            Some(message) if claim.edit => {
                Ok(self.edit(outlet, &claim.delivery, message, &rendered).await)
            }
            _ => self.send(outlet, claim, &rendered, shutdown).await,
        }
    }

    /// The present state, read in a transaction that is closed before anything is sent.
    async fn render(&self, claim: &Claim) -> anyhow::Result<Option<Reply>> {
        let settings = self.settings.fresh(&self.store).await?;
        let mut tx = self.store.read().await?;
        posts::render(&mut tx, &claim.delivery, &claim.target, &settings).await
    }

    async fn edit(
        &self,
        outlet: &dyn Outlet,
        delivery: &Delivery,
        message: &MessageRef,
        rendered: &Rendered,
    ) -> Outcome {
        match self
            .limited(outlet, outlet.edit(message, &rendered.post))
            .await
        {
            Ok(()) => Outcome::Shown {
                version: rendered.version,
            },
            Err(SendError::Gone) => Outcome::Gone,
            Err(SendError::Refused(reason)) => Outcome::Failed(reason),
            // An edit that arrived unseen is made once more: it gives the same.
            Err(SendError::Unknown) => self.certain(delivery, None),
            Err(SendError::Later { after }) => self.certain(delivery, after),
        }
    }

    async fn send(
        &self,
        outlet: &dyn Outlet,
        claim: &Claim,
        rendered: &Rendered,
        shutdown: &CancellationToken,
    ) -> anyhow::Result<Outcome> {
        let delivery = &claim.delivery;
        let now = self.clock.now();
        let unseen = unseen_since(claim, now).filter(|_| !is_recognised(outlet, claim, now));
        if let Some(since) = unseen {
            let post = &rendered.post;
            if let Some(outcome) = self.find(outlet, claim, post, since, shutdown).await {
                return Ok(outcome);
            }
        }
        // Whatever it was held up by: only who still holds it sends.
        if !self.begin_attempt(delivery).await? {
            return Ok(Outcome::TakenOver);
        }
        let sent = self.limited(outlet, outlet.send(&rendered.post)).await;
        Ok(match sent {
            Ok(message) => Outcome::Sent {
                message,
                version: rendered.version,
            },
            Err(SendError::Refused(reason)) => Outcome::Failed(reason),
            Err(SendError::Gone) => Outcome::Failed(Reason::UnknownTarget),
            Err(SendError::Unknown) => self.uncertain(outlet, delivery, None),
            Err(SendError::Later { after }) if delivery.uncertain => {
                self.uncertain(outlet, delivery, after)
            }
            Err(SendError::Later { after }) => self.certain(delivery, after),
        })
    }

    /// Looks for what an earlier attempt may have left since `since`, once that can't take effect any more. `None` when
    /// there is nothing, and sending it makes it no second one.
    pub(super) async fn find(
        &self,
        outlet: &dyn Outlet,
        claim: &Claim,
        post: &Post,
        since: DateTime<Utc>,
        shutdown: &CancellationToken,
    ) -> Option<Outcome> {
        let delivery = &claim.delivery;
        let now = self.clock.now();
        let settled = claim.previous_attempt_at.unwrap_or(now) + settling(outlet);
        let wait = self.clock.sleep_until(settled);
        if delivery.uncertain && settled > now && shutdown.run_until_cancelled(wait).await.is_none()
        {
            return Some(Outcome::Retry {
                at: settled,
                uncertain: true,
                hold: false,
            });
        }
        let looked = self.limited(outlet, outlet.find(post, since - SKEW));
        let after = match looked.await {
            Ok(None) => return None,
            Ok(Some(message)) => {
                // It shows what was the present state then; what changed since is still to be shown.
                let version = match claim.forgotten_since {
                    Some(_) => UNKNOWN_VERSION,
                    None => FIRST_VERSION,
                };
                return Some(Outcome::Found { message, version });
            }
            Err(SendError::Refused(reason)) => return Some(Outcome::Failed(reason)),
            Err(SendError::Later { after }) => after,
            Err(SendError::Unknown | SendError::Gone) => None,
        };
        // Looking sends nothing.
        Some(if delivery.uncertain {
            self.uncertain(outlet, delivery, after)
        } else {
            self.certain(delivery, after)
        })
    }

    /// Waiting and looking took a while: the attempt is only made now. Whether it is still ours to make.
    async fn begin_attempt(&self, delivery: &Delivery) -> anyhow::Result<bool> {
        let mut tx = self.store.begin().await?;
        let is_ours = tx.delivery_attempt(&delivery.id, &self.owner).await?;
        tx.commit().await?;
        Ok(is_ours)
    }

    /// After an attempt that did not arrive: `after` as the platform says.
    pub(super) fn certain(&self, delivery: &Delivery, after: Option<Duration>) -> Outcome {
        let wait = after.unwrap_or_else(|| self.wait(delivery));
        Outcome::Retry {
            at: self.clock.now() + delta(wait),
            uncertain: false,
            hold: after.is_some(),
        }
    }

    /// After an attempt, this one or one before, that may have arrived: soon again while the platform
    /// would recognise it, else when it can be looked for.
    fn uncertain(
        &self,
        outlet: &dyn Outlet,
        delivery: &Delivery,
        after: Option<Duration>,
    ) -> Outcome {
        let now = self.clock.now();
        let soon = now + delta(after.unwrap_or_else(|| self.wait(delivery)));
        let at = if is_repeated_soon(outlet, delivery, soon) {
            soon
        } else {
            soon.max(now + settling(outlet))
        };
        Outcome::Retry {
            at,
            uncertain: true,
            hold: after.is_some(),
        }
    }

    /// The next wait by the number of attempts.
    pub(super) fn wait(&self, delivery: &Delivery) -> Duration {
        backoff::wait(delivery.attempts, self.store.ids().fraction())
    }

    /// Runs what an outlet does for at most its time limit; then its outcome is unknown.
    pub(super) async fn limited<T>(
        &self,
        outlet: &dyn Outlet,
        work: OutletFuture<'_, T>,
    ) -> Result<T, SendError> {
        self.clock
            .timeout(outlet.time_limit(), work)
            .await
            .unwrap_or(Err(SendError::Unknown))
    }
}

/// What was to be told is gone: a message that is out stays as it is.
fn without_subject(claim: &Claim) -> Outcome {
    if claim.edit {
        Outcome::Shown {
            version: claim.delivery.version,
        }
    } else {
        Outcome::Failed(Reason::SubjectGone)
    }
}

/// Since when the message may have been sent unseen: by an attempt at this row or, in the aftermath of a gap, by one of
/// which the database knows nothing; `None` where there was none.
pub(super) fn unseen_since(claim: &Claim, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let delivery = &claim.delivery;
    let first = delivery.first_attempt_at.unwrap_or(now);
    let attempted = delivery.uncertain.then_some(first);
    attempted.into_iter().chain(claim.forgotten_since).min()
}

/// Whether the platform recognises an attempt that repeats what may have been sent unseen. What was tried in a gap's
/// aftermath was looked for before.
pub(super) fn is_recognised(outlet: &dyn Outlet, claim: &Claim, instant: DateTime<Utc>) -> bool {
    let delivery = &claim.delivery;
    match claim.forgotten_since {
        Some(since) if !delivery.uncertain => instant < since + delta(outlet.nonce_window()),
        _ => is_repeated_soon(outlet, delivery, instant),
    }
}

/// Whether the platform recognises a repeated attempt that is made at `instant`.
fn is_repeated_soon(outlet: &dyn Outlet, delivery: &Delivery, instant: DateTime<Utc>) -> bool {
    let first = delivery.first_attempt_at.unwrap_or(instant);
    instant < first + delta(outlet.nonce_window())
}

/// How long after its beginning an attempt can still take effect.
fn settling(outlet: &dyn Outlet) -> TimeDelta {
    delta(outlet.time_limit() + SETTLE)
}

/// A duration on the clock; one that is absurdly long is cut to a day.
pub(super) fn delta(duration: Duration) -> TimeDelta {
    let most = TimeDelta::days(1);
    TimeDelta::from_std(duration).map_or(most, |delta| delta.min(most))
}
