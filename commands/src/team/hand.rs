//! "Ask the team" on an answer: takes up what was asked, by its id, so that nobody types it twice.

use chat::{Args, Button, Call, Error, Kind, Param, Reply, Source, Spec, text};

use super::ask;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Hand(String);

impl Command for Hand {
    const SPEC: &'static Spec = &Spec {
        name: "team hand",
        params: &[Param::carried("asked", Kind::Pick(Source::Carried))],
        typed: false,
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(args.text("asked").unwrap_or_default().to_owned()))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        match cx.asked(&self.0).await? {
            Some(asked) => {
                let mut args = Args::new();
                if domain::guard::check(&asked.text).is_some() {
                    // It was said then that it is not about a patient, or it would not be here.
                    args.set("waive", true);
                }
                args.set("question", asked.text);
                ask::check(cx, args).await
            }
            None => match cx.refused("team-forgotten") {
                Error::User(reply) => Err(Error::User(Box::new(reply.action(
                    Button::new(text!(cx.lang, "ask-the-team"), Call::new("team ask")).primary(),
                )))),
                other => Err(other),
            },
        }
    }
}
