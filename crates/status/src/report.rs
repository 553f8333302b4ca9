//! The status as a value: what `dash-bot status --json` prints, and staff and monitoring are shown parts of.

use chrono::{DateTime, Utc};
use domain::{Cause, Platform, Purpose, Reason};
use serde::{Deserialize, Serialize};

use crate::Trouble;

/// How far the process has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The database is being opened, or waited for.
    OpeningDatabase,
    /// The chat server is being looked at, or waited for.
    LookingAtChatServer,
    /// Another process holds the connection; this one is ready to take it over.
    Standby,
    /// It does its work.
    Working,
}

/// How the bot runs at one moment. Nothing in it is of a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// The moment.
    pub at: DateTime<Utc>,
    /// The program's version.
    pub version: String,
    /// When the process started.
    pub started_at: DateTime<Utc>,
    /// How far it has come.
    pub stage: Stage,
    /// What is wrong, the worst first; empty when nothing is.
    pub troubles: Vec<Trouble>,
    /// A line for each platform.
    pub platforms: Vec<PlatformStatus>,
    /// The channels that refuse messages.
    pub refused: Vec<Refused>,
    /// A line for each source that is watched.
    pub sources: Vec<SourceStatus>,
    /// The database; `None` while it does not answer.
    pub database: Option<Database>,
    /// The disk with the database's file; `None` where that is a server.
    pub disk: Option<Disk>,
    /// The clock, once it could be compared with another.
    pub clock: Option<Drift>,
    /// The process's memory, where the system tells.
    pub memory: Option<Memory>,
}

/// One platform.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlatformStatus {
    /// Its name.
    pub platform: Platform,
    /// Since when the bot is connected; `None` when it is not.
    pub connected_since: Option<DateTime<Utc>>,
    /// Why it is not.
    pub why_not: Option<String>,
    /// When the last event came, in this process.
    pub last_event_at: Option<DateTime<Utc>>,
    /// When the platform last took a message.
    pub last_sent_at: Option<DateTime<Utc>>,
    /// Whether messages are read there that do not name the bot.
    #[serde(default)]
    pub reads_along: bool,
    /// When the last of those came, in this process.
    #[serde(default)]
    pub last_read_at: Option<DateTime<Utc>>,
    /// What waits to be sent; `None` when nothing does.
    pub waiting: Option<Waits>,
    /// What does not stand as it should there, and what to do.
    pub findings: Vec<String>,
}

/// What waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waits {
    /// How many messages.
    pub count: i64,
    /// The one that has waited longest.
    pub oldest: Oldest,
}

/// The message that has waited longest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oldest {
    /// What it tells.
    pub cause: Cause,
    /// What its target is there for.
    pub to: Purpose,
    /// Since when it waits.
    pub since: DateTime<Utc>,
    /// Why.
    pub why: Wait,
}

/// Why a message waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Wait {
    /// It is being sent.
    UnderWay,
    /// The platform wants to be left alone.
    Held {
        /// Until then.
        until: DateTime<Utc>,
    },
    /// It did not arrive, and is tried again.
    Retry {
        /// How often it was tried.
        attempts: i64,
        /// When it is tried again.
        at: DateTime<Utc>,
    },
    /// It may have arrived unseen, which is looked for.
    Uncertain {
        /// When that is done.
        at: DateTime<Utc>,
    },
    /// It is due, and nobody has taken it yet.
    Due,
}

/// A channel that refuses messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The row: with it the channel can be tried again.
    pub target: String,
    /// Its platform.
    pub platform: Platform,
    /// What it is there for.
    pub purpose: Purpose,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Why.
    pub reason: Reason,
    /// How many messages were refused.
    pub messages: i64,
}

/// One source that is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceStatus {
    /// What it is called.
    pub name: String,
    /// When it was last read without a problem.
    pub good_at: Option<DateTime<Utc>>,
    /// Since when it can't be read.
    pub failing_since: Option<DateTime<Utc>>,
    /// The code of what is wrong.
    pub problem: Option<String>,
    /// When it is looked at again.
    pub next_at: Option<DateTime<Utc>>,
}

/// The database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Database {
    /// `sqlite` or `postgres`.
    pub kind: String,
    /// How large it is.
    pub bytes: i64,
    /// How long it takes to answer, in milliseconds.
    pub latency_ms: i64,
    /// Whether what people write is sealed under a key.
    pub sealed: bool,
    /// The last migration that was applied.
    pub migration: i64,
    /// The connections that are open.
    pub connections: u32,
    /// How many of them do nothing.
    pub idle: u32,
}

/// A disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disk {
    /// What is free, in bytes.
    pub free: u64,
    /// Its size, in bytes.
    pub size: u64,
}

/// How the clock differs from a platform's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drift {
    /// By how many milliseconds ours is ahead; negative when it is behind.
    pub ahead_ms: i64,
    /// Whose clock it was compared with.
    pub against: Platform,
    /// When.
    pub seen_at: DateTime<Utc>,
}

/// The process's memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// What it has in RAM, in bytes.
    pub resident: u64,
}
