//! The metrics: every one with what it says, in one place, and those that are read off the status when somebody
//! asks. Labels have few, fixed values: no ids, no text of people.

use chrono::{DateTime, Utc};
use metrics::{Unit, describe_counter, describe_gauge, describe_histogram, gauge};

use crate::{report::Status, trouble::Trouble};

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It only grows.
    Counter,
    /// It goes up and down.
    Gauge,
    /// How often it was how large.
    Histogram,
}

/// One metric.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// Its name.
    pub name: &'static str,
    /// What kind of number it is.
    pub kind: Kind,
    /// What it counts in.
    pub unit: Unit,
    /// What it says.
    pub about: &'static str,
}

const fn figure(kind: Kind, name: &'static str, unit: Unit, about: &'static str) -> Figure {
    Figure {
        name,
        kind,
        unit,
        about,
    }
}

/// All of them.
pub const FIGURES: &[Figure] = &[
    figure(
        Kind::Counter,
        "dash_bot_calls_total",
        Unit::Count,
        "Calls, by command and result: answered, refused, failed.",
    ),
    figure(
        Kind::Histogram,
        "dash_bot_call_seconds",
        Unit::Seconds,
        "How long a call takes within the bot, by command.",
    ),
    figure(
        Kind::Counter,
        "dash_bot_guard_refusals_total",
        Unit::Count,
        "Texts in which patient data was found.",
    ),
    figure(
        Kind::Counter,
        "dash_bot_limit_refusals_total",
        Unit::Count,
        "Calls and completions that were one too many, by whose limit: person, overall.",
    ),
    figure(
        Kind::Counter,
        "dash_bot_deliveries_sent_total",
        Unit::Count,
        "Messages sent by itself, by cause.",
    ),
    figure(
        Kind::Counter,
        "dash_bot_deliveries_found_total",
        Unit::Count,
        "Messages that stood there already when they were to be sent, by cause.",
    ),
    figure(
        Kind::Counter,
        "dash_bot_deliveries_retracted_total",
        Unit::Count,
        "Messages that were taken away again, by cause.",
    ),
    figure(
        Kind::Counter,
        "dash_bot_deliveries_failed_total",
        Unit::Count,
        "Messages refused for good, by reason.",
    ),
    figure(
        Kind::Counter,
        "dash_bot_deliveries_expired_total",
        Unit::Count,
        "Messages that came too late to be of use, by cause.",
    ),
    figure(
        Kind::Counter,
        "dash_bot_delivery_retries_total",
        Unit::Count,
        "Attempts after which a message is tried again.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_deliveries_waiting",
        Unit::Count,
        "Messages that wait to be sent, by platform.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_delivery_oldest_age_seconds",
        Unit::Seconds,
        "How long the oldest of them has waited, by platform; 0 when none does.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_channels_refusing",
        Unit::Count,
        "Channels that refuse messages, by what they are there for.",
    ),
    figure(
        Kind::Counter,
        "dash_bot_feed_looks_total",
        Unit::Count,
        "Looks at a source, by outcome.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_source_good_age_seconds",
        Unit::Seconds,
        "How long ago the source that was read least recently was read without a problem.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_connected",
        Unit::Count,
        "1 while a platform is connected, by platform.",
    ),
    figure(
        Kind::Counter,
        "dash_bot_sessions_total",
        Unit::Count,
        "Sessions begun with a platform, by platform.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_ready",
        Unit::Count,
        "1 while the bot does its whole job, as /readyz says.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_troubles",
        Unit::Count,
        "What is wrong, by kind; see `dash-bot status`.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_database_up",
        Unit::Count,
        "1 while the database answers.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_database_bytes",
        Unit::Bytes,
        "How large the database is.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_database_latency_seconds",
        Unit::Seconds,
        "How long the database took to answer.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_database_connections",
        Unit::Count,
        "Connections to the database, by state: busy, idle.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_disk_free_bytes",
        Unit::Bytes,
        "What is free on the disk of the database's file.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_clock_ahead_seconds",
        Unit::Seconds,
        "By how much this machine's clock is ahead of a platform's.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_resident_bytes",
        Unit::Bytes,
        "What the process has in RAM.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_start_time_seconds",
        Unit::Seconds,
        "When the process started, since 1970.",
    ),
    figure(
        Kind::Gauge,
        "dash_bot_build_info",
        Unit::Count,
        "Always 1; the label says the version.",
    ),
];

