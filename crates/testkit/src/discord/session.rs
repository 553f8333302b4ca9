//! Gateway sessions: what each has been sent, so that it can be sent again on RESUME.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::{
    message::Message,
    world::{APPLICATION, Channel, Member, World},
};

/// Servers, their channels and roles.
pub const GUILDS: u64 = 1;
/// The member list; privileged.
pub const GUILD_MEMBERS: u64 = 1 << 1;
/// Who is online; privileged.
pub const GUILD_PRESENCES: u64 = 1 << 8;
/// Messages in the server.
pub const GUILD_MESSAGES: u64 = 1 << 9;
/// Messages in conversations with the bot.
pub const DIRECT_MESSAGES: u64 = 1 << 12;
/// The text of all messages; privileged.
pub const MESSAGE_CONTENT: u64 = 1 << 15;
/// The intents that must be switched on for an application.
pub(crate) const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
/// All intents that there are.
pub(crate) const KNOWN: u64 = 0b11_0011_1111_1111_1111_1111_1111;

/// How many events a session can be sent again.
const REMEMBERED: usize = 5_000;

/// What is said to the task that holds a socket.
#[derive(Debug)]
pub(crate) enum Push {
    /// A frame of text.
    Text(String),
    /// A close frame with its code, and the end.
    Close(u16),
    /// The socket is dropped without a word.
    Drop,
}

#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) intents: u64,
    pub(crate) seq: u64,
    pub(crate) sent: VecDeque<(u64, String)>,
    /// The connection that holds it: its number, and the way to it.
    pub(crate) socket: Option<(u64, UnboundedSender<Push>)>,
}

impl Session {
    /// Sends an event, or keeps it for the RESUME.
    pub(crate) fn dispatch(&mut self, name: &str, data: &Value) {
        self.seq += 1;
        let text = json!({ "op": 0, "t": name, "s": self.seq, "d": data }).to_string();
        if let Some((_, socket)) = &self.socket {
            // A task that has just ended: the event is sent again on RESUME.
            let _ = socket.send(Push::Text(text.clone()));
        }
        self.sent.push_back((self.seq, text));
        if self.sent.len() > REMEMBERED {
            self.sent.pop_front();
        }
    }
}

/// All sessions, and what is counted about them.
#[derive(Debug)]
pub(crate) struct Sessions {
    pub(crate) list: Vec<Session>,
    pub(crate) identifies: usize,
    pub(crate) resumes: usize,
    pub(crate) heartbeats: usize,
    pub(crate) connections: u64,
    /// How many sessions were connected at the same time, at most.
    pub(crate) most: usize,
    /// Heartbeats are no longer answered.
    pub(crate) zombie: bool,
    /// What `GET /gateway/bot` says is left of the day's IDENTIFYs.
    pub(crate) remaining: u64,
    /// The close code with which the next IDENTIFY is refused.
    pub(crate) refuse: Option<u16>,
}

impl Default for Sessions {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            identifies: 0,
            resumes: 0,
            heartbeats: 0,
            connections: 0,
            most: 0,
            zombie: false,
            remaining: 1000,
            refuse: None,
        }
    }
}

impl Sessions {
    /// How many are connected.
    pub(crate) fn connected(&self) -> usize {
        let connected = self.list.iter();
        connected.filter(|session| session.socket.is_some()).count()
    }

    /// Counts when one has connected.
    pub(crate) fn count(&mut self) {
        self.most = self.most.max(self.connected());
    }

    /// Sends an event to every session that asked for one of `intents`; 0 goes to all.
    pub(crate) fn dispatch(&mut self, intents: u64, name: &str, data: &Value) {
        for session in &mut self.list {
            if intents == 0 || session.intents & intents != 0 {
                session.dispatch(name, data);
            }
        }
    }

    /// Sends a message event, with its text only to those who may read it.
    pub(crate) fn message(
        &mut self,
        name: &str,
        world: &World,
        messages: &BTreeMap<u64, Message>,
        message: &Message,
    ) {
        if self.list.is_empty() {
            return;
        }
        let referenced = message.reply_to.and_then(|id| messages.get(&id));
        let mut data = message.json(world, referenced, true);
        let conversation = is_conversation(world, message.channel);
        data["channel_type"] = json!(
            world
                .channels
                .get(&message.channel.0)
                .map_or(0, |channel| channel.kind)
        );
        let intent = if conversation {
            DIRECT_MESSAGES
        } else {
            data["guild_id"] = json!(world.guild.to_string());
            data["member"] = world.partial_member(message.author.0);
            GUILD_MESSAGES
        };
        let bot = Member(APPLICATION);
        let readable = conversation
            || message.author == bot
            || message.pings.contains(&bot)
            || referenced.is_some_and(|referenced| referenced.author == bot);
        for session in self
            .list
            .iter_mut()
            .filter(|session| session.intents & intent != 0)
        {
            if readable || session.intents & MESSAGE_CONTENT != 0 {
                session.dispatch(name, &data);
            } else {
                let mut silent = data.clone();
                silent["content"] = json!("");
                for list in ["embeds", "attachments", "components"] {
                    silent[list] = json!([]);
                }
                session.dispatch(name, &silent);
            }
        }
    }

    /// Says something to every connected session.
    pub(crate) fn push(&self, push: impl Fn() -> Push) {
        for (_, socket) in self
            .list
            .iter()
            .filter_map(|session| session.socket.as_ref())
        {
            let _ = socket.send(push());
        }
    }
}

pub(crate) fn is_conversation(world: &World, channel: Channel) -> bool {
    world
        .channels
        .get(&channel.0)
        .is_some_and(|channel| channel.recipient.is_some())
}
