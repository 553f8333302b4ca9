//! Try again, below the status: what channels have refused is sent to them once more, now that somebody has put
//! them right.

use chat::{Args, Button, Call, Error, Notice, Reply, Sign, Spec, text};

use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Retry;

impl Command for Retry {
    const SPEC: &'static Spec = &Spec {
        name: "staff channels retry",
        typed: false,
        ..Spec::STAFF
    };

    fn parse(_: &Args) -> Result<Self, Invalid> {
        Ok(Self)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let tx = cx.tx().await?;
        let mut messages = 0;
        for refusing in tx.targets_refusing().await? {
            messages += tx.target_try_again(&refusing.target.id).await?;
        }
        let count = i64::try_from(messages).unwrap_or(i64::MAX);
        let status = Button::new(
            text!(lang, "staff-status-button"),
            Call::new("staff status"),
        );
        Ok(Reply::new(Sign::Done, text!(lang, "staff-retry-title"))
            .notice(Notice::Ok)
            .markdown(text!(lang, "staff-retry-text", count = count))
            .action(status.primary()))
    }
}
