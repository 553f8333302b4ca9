//! `/staff settings reset`: gives a setting back to what it is by itself.

use chat::{Args, Error, Reply, Spec};
use domain::setting::Definition;

use super::change::{self, Change, SETTING};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Reset(&'static dyn Definition);

impl Command for Reset {
    const SPEC: &'static Spec = &Spec {
        name: "staff settings reset",
        params: &[SETTING],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        change::named(args).map(Self)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let newest = change::newest(cx, self.0).await?;
        let change = Change::write(cx, self.0, newest.as_ref(), None).await?;
        Ok(change.said(cx.lang, "setting-given-back"))
    }
}
