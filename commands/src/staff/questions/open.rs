//! `/staff questions open`: the question and all that was written about it.

use chat::{Args, Block, Button, Call, Error, Kind, Param, Reply, Sign, Source, Spec, text};
use domain::{Inquiry, InquiryLine, InquiryState, Lang, Side};

use super::case;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Open(String);

impl Command for Open {
    const SPEC: &'static Spec = &Spec {
        name: "staff questions open",
        params: &[Param::typed("question", Kind::Pick(Source::Inquiries))],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(args.text("question").unwrap_or_default().to_owned()))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let inquiry = case::find(cx, &self.0).await?;
        let lang = cx.lang;
        let facts = case::standing(cx, &inquiry).await?;
        let lines = cx.tx().await?.inquiry_lines(&inquiry.id).await?;
        let title = text!(
            lang,
            "inquiry-card-title",
            reference = inquiry.reference.to_string(),
            name = inquiry.name.as_str()
        );
        let mut reply = Reply::new(Sign::Question, title)
            .block(Block::Fields(facts))
            .block(Block::Quote {
                label: text!(lang, "inquiry-question"),
                text: inquiry.question.clone(),
            })
            .concerning(inquiry.person.clone());
        for it in &lines {
            reply = reply.block(line(lang, &inquiry, it));
        }
        let replied = lines.iter().any(|line| line.side == Side::Team);
        let reply = with_actions(cx, reply, &inquiry);
        if !replied {
            return Ok(reply);
        }
        let make = Call::new("staff knowledge place")
            .with("language", inquiry.lang.code())
            .with("from", inquiry.reference.to_string());
        Ok(reply.action(Button::new(text!(lang, "staff-answer-make"), make)))
    }
}

pub(super) fn line(lang: Lang, inquiry: &Inquiry, line: &InquiryLine) -> Block {
    let label = match (line.side, &line.name) {
        (Side::Asker, _) => inquiry.name.clone(),
        (Side::Team, Some(name)) => text!(lang, "inquiry-reply-by", name = name.as_str()),
        (Side::Team, None) => text!(lang, "inquiry-reply-team"),
    };
    Block::Quote {
        label,
        text: line.text.clone(),
    }
}

fn with_actions(cx: &Context<'_>, reply: Reply, inquiry: &Inquiry) -> Reply {
    let lang = cx.lang;
    let call = |name| Call::new(name).with("question", inquiry.reference.to_string());
    if matches!(
        inquiry.state,
        InquiryState::Resolved | InquiryState::NotForUs
    ) {
        return reply.action(case::reopen_button(cx, inquiry));
    }
    let answer = Button::new(text!(lang, "inquiry-reply"), call("staff questions reply"));
    let reply = reply.action(answer.primary());
    let reply = if inquiry.state == InquiryState::Open {
        let take = Button::new(text!(lang, "inquiry-take"), call("staff questions take"));
        reply.action(take)
    } else {
        reply
    };
    let resolved = call("staff questions close").with("how", "resolved");
    let passed = call("staff questions close").with("how", "not_for_us");
    reply
        .action(Button::new(chat::texts::choice(lang, "resolved"), resolved))
        .action(Button::new(chat::texts::choice(lang, "not_for_us"), passed))
}
