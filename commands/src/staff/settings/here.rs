//! `/staff settings here`: whether the bot answers by itself in this channel; said once more, it does not any longer.

use chat::{Args, Error, Notice, Origin, Reply, Sign, Spec, text};
use domain::setting::{ANSWER_CHANNELS, Channel, Kind as _};

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
        let Origin::Channel(id) = cx.caller.origin.clone() else {
            return Err(cx.refused("setting-direct"));
        };
        let here = Channel {
            platform: cx.caller.platform.clone(),
            id,
        };
        let kind = ANSWER_CHANNELS.kind;
        let stored = change::stored(cx, &ANSWER_CHANNELS).await?;
        let mut channels = kind.read(&stored.unwrap_or_default()).unwrap_or_default();
        let before = channels.len();
        channels.retain(|channel| *channel != here);
        let was_in = channels.len() < before;
        if !was_in {
            channels.push(here);
        }
        let change = Change::write(cx, &ANSWER_CHANNELS, Some(&kind.write(&channels))).await?;
        let id = if was_in {
            "setting-not-here"
        } else {
            "setting-here"
        };
        let lang = cx.lang;
        Ok(Reply::new(Sign::Done, text!(lang, &format!("{id}-title")))
            .notice(Notice::Ok)
            .markdown(text!(lang, &format!("{id}-text")))
            .action(change.undo(lang))
            .action(change::show(lang)))
    }
}
