//! Messages: what is kept of them, and how Discord writes them down.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::{
    permissions,
    world::{APPLICATION, Channel, Member, World},
};

/// Only the person who used the command sees the message.
pub(crate) const EPHEMERAL: u64 = 1 << 6;
/// The bot is thinking.
pub(crate) const LOADING: u64 = 1 << 7;
/// The flags that a bot may set itself.
const SETTABLE: u64 = 1 << 2 | EPHEMERAL | 1 << 12;

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MessageRef {
    /// The channel or conversation.
    pub channel: Channel,
    /// The message's snowflake.
    pub id: u64,
}

/// The interaction that a message answers.
#[derive(Debug, Clone)]
pub(crate) struct Cause {
    pub(crate) id: u64,
    pub(crate) kind: u8,
    pub(crate) member: u64,
    pub(crate) command: Option<String>,
}

/// A message as Discord keeps it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Message {
    /// Its snowflake.
    pub id: u64,
    /// Where it stands.
    pub channel: Channel,
    /// Who wrote it.
    pub author: Member,
    /// Its text.
    pub content: String,
    /// Its embeds, as they were sent.
    pub embeds: Vec<Value>,
    /// Its rows of buttons and menus, as they were sent.
    pub components: Vec<Value>,
    /// Its files: name, type, size, address.
    pub attachments: Vec<Value>,
    /// Discord's flags; 64 is ephemeral.
    pub flags: u64,
    /// When it was written.
    pub timestamp: DateTime<Utc>,
    /// When it was changed last.
    pub edited: Option<DateTime<Utc>>,
    /// The message that it replies to.
    pub reply_to: Option<u64>,
    /// The people who are told of it.
    pub pings: Vec<Member>,
    /// The ids of the roles that are told of it.
    pub role_pings: Vec<u64>,
    /// Whether everyone is told of it.
    pub pings_everyone: bool,
    /// The nonce with which it was sent; a fetched message does not show it.
    pub nonce: Option<Value>,
    pub(crate) seen_by: Option<u64>,
    pub(crate) cause: Option<Cause>,
}

impl Message {
    pub(crate) fn new(id: u64, channel: Channel, author: Member, timestamp: DateTime<Utc>) -> Self {
        Self {
            id,
            channel,
            author,
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            attachments: Vec::new(),
            flags: 0,
            timestamp,
            edited: None,
            reply_to: None,
            pings: Vec::new(),
            role_pings: Vec::new(),
            pings_everyone: false,
            nonce: None,
            seen_by: None,
            cause: None,
        }
    }

    /// Where it stands.
    pub fn place(&self) -> MessageRef {
        MessageRef {
            channel: self.channel,
            id: self.id,
        }
    }

    /// Whether only one person sees it.
    pub fn is_ephemeral(&self) -> bool {
        self.flags & EPHEMERAL != 0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.content.is_empty()
            && self.embeds.is_empty()
            && self.components.is_empty()
            && self.attachments.is_empty()
    }

    /// Takes over what a request's body sets; what the body does not name stays.
    pub(crate) fn apply(&mut self, body: &Value, files: Vec<Value>) {
        if let Some(content) = body.get("content") {
            self.content = content.as_str().unwrap_or_default().to_owned();
        }
        if let Some(embeds) = body.get("embeds") {
            self.embeds = embeds
                .as_array()
                .into_iter()
                .flatten()
                .map(without_nulls)
                .collect();
        }
        if let Some(components) = body.get("components") {
            let rows = components.as_array().cloned().unwrap_or_default();
            self.components = numbered(rows);
        }
        if let Some(flags) = body.get("flags").and_then(Value::as_u64) {
            let settable = SETTABLE & !EPHEMERAL;
            self.flags = self.flags & !settable | flags & settable;
        }
        if let Some(kept) = body.get("attachments").and_then(Value::as_array) {
            self.attachments
                .retain(|known| kept.iter().any(|one| one["id"] == known["id"]));
        }
        self.attachments.extend(files);
    }

