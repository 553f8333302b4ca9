//! What Slack sends, read into small types of our own that ignore what they don't know.

mod event;
mod interaction;
mod state;
mod words;

use serde::{Deserialize, Deserializer};

pub(crate) use event::{Event, Message};
pub(crate) use interaction::{Interaction, Pressed, Seen};
pub(crate) use state::{State, answers};
pub(crate) use words::{plain, without_mention};

/// Something that Slack sent.
#[derive(Debug)]
pub(crate) enum Inbound {
    /// A slash command.
    Command(Box<Command>),
    /// A button, a menu, a form, a shortcut, or a menu that is being typed into.
    Interaction(Box<Interaction>),
    /// Something that happened.
    Event(Box<Happened>),
}

/// A slash command as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Command {
    pub(crate) team_id: Option<String>,
    pub(crate) enterprise_id: Option<String>,
    pub(crate) channel_id: String,
    pub(crate) user_id: String,
    pub(crate) user_name: String,
    pub(crate) command: String,
    pub(crate) text: String,
    pub(crate) response_url: String,
    pub(crate) trigger_id: String,
}

/// An event, and around it what tells whose it is and whether it came before.
#[derive(Debug, Deserialize)]
pub(crate) struct Happened {
    #[serde(default)]
    pub(crate) team_id: Option<String>,
    #[serde(default)]
    pub(crate) enterprise_id: Option<String>,
    #[serde(default)]
    pub(crate) event_id: String,
    pub(crate) event: Event,
}

impl Inbound {
    /// Reads an envelope's payload; `None` for what is none of ours.
    pub(crate) fn of<'de>(kind: &str, payload: impl Deserializer<'de>) -> Option<Self> {
        match kind {
            "slash_commands" => {
                let read = Command::deserialize(payload).ok()?;
                Some(Self::Command(Box::new(read)))
            }
            "interactive" => Self::interaction(payload),
            "events_api" => Self::event(payload),
            _ => None,
        }
    }

    pub(crate) fn interaction<'de>(payload: impl Deserializer<'de>) -> Option<Self> {
        let read = Interaction::deserialize(payload).ok()?;
        Some(Self::Interaction(Box::new(read)))
    }

    pub(crate) fn event<'de>(payload: impl Deserializer<'de>) -> Option<Self> {
        let read = Happened::deserialize(payload).ok()?;
        Some(Self::Event(Box::new(read)))
    }
}
