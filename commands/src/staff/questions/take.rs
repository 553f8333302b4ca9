//! `/staff questions take`: says to colleagues that one sees to it.

use chat::{Args, Button, Call, Error, Kind, Param, Reply, Source, Spec, text};
use domain::InquiryStep;

use super::case;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Take(String);

impl Command for Take {
    const SPEC: &'static Spec = &Spec {
        name: "staff questions take",
        params: &[Param::typed("question", Kind::Pick(Source::Inquiries))],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(args.text("question").unwrap_or_default().to_owned()))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let inquiry = case::find(cx, &self.0).await?;
        let taken = case::step(cx, &inquiry, InquiryStep::Take).await?;
        let call = Call::new("staff questions reply").with("question", taken.reference.to_string());
        let mut reply = case::done(cx, &taken, "staff-question-taken");
        let answer = Button::new(text!(cx.lang, "inquiry-reply"), call).primary();
        reply.actions.insert(0, answer.into());
        Ok(reply)
    }
}
