//! `/staff signups decline`: declines a sign-up with a reason that the applicant reads.

use chat::{Args, Asked, Error, Form, Kind, Lines, Param, Reply, Source, Spec};
use domain::{Cause, SignupState, Transition};

use super::case;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Decline {
    signup: String,
    reason: String,
}

impl Command for Decline {
    const SPEC: &'static Spec = &Spec {
        name: "staff signups decline",
        params: &[
            Param::typed("signup", Kind::Pick(Source::NewSignups)),
            Param::form(
                "reason",
                Kind::Text {
                    max: 1000,
                    lines: Lines::Many,
                },
            ),
            Param {
                name: "waive",
                kind: Kind::Flag,
                required: false,
                asked: Asked::Carried,
            },
        ],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        let text = |name| args.text(name).unwrap_or_default().to_owned();
        Ok(Self {
            signup: text("signup"),
            reason: text("reason"),
        })
    }

    /// Nobody writes a reason for what was decided already.
    async fn open(form: &mut Form, cx: &mut Context<'_>) -> Result<(), Error> {
        let Some(typed) = form.request.args.text("signup").map(str::to_owned) else {
            return Ok(());
        };
        let signup = case::find(cx, &typed).await?;
        if signup.state == SignupState::New {
            return Ok(());
        }
        Err(case::first(cx, &signup).await?)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let reason = Some(self.reason.as_str());
        let signup = case::decide(
            cx,
            &self.signup,
            Transition::Decline,
            reason,
            Cause::SignupDeclined,
        )
        .await?;
        Ok(case::decided(cx, &signup, "staff-declined"))
    }
}
