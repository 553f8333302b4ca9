//! "Send, answer here" on the summary: the same draft, and the team's replies stand in this thread for everybody to read.

use chat::{Args, Error, Place, Reply, Spec};

use super::{ask::CARRIED, send::send};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Here(Option<String>);

impl Command for Here {
    const SPEC: &'static Spec = &Spec {
        name: "team here",
        params: &CARRIED,
        place: Place::Same,
        typed: false,
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(args.text("question").map(str::to_owned)))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        // Where the platform tells of no thread, nothing is said in public.
        let thread = cx.caller.origin.thread().map(str::to_owned);
        send(cx, self.0, thread.as_deref()).await
    }
}
