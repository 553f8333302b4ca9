//! Withdraw on a sign-up: asks once, then takes it back.

use chat::{
    Args, Asked, Button, Call, Error, Kind, Notice, Param, Place, Reply, Sign, Source, Spec, text,
};
use domain::{Cause, Transition};
use store::Moved;

use super::mine;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Withdraw {
    signup: String,
    sure: bool,
}

impl Command for Withdraw {
    const SPEC: &'static Spec = &Spec {
        name: "counseling withdraw",
        params: &[
            Param::carried("signup", Kind::Pick(Source::Signups)).optional(),
            Param {
                name: "sure",
                kind: Kind::Flag,
                required: false,
                asked: Asked::Carried,
            },
        ],
        place: Place::Same,
        typed: false,
        words: &["afmelden", "unsubscribe", "withdraw"],
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            signup: args.text("signup").unwrap_or_default().to_owned(),
            sure: args.flag("sure"),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let signup = if self.signup.is_empty() {
            let person = cx.person().await?;
            let open = cx.tx().await?.signups_of(&person.id).await?;
            let open = open
                .into_iter()
                .find(|signup| signup.state.after(Transition::Withdraw).is_some());
            open.ok_or_else(|| cx.refused("withdraw-nothing"))?
        } else {
            mine::find(cx, &self.signup).await?
        };
        let reference = signup.reference.to_string();
        if !self.sure {
            let call = Call::new("counseling withdraw")
                .with("signup", reference.as_str())
                .with("sure", true);
            let keep = Call::new("counseling status").with("signup", reference.as_str());
            return Ok(Reply::new(
                Sign::Counseling,
                text!(lang, "withdraw-title", reference = reference.as_str()),
            )
            .markdown(text!(lang, "withdraw-text"))
            .action(
                Button::new(text!(lang, "withdraw-keep"), keep)
                    .primary()
                    .placed(Place::Same),
            )
            .action(Button::new(text!(lang, "withdraw-sure"), call).danger()));
        }
        let person = cx.person().await?;
        let tx = cx.tx().await?;
        match tx
            .signup_move(&signup.id, Transition::Withdraw, &person.id, None)
            .await?
        {
            Moved::Done(_) => {
                tx.deliveries_changed(Cause::SignupCard, signup.id.as_str())
                    .await?;
                Ok(Reply::new(
                    Sign::Done,
                    text!(lang, "withdrawn-title", reference = reference.as_str()),
                )
                .notice(Notice::Ok)
                .markdown(text!(lang, "withdrawn-text"))
                .action(
                    Button::new(text!(lang, "signup-again"), Call::new("counseling signup"))
                        .placed(Place::New),
                ))
            }
            Moved::Refused(now) => Ok(mine::whole(lang, &now)),
            Moved::Missing => Err(mine::refused(cx, "signup-unknown")),
        }
    }
}