/// The kinds of trouble, so that one that is over goes back to 0.
const TROUBLES: [&str; 9] = [
    "starting",
    "database-silent",
    "not-connected",
    "nothing-is-sent",
    "channel-refuses",
    "finding",
    "source-fails",
    "disk-nearly-full",
    "clock-wrong",
];

/// Says what each metric is to whoever records them.
pub fn describe() {
    for figure in FIGURES {
        let Figure {
            name,
            kind,
            unit,
            about,
        } = *figure;
        match kind {
            Kind::Counter => describe_counter!(name, unit, about),
            Kind::Gauge => describe_gauge!(name, unit, about),
            Kind::Histogram => describe_histogram!(name, unit, about),
        }
    }
}

/// Sets those that are read off the status.
#[expect(
    clippy::cast_precision_loss,
    reason = "metrics are floating-point numbers"
)]
pub(crate) fn set(status: &Status) {
    let age = |since: DateTime<Utc>| (status.at - since).num_milliseconds() as f64 / 1000.0;
    for platform in &status.platforms {
        let name = platform.platform.to_string();
        let connected = f64::from(platform.connected_since.is_some());
        gauge!("dash_bot_connected", "platform" => name.clone()).set(connected);
        let waiting = platform.waiting.as_ref();
        let count = waiting.map_or(0, |waiting| waiting.count);
        gauge!("dash_bot_deliveries_waiting", "platform" => name.clone()).set(count as f64);
        let oldest = waiting.map_or(0.0, |waiting| age(waiting.oldest.since));
        gauge!("dash_bot_delivery_oldest_age_seconds", "platform" => name).set(oldest);
    }
    for purpose in domain::Purpose::ALL {
        let refusing = status.refused.iter();
        let count = refusing
            .filter(|refused| refused.purpose == *purpose)
            .count();
        gauge!("dash_bot_channels_refusing", "purpose" => purpose.id()).set(count as f64);
    }
    let good = status.sources.iter().filter_map(|source| source.good_at);
    if let Some(oldest) = good.min() {
        gauge!("dash_bot_source_good_age_seconds").set(age(oldest));
    }
    let ready = !status.troubles.iter().any(Trouble::is_grave);
    gauge!("dash_bot_ready").set(f64::from(ready));
    for kind in TROUBLES {
        let of_kind = status
            .troubles
            .iter()
            .filter(|trouble| trouble.id() == kind);
        gauge!("dash_bot_troubles", "kind" => kind).set(of_kind.count() as f64);
    }
    gauge!("dash_bot_database_up").set(f64::from(status.database.is_some()));
    if let Some(database) = &status.database {
        gauge!("dash_bot_database_bytes").set(database.bytes as f64);
        gauge!("dash_bot_database_latency_seconds").set(database.latency_ms as f64 / 1000.0);
        let busy = database.connections.saturating_sub(database.idle);
        gauge!("dash_bot_database_connections", "state" => "busy").set(f64::from(busy));
        gauge!("dash_bot_database_connections", "state" => "idle").set(f64::from(database.idle));
    }
    if let Some(disk) = &status.disk {
        gauge!("dash_bot_disk_free_bytes").set(disk.free as f64);
    }
    if let Some(drift) = &status.clock {
        gauge!("dash_bot_clock_ahead_seconds").set(drift.ahead_ms as f64 / 1000.0);
    }
    if let Some(memory) = &status.memory {
        gauge!("dash_bot_resident_bytes").set(memory.resident as f64);
    }
    gauge!("dash_bot_start_time_seconds").set(status.started_at.timestamp() as f64);
    gauge!("dash_bot_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::FIGURES;

    /// The names that a folder's sources record.
    fn recorded(folder: &Path, names: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("target") {
                recorded(&path, names);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = fs::read_to_string(&path).unwrap();
                for call in ["counter!(", "gauge!(", "histogram!("] {
                    for after in source.split(&format!("metrics::{call}")).skip(1) {
                        let name = after.trim_start().trim_start_matches('"');
                        names.extend(name.split('"').next().map(str::to_owned));
                    }
                }
            }
        }
    }

    #[test]
    fn every_metric_that_is_recorded_is_described() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut names = Vec::new();
        for folder in ["commands/src", "crates", "src"] {
            recorded(&root.join(folder), &mut names);
        }
        assert!(names.len() > 10, "the search is broken: {names:?}");
        for name in names.iter().filter(|name| !name.contains("{call}")) {
            let known = FIGURES.iter().any(|figure| figure.name == name);
            assert!(known, "{name} is not described");
        }
    }
}
