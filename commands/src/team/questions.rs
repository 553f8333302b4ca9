//! `/team questions`: one's own questions to the team; the newest whole, the others by name.

use announcer::posts::inquiry_state;
use chat::{
    Args, Block, Button, Call, Choice, Error, Kind, Menu, Param, Place, Reply, Sign, Source, Spec,
    text,
};
use domain::{Inquiry, InquiryState, Lang};

use super::mine;
use crate::{
    command::{Command, Invalid},
    context::Context,
    facts::fact,
};

/// So many others are named.
const OTHERS: usize = 25;

pub(crate) struct Questions(Option<String>);

impl Command for Questions {
    const SPEC: &'static Spec = &Spec {
        name: "team questions",
        params: &[Param::carried("question", Kind::Pick(Source::Inquiries)).optional()],
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(args.text("question").map(str::to_owned)))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let person = cx.person().await?;
        let all = cx.tx().await?.inquiries_of(&person.id).await?;
        let shown = match &self.0 {
            Some(typed) => mine::find(cx, typed).await?,
            None => match all.first() {
                Some(newest) => newest.clone(),
                None => return Ok(none(lang)),
            },
        };
        let lines = cx.tx().await?.inquiry_lines(&shown.id).await?;
        let title = text!(
            lang,
            "inquiry-title",
            reference = shown.reference.to_string()
        );
        let mut reply = Reply::new(Sign::Question, title)
            .block(Block::Fields(vec![fact(
                lang,
                "card-signup-state",
                inquiry_state(lang, shown.state),
            )]))
            .block(Block::Quote {
                label: text!(lang, "inquiry-own-question"),
                text: shown.question.clone(),
            });
        for line in &lines {
            reply = reply.block(mine::line(lang, line));
        }
        let call = |name| Call::new(name).with("question", shown.reference.to_string());
        reply = reply.action(Button::new(text!(lang, "inquiry-back"), call("team back")));
        if shown.state == InquiryState::Answered {
            let helped = Button::new(text!(lang, "inquiry-helped"), call("team helped"));
            reply = reply.action(helped);
        }
        let others: Vec<&Inquiry> = all.iter().filter(|it| it.id != shown.id).collect();
        if !others.is_empty() {
            reply = reply.action(menu(lang, &others));
        }
        Ok(reply.footer(text!(lang, "signup-private")))
    }
}

fn none(lang: Lang) -> Reply {
    Reply::new(Sign::Question, text!(lang, "inquiry-none-title"))
        .markdown(text!(lang, "inquiry-none-text"))
        .action(Button::new(text!(lang, "ask-the-team"), Call::new("team ask")).primary())
}

fn menu(lang: Lang, others: &[&Inquiry]) -> Menu {
    let options = others.iter().take(OTHERS).map(|inquiry| Choice {
        value: inquiry.reference.to_string(),
        label: format!(
            "{} · {}",
            inquiry.reference,
            inquiry_state(lang, inquiry.state)
        ),
        selected: false,
    });
    Menu {
        label: text!(lang, "inquiry-others"),
        call: Call::new("team questions"),
        param: "question",
        options: options.collect(),
        place: Some(Place::Same),
        code: String::new(),
    }
}
