//! One case on the staff's side: finding it, deciding on it, telling the applicant.

use announcer::posts::signup_decision;
use chat::{Block, Button, Call, Error, Notice, Reply, Sign, text};
use domain::{Cause, Reference, Signup, SignupState, Transition};
use store::{Enqueue, Moved};

use crate::context::Context;

/// The sign-up that was typed or picked.
pub(super) async fn find(cx: &mut Context<'_>, typed: &str) -> Result<Signup, Error> {
    let found = match Reference::parse(typed) {
        Some(reference) => cx.tx().await?.signup_by_reference(reference).await?,
        None => None,
    };
    found.ok_or_else(|| cx.refused("staff-signup-unknown"))
}

/// Makes the transition, brings the card up to date and tells the applicant; one unit of work.
pub(super) async fn decide(
    cx: &mut Context<'_>,
    typed: &str,
    transition: Transition,
    reason: Option<&str>,
    cause: Cause,
) -> Result<Signup, Error> {
    let signup = find(cx, typed).await?;
    let staff = cx.person().await?;
    let tx = cx.tx().await?;
    let decided = match tx
        .signup_move(&signup.id, transition, &staff.id, reason)
        .await?
    {
        Moved::Done(decided) => decided,
        Moved::Refused(now) => return Err(first(cx, &now).await?),
        Moved::Missing => return Err(cx.refused("staff-signup-unknown")),
    };
    tx.deliveries_changed(Cause::SignupCard, decided.id.as_str())
        .await?;
    let applicant = tx.person(&decided.person).await?;
    if let Some(applicant) = applicant {
        let direct = tx.target_of_person(&applicant).await?;
        let history = tx.signup_history(&decided.id).await?.len();
        tx.deliver(&Enqueue {
            target: direct.id,
            cause,
            subject: decided.id.to_string(),
            dedupe_key: format!("signup:{}:{}:{history}", decided.id, cause.id()),
            not_after: None,
        })
        .await?;
    }
    Ok(decided)
}

/// Somebody decided before: who, when, and that nothing was changed.
pub(super) async fn first(cx: &mut Context<'_>, now: &Signup) -> Result<Error, Error> {
    let lang = cx.lang;
    let reference = now.reference.to_string();
    let by = match &now.decided_by {
        Some(id) => cx.tx().await?.person(id).await?,
        None => None,
    };
    // Taken back twice: it is open, and nobody decided.
    let id = if now.state == SignupState::New {
        "staff-open-again"
    } else {
        "staff-first"
    };
    let reply = Reply::new(Sign::Refused, text!(lang, &format!("{id}-title")))
        .notice(Notice::Refused)
        .markdown(text!(
            lang,
            &format!("{id}-text"),
            reference = reference.as_str()
        ))
        .block(Block::Fields(signup_decision(lang, now, by.as_ref())))
        .action(open_button(cx, &reference));
    Ok(Error::User(Box::new(reply)))
}

/// The button that opens a case.
pub(super) fn open_button(cx: &Context<'_>, reference: &str) -> Button {
    let label = text!(cx.lang, "staff-open", reference = reference);
    Button::new(
        label,
        Call::new("staff signups open").with("signup", reference),
    )
}

/// The button that takes a decision back.
pub(super) fn reopen_button(cx: &Context<'_>, reference: &str) -> Button {
    Button::new(
        text!(cx.lang, "staff-reopen"),
        Call::new("staff signups reopen").with("signup", reference),
    )
}

/// Says that a decision was taken, with the way to take it back.
pub(super) fn decided(cx: &Context<'_>, signup: &Signup, id: &str) -> Reply {
    let reference = signup.reference.to_string();
    let reply = Reply::new(
        Sign::Done,
        text!(
            cx.lang,
            &format!("{id}-title"),
            reference = reference.as_str()
        ),
    )
    .notice(Notice::Ok)
    .markdown(if signup.unreachable {
        text!(cx.lang, "card-signup-unreachable")
    } else {
        text!(cx.lang, &format!("{id}-text"))
    })
    .action(open_button(cx, &reference));
    if signup.state.after(Transition::Reopen).is_some() {
        return reply.action(reopen_button(cx, &reference));
    }
    reply
}
