//! The way in for one person: the standing message of a channel, shown to whoever asks for nothing in particular.

use announcer::posts;
use chat::{Args, Error, Reply, Spec};

use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Start;

impl Command for Start {
    const SPEC: &'static Spec = &Spec {
        name: "start",
        typed: false,
        ..Spec::MEMBER
    };

    fn parse(_: &Args) -> Result<Self, Invalid> {
        Ok(Self)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let latest = cx.tx().await?.lectures_latest(1).await?;
        Ok(posts::start(
            cx.lang,
            latest.first(),
            cx.settings.welcome(cx.lang),
        ))
    }
}
