//! `/staff questions take`: says to colleagues that one sees to it. From a colleague it is taken over by a second press.

use chat::{
    Args, Block, Button, Call, Error, Kind, Notice, Param, Place, Reply, Sign, Source, Spec, text,
};
use domain::{Inquiry, InquiryState, InquiryStep};
use store::Stepped;

use super::case;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Take {
    question: String,
    /// Whether also from a colleague who has it.
    over: bool,
}

impl Command for Take {
    const SPEC: &'static Spec = &Spec {
        name: "staff questions take",
        params: &[
            Param::typed("question", Kind::Pick(Source::Inquiries)),
            Param::carried("over", Kind::Flag).optional(),
        ],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            question: args.text("question").unwrap_or_default().to_owned(),
            over: args.flag("over"),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let inquiry = case::find(cx, &self.question).await?;
        let staff = cx.person().await?;
        let step = if self.over {
            InquiryStep::TakeOver
        } else {
            InquiryStep::Take
        };
        let taken = match case::make(cx, &inquiry, step).await? {
            Stepped::Refused(now) if now.state == InquiryState::Taken => match &now.taken_by {
                Some(holder) if *holder == staff.id => now,
                Some(_) => return Err(held(cx, &now).await?),
                // Who had it was erased.
                None => case::step(cx, &now, InquiryStep::TakeOver).await?,
            },
            stepped => case::made(cx, stepped).await?,
        };
        let call = Call::new("staff questions reply").with("question", taken.reference.to_string());
        let mut reply = case::done(cx, &taken, "staff-question-taken");
        let answer = Button::new(text!(cx.lang, "inquiry-reply"), call).primary();
        reply.actions.insert(0, answer.into());
        Ok(reply)
    }
}

/// A colleague has it: who, and a second button that takes it over.
async fn held(cx: &mut Context<'_>, inquiry: &Inquiry) -> Result<Error, Error> {
    let facts = case::standing(cx, inquiry).await?;
    let lang = cx.lang;
    let reference = inquiry.reference.to_string();
    let title = text!(
        lang,
        "staff-question-held-title",
        reference = reference.as_str()
    );
    let over = Call::new("staff questions take")
        .with("question", reference)
        .with("over", true);
    let reply = Reply::new(Sign::Refused, title)
        .notice(Notice::Refused)
        .markdown(text!(lang, "staff-question-held-text"))
        .block(Block::Fields(facts))
        .action(case::open_button(cx, inquiry).primary())
        .action(Button::new(text!(lang, "inquiry-take-over"), over).placed(Place::Same));
    Ok(Error::User(Box::new(reply)))
}
