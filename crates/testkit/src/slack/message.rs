//! Messages, and how Slack writes them down.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::world::{self, BOT, Channel, Member};

/// Slack's `ts`: when a message was posted, in microseconds since 1970, and its name within the channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ts(pub(crate) i64);

impl Ts {
    pub(crate) fn of(now: DateTime<Utc>) -> Self {
        Self(now.timestamp_micros())
    }
}

impl fmt::Display for Ts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000)
    }
}

impl FromStr for Ts {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (seconds, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let seconds: i64 = seconds.parse()?;
        let fraction: i64 = format!("{fraction:0<6}").parse()?;
        Ok(Self(seconds * 1_000_000 + fraction))
    }
}

impl Serialize for Ts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageRef {
    /// The channel or conversation.
    pub channel: Channel,
    /// Its name there.
    pub ts: Ts,
}

/// A message as it is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Message {
    /// Where it stands.
    pub channel: Channel,
    /// When it was posted, and its name there.
    pub ts: Ts,
    /// Who wrote it.
    pub author: Member,
    /// Its text; beside blocks it is what notifications show.
    pub text: String,
    /// Its blocks.
    pub blocks: Vec<Value>,
    /// Its attachments of the older kind.
    pub attachments: Vec<Value>,
    /// The message whose thread it is in.
    pub thread: Option<Ts>,
    /// When it was changed last.
    pub edited: Option<Ts>,
    /// Its metadata; null without.
    pub metadata: Value,
    /// Its files.
    pub files: Vec<Value>,
    /// Who alone sees it.
    pub seen_by: Option<Member>,
    /// Slack's word for what is no plain message, such as `channel_join`.
    pub subtype: Option<String>,
}

impl Message {
    pub(crate) fn new(place: MessageRef, author: Member) -> Self {
        Self {
            channel: place.channel,
            ts: place.ts,
            author,
            text: String::new(),
            blocks: Vec::new(),
            attachments: Vec::new(),
            thread: None,
            edited: None,
            metadata: Value::Null,
            files: Vec::new(),
            seen_by: None,
            subtype: None,
        }
    }

    /// Where it stands.
    pub fn place(&self) -> MessageRef {
        MessageRef {
            channel: self.channel,
            ts: self.ts,
        }
    }

    /// Whether one person alone sees it.
    pub fn is_ephemeral(&self) -> bool {
        self.seen_by.is_some()
    }

    /// The message as Slack writes it, with its metadata where that is asked for.
    pub(crate) fn json(&self, metadata: bool) -> Value {
        let mut value = json!({
            "type": "message",
            "user": self.author,
            "ts": self.ts,
            "team": world::team(),
            "text": self.text,
        });
        if self.author == BOT {
            value["bot_id"] = json!(world::bot());
            value["app_id"] = json!(world::app());
            value["bot_profile"] = json!({
                "id": world::bot(), "app_id": world::app(), "user_id": BOT, "name": "dash-bot",
                "deleted": false, "updated": 0, "team_id": world::team(),
                "icons": { "image_36": "https://a.slack-edge.example/bot_36.png" },
            });
        } else if self.subtype.is_none() {
            value["client_msg_id"] = json!(format!(
                "00000000-0000-4000-8000-{:012x}",
                self.ts.0 & 0xffff_ffff_ffff
            ));
        }
        let mut set = |name: &str, part: Value| value[name] = part;
        if !self.blocks.is_empty() {
            set("blocks", json!(self.blocks));
        }
        if !self.attachments.is_empty() {
            set("attachments", json!(self.attachments));
        }
        if let Some(thread) = self.thread {
            set("thread_ts", json!(thread));
        }
        if let Some(edited) = self.edited {
            set("edited", json!({ "user": self.author, "ts": edited }));
        }
        if metadata && !self.metadata.is_null() {
            set("metadata", self.metadata.clone());
        }
        if !self.files.is_empty() {
            set("files", json!(self.files));
            set("upload", json!(false));
        }
        if let Some(subtype) = &self.subtype {
            set("subtype", json!(subtype));
        }
        value
    }
}
