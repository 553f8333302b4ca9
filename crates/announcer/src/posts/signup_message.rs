//! What an applicant hears about a sign-up in a direct message. Each has its next steps as buttons,
//! because slash commands do not exist there on every platform.

use chat::{Block, Button, Call, Reply, Sign, text};
use domain::{Cause, Lang, Signup, SignupState};

/// The message for one of the causes about a sign-up.
pub(super) fn message(lang: Lang, cause: Cause, signup: &Signup) -> Reply {
    match cause {
        Cause::SignupAccepted => accepted(lang, signup),
        Cause::SignupDeclined => declined(lang, signup),
        Cause::SignupReopened => reopened(lang, signup),
        _ => signup_receipt(lang, signup),
    }
}

/// Whether this is still to be told of a sign-up in that state: of two decisions the applicant hears of the one that
/// counts, however late.
pub(super) fn holds(cause: Cause, state: SignupState) -> bool {
    match cause {
        Cause::SignupAccepted => state == SignupState::Accepted,
        Cause::SignupDeclined => state == SignupState::Declined,
        Cause::SignupReopened => state == SignupState::New,
        _ => state != SignupState::Withdrawn,
    }
}

/// The receipt: in a direct message, and as the answer to Send.
pub fn signup_receipt(lang: Lang, signup: &Signup) -> Reply {
    let reference = signup.reference.to_string();
    let reply = Reply::new(
        Sign::Counseling,
        text!(lang, "signup-receipt-title", reference = reference.as_str()),
    )
    .markdown(text!(lang, "signup-receipt-text"))
    .action(status(lang).primary());
    let reply = if signup.state == SignupState::New {
        reply.action(edit(lang, &reference))
    } else {
        reply
    };
    reply.footer(text!(lang, "signup-private"))
}

fn accepted(lang: Lang, signup: &Signup) -> Reply {
    let reference = signup.reference.to_string();
    Reply::new(
        Sign::Counseling,
        text!(
            lang,
            "signup-accepted-title",
            reference = reference.as_str()
        ),
    )
    .markdown(text!(lang, "signup-accepted-text"))
    .action(status(lang).primary())
    .action(preparing(lang))
    .footer(text!(lang, "signup-private"))
}

fn declined(lang: Lang, signup: &Signup) -> Reply {
    let reference = signup.reference.to_string();
    let reply = Reply::new(
        Sign::Counseling,
        text!(
            lang,
            "signup-declined-title",
            reference = reference.as_str()
        ),
    )
    .markdown(text!(lang, "signup-declined-text"));
    let reply = match &signup.reason {
        Some(reason) => reply.block(Block::Quote {
            label: text!(lang, "signup-reason"),
            text: reason.clone(),
        }),
        None => reply,
    };
    reply
        .action(Button::new(text!(lang, "start-ask"), Call::new("ask")).primary())
        .action(Button::new(
            text!(lang, "signup-again"),
            Call::new("counseling signup"),
        ))
        .action(status(lang))
        .footer(text!(lang, "signup-private"))
}

fn reopened(lang: Lang, signup: &Signup) -> Reply {
    let reference = signup.reference.to_string();
    Reply::new(
        Sign::Counseling,
        text!(
            lang,
            "signup-reopened-title",
            reference = reference.as_str()
        ),
    )
    .markdown(text!(lang, "signup-reopened-text"))
    .action(status(lang).primary())
    .footer(text!(lang, "signup-private"))
}

fn status(lang: Lang) -> Button {
    Button::new(text!(lang, "signup-view"), Call::new("counseling status"))
}

fn edit(lang: Lang, reference: &str) -> Button {
    Button::new(
        text!(lang, "signup-edit"),
        Call::new("counseling edit").with("signup", reference),
    )
    .reopening()
}

fn preparing(lang: Lang) -> Button {
    Button::new(
        text!(lang, "signup-about"),
        Call::new("topics").with("topic", "counseling"),
    )
}
