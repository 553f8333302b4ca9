//! `/counseling signup`: one form, then a private summary that is sent only when the applicant says so.
//! Until then there is nothing but a parked draft.

use chat::{
    Args, Block, Button, Call, Choice, Error, Form, Menu, Place, Reply, Sign, Spec, text, texts,
};
use domain::Lang;

use super::draft::{ASKED, CHOSEN, DATA, Draft, STAGES, prepare};
use crate::{
    command::{Command, Invalid},
    context::Context,
    facts::fact,
};

pub(crate) struct Signup(Draft);

impl Command for Signup {
    const SPEC: &'static Spec = &Spec {
        name: "counseling signup",
        params: &[
            ASKED[0], ASKED[1], ASKED[2], ASKED[3], CHOSEN[0], CHOSEN[1], CHOSEN[2],
        ],
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Draft::parse(args).map(Self)
    }

    async fn open(form: &mut Form, cx: &mut Context<'_>) -> Result<(), Error> {
        if let Some(parked) = cx.parked.clone()
            && let Some(signup) = cx.tx().await?.signup_by_draft(&parked).await?
        {
            return Err(Error::User(Box::new(super::mine::already_sent(
                cx.lang, &signup,
            ))));
        }
        prepare(form, cx);
        Ok(())
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        if let Some(parked) = cx.parked.clone()
            && let Some(signup) = cx.tx().await?.signup_by_draft(&parked).await?
        {
            return Ok(super::mine::already_sent(cx.lang, &signup));
        }
        Ok(summary(cx, &self.0))
    }
}

/// The private summary: what will be sent, what still has to be chosen, and the privacy notice.
pub(super) fn summary(cx: &Context<'_>, draft: &Draft) -> Reply {
    let lang = cx.lang;
    let complete = draft.stage.is_some() && draft.data.is_some();
    let mut facts = vec![
        fact(lang, "signup-field-name", draft.name.as_str()),
        fact(lang, "signup-field-department", draft.department.as_str()),
    ];
    if let Some(email) = &draft.email {
        facts.push(fact(lang, "signup-field-email", email.as_str()));
    }
    let call = || Call::new("counseling signup").with_all(draft.args.clone());
    let send = Button::new(
        text!(lang, "signup-send"),
        Call::new("counseling send").with_all(draft.args.clone()),
    );
    let edit = Button::new(text!(lang, "signup-edit"), call())
        .reopening()
        .placed(Place::Same);
    let discard = Button::new(
        text!(lang, "signup-discard"),
        Call::new("counseling discard").with_all(draft.args.clone()),
    );
    let hint = if complete {
        "signup-summary-text"
    } else {
        "signup-summary-choose"
    };
    Reply::new(Sign::Counseling, text!(lang, "signup-summary-title"))
        .markdown(text!(lang, hint))
        .block(Block::Fields(facts))
        .block(Block::Quote {
            label: text!(lang, "counseling-signup-question-label"),
            text: draft.question.clone(),
        })
        .markdown(privacy(cx))
        .action(menu(
            lang,
            "stage",
            STAGES,
            draft.stage.map(domain::Stage::id),
            call(),
        ))
        .action(menu(
            lang,
            "data",
            DATA,
            draft.data.map(domain::DataKind::id),
            call(),
        ))
        .action(if complete { send.primary() } else { send })
        .action(edit)
        .action(discard.danger())
        .footer(text!(lang, "signup-not-sent"))
}

/// The summary again, for Send pressed too early.
pub(super) fn incomplete(cx: &Context<'_>, draft: &Draft) -> Reply {
    let mut reply = summary(cx, draft);
    reply.blocks[0] = Block::Markdown(text!(cx.lang, "signup-summary-missing"));
    reply
}

fn menu(lang: Lang, param: &'static str, ids: &[&str], chosen: Option<&str>, call: Call) -> Menu {
    let options = ids.iter().map(|id| Choice {
        value: (*id).to_owned(),
        label: texts::choice(lang, id),
        selected: chosen == Some(id),
    });
    Menu {
        label: text!(lang, &format!("counseling-signup-{param}-label")),
        call,
        param,
        options: options.collect(),
        place: Some(Place::Same),
        code: String::new(),
    }
}

fn privacy(cx: &Context<'_>) -> String {
    let contact = &cx.house.community.contact;
    let notice = text!(cx.lang, "signup-privacy");
    let by = contact
        .controller
        .as_deref()
        .map(|who| text!(cx.lang, "signup-privacy-controller", who = who));
    let statement = contact
        .privacy_statement
        .as_deref()
        .map(|url| text!(cx.lang, "signup-privacy-statement", url = url));
    [Some(notice), by, statement]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}
