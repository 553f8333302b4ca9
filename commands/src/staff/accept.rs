//! `/staff signups accept`: takes a sign-up on; the applicant is told.

use chat::{Args, Error, Kind, Param, Reply, Source, Spec};
use domain::{Cause, Transition};

use super::case;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Accept {
    signup: String,
}

impl Command for Accept {
    const SPEC: &'static Spec = &Spec {
        name: "staff signups accept",
        params: &[Param::typed("signup", Kind::Pick(Source::NewSignups))],
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
            Transition::Accept,
            None,
            Cause::SignupAccepted,
        )
        .await?;
        Ok(case::decided(cx, &signup, "staff-accepted"))
    }
}
