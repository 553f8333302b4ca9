//! One setting on the staff's side: which is meant, how it is changed, what is said of that.

use announcer::posts::{colleague, start_changed};
use chat::{
    Args, Block, Button, Call, Error, Field, Inline, Kind, Notice, Param, Reply, Sign, text, texts,
};
use domain::{
    Lang,
    setting::{self, Channels, Definition, Room},
};
use store::SettingVersion;

use crate::{brief::brief, command::Invalid, context::Context};

/// Which setting.
pub(super) const SETTING: Param = Param::typed("setting", Kind::Choice(setting::IDS));
/// The number of a version.
pub(super) const VERSION: Param = Param::carried(
    "version",
    Kind::Int {
        min: 1,
        max: i64::MAX,
    },
)
.optional();

/// The version that the form shows; 0 where nobody has set it yet.
pub(super) const SEEN: Param = Param::carried(
    "version",
    Kind::Int {
        min: 0,
        max: i64::MAX,
    },
)
.optional();

/// The setting that was named.
pub(super) fn named(args: &Args) -> Result<&'static dyn Definition, Invalid> {
    let setting = args.text(SETTING.name).and_then(setting::by_id);
    setting.ok_or(Invalid::new(SETTING.name, "problem-missing"))
}

/// What a setting is called.
pub(super) fn name(lang: Lang, setting: &dyn Definition) -> String {
    texts::choice(lang, setting.id())
}

/// What was changed.
pub(super) struct Change {
    setting: &'static dyn Definition,
    before: String,
    after: String,
    version: i64,
}

impl Change {
    /// Sets it after its newest version, as that was read; without a value it is again what it is by itself.
    pub(super) async fn write(
        cx: &mut Context<'_>,
        setting: &'static dyn Definition,
        newest: Option<&SettingVersion>,
        value: Option<&str>,
    ) -> Result<Self, Error> {
        let staff = cx.person().await?;
        let usual = setting.usual(cx.settings.lang());
        let after = newest.map_or(0, |newest| newest.version);
        let tx = cx.tx().await?;
        if setting.area().is_in_standing_messages() {
            start_changed(tx).await?;
        }
        let version = tx
            .setting_write(setting.id(), after, value, &staff.id)
            .await?;
        let version = version.ok_or_else(|| cx.refused("setting-late"))?;
        cx.subject = Some(setting.id().to_owned());
        cx.settings_changed = true;
        let before = newest.and_then(|newest| newest.value.clone());
        Ok(Self {
            setting,
            before: before.unwrap_or_else(|| usual.clone()),
            after: value.map_or(usual, str::to_owned),
            version,
        })
    }

    /// Says what it was and is, from when on that counts, and how it is undone.
    pub(super) fn said(&self, lang: Lang, id: &str) -> Reply {
        let title = text!(lang, id, setting = name(lang, self.setting));
        let counts = text!(
            lang,
            &format!("setting-counts-{}", self.setting.area().id())
        );
        let reply = Reply::new(Sign::Done, title)
            .notice(Notice::Ok)
            .markdown(counts);
        let reply = value(lang, self.setting, reply, "setting-before", &self.before);
        let reply = value(lang, self.setting, reply, "setting-after", &self.after);
        reply.action(self.undo(lang)).action(show(lang))
    }

    /// The way back.
    pub(super) fn undo(&self, lang: Lang) -> Button {
        let call = Call::new("staff settings undo")
            .with(SETTING.name, self.setting.id())
            .with(VERSION.name, self.version);
        Button::new(text!(lang, "setting-undo"), call).danger()
    }
}

/// A value under a label: a paragraph as it is, channels one by one.
fn value(lang: Lang, setting: &dyn Definition, reply: Reply, label: &str, value: &str) -> Reply {
    let label = text!(lang, label);
    if setting.room() == Room::Paragraph {
        return reply.block(match value {
            "" => Block::Text(format!("{label}: {}", text!(lang, "setting-empty"))),
            text => Block::Quote {
                label,
                text: text.to_owned(),
            },
        });
    }
    let facts = facts(lang, setting, value).into_iter();
    let fields = facts.map(|value| Field {
        label: label.clone(),
        value,
    });
    reply.block(Block::Fields(fields.collect()))
}

/// The refusal to write over a value that this person has not seen, with what counts now. Who goes on with what was typed
/// has seen it, and replaces it.
pub(super) async fn overtaken(
    cx: &mut Context<'_>,
    setting: &dyn Definition,
    newest: &SettingVersion,
) -> Result<Error, Error> {
    let lang = cx.lang;
    let by = match &newest.by {
        Some(id) => cx.tx().await?.person(id).await?,
        None => None,
    };
    let by = by.map(|by| Field {
        label: text!(lang, "card-signup-by"),
        value: colleague(lang, &by),
    });
    let when = Field {
        label: text!(lang, "card-signup-when"),
        value: Inline::Time(newest.at),
    };
    let usual = setting.usual(cx.settings.lang());
    let now = newest.value.as_deref().unwrap_or(&usual);
    let reply = Reply::new(Sign::Refused, text!(lang, "setting-late-title"))
        .notice(Notice::Refused)
        .markdown(text!(
            lang,
            "setting-since-text",
            setting = name(lang, setting)
        ));
    let reply = value(lang, setting, reply, "setting-after", now);
    let mut back = Args::new();
    back.set(SEEN.name, newest.version);
    cx.back = Some(back);
    let facts = by.into_iter().chain([when]).collect();
    Ok(Error::User(Box::new(reply.block(Block::Fields(facts)))))
}

/// The newest version in the database, whatever this process knows by now.
pub(super) async fn newest(
    cx: &mut Context<'_>,
    setting: &dyn Definition,
) -> Result<Option<SettingVersion>, Error> {
    let newest = cx.tx().await?.setting_versions(setting.id(), 1).await?;
    Ok(newest.into_iter().next())
}

/// A value in facts: one for each channel, else one.
pub(super) fn facts(lang: Lang, setting: &dyn Definition, value: &str) -> Vec<Inline> {
    if value.is_empty() {
        return vec![Inline::Text(text!(lang, "setting-empty"))];
    }
    if setting.room() != Room::Channels {
        return vec![Inline::Text(value.to_owned())];
    }
    let channels = setting::Kind::read(&Channels, value).unwrap_or_default();
    let channels = channels.into_iter().map(|it| Inline::Channel {
        platform: it.platform,
        id: it.id,
    });
    channels.collect()
}

/// A value in one fact, short enough for a line.
pub(super) fn fact(lang: Lang, setting: &dyn Definition, value: &str) -> Inline {
    let mut facts = facts(lang, setting, value);
    match facts.pop() {
        Some(Inline::Text(text)) => Inline::Text(brief(&text)),
        Some(fact) if facts.is_empty() => fact,
        _ => {
            let count = value.lines().count();
            Inline::Text(text!(lang, "setting-channels", count = count))
        }
    }
}

/// The way to all of them.
pub(super) fn show(lang: Lang) -> Button {
    Button::new(
        text!(lang, "settings-show"),
        Call::new("staff settings show"),
    )
}
