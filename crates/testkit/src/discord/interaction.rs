//! Interactions: what a person did, and what the bot has answered so far.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use tokio::sync::Notify;

use super::{message::Message, world::Channel};

/// How long an interaction's token can be used.
pub(crate) const TOKEN: TimeDelta = TimeDelta::minutes(15);

/// What a person did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// A slash command.
    Command,
    /// A button or a menu.
    Component,
    /// An option that is being typed.
    Autocomplete,
    /// A form that was sent in.
    Modal,
}

impl Deed {
    /// Discord's number of the type.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Command => 2,
            Self::Component => 3,
            Self::Autocomplete => 4,
            Self::Modal => 5,
        }
    }
}

/// Something that the bot did in answer.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    /// A message, new or followed up, as it was then.
    Message(Box<Message>),
    /// The message that was there has changed, into this.
    Edited(Box<Message>),
    /// "Thinking …", a message with this id.
    Deferred(u64),
    /// Taken note of; the message stays for now.
    Acknowledged,
    /// A form.
    Modal(Value),
    /// What fits the typed text.
    Choices(Value),
}

impl Reply {
    /// Whether the person sees something now.
    pub(crate) fn shows(&self) -> bool {
        !matches!(self, Self::Deferred(_) | Self::Acknowledged)
    }
}

/// One interaction.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) token: String,
    pub(crate) deed: Deed,
    pub(crate) member: u64,
    pub(crate) channel: Channel,
    pub(crate) command: Option<String>,
    /// The message whose button was pressed, also before a form.
    pub(crate) message: Option<u64>,
    /// When it was sent, on the clock of first answers and on the fake's.
    pub(crate) sent: DateTime<Utc>,
    pub(crate) created: DateTime<Utc>,
    pub(crate) replies: Vec<Reply>,
    /// The message that `@original` means.
    pub(crate) original: Option<u64>,
    pub(crate) changed: Arc<Notify>,
}

/// All interactions by id.
#[derive(Debug, Default)]
pub(crate) struct Interactions {
    pub(crate) rows: HashMap<u64, Row>,
    tokens: HashMap<String, u64>,
}

impl Interactions {
    pub(crate) fn insert(&mut self, id: u64, row: Row) {
        self.tokens.insert(row.token.clone(), id);
        self.rows.insert(id, row);
    }

    /// The interaction of a token that is still alive.
    pub(crate) fn by_token(&self, token: &str, now: DateTime<Utc>) -> Option<u64> {
        let id = *self.tokens.get(token)?;
        let row = self.rows.get(&id)?;
        (!row.replies.is_empty() && now - row.created < TOKEN).then_some(id)
    }

    pub(crate) fn reply(&mut self, id: u64, reply: Reply) {
        if let Some(row) = self.rows.get_mut(&id) {
            row.replies.push(reply);
            row.changed.notify_waiters();
        }
    }
}
