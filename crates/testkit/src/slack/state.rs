//! All that the fake knows, behind one lock.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use clock::Clock;
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::{
    deed::{Deeds, Surface},
    delivery::Deliveries,
    fault::Faults,
    files::Files,
    limits::Limits,
    message::{Message, MessageRef, Ts},
    record::{Record, Recorded},
    sockets::Sockets,
    views::Views,
    world::{BOT, Channel, Member, World},
};

/// What the app is allowed and what it asked to be told.
#[derive(Debug, Clone)]
pub(crate) struct App {
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) events: BTreeSet<String>,
    /// The slash commands and shortcuts that the app has; `None` takes any.
    pub(crate) commands: Option<Vec<String>>,
    pub(crate) shortcuts: Option<Vec<String>>,
    /// Why its token is refused.
    pub(crate) refused: Option<String>,
    pub(crate) socket_mode: bool,
    /// Events come without the team in their authorizations.
    pub(crate) nameless_team: bool,
}

/// What can be looked at while waiting: the fake's state at one moment.
#[derive(Debug)]
pub struct State {
    pub(crate) world: World,
    pub(crate) app: App,
    pub(crate) messages: BTreeMap<MessageRef, Message>,
    pub(crate) deleted: Vec<MessageRef>,
    pub(crate) deeds: Deeds,
    pub(crate) views: Views,
    /// What people have chosen and typed, by where, block and action.
    pub(crate) values: HashMap<(Surface, Member), Value>,
    /// What was offered last for a menu whose options come from the bot.
    pub(crate) offered: HashMap<(Member, String), Value>,
    pub(crate) deliveries: Deliveries,
    pub(crate) sockets: Sockets,
    pub(crate) files: Files,
    pub(crate) faults: Faults,
    pub(crate) limits: Limits,
    pub(crate) record: Record,
    /// Where requests are posted to, in place of sockets.
    pub(crate) receiver: Option<String>,
    last_ts: i64,
    last_number: u64,
}

impl State {
    pub(crate) fn new(app: App, record: bool, now: DateTime<Utc>) -> Self {
        Self {
            world: World::new(now.timestamp()),
            app,
            messages: BTreeMap::new(),
            deleted: Vec::new(),
            deeds: Deeds::default(),
            views: Views::default(),
            values: HashMap::new(),
            offered: HashMap::new(),
            deliveries: Deliveries::default(),
            sockets: Sockets::default(),
            files: Files::default(),
            faults: Faults::default(),
            limits: Limits::default(),
            record: Record::new(record),
            receiver: None,
            last_ts: 0,
            last_number: 0,
        }
    }

    /// A new `ts`: of this moment, and later than all before.
    pub(crate) fn ts(&mut self, now: DateTime<Utc>) -> Ts {
        self.last_ts = (self.last_ts + 1).max(Ts::of(now).0);
        Ts(self.last_ts)
    }

    /// A number that was not given before.
    pub(crate) fn number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    /// The messages of a channel, oldest first, those for one person included.
    pub fn messages(&self, channel: Channel) -> Vec<&Message> {
        let first = MessageRef {
            channel,
            ts: Ts(i64::MIN),
        };
        let last = MessageRef {
            channel,
            ts: Ts(i64::MAX),
        };
        self.messages
            .range(first..=last)
            .map(|(_, message)| message)
            .collect()
    }

    /// A message, if it still stands.
    pub fn message(&self, place: MessageRef) -> Option<&Message> {
        self.messages.get(&place)
    }

    /// What was replied to a message, oldest first.
    pub(crate) fn replies(&self, channel: Channel, ts: Ts) -> Vec<&Message> {
        let is_reply = |message: &&Message| {
            message.thread == Some(ts) && message.ts != ts && !message.is_ephemeral()
        };
        let all = self.messages(channel).into_iter();
        all.filter(is_reply).collect()
    }

    /// A message as Slack writes it, with what is said of its thread: its first message is in it, too.
    pub(crate) fn written(&self, message: &Message, metadata: bool) -> Value {
        let mut json = message.json(metadata);
        let replies = self.replies(message.channel, message.ts);
        if let Some(last) = replies.last()
            && message.thread.is_none_or(|thread| thread == message.ts)
        {
            json["thread_ts"] = json!(message.ts);
            json["reply_count"] = json!(replies.len());
            json["latest_reply"] = json!(last.ts);
        }
        json
    }

    /// The messages that were deleted.
    pub fn deleted(&self) -> &[MessageRef] {
        &self.deleted
    }

    /// The conversation of the bot with a person, if one was opened.
    pub fn conversation(&self, member: Member) -> Option<Channel> {
        let mut channels = self.world.channels.iter();
        channels
            .find(|(_, row)| row.user == Some(member))
            .map(|(channel, _)| *channel)
    }

    /// The requests that were made, oldest first.
    pub fn requests(&self) -> &[Recorded] {
        &self.record.requests
    }

    /// How many sockets are open at this moment.
    pub fn connected(&self) -> usize {
        self.sockets.list.len()
    }

    /// How many sockets were opened so far.
    pub fn connections(&self) -> u64 {
        self.sockets.opened
    }

    /// How many sockets were open at the same time, at most.
    pub fn most_connected(&self) -> usize {
        self.sockets.most
    }

    /// How many events, commands and interactions wait for the bot's acknowledgement.
    pub fn unacknowledged(&self) -> usize {
        self.deliveries.waiting()
    }

    /// Whether the bot is in a channel that is there and in use.
    pub(crate) fn bot_in(&self, channel: Channel) -> bool {
        let row = self.world.channels.get(&channel);
        row.is_some_and(|row| row.members.contains(&BOT))
    }
}

/// The state, and what everything in the fake shares.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    pub(crate) changed: Notify,
    pub(crate) stop: CancellationToken,
    pub(crate) clock: Clock,
    pub(crate) answer_clock: Clock,
    pub(crate) answer_limit: Duration,
    pub(crate) retries: Vec<Duration>,
    pub(crate) ping: Duration,
    pub(crate) token: String,
    pub(crate) app_token: String,
    pub(crate) signing_secret: String,
    pub(crate) validate: bool,
    /// `http://127.0.0.1:PORT`.
    pub(crate) base: String,
    /// `ws://127.0.0.1:PORT`.
    pub(crate) socket: String,
    pub(crate) client: reqwest::Client,
}

impl Shared {
    pub(crate) fn new(state: State, options: super::Builder, base: String, socket: String) -> Self {
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build();
        Self {
            state: Mutex::new(state),
            changed: Notify::new(),
            stop: CancellationToken::new(),
            clock: options.clock,
            answer_clock: options.answer_clock,
            answer_limit: options.answer_limit,
            retries: options.retries,
            ping: options.ping,
            token: options.token,
            app_token: options.app_token,
            signing_secret: options.signing_secret,
            validate: options.validate,
            base,
            socket,
            client: client.expect("a client can be built"),
        }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state and wakes everybody who waits for something.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let output = change(&mut self.lock());
        self.changed.notify_waiters();
        output
    }

    /// Waits, in real time, until `look` gives something.
    pub(crate) async fn wait<T>(
        &self,
        limit: Duration,
        mut look: impl FnMut(&State) -> Option<T>,
    ) -> Result<T, clock::Elapsed> {
        let search = async {
            loop {
                let changed = self.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if let Some(found) = look(&self.lock()) {
                    return found;
                }
                changed.await;
            }
        };
        Clock::system().timeout(limit, search).await
    }
}
