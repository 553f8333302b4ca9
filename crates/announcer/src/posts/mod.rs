//! What goes out: each message is built from its subject when it is sent, and again when it is edited.

mod feed_failed;
mod gap_report;
mod lecture;
mod signup_card;
mod signup_erased;
mod signup_message;
mod staff_role_gone;
mod start;
mod target_failed;

use chat::Reply;
use domain::{
    Cause, Community, Delivery, DeliveryState, GapId, Lang, Purpose, SignupId, Target, VideoId,
};
use store::Tx;

pub use lecture::lecture;
pub use signup_card::{signup_card, signup_decision, signup_state};
pub use signup_message::signup_receipt;
pub use start::start;

/// The present state of a delivery's message; `None` when its subject is gone.
///
/// # Errors
/// Those of the database.
pub async fn render(
    tx: &mut Tx,
    delivery: &Delivery,
    target: &Target,
    community: &Community,
) -> anyhow::Result<Option<Reply>> {
    let lang = lang(tx, target, community).await?;
    let subject = delivery.subject.as_str();
    match delivery.cause {
        Cause::Lecture => {
            let Some(video) = VideoId::parse(subject) else {
                return Ok(None);
            };
            Ok(tx
                .lecture(&video)
                .await?
                .map(|found| lecture::announcement(lang, &found)))
        }
        Cause::SignupCard => {
            let Some(signup) = tx.signup(&SignupId::new(subject)).await? else {
                return Ok(None);
            };
            let decided_by = match &signup.decided_by {
                Some(id) => tx.person(id).await?,
                None => None,
            };
            Ok(Some(signup_card(lang, &signup, decided_by.as_ref())))
        }
        Cause::SignupReceipt
        | Cause::SignupAccepted
        | Cause::SignupDeclined
        | Cause::SignupReopened => {
            let Some(signup) = tx.signup(&SignupId::new(subject)).await? else {
                return Ok(None);
            };
            let is_out = delivery.state != DeliveryState::Pending;
            if !is_out && !signup_message::holds(delivery.cause, signup.state) {
                return Ok(None);
            }
            let chosen = match tx.person(&signup.person).await? {
                Some(person) => person.language,
                None => None,
            };
            let lang = chosen.unwrap_or(signup.draft.lang);
            Ok(Some(signup_message::message(lang, delivery.cause, &signup)))
        }
        Cause::SignupErased => Ok(Some(signup_erased::signup_erased(lang, subject))),
        Cause::Answer => Ok(None),
        Cause::Start => {
            let latest = tx.lectures_latest(1).await?.into_iter().next();
            Ok(Some(start::start(lang, latest.as_ref())))
        }
        Cause::TargetFailed => {
            let failed = tx.target(&domain::TargetId::new(subject)).await?;
            Ok(failed.map(|failed| target_failed::target_failed(lang, &failed)))
        }
        Cause::FeedFailed => {
            let feed = tx.feed(subject).await?;
            Ok(feed.map(|feed| feed_failed::feed_failed(lang, &feed)))
        }
        Cause::GapReport => {
            let Some(gap) = tx.gap(&GapId::new(subject)).await? else {
                return Ok(None);
            };
            let toll = tx.gap_toll(&gap).await?;
            Ok(Some(gap_report::gap_report(lang, &gap, &toll)))
        }
        Cause::StaffRoleGone => Ok(Some(staff_role_gone::staff_role_gone(lang))),
    }
}

/// Channels are spoken to in the community's language, a person in the one that they chose.
async fn lang(tx: &mut Tx, target: &Target, community: &Community) -> anyhow::Result<Lang> {
    let chosen = match (&target.purpose, &target.person) {
        (Purpose::Direct, Some(person)) => {
            tx.person(person).await?.and_then(|person| person.language)
        }
        _ => None,
    };
    Ok(chosen.unwrap_or(community.lang))
}
