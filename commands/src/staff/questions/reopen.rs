//! `/staff questions reopen`: takes a question up again that was closed.

use chat::{Args, Error, Kind, Param, Reply, Source, Spec};
use domain::InquiryStep;

use super::case;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Reopen(String);

impl Command for Reopen {
    const SPEC: &'static Spec = &Spec {
        name: "staff questions reopen",
        params: &[Param::typed("question", Kind::Pick(Source::Inquiries))],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(args.text("question").unwrap_or_default().to_owned()))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let inquiry = case::find(cx, &self.0).await?;
        let open = case::step(cx, &inquiry, InquiryStep::Reopen).await?;
        Ok(case::done(cx, &open, "staff-question-reopened"))
    }
}
