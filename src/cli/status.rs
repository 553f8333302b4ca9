//! `dash-bot status`: asks the running bot how it runs, and says it in lines, or as JSON.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use clap::Args;
use status::{Drift, PlatformStatus, Stage, Trouble, Wait};

use super::Output;
use crate::{bot, config::Config, failure::Failure};

#[derive(Debug, Args)]
pub(super) struct Status {
    /// Print it as JSON, for machines
    #[arg(long)]
    json: bool,
}

impl Status {
    /// Has problems where something keeps the bot from its job.
    pub(super) async fn run(&self, config: &Config) -> Result<Output, Failure> {
        let status = bot::status(config).await?;
        let output = if self.json {
            Output::json(&status)?
        } else {
            Output::fine(lines(&status))
        };
        Ok(Output {
            problems: status.troubles.iter().any(Trouble::is_grave),
            ..output
        })
    }
}

/// The status in lines, for people.
fn lines(status: &status::Status) -> String {
    let mut text = String::new();
    let mut line = |name: &str, says: String| {
        // Writing to a String can't fail.
        let _ = writeln!(text, "{name:<15}{says}");
    };
    let stage = match status.stage {
        Stage::OpeningDatabase => "starting: waiting for the database",
        Stage::LookingAtChatServer => "starting: waiting for the chat server",
        Stage::Standby => "standby: another process holds the connection",
        Stage::Working => "working",
    };
    line("dash-bot", format!("{}, {stage}", status.version));
    line("running", since(status.started_at, status.at));
    for trouble in &status.troubles {
        line("PROBLEM", trouble.to_string());
    }
    for platform in &status.platforms {
        of_platform(platform, status.at, &mut line);
    }
    for source in &status.sources {
        let read = ago(source.good_at, status.at);
        let fails = match (source.failing_since, &source.problem) {
            (Some(since), problem) => {
                let problem = problem.as_deref().unwrap_or("unknown");
                format!("; failing since {} ({problem})", instant(since))
            }
            (None, _) => String::new(),
        };
        line(
            "source",
            format!("{}, last read {read}{fails}", source.name),
        );
    }
    line("database", database(status));
    if let Some(disk) = &status.disk {
        let (free, size) = (bytes(disk.free), bytes(disk.size));
        line("disk", format!("{free} of {size} free"));
    }
    line(
        "clock",
        status
            .clock
            .as_ref()
            .map_or("not compared yet".to_owned(), clock),
    );
    if let Some(memory) = &status.memory {
        line("memory", bytes(memory.resident));
    }
    text
}

fn of_platform(platform: &PlatformStatus, now: DateTime<Utc>, line: &mut impl FnMut(&str, String)) {
    let connected = match (platform.connected_since, &platform.why_not) {
        (Some(at), _) => format!("connected {}", since(at, now)),
        (None, Some(why)) => format!("not connected: {why}"),
        (None, None) => "not connected".to_owned(),
    };
    line(platform.platform.as_str(), connected);
    line("  last event", ago(platform.last_event_at, now));
    line("  last message", ago(platform.last_sent_at, now));
    let waiting = match &platform.waiting {
        None => "nothing".to_owned(),
        Some(waiting) => {
            let oldest = &waiting.oldest;
            format!(
                "{}; the oldest ({} to {}) {}: {}",
                waiting.count,
                oldest.cause,
                oldest.to,
                since(oldest.since, now),
                why(oldest.why)
            )
        }
    };
    line("  waiting", waiting);
}

fn why(wait: Wait) -> String {
    match wait {
        Wait::UnderWay => "it is being sent".to_owned(),
        Wait::Held { until } => {
            format!(
                "the platform wants to be left alone until {}",
                instant(until)
            )
        }
        Wait::Retry { attempts, at } => {
            format!("tried {attempts} times, again at {}", instant(at))
        }
        Wait::Uncertain { at } => {
            format!(
                "it may have arrived, which is looked for at {}",
                instant(at)
            )
        }
        Wait::Due => "it is due".to_owned(),
    }
}

fn database(status: &status::Status) -> String {
    let Some(database) = &status.database else {
        return "does not answer".to_owned();
    };
    let size = u64::try_from(database.bytes).unwrap_or_default();
    let sealed = if database.sealed {
        "sealed"
    } else {
        "not sealed"
    };
    format!(
        "{}, {}, {sealed}, answers in {} ms, migration {}, {} connections ({} idle)",
        database.kind,
        bytes(size),
        database.latency_ms,
        database.migration,
        database.connections,
        database.idle
    )
}

fn clock(drift: &Drift) -> String {
    let seconds = tenths(drift.ahead_ms.unsigned_abs() / 100);
    let direction = if drift.ahead_ms < 0 {
        "behind"
    } else {
        "ahead of"
    };
    format!("{seconds} s {direction} {}", drift.against)
}

fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

fn since(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    format!("since {} ({})", instant(at), ago(Some(at), now))
}

fn ago(at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> String {
    let Some(at) = at else {
        return "not yet".to_owned();
    };
    let seconds = (now - at).num_seconds().max(0);
    match seconds {
        0..120 => format!("{seconds} s ago"),
        120..7_200 => format!("{} min ago", seconds / 60),
        7_200..172_800 => format!("{} h ago", seconds / 3_600),
        _ => format!("{} days ago", seconds / 86_400),
    }
}

fn bytes(bytes: u64) -> String {
    if bytes >= 1_000_000_000 {
        format!("{} GB", tenths(bytes / 100_000_000))
    } else {
        format!("{} MB", tenths(bytes / 100_000))
    }
}

fn tenths(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}
