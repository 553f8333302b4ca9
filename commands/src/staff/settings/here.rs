//! `/staff settings here`: whether the bot answers by itself in this channel; said once more, it does not any longer.

use chat::{Args, Error, Notice, Origin, Reply, Sign, Spec, text};
use domain::setting::{ANSWER_CHANNELS, Channel, Kind as _};
use store::SettingVersion;

use super::change::{self, Change};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Here;

impl Command for Here {
    const SPEC: &'static Spec = &Spec {
        name: "staff settings here",
        ..Spec::STAFF
    };

    fn parse(_: &Args) -> Result<Self, Invalid> {
        Ok(Self)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let id = match &cx.caller.origin {
            Origin::Channel(id) => id.clone(),
            Origin::Thread { .. } => return Err(cx.refused("setting-thread")),
            Origin::Direct => return Err(cx.refused("setting-direct")),
        };
        let here = Channel {
            platform: cx.caller.platform.clone(),
            id,
        };
        let Some(reads_along) = cx.house.reporter.reads_along(&cx.caller.platform) else {
            // All that is said here is said to the bot.
            return Err(cx.refused("setting-alone"));
        };
        let newest = change::newest(cx, &ANSWER_CHANNELS).await?;
        let (channels, answers) = toggled(newest.as_ref(), here);
        let value = Some(channels.as_str()).filter(|channels| !channels.is_empty());
        let change = Change::write(cx, &ANSWER_CHANNELS, newest.as_ref(), value).await?;
        let (title, said) = match (answers, reads_along) {
            (true, true) => ("setting-here-title", "setting-here-text"),
            (true, false) => ("setting-here-later-title", "setting-here-later-text"),
            (false, _) => ("setting-not-here-title", "setting-not-here-text"),
        };
        let lang = cx.lang;
        Ok(Reply::new(Sign::Done, text!(lang, title))
            .notice(Notice::Ok)
            .markdown(text!(lang, said))
            .action(change.undo(lang))
            .action(change::show(lang)))
    }
}

/// The channels with this one taken in or out, as they are stored; and whether it is among them now.
fn toggled(newest: Option<&SettingVersion>, here: Channel) -> (String, bool) {
    let kind = ANSWER_CHANNELS.kind;
    let stored = newest.and_then(|newest| newest.value.as_deref());
    let mut channels = stored
        .and_then(|stored| kind.read(stored).ok())
        .unwrap_or_default();
    let before = channels.len();
    channels.retain(|channel| *channel != here);
    let answers = channels.len() == before;
    if answers {
        channels.push(here);
    }
    (kind.write(&channels), answers)
}
