//! `/staff questions reply`: one form, which says in which language the asker reads; then, before it is sent, whether with
//! one's own name or as the team.

use chat::{
    Args, Block, Button, Call, Error, Form, Kind, Lines, Param, Place, Sign, Source, Spec, text,
    texts,
};

use domain::{Inquiry, InquiryState};

use super::{case, open};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

/// The reply.
const TEXT: Kind = Kind::Text {
    max: 2000,
    lines: Lines::Many,
};

/// How many lines there were when who replies last saw the question.
pub(super) const SEEN: Param = Param::carried(
    "seen",
    Kind::Int {
        min: 0,
        max: i64::MAX,
    },
)
.optional();

pub(super) const PARAMS: [Param; 4] = [
    Param::typed("question", Kind::Pick(Source::Inquiries)),
    Param::form("text", TEXT),
    Param::carried("waive", Kind::Flag).optional(),
    SEEN,
];

pub(crate) struct Reply {
    question: String,
    args: Args,
}

impl Command for Reply {
    const SPEC: &'static Spec = &Spec {
        name: "staff questions reply",
        params: &PARAMS,
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            question: args.text("question").unwrap_or_default().to_owned(),
            args: args.clone(),
        })
    }

    async fn open(form: &mut Form, cx: &mut Context<'_>) -> Result<(), Error> {
        let Some(typed) = form.request.args.text("question").map(str::to_owned) else {
            return Ok(());
        };
        let inquiry = case::find(cx, &typed).await?;
        // A draft knows what was seen before it.
        if cx.parked.is_none() {
            let lines = cx.tx().await?.inquiry_lines(&inquiry.id).await?;
            form.request.args.set(SEEN.name, count(lines.len()));
        }
        let language = texts::choice(cx.lang, inquiry.lang.code());
        if let Some(input) = form.inputs.iter_mut().find(|input| input.name == "text") {
            input.label = text!(cx.lang, "staff-question-reply-in", language = language);
        }
        Ok(())
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<chat::Reply, Error> {
        let inquiry = case::find(cx, &self.question).await?;
        // One reply, whichever of the two buttons is pressed.
        let draft = cx.new_id();
        check(cx, &inquiry, &self.args, &draft).await
    }
}

fn count(lines: usize) -> i64 {
    i64::try_from(lines).unwrap_or(i64::MAX)
}

/// What will be sent, beside what was written since its form was opened.
pub(super) async fn check(
    cx: &mut Context<'_>,
    inquiry: &Inquiry,
    args: &Args,
    draft: &str,
) -> Result<chat::Reply, Error> {
    let lang = cx.lang;
    let staff = cx.person().await?;
    let lines = cx.tx().await?.inquiry_lines(&inquiry.id).await?;
    let seen = args.int(SEEN.name).unwrap_or(i64::MAX);
    let since = &lines[usize::try_from(seen).unwrap_or(usize::MAX).min(lines.len())..];
    let mut args = args.clone();
    args.set(SEEN.name, count(lines.len()));
    let title = text!(
        lang,
        "staff-question-check-title",
        reference = inquiry.reference.to_string()
    );
    let mut reply = chat::Reply::new(Sign::Question, title);
    let is_anothers = inquiry.taken_by.as_ref().is_some_and(|it| *it != staff.id);
    let held = inquiry.state == InquiryState::Taken && is_anothers;
    if held {
        reply = reply.markdown(text!(lang, "staff-question-check-held"));
    }
    if !since.is_empty() {
        reply = reply.markdown(text!(lang, "staff-question-check-since"));
    }
    if held || !since.is_empty() {
        reply = reply.block(Block::Fields(case::standing(cx, inquiry).await?));
    }
    for line in since {
        reply = reply.block(open::line(lang, inquiry, line));
    }
    let send = |named: bool| {
        Call::new("staff questions send")
            .with_all(args.clone())
            .with("draft", draft)
            .with("named", named)
    };
    let name = cx.caller.name.as_str();
    let named = text!(lang, "staff-question-send-named", name = name);
    let edit = Call::new("staff questions reply").with_all(args.clone());
    Ok(reply
        .markdown(text!(
            lang,
            &case::told_where(inquiry, "staff-question-check"),
            name = inquiry.name.as_str()
        ))
        .block(Block::Quote {
            label: text!(lang, "inquiry-reply"),
            text: args.text("text").unwrap_or_default().to_owned(),
        })
        .action(Button::new(named, send(true)).primary())
        .action(Button::new(
            text!(lang, "staff-question-send-team"),
            send(false),
        ))
        .action(
            Button::new(text!(lang, "signup-edit"), edit)
                .reopening()
                .placed(Place::Same),
        )
        .footer(text!(lang, "signup-not-sent")))
}
