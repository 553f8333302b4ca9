//! `/staff signups open`: the person and what they wrote, only to the one who asks, and noted.

use chat::{
    Args, Block, Button, Call, Error, Field, Inline, Kind, Param, Reply, Sign, Source, Spec, text,
    texts,
};
use domain::{Lang, Signup, SignupState, Transition};
use store::{HistoryLine, Person};

use super::case;
use crate::{
    command::{Command, Invalid},
    context::Context,
    facts::{fact, project, standing},
};

pub(crate) struct Open {
    signup: String,
}

impl Command for Open {
    const SPEC: &'static Spec = &Spec {
        name: "staff signups open",
        params: &[Param::typed("signup", Kind::Pick(Source::Signups))],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            signup: args.text("signup").unwrap_or_default().to_owned(),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let signup = case::find(cx, &self.signup).await?;
        let staff = cx.person().await?;
        let tx = cx.tx().await?;
        let applicant = tx.person(&signup.person).await?;
        let history = tx.signup_history(&signup.id).await?;
        tx.signup_move(&signup.id, Transition::Open, &staff.id, None)
            .await?;
        let reply = personal(cx.lang, &signup, applicant)
            .markdown(told(cx.lang, &history))
            .concerning(signup.person.clone());
        Ok(with_actions(cx, reply, &signup))
    }
}

/// Everything that the applicant told.
fn personal(lang: Lang, signup: &Signup, applicant: Option<Person>) -> Reply {
    let draft = &signup.draft;
    let mut facts = vec![fact(lang, "signup-field-name", draft.name.as_str())];
    if let Some(person) = applicant {
        facts.push(Field {
            label: text!(lang, "staff-open-account"),
            value: Inline::Person {
                platform: person.platform,
                id: person.platform_id,
                name: draft.name.clone(),
            },
        });
    }
    facts.extend(project(lang, signup));
    facts.push(fact(
        lang,
        "staff-open-language",
        texts::choice(lang, draft.lang.code()),
    ));
    facts.extend(standing(lang, signup));
    let reply = Reply::new(
        Sign::Counseling,
        text!(
            lang,
            "signup-title",
            reference = signup.reference.to_string()
        ),
    )
    .block(Block::Fields(facts))
    .block(Block::Quote {
        label: text!(lang, "counseling-signup-question-label"),
        text: draft.question.clone(),
    });
    let reply = match &signup.reason {
        Some(reason) => reply.block(Block::Quote {
            label: text!(lang, "signup-reason"),
            text: reason.clone(),
        }),
        None => reply,
    };
    let reply = if signup.unreachable {
        reply.markdown(text!(lang, "card-signup-unreachable"))
    } else {
        reply
    };
    reply.footer(text!(lang, "staff-open-footer"))
}

/// How often the case was opened before.
fn told(lang: Lang, history: &[HistoryLine]) -> String {
    let opened = history
        .iter()
        .filter(|line| line.transition == Transition::Open)
        .count();
    text!(
        lang,
        "staff-open-history",
        count = i64::try_from(opened).unwrap_or(i64::MAX)
    )
}

fn with_actions(cx: &Context<'_>, reply: Reply, signup: &Signup) -> Reply {
    let reference = signup.reference.to_string();
    let call = |name| Call::new(name).with("signup", reference.as_str());
    match signup.state {
        SignupState::New => reply
            .action(
                Button::new(
                    text!(cx.lang, "card-signup-accept"),
                    call("staff signups accept"),
                )
                .primary(),
            )
            .action(Button::new(
                text!(cx.lang, "card-signup-decline"),
                call("staff signups decline"),
            )),
        SignupState::Accepted | SignupState::Declined => {
            reply.action(case::reopen_button(cx, &reference))
        }
        SignupState::Withdrawn => reply,
    }
}
