//! An applicant's own sign-up: found only for the one whose it is.

use chat::{Block, Button, Call, Error, Notice, Place, Reply, Sign, text};
use domain::{Lang, Reference, Signup, SignupState};

use crate::{
    context::Context,
    facts::{fact, project, standing},
};

/// The caller's sign-up with this reference. Another person's is as unknown as one that never was.
pub(super) async fn find(cx: &mut Context<'_>, typed: &str) -> Result<Signup, Error> {
    let person = cx.person().await?;
    let found = match Reference::parse(typed) {
        Some(reference) => cx.tx().await?.signup_by_reference(reference).await?,
        None => None,
    };
    found
        .filter(|signup| signup.person == person.id)
        .ok_or_else(|| refused(cx, "signup-unknown"))
}

/// A refusal that leads to the caller's own sign-up.
pub(super) fn refused(cx: &Context<'_>, id: &str) -> Error {
    let mine = Button::new(
        text!(cx.lang, "signup-view"),
        Call::new("counseling status"),
    );
    match cx.refused(id) {
        Error::User(reply) => Error::User(Box::new(reply.action(mine.primary()))),
        other => other,
    }
}

/// All of it, with what can be done with it now.
pub(super) fn whole(lang: Lang, signup: &Signup) -> Reply {
    let reference = signup.reference.to_string();
    let draft = &signup.draft;
    let mut facts = standing(lang, signup);
    facts.push(fact(lang, "signup-field-name", draft.name.as_str()));
    facts.extend(project(lang, signup));
    let mut reply = Reply::new(
        Sign::Counseling,
        text!(lang, "signup-title", reference = reference.as_str()),
    )
    .markdown(text!(lang, &format!("signup-now-{}", signup.state.id())))
    .block(Block::Fields(facts))
    .block(Block::Quote {
        label: text!(lang, "counseling-signup-question-label"),
        text: draft.question.clone(),
    });
    if let Some(reason) = &signup.reason {
        reply = reply.block(Block::Quote {
            label: text!(lang, "signup-reason"),
            text: reason.clone(),
        });
    }
    if signup.state == SignupState::New {
        let call = Call::new("counseling edit").with("signup", reference.as_str());
        reply = reply.action(
            Button::new(text!(lang, "signup-edit"), call)
                .reopening()
                .placed(Place::Same),
        );
    }
    if matches!(signup.state, SignupState::New | SignupState::Accepted) {
        let call = Call::new("counseling withdraw").with("signup", reference.as_str());
        reply = reply.action(Button::new(text!(lang, "signup-withdraw"), call).danger());
    } else {
        let call = Call::new("counseling signup");
        reply = reply.action(
            Button::new(text!(lang, "signup-again"), call)
                .primary()
                .placed(Place::New),
        );
    }
    reply.footer(text!(lang, "signup-private"))
}

/// Send was pressed again.
pub(super) fn already_sent(lang: Lang, signup: &Signup) -> Reply {
    let reference = signup.reference.to_string();
    Reply::new(
        Sign::Counseling,
        text!(lang, "signup-already-title", reference = reference),
    )
    .notice(Notice::Ok)
    .markdown(text!(lang, "signup-already-text"))
    .action(Button::new(text!(lang, "signup-view"), Call::new("counseling status")).primary())
    .footer(text!(lang, "signup-private"))
}
