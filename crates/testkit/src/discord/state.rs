//! All that the fake knows, behind one lock.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use clock::Clock;
use serde_json::Value;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::{
    commands::Commands,
    events::Events,
    fault::Faults,
    interaction::Interactions,
    limits::Limits,
    message::{Message, MessageRef},
    record::Record,
    session::Sessions,
    world::{Channel, Member, World},
};

/// Discord's first millisecond.
const EPOCH: i64 = 1_420_070_400_000;
/// How long an enforced nonce is remembered.
const NONCE: TimeDelta = TimeDelta::minutes(5);

/// What can be looked at while waiting: the fake's state at one moment.
#[derive(Debug)]
pub struct State {
    pub(crate) world: World,
    pub(crate) messages: BTreeMap<u64, Message>,
    pub(crate) deleted: Vec<MessageRef>,
    pub(crate) nonces: HashMap<(u64, String), (u64, DateTime<Utc>)>,
    pub(crate) commands: Commands,
    pub(crate) events: Events,
    pub(crate) interactions: Interactions,
    pub(crate) sessions: Sessions,
    pub(crate) faults: Faults,
    pub(crate) limits: Limits,
    pub(crate) record: Record,
    pub(crate) uploads: HashMap<u64, (Value, Vec<u8>)>,
    /// What the answers are dated with, where a test says so.
    pub(crate) date: Option<DateTime<Utc>>,
    last: u64,
}

impl State {
    pub(crate) fn new(record: bool) -> Self {
        Self {
            world: World::new(),
            messages: BTreeMap::new(),
            deleted: Vec::new(),
            nonces: HashMap::new(),
            commands: Commands::default(),
            events: Events::default(),
            interactions: Interactions::default(),
            sessions: Sessions::default(),
            faults: Faults::default(),
            limits: Limits::default(),
            record: Record::new(record),
            uploads: HashMap::new(),
            date: None,
            last: 0,
        }
    }

    /// A new snowflake: of this moment, and greater than all before.
    pub(crate) fn snowflake(&mut self, now: DateTime<Utc>) -> u64 {
        let millis = u64::try_from(now.timestamp_millis() - EPOCH).unwrap_or_default();
        self.last = (self.last + 1).max(millis << 22);
        self.last
    }

    /// The messages of a channel, oldest first, those for one person included.
    pub fn messages(&self, channel: Channel) -> Vec<&Message> {
        self.messages
            .values()
            .filter(|message| message.channel == channel)
            .collect()
    }

    /// A message, if it still stands.
    pub fn message(&self, place: MessageRef) -> Option<&Message> {
        self.messages
            .get(&place.id)
            .filter(|message| message.channel == place.channel)
    }

    /// The messages that were deleted.
    pub fn deleted(&self) -> &[MessageRef] {
        &self.deleted
    }

    /// The conversation of the bot with a person, if one was opened.
    pub fn conversation(&self, member: Member) -> Option<Channel> {
        let mut channels = self.world.channels.values();
        channels
            .find(|channel| channel.recipient == Some(member.0))
            .map(|row| Channel(row.id))
    }

    /// The requests that were made, oldest first.
    pub fn requests(&self) -> &[super::record::Recorded] {
        &self.record.requests
    }

    /// The guild commands as they are registered.
    pub fn commands(&self) -> &[Value] {
        &self.commands.guild
    }

    /// How often the list of commands, or one of them, was written.
    pub fn command_writes(&self) -> usize {
        self.commands.writes
    }

    /// How many IDENTIFYs came, refused ones included.
    pub fn identifies(&self) -> usize {
        self.sessions.identifies
    }

    /// How many RESUMEs came.
    pub fn resumes(&self) -> usize {
        self.sessions.resumes
    }

    /// How many sessions are connected at this moment.
    pub fn connected(&self) -> usize {
        self.sessions.connected()
    }

    /// How many sessions were connected at the same time, at most.
    pub fn most_connected(&self) -> usize {
        self.sessions.most
    }

    /// The intents of the session that identified last.
    pub fn intents(&self) -> u64 {
        self.sessions
            .list
            .last()
            .map_or(0, |session| session.intents)
    }

    /// How many answers were 401, 403 or 429: Discord blocks an address after 10,000 in ten minutes.
    pub fn refusals(&self) -> usize {
        self.record.refusals
    }

    /// Keeps a message, tells everybody who is connected, and gives it back.
    pub(crate) fn publish(&mut self, message: Message) -> Message {
        let id = message.id;
        if let Some(nonce) = &message.nonce {
            let nonce = nonce.to_string();
            self.nonces
                .insert((message.channel.0, nonce), (id, message.timestamp));
        }
        self.messages.insert(id, message.clone());
        if !message.is_ephemeral() {
            self.sessions
                .message("MESSAGE_CREATE", &self.world, &self.messages, &message);
        }
        message
    }

    /// The message that the same nonce made in the channel a short while ago.
    pub(crate) fn same(&self, channel: u64, nonce: &Value, now: DateTime<Utc>) -> Option<&Message> {
        let (id, at) = self.nonces.get(&(channel, nonce.to_string()))?;
        self.messages.get(id).filter(|_| now - *at < NONCE)
    }

    /// The message as JSON, with the one that it replies to.
    pub(crate) fn json(&self, message: &Message, nonce: bool) -> Value {
        let referenced = message.reply_to.and_then(|id| self.messages.get(&id));
        message.json(&self.world, referenced, nonce)
    }
}

/// The state, and what everything in the fake shares.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    pub(crate) changed: Notify,
    pub(crate) stop: CancellationToken,
    pub(crate) clock: Clock,
    pub(crate) token: String,
    pub(crate) validate: bool,
    pub(crate) answer_limit: Duration,
    pub(crate) answer_clock: Clock,
    pub(crate) heartbeat: Duration,
    pub(crate) privileged: AtomicU64,
    pub(crate) gateway: String,
}

impl Shared {
    pub(crate) fn new(state: State, options: super::Builder, gateway: String) -> Self {
        Self {
            state: Mutex::new(state),
            changed: Notify::new(),
            stop: CancellationToken::new(),
            clock: options.clock,
            token: options.token,
            validate: options.validate,
            answer_limit: options.answer_limit,
            answer_clock: options.answer_clock,
            heartbeat: options.heartbeat,
            privileged: AtomicU64::new(options.privileged),
            gateway,
        }
    }

    /// The privileged intents that are switched on for the application.
    pub(crate) fn privileged(&self) -> u64 {
        self.privileged.load(Ordering::Relaxed)
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
