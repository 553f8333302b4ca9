//! A message that is to go: deleted where it stands, and looked for first where it may stand.

use chat::{Reply, Sign};
use chrono::TimeDelta;
use domain::{MessageRef, Reason};
use store::Claim;
use tokio_util::sync::CancellationToken;

use super::{
    Inner,
    attempt::{Outcome, unseen_since},
};
use crate::{Outlet, Post, SendError};

/// How long to wait where it is refused, and how often: 30 days.
const REFUSED_AGAIN: TimeDelta = TimeDelta::hours(1);
const REFUSALS: i64 = 30 * 24;

impl Inner {
    pub(super) async fn retract(
        &self,
        outlet: &dyn Outlet,
        claim: &Claim,
        shutdown: &CancellationToken,
    ) -> Outcome {
        let delivery = &claim.delivery;
        match &delivery.message {
            Some(message) => self.delete(outlet, claim, message).await,
            None => {
                let Some(since) = unseen_since(claim, self.clock.now()) else {
                    return Outcome::Retracted;
                };
                // It is found by its mark; what it says does not matter.
                let post = Post {
                    delivery: delivery.id.clone(),
                    marker: delivery.marker.clone(),
                    target: claim.target.clone(),
                    reply: Reply::new(Sign::Done, String::new()),
                };
                match self.find(outlet, claim, &post, since, shutdown).await {
                    Some(Outcome::Found { message, .. }) => {
                        self.delete(outlet, claim, &message).await
                    }
                    Some(retry @ Outcome::Retry { .. }) => retry,
                    Some(Outcome::Failed(reason)) => self.refused(claim, reason),
                    _ => Outcome::Retracted,
                }
            }
        }
    }

    async fn delete(&self, outlet: &dyn Outlet, claim: &Claim, message: &MessageRef) -> Outcome {
        let deleted = outlet.retract(message, &claim.target);
        match self.limited(outlet, deleted).await {
            Ok(()) | Err(SendError::Gone) => Outcome::Retracted,
            Err(SendError::Refused(reason)) => self.refused(claim, reason),
            Err(SendError::Unknown) => self.later(claim, None),
            Err(SendError::Later { after }) => self.later(claim, after),
        }
    }

    /// There is no way to where it stands. A channel that is closed may be opened again: it is tried for a month.
    fn refused(&self, claim: &Claim, reason: Reason) -> Outcome {
        let delivery = &claim.delivery;
        let is_over = delivery.attempts >= REFUSALS;
        if is_over || delivery.attempts <= 1 {
            tracing::warn!(
                delivery.id = %delivery.id,
                target.id = %claim.target.id,
                delivery.reason = reason.id(),
                delivery.given_up = is_over,
                "a message can't be deleted: the bot has no way to where it stands"
            );
        }
        if is_over {
            return Outcome::Retracted;
        }
        Outcome::Retry {
            at: self.clock.now() + REFUSED_AGAIN,
            hold: false,
            uncertain: delivery.uncertain,
        }
    }

    /// Deleting twice does no harm; whether it was ever sent is as unknown as before.
    fn later(&self, claim: &Claim, after: Option<std::time::Duration>) -> Outcome {
        match self.certain(&claim.delivery, after) {
            Outcome::Retry { at, hold, .. } => Outcome::Retry {
                at,
                hold,
                uncertain: claim.delivery.uncertain,
            },
            other => other,
        }
    }
}
