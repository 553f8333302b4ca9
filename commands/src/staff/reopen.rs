//! `/staff signups reopen`: takes a decision back; the applicant is told.

use chat::{Args, Error, Kind, Param, Reply, Source, Spec};
use domain::{Cause, Transition};

use super::case;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Reopen {
    signup: String,
}

impl Command for Reopen {
    const SPEC: &'static Spec = &Spec {
        name: "staff signups reopen",
        params: &[Param::typed("signup", Kind::Pick(Source::Signups))],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            signup: args.text("signup").unwrap_or_default().to_owned(),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let signup = case::decide(
            cx,
            &self.signup,
            Transition::Reopen,
            None,
            Cause::SignupReopened,
        )
        .await?;
        Ok(case::decided(cx, &signup, "staff-reopened"))
    }
}
