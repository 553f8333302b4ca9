//! What can be wrong with a running bot, and what of it keeps it from its job.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Platform, Purpose, Reason};
use serde::{Deserialize, Serialize};

use crate::report::{Disk, Drift, Stage, Status, Wait};

/// A message that is due for so long shows that nobody sends.
const STUCK: TimeDelta = TimeDelta::minutes(5);
/// A source may give nothing for so long.
const SOURCE: TimeDelta = TimeDelta::hours(24);
/// Leases, nonces and reminders go by the clock.
const DRIFT_MS: i64 = 5_000;
/// Less than this fills up before somebody looks.
const DISK_FREE: u64 = 200 * 1024 * 1024;

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "trouble", rename_all = "snake_case")]
pub enum Trouble {
    /// The process is not there yet.
    Starting {
        /// How far it has come.
        stage: Stage,
    },
    /// The database does not answer.
    DatabaseSilent,
    /// A platform is not connected.
    NotConnected {
        /// Which.
        platform: Platform,
        /// Why, where that is known.
        why: Option<String>,
    },
    /// What is due is not sent.
    NothingIsSent {
        /// Where.
        platform: Platform,
        /// Since when the oldest message waits.
        since: DateTime<Utc>,
    },
    /// A channel refuses messages.
    ChannelRefuses {
        /// Where.
        platform: Platform,
        /// What it is there for.
        purpose: Purpose,
        /// Since when.
        since: DateTime<Utc>,
        /// Why.
        reason: Reason,
    },
    /// Something does not stand as it should on a platform.
    Finding {
        /// Where.
        platform: Platform,
        /// What, and what to do.
        what: String,
    },
    /// A source gives nothing.
    SourceFails {
        /// Which.
        source: String,
        /// Since when.
        since: DateTime<Utc>,
    },
    /// The disk is nearly full.
    DiskNearlyFull {
        /// What is free, in bytes.
        free: u64,
    },
    /// The clock is wrong.
    ClockWrong {
        /// By how many milliseconds it is ahead.
        ahead_ms: i64,
    },
}

impl Trouble {
    /// Whether it keeps the bot from its job; what else there is wants to be looked at in time.
    pub fn is_grave(&self) -> bool {
        match self {
            Self::Starting { .. }
            | Self::DatabaseSilent
            | Self::NotConnected { .. }
            | Self::NothingIsSent { .. } => true,
            Self::ChannelRefuses { purpose, .. } => {
                matches!(purpose, Purpose::Staff | Purpose::Announcements)
            }
            Self::Finding { .. }
            | Self::SourceFails { .. }
            | Self::DiskNearlyFull { .. }
            | Self::ClockWrong { .. } => false,
        }
    }

    /// Its code: fixed, for metrics and the ids of sentences.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Starting { .. } => "starting",
            Self::DatabaseSilent => "database-silent",
            Self::NotConnected { .. } => "not-connected",
            Self::NothingIsSent { .. } => "nothing-is-sent",
            Self::ChannelRefuses { .. } => "channel-refuses",
            Self::Finding { .. } => "finding",
            Self::SourceFails { .. } => "source-fails",
            Self::DiskNearlyFull { .. } => "disk-nearly-full",
            Self::ClockWrong { .. } => "clock-wrong",
        }
    }

    /// What is wrong with a disk.
    pub fn of_disk(disk: &Disk) -> Option<Self> {
        let free = disk.free;
        (free < DISK_FREE).then_some(Self::DiskNearlyFull { free })
    }

    /// What is wrong with the clock.
    pub fn of_clock(drift: &Drift) -> Option<Self> {
        let ahead_ms = drift.ahead_ms;
        (ahead_ms.abs() > DRIFT_MS).then_some(Self::ClockWrong { ahead_ms })
    }

    /// All that is wrong with what was found out.
    pub(crate) fn of(status: &Status) -> Vec<Self> {
        match status.stage {
            Stage::Working => {}
            // It does what it is there for: to wait.
            Stage::Standby => return Vec::from_iter(silent(status)),
            stage => return vec![Self::Starting { stage }],
        }
        let mut all = Vec::from_iter(silent(status));
        for platform in &status.platforms {
            if platform.connected_since.is_none() {
                all.push(Self::NotConnected {
                    platform: platform.platform.clone(),
                    why: platform.why_not.clone(),
                });
            } else if let Some(waiting) = &platform.waiting
                && waiting.oldest.why == Wait::Due
                && status.at - waiting.oldest.since > STUCK
            {
                all.push(Self::NothingIsSent {
                    platform: platform.platform.clone(),
                    since: waiting.oldest.since,
                });
            }
        }
        all.extend(status.refused.iter().map(|refused| Self::ChannelRefuses {
            platform: refused.platform.clone(),
            purpose: refused.purpose,
            since: refused.since,
            reason: refused.reason,
        }));
        all.extend(later(status));
        all
    }
}

