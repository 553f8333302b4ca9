//! `/staff questions reply`: one form, which says in which language the asker reads; then, before it is sent, whether with
//! one's own name or as the team.

use chat::{
    Args, Block, Button, Call, Error, Form, Kind, Lines, Param, Place, Sign, Source, Spec, text,
    texts,
};

use super::case;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

/// The reply.
const TEXT: Kind = Kind::Text {
    max: 2000,
    lines: Lines::Many,
};

pub(super) const PARAMS: [Param; 3] = [
    Param::typed("question", Kind::Pick(Source::Inquiries)),
    Param::form("text", TEXT),
    Param::carried("waive", Kind::Flag).optional(),
];

pub(crate) struct Reply {
    question: String,
    text: String,
    args: Args,
}

impl Command for Reply {
    const SPEC: &'static Spec = &Spec {
        name: "staff questions reply",
        params: &PARAMS,
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        let text = |name| args.text(name).unwrap_or_default().to_owned();
        Ok(Self {
            question: text("question"),
            text: text("text"),
            args: args.clone(),
        })
    }

    async fn open(form: &mut Form, cx: &mut Context<'_>) -> Result<(), Error> {
        let Some(typed) = form.request.args.text("question").map(str::to_owned) else {
            return Ok(());
        };
        let inquiry = case::find(cx, &typed).await?;
        let language = texts::choice(cx.lang, inquiry.lang.code());
        if let Some(input) = form.inputs.iter_mut().find(|input| input.name == "text") {
            input.label = text!(cx.lang, "staff-question-reply-in", language = language);
        }
        Ok(())
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<chat::Reply, Error> {
        let inquiry = case::find(cx, &self.question).await?;
        let lang = cx.lang;
        // One reply, whichever of the two buttons is pressed.
        let draft = cx.new_id();
        let send = |named: bool| {
            Call::new("staff questions send")
                .with_all(self.args.clone())
                .with("draft", draft.as_str())
                .with("named", named)
        };
        let name = cx.caller.name.as_str();
        let title = text!(
            lang,
            "staff-question-check-title",
            reference = inquiry.reference.to_string()
        );
        let edit = Button::new(
            text!(lang, "signup-edit"),
            Call::new("staff questions reply").with_all(self.args.clone()),
        );
        Ok(chat::Reply::new(Sign::Question, title)
            .markdown(text!(
                lang,
                &case::told_where(&inquiry, "staff-question-check"),
                name = inquiry.name.as_str()
            ))
            .block(Block::Quote {
                label: text!(lang, "inquiry-reply"),
                text: self.text.clone(),
            })
            .action(
                Button::new(
                    text!(lang, "staff-question-send-named", name = name),
                    send(true),
                )
                .primary(),
            )
            .action(Button::new(
                text!(lang, "staff-question-send-team"),
                send(false),
            ))
            .action(edit.reopening().placed(Place::Same))
            .footer(text!(lang, "signup-not-sent")))
    }
}
