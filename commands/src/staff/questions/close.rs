//! `/staff questions close`: done with, or for somebody else, which the asker is told.

use announcer::posts::CLOSINGS;
use chat::{Args, Error, Kind, Param, Reply, Source, Spec};
use domain::{Cause, InquiryStep};

use super::case;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Close {
    question: String,
    passed: bool,
}

impl Command for Close {
    const SPEC: &'static Spec = &Spec {
        name: "staff questions close",
        params: &[
            Param::typed("question", Kind::Pick(Source::Inquiries)),
            Param::typed("how", Kind::Choice(CLOSINGS)),
        ],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            question: args.text("question").unwrap_or_default().to_owned(),
            passed: args.text("how") == Some(CLOSINGS[0]),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let inquiry = case::find(cx, &self.question).await?;
        let step = if self.passed {
            InquiryStep::PassOn
        } else {
            InquiryStep::Resolve
        };
        let closed = case::step(cx, &inquiry, step).await?;
        let said = if self.passed {
            // Taken back and closed anew, it is told anew.
            let at = closed.updated_at.timestamp_micros().to_string();
            case::tell(cx, &closed, Cause::InquiryPassed, closed.id.as_str(), &at).await?;
            case::told(cx, &closed, "staff-question-passed")
        } else {
            case::done(cx, &closed, "staff-question-resolved")
        };
        Ok(said.action(case::reopen_button(cx, &closed)))
    }
}
