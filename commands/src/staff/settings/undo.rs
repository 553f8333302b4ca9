//! `/staff settings undo`: what the version before the newest said counts again, as a version of its own.

use chat::{Args, Error, Reply, Spec};
use domain::setting::Definition;

use super::change::{self, Change, SETTING, VERSION};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Undo {
    setting: &'static dyn Definition,
    /// The version that is undone, where a button says so; else the newest.
    version: Option<i64>,
}

impl Command for Undo {
    const SPEC: &'static Spec = &Spec {
        name: "staff settings undo",
        params: &[SETTING, VERSION],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            setting: change::named(args)?,
            version: args.int(VERSION.name),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let tx = cx.tx().await?;
        let versions = tx.setting_versions(self.setting.id(), 2).await?;
        let Some(newest) = versions.first() else {
            return Err(cx.refused("setting-undo-nothing"));
        };
        if self
            .version
            .is_some_and(|version| version != newest.version)
        {
            // Somebody changed it since: theirs is not undone with it.
            return Err(cx.refused("setting-late"));
        }
        let before = versions.get(1).and_then(|before| before.value.as_deref());
        let change = Change::write(cx, self.setting, Some(newest), before).await?;
        Ok(change.said(cx.lang, "setting-undone"))
    }
}
