//! `/team ask`: hands a question to people. Before it is sent it says who will see what.

use chat::{
    Args, Asked, Block, Button, Call, Error, Kind, Lines, Param, Place, Reply, Sign, Spec, text,
};
use domain::Purpose;

use crate::{
    answers,
    command::{Command, Invalid},
    context::Context,
};

/// What is asked.
const QUESTION: Kind = Kind::Text {
    max: 2000,
    lines: Lines::Many,
};

/// The word that it is not about a patient.
pub(super) const WAIVE: Param = Param {
    name: "waive",
    kind: Kind::Flag,
    required: false,
    asked: Asked::Carried,
};

/// The question, as the buttons of the summary carry it. A draft that was sent is empty.
pub(super) const CARRIED: [Param; 2] =
    [Param::both("question", QUESTION).carried_optional(), WAIVE];

pub(crate) struct Ask(Args);

impl Command for Ask {
    const SPEC: &'static Spec = &Spec {
        name: "team ask",
        params: &[Param::both("question", QUESTION), WAIVE],
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(args.clone()))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        if let Some(parked) = cx.parked.clone()
            && let Some(inquiry) = cx.tx().await?.inquiry_by_draft(&parked).await?
        {
            return Ok(super::mine::already_sent(cx.lang, &inquiry));
        }
        check(cx, self.0).await
    }
}

/// The summary of what these arguments hold, if there is anyone who would read it.
pub(super) async fn check(cx: &mut Context<'_>, args: Args) -> Result<Reply, Error> {
    if cx.tx().await?.targets(Purpose::Staff).await?.is_empty() {
        // Nobody would read it here: the addresses instead.
        return answers::contact(cx)
            .await
            .ok_or_else(|| cx.refused("team-nobody"));
    }
    Ok(summary(cx, &args))
}

/// What will be sent, and who will see it.
fn summary(cx: &Context<'_>, args: &Args) -> Reply {
    let lang = cx.lang;
    let button = |label, command| {
        Button::new(
            text!(lang, label),
            Call::new(command).with_all(args.clone()),
        )
    };
    let in_thread = cx.caller.origin.thread().is_some();
    let mut summary = Reply::new(Sign::Question, text!(lang, "inquiry-summary-title"))
        .markdown(text!(lang, "inquiry-summary-text"));
    if in_thread {
        summary = summary.markdown(text!(lang, "inquiry-summary-here"));
    }
    summary = summary
        .block(Block::Quote {
            label: text!(
                lang,
                "inquiry-summary-label",
                name = cx.caller.name.as_str()
            ),
            text: args.text("question").unwrap_or_default().to_owned(),
        })
        .action(button("inquiry-send", "team send").primary());
    if in_thread {
        summary = summary.action(button("inquiry-send-here", "team here"));
    }
    let edit = button("signup-edit", "team ask");
    summary
        .action(edit.reopening().placed(Place::Same))
        .footer(text!(lang, "signup-not-sent"))
}