    /// Works out who is told, by the text and by `allowed_mentions`. Without it Discord tells everybody who is named.
    pub(crate) fn ping(&mut self, allowed: Option<&Value>, world: &World) {
        let allowed = allowed.filter(|value| !value.is_null());
        let parse = |kind: &str| {
            allowed.is_none_or(|value| {
                value["parse"]
                    .as_array()
                    .is_some_and(|list| list.iter().any(|one| one == kind))
            })
        };
        let listed = |kind: &str, id: u64| {
            allowed.is_some_and(|value| {
                let ids = value[kind].as_array().into_iter().flatten();
                ids.filter_map(snowflake).any(|one| one == id)
            })
        };
        self.pings = ids_after(&self.content, "<@")
            .filter(|id| world.members.contains_key(id))
            .filter(|id| parse("users") || listed("users", *id))
            .map(Member)
            .collect();
        self.role_pings = ids_after(&self.content, "<@&")
            .filter(|id| parse("roles") || listed("roles", *id))
            .collect();
        let may = permissions::of(world, self.author.0, self.channel.0);
        self.pings_everyone = may & permissions::MENTION_EVERYONE != 0
            && parse("everyone")
            && (self.content.contains("@everyone") || self.content.contains("@here"));
    }

    /// The message as Discord sends it. `nonce` stands in it only where the message was just created.
    pub(crate) fn json(&self, world: &World, referenced: Option<&Self>, nonce: bool) -> Value {
        let mut value = json!({
            "id": self.id.to_string(),
            "channel_id": self.channel,
            "type": if self.cause.as_ref().is_some_and(|cause| cause.kind == 2) { 20 }
                else if self.reply_to.is_some() { 19 } else { 0 },
            "author": world.user(self.author.0),
            "content": self.content,
            "timestamp": stamp(self.timestamp),
            "edited_timestamp": self.edited.map(stamp),
            "tts": false,
            "mention_everyone": self.pings_everyone,
            "mentions": self.pings.iter().map(|one| world.user(one.0)).collect::<Vec<_>>(),
            "mention_roles": self.role_pings.iter().map(u64::to_string).collect::<Vec<_>>(),
            "attachments": self.attachments,
            "embeds": self.embeds,
            "components": self.components,
            "flags": self.flags,
            "pinned": false,
        });
        if nonce && let Some(nonce) = &self.nonce {
            value["nonce"] = nonce.clone();
        }
        if self.author.0 == APPLICATION && self.cause.is_some() {
            value["application_id"] = json!(APPLICATION.to_string());
            value["webhook_id"] = json!(APPLICATION.to_string());
        }
        if let Some(cause) = &self.cause {
            value["interaction_metadata"] = json!({
                "id": cause.id.to_string(),
                "type": cause.kind,
                "user": world.user(cause.member),
                "authorizing_integration_owners": { "0": world.guild.to_string() },
                "name": cause.command,
                "command_type": 1,
                "interacted_message_id": self.id.to_string(),
                "triggering_interaction_metadata": {
                    "id": cause.id.to_string(), "type": 2, "user": world.user(cause.member),
                    "authorizing_integration_owners": { "0": world.guild.to_string() },
                },
            });
        }
        if let Some(reply_to) = self.reply_to {
            value["message_reference"] = json!({
                "type": 0,
                "channel_id": self.channel,
                "message_id": reply_to.to_string(),
                "guild_id": world.guild.to_string(),
            });
            value["referenced_message"] =
                referenced.map_or(Value::Null, |message| message.json(world, None, false));
        }
        value
    }
}

/// An id in Discord's JSON: text, or a number from those who are careless.
pub(crate) fn snowflake(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// A moment as Discord writes it.
pub(crate) fn stamp(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Micros, false)
}

/// The ids that follow `mark` in a text, as in `<@123>`.
fn ids_after(text: &str, mark: &str) -> impl Iterator<Item = u64> {
    text.split(mark)
        .skip(1)
        .filter_map(|rest| rest.split_once('>')?.0.parse().ok())
}

fn without_nulls(embed: &Value) -> Value {
    let mut embed = embed.clone();
    if let Some(fields) = embed.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
        fields.entry("type").or_insert_with(|| json!("rich"));
    }
    embed
}

/// Discord numbers the components of a message, in the order of reading.
pub(crate) fn numbered(mut rows: Vec<Value>) -> Vec<Value> {
    let mut next = 1..;
    for row in &mut rows {
        row["id"] = json!(next.next());
        let inner = row.get_mut("components").and_then(Value::as_array_mut);
        for component in inner.into_iter().flatten() {
            component["id"] = json!(next.next());
            if let Some(fields) = component.as_object_mut() {
                fields.retain(|_, value| !value.is_null());
            }
        }
    }
    rows
}
