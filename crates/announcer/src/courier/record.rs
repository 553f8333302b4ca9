//! What came of an attempt, recorded together with all that follows from it.

use domain::{Cause, Delivery, Purpose, Reason, SignupId};
use store::{Claim, Tx};
use tokio_util::sync::CancellationToken;

use super::{
    Inner,
    attempt::{Outcome, delta},
    instead::tell_directly,
};
use crate::channel_refuses;

impl Inner {
    /// Makes an attempt at a claimed delivery and records what came of it. Where that can't be recorded
    /// the lease runs out, and the delivery comes back as one whose outcome is unknown.
    pub(super) async fn deliver(&self, claim: Claim, shutdown: &CancellationToken) {
        let delivery = &claim.delivery;
        let outcome = match self.attempt(&claim, shutdown).await {
            Ok(outcome) => outcome,
            Err(error) => {
                tracing::error!(delivery.id = %delivery.id, error = format!("{error:#}"), "cannot deliver");
                self.not_attempted(delivery)
            }
        };
        match self.record(&claim, &outcome).await {
            Ok(()) => tell(&claim, &outcome),
            Err(error) => {
                tracing::error!(delivery.id = %delivery.id, error = format!("{error:#}"), "cannot record a delivery");
            }
        }
    }

    /// Nothing was sent this time; what an earlier attempt left is as unknown as before.
    fn not_attempted(&self, delivery: &Delivery) -> Outcome {
        Outcome::Retry {
            at: self.clock.now() + delta(self.wait(delivery)),
            uncertain: delivery.uncertain,
            hold: false,
        }
    }

    pub(super) async fn record(&self, claim: &Claim, outcome: &Outcome) -> anyhow::Result<()> {
        let id = &claim.delivery.id;
        let mut tx = self.store.begin().await?;
        match outcome {
            Outcome::TakenOver => {}
            Outcome::Sent { message, version } => {
                tx.delivery_sent(id, message, *version).await?;
                reached(&mut tx, claim).await?;
            }
            Outcome::Found { message, version } => {
                tx.delivery_found(id, message, *version).await?;
                reached(&mut tx, claim).await?;
            }
            Outcome::Shown { version } => {
                tx.delivery_shown(id, *version).await?;
                works(&mut tx, claim).await?;
            }
            Outcome::Gone => tx.delivery_gone(id).await?,
            Outcome::Retracted => {
                tx.delivery_retracted(&claim.delivery, &claim.target)
                    .await?;
            }
            Outcome::Failed(reason) => {
                tx.delivery_failed(id, *reason).await?;
                if *reason != Reason::SubjectGone {
                    refused(&mut tx, claim, *reason).await?;
                }
            }
            Outcome::Retry {
                at,
                uncertain,
                hold,
            } => {
                tx.delivery_retry(id, *at, *uncertain).await?;
                if *hold {
                    tx.target_hold(&claim.target.id, *at).await?;
                }
            }
        }
        tx.commit().await
    }
}

/// The sign-up of which a direct message tells its applicant.
fn signup_of(claim: &Claim) -> Option<SignupId> {
    let tells_applicant = matches!(
        claim.delivery.cause,
        Cause::SignupReceipt
            | Cause::SignupAccepted
            | Cause::SignupDeclined
            | Cause::SignupReopened
    );
    (tells_applicant && claim.target.purpose == Purpose::Direct)
        .then(|| SignupId::new(claim.delivery.subject.as_str()))
}

/// A message arrived: an applicant who was marked as out of reach no longer is.
async fn reached(tx: &mut Tx, claim: &Claim) -> anyhow::Result<()> {
    works(tx, claim).await?;
    let Some(id) = signup_of(claim) else {
        return Ok(());
    };
    if tx
        .signup(&id)
        .await?
        .is_some_and(|signup| signup.unreachable)
    {
        mark(tx, &id, false).await?;
    }
    Ok(())
}

/// The target takes messages; where it did not, the log says so.
async fn works(tx: &mut Tx, claim: &Claim) -> anyhow::Result<()> {
    let target = &claim.target;
    if tx.target_reached(&target.id).await? {
        tracing::info!(target.id = %target.id, target.purpose = target.purpose.id(), "a channel takes messages again");
    }
    Ok(())
}

/// A message was refused for good: it goes out directly instead, the card of who hears nothing says so, or staff hear of
/// the channel.
async fn refused(tx: &mut Tx, claim: &Claim, reason: Reason) -> anyhow::Result<()> {
    if claim.target.purpose == Purpose::Thread {
        return tell_directly(tx, claim).await;
    }
    if claim.delivery.cause == Cause::InquiryReply
        && let Some(line) = tx.inquiry_line(&claim.delivery.subject).await?
    {
        // The card is rendered with the fate of the replies.
        tx.deliveries_changed(Cause::InquiryCard, line.inquiry.as_str())
            .await?;
        return Ok(());
    }
    match signup_of(claim) {
        Some(id) => mark(tx, &id, true).await,
        None if claim.target.purpose == Purpose::Direct => Ok(()),
        None => channel_refuses(tx, &claim.target, reason).await,
    }
}

async fn mark(tx: &mut Tx, id: &SignupId, unreachable: bool) -> anyhow::Result<()> {
    tx.signup_set_unreachable(id, unreachable).await?;
    tx.deliveries_changed(Cause::SignupCard, id.as_str())
        .await?;
    Ok(())
}

/// Logs and counts what was recorded.
pub(super) fn tell(claim: &Claim, outcome: &Outcome) {
    let Claim {
        delivery, target, ..
    } = claim;
    let cause = delivery.cause.id();
    match outcome {
        Outcome::Sent { .. } => {
            tracing::info!(delivery.id = %delivery.id, delivery.cause = cause, target.id = %target.id, "sent");
            metrics::counter!("dash_bot_deliveries_sent_total", "cause" => cause).increment(1);
        }
        Outcome::Found { .. } => {
            tracing::info!(delivery.id = %delivery.id, delivery.cause = cause, target.id = %target.id, "it stands there already");
            metrics::counter!("dash_bot_deliveries_found_total", "cause" => cause).increment(1);
        }
        Outcome::Shown { .. } => {
            tracing::info!(delivery.id = %delivery.id, delivery.cause = cause, target.id = %target.id, "edited");
        }
        Outcome::Gone => {
            tracing::info!(delivery.id = %delivery.id, delivery.cause = cause, target.id = %target.id, "the message to edit is gone");
        }
        Outcome::Retracted => {
            tracing::info!(delivery.id = %delivery.id, delivery.cause = cause, target.id = %target.id, "retracted");
            metrics::counter!("dash_bot_deliveries_retracted_total", "cause" => cause).increment(1);
        }
        Outcome::Failed(reason) => {
            tracing::warn!(delivery.id = %delivery.id, delivery.cause = cause, target.id = %target.id, delivery.reason = reason.id(), "refused for good");
            metrics::counter!("dash_bot_deliveries_failed_total", "reason" => reason.id())
                .increment(1);
        }
        Outcome::TakenOver => {
            tracing::warn!(delivery.id = %delivery.id, target.id = %target.id, "another process took a delivery over");
        }
        Outcome::Retry { at, uncertain, .. } => {
            tracing::info!(delivery.id = %delivery.id, delivery.cause = cause, target.id = %target.id, delivery.next_at = %at, delivery.uncertain = uncertain, "tried again later");
            metrics::counter!("dash_bot_delivery_retries_total").increment(1);
        }
    }
}
