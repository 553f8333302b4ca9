//! `/staff settings show`: every setting with its present value, who changed it last, and the ways to change it.

use chat::{Args, Block, Button, Call, Choice, Error, Inline, Menu, Reply, Sign, Spec, text};
use domain::setting::{self, Definition, Room};
use store::SettingVersion;

use super::{
    change::{self, SETTING},
    lines::{line, table},
};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Show;

impl Command for Show {
    const SPEC: &'static Spec = &Spec {
        name: "staff settings show",
        ..Spec::STAFF
    };

    fn parse(_: &Args) -> Result<Self, Invalid> {
        Ok(Self)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let versions = cx.tx().await?.settings().await?;
        let mut rows = Vec::new();
        for setting in setting::ALL {
            let newest = versions.iter().find(|it| it.setting == setting.id());
            let value = value(cx, *setting, newest);
            rows.push(line(cx, *setting, value, newest).await?);
        }
        let here = format!("{}staff settings here", cx.caller.typed);
        let is_set = |setting: &dyn Definition| {
            let newest = versions.iter().find(|it| it.setting == setting.id());
            newest.is_some_and(|newest| newest.value.is_some())
        };
        let reply = Reply::new(Sign::Question, text!(lang, "settings-title"))
            .markdown(text!(lang, "settings-text", here = here))
            .block(Block::Table(table(lang, rows, None)));
        let reply = menu(cx, reply, "settings-set", "staff settings set", |it| {
            it.room() != Room::Channels
        });
        let reply = menu(cx, reply, "settings-reset", "staff settings reset", is_set);
        Ok(reply.action(Button::new(
            text!(lang, "settings-history"),
            Call::new("staff settings history"),
        )))
    }
}

/// The present value, and whether it is what it is by itself.
fn value(cx: &Context<'_>, setting: &dyn Definition, newest: Option<&SettingVersion>) -> Inline {
    let lang = cx.lang;
    if let Some(value) = newest.and_then(|newest| newest.value.as_deref()) {
        return change::fact(lang, setting, value);
    }
    match change::fact(lang, setting, &setting.usual(cx.settings.lang())) {
        Inline::Text(value) => Inline::Text(text!(lang, "setting-usual", value = value)),
        other => other,
    }
}

/// The reply with a menu of the settings that `takes` takes, if there are any.
fn menu(
    cx: &Context<'_>,
    reply: Reply,
    label: &str,
    command: &'static str,
    takes: impl Fn(&dyn Definition) -> bool,
) -> Reply {
    let taken = setting::ALL.iter().filter(|setting| takes(**setting));
    let options: Vec<_> = taken
        .map(|setting| Choice {
            value: setting.id().to_owned(),
            label: change::name(cx.lang, *setting),
            selected: false,
        })
        .collect();
    if options.is_empty() {
        return reply;
    }
    reply.action(Menu {
        label: text!(cx.lang, label),
        call: Call::new(command),
        param: SETTING.name,
        options,
        place: None,
        code: String::new(),
    })
}