/// A database that does not answer.
fn silent(status: &Status) -> Option<Trouble> {
    let answers = status.database.is_some();
    (!answers).then_some(Trouble::DatabaseSilent)
}

/// What keeps nobody from anything today.
fn later(status: &Status) -> impl Iterator<Item = Trouble> {
    let findings = status.platforms.iter().flat_map(|platform| {
        let finding = |what: &String| Trouble::Finding {
            platform: platform.platform.clone(),
            what: what.clone(),
        };
        platform.findings.iter().map(finding)
    });
    let sources = status.sources.iter().filter_map(|source| {
        let since = source.failing_since?;
        (status.at - since >= SOURCE).then(|| Trouble::SourceFails {
            source: source.name.clone(),
            since,
        })
    });
    let disk = status.disk.as_ref().and_then(Trouble::of_disk);
    let drift = status.clock.as_ref().and_then(Trouble::of_clock);
    findings.chain(sources).chain(disk).chain(drift)
}

/// For the operator, with what to do.
impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Starting { stage } => f.write_str(match stage {
                Stage::OpeningDatabase => "starting: waiting for the database",
                Stage::LookingAtChatServer => "starting: waiting for the chat server",
                Stage::Standby | Stage::Working => "starting",
            }),
            Self::DatabaseSilent => f.write_str("the database does not answer"),
            Self::NotConnected { platform, why } => {
                write!(f, "not connected to {platform}")?;
                match why {
                    Some(why) => write!(f, ": {why}"),
                    None => Ok(()),
                }
            }
            Self::NothingIsSent { platform, since } => {
                write!(
                    f,
                    "what is due on {platform} has not been sent since {since:.0}; see the log"
                )
            }
            Self::ChannelRefuses {
                platform,
                purpose,
                since,
                reason,
            } => {
                let what = match reason {
                    Reason::UnknownTarget => "it is gone, or the bot does not see it",
                    Reason::NotPermitted => "the bot may not write there",
                    _ => "what the bot sends is not taken",
                };
                write!(
                    f,
                    "the {purpose} channel on {platform} can't be written to since {since:.0}: {what}; run \
                     `dash-bot doctor`, then let staff try it again with /staff status"
                )
            }
            Self::Finding { platform, what } => write!(f, "{platform}: {what}"),
            Self::SourceFails { source, since } => {
                write!(
                    f,
                    "{source} gives nothing since {since:.0}; see `dash-bot doctor`"
                )
            }
            Self::DiskNearlyFull { free } => {
                let left = free / 1024 / 1024;
                write!(
                    f,
                    "the disk of the database has only {left} MB left: make room"
                )
            }
            Self::ClockWrong { ahead_ms } => write!(
                f,
                "the clock of this machine is {:.1} s {}: let it be set by NTP",
                ahead_ms.abs() as f64 / 1000.0,
                if *ahead_ms > 0 { "ahead" } else { "behind" }
            ),
        }
    }
}
