//! `/staff status`: how the bot runs, what is wrong, and what to do about it.

use chat::{
    Args, Block, Button, Call, Error, Field, Inline, Notice, Place, Reply, Sign, Spec, text, texts,
};
use chrono::{DateTime, Utc};
use domain::{Lang, Platform};
use status::{PlatformStatus, Trouble, Wait, Waits};
use store::Refusing;

use crate::{
    command::{Command, Invalid},
    context::Context,
    facts::fact,
};

pub(crate) struct Status;

impl Command for Status {
    const SPEC: &'static Spec = &Spec {
        name: "staff status",
        ..Spec::STAFF
    };

    fn parse(_: &Args) -> Result<Self, Invalid> {
        Ok(Self)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let status = cx.house.reporter.status().await;
        Ok(shown(cx.lang, &status))
    }
}

/// The status as staff see it.
pub(crate) fn shown(lang: Lang, status: &status::Status) -> Reply {
    let count = i64::try_from(status.troubles.len()).unwrap_or(i64::MAX);
    let reply = if count == 0 {
        Reply::new(Sign::Done, text!(lang, "staff-status-well")).notice(Notice::Ok)
    } else {
        let title = text!(lang, "staff-status-troubles", count = count);
        Reply::new(Sign::Refused, title).markdown(troubles(lang, status))
    };
    let mut fields = Vec::new();
    for platform in &status.platforms {
        fields.extend(of_platform(lang, platform, status.at));
    }
    fields.extend(status.sources.iter().map(|source| Field {
        label: text!(lang, "staff-status-source"),
        value: match source.good_at {
            Some(at) => Inline::Ago(at),
            None => Inline::Text(text!(lang, "staff-status-not-yet")),
        },
    }));
    fields.extend(of_machine(lang, status));
    let reply = reply.block(Block::Fields(fields));
    let reply = if status.refused.is_empty() {
        reply
    } else {
        let again = Call::new("staff channels retry");
        reply.action(Button::new(text!(lang, "staff-status-retry"), again).primary())
    };
    let refresh = Button::new(
        text!(lang, "staff-status-refresh"),
        Call::new("staff status"),
    );
    let list = Button::new(
        text!(lang, "staff-list-button"),
        Call::new("staff signups list"),
    );
    reply
        .action(refresh.placed(Place::Same))
        .action(list)
        .footer(text!(
            lang,
            "staff-status-footer",
            version = status.version.clone()
        ))
}

fn troubles(lang: Lang, status: &status::Status) -> String {
    let mut lines: Vec<_> = status
        .troubles
        .iter()
        .map(|trouble| format!("- {}", trouble_line(lang, trouble, status.at)))
        .collect();
    // What the operator reads is not translated: it is counted.
    lines.dedup();
    lines.join("\n")
}

fn trouble_line(lang: Lang, trouble: &Trouble, now: DateTime<Utc>) -> String {
    let id = format!("status-{}", trouble.id());
    let ago = |since: &DateTime<Utc>| texts::ago(lang, *since, now);
    match trouble {
        Trouble::Starting { .. } | Trouble::DatabaseSilent => text!(lang, &id),
        Trouble::NotConnected { platform, .. } | Trouble::Finding { platform, .. } => {
            text!(lang, &id, platform = name(lang, platform))
        }
        Trouble::NothingIsSent { platform, since } => {
            text!(
                lang,
                &id,
                platform = name(lang, platform),
                since = ago(since)
            )
        }
        Trouble::ChannelRefuses {
            purpose,
            since,
            reason,
            ..
        } => refusing(lang, *purpose, ago(since), *reason),
        Trouble::SourceFails { since, .. } => text!(lang, &id, since = ago(since)),
        Trouble::DiskNearlyFull { free } => text!(lang, &id, free = size(lang, *free)),
        Trouble::ClockWrong { ahead_ms } => text!(lang, &id, off = seconds(lang, *ahead_ms)),
    }
}

/// That a channel refuses messages, since when, why, and what to do.
fn refusing(lang: Lang, purpose: domain::Purpose, since: String, reason: domain::Reason) -> String {
    let purpose = text!(lang, &format!("purpose-{}", purpose.id()));
    let reason = text!(lang, &format!("reason-{}", reason.id()));
    text!(
        lang,
        "status-channel-refuses",
        purpose = purpose,
        since = since,
        reason = reason
    )
}

/// What is said above everything that staff are shown while their channel refuses messages.
pub(crate) fn channel_refuses(lang: Lang, refused: &Refusing, now: DateTime<Utc>) -> String {
    let since = texts::ago(lang, refused.since, now);
    refusing(lang, refused.target.purpose, since, refused.reason)
}

fn of_platform(lang: Lang, platform: &PlatformStatus, now: DateTime<Utc>) -> Vec<Field> {
    let name = name(lang, &platform.platform);
    let label = |id: &str| text!(lang, id, platform = name.as_str());
    let ago = |at: Option<DateTime<Utc>>| match at {
        Some(at) => Inline::Ago(at),
        None => Inline::Text(text!(lang, "staff-status-not-yet")),
    };
    let waiting = match &platform.waiting {
        Some(waiting) => waits(lang, &name, waiting, now),
        None => text!(lang, "staff-status-nothing-waits"),
    };
    let mut fields = vec![
        Field {
            label: label("staff-status-connected"),
            value: match platform.connected_since {
                Some(since) => Inline::Time(since),
                None => Inline::Text(text!(lang, "staff-status-not-connected")),
            },
        },
        Field {
            label: label("staff-status-event"),
            value: ago(platform.last_event_at),
        },
        Field {
            label: label("staff-status-sent"),
            value: ago(platform.last_sent_at),
        },
        Field {
            label: label("staff-status-waiting"),
            value: Inline::Text(waiting),
        },
    ];
    if platform.reads_along {
        fields.push(Field {
            label: label("staff-status-read"),
            value: ago(platform.last_read_at),
        });
    }
    fields
}

fn waits(lang: Lang, platform: &str, waits: &Waits, now: DateTime<Utc>) -> String {
    let oldest = &waits.oldest;
    let until = |at: DateTime<Utc>| {
        let minutes = (at - now).num_seconds().max(0).div_euclid(60) + 1;
        text!(lang, "staff-status-in", count = minutes)
    };
    let why = match oldest.why {
        Wait::UnderWay => text!(lang, "wait-under-way"),
        Wait::Held { until: at } => {
            text!(lang, "wait-held", platform = platform, time = until(at))
        }
        Wait::Retry { attempts, at } => {
            text!(lang, "wait-retry", count = attempts, time = until(at))
        }
        Wait::Uncertain { at } => text!(lang, "wait-uncertain", time = until(at)),
        Wait::Due => text!(lang, "wait-due"),
    };
    text!(
        lang,
        "staff-status-waits",
        count = waits.count,
        since = texts::ago(lang, oldest.since, now),
        why = why
    )
}

fn of_machine(lang: Lang, status: &status::Status) -> Vec<Field> {
    let mut fields = Vec::new();
    if let Some(database) = &status.database {
        let kind = match database.kind.as_str() {
            "postgres" => "PostgreSQL",
            _ => "SQLite",
        };
        let bytes = u64::try_from(database.bytes).unwrap_or_default();
        let facts = format!("{kind}, {}, {} ms", size(lang, bytes), database.latency_ms);
        fields.push(fact(lang, "staff-status-database", facts));
    }
    if let Some(disk) = &status.disk {
        let free = text!(
            lang,
            "staff-status-free",
            free = size(lang, disk.free),
            size = size(lang, disk.size)
        );
        fields.push(fact(lang, "staff-status-disk", free));
    }
    let clock = match &status.clock {
        Some(drift) => seconds(lang, drift.ahead_ms),
        None => text!(lang, "staff-status-not-measured"),
    };
    fields.push(fact(lang, "staff-status-clock", clock));
    fields.push(Field {
        label: text!(lang, "staff-status-started"),
        value: Inline::Time(status.started_at),
    });
    fields
}

/// What a platform is called.
fn name(lang: Lang, platform: &Platform) -> String {
    let id = format!("platform-{platform}");
    if texts::exists(lang, &id) {
        text!(lang, &id)
    } else {
        platform.to_string()
    }
}

/// A number of bytes, in the unit that fits: `1.2 MB`, `1,2 MB`.
fn size(lang: Lang, bytes: u64) -> String {
    const MEGABYTE: u64 = 1_000_000;
    let (unit, in_tenths) = if bytes >= 1_000 * MEGABYTE {
        ("GB", bytes / (100 * MEGABYTE))
    } else {
        ("MB", bytes / (MEGABYTE / 10))
    };
    format!("{} {unit}", tenths(lang, in_tenths))
}

/// By how many seconds a clock is ahead: `0.3 s`.
fn seconds(lang: Lang, ahead_ms: i64) -> String {
    let sign = if ahead_ms < 0 { "-" } else { "" };
    format!("{sign}{} s", tenths(lang, ahead_ms.unsigned_abs() / 100))
}

fn tenths(lang: Lang, tenths: u64) -> String {
    let point = match lang {
        Lang::En => '.',
        Lang::Nl => ',',
    };
    format!("{}{point}{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use domain::Lang;

    use super::{seconds, size};

    #[test]
    fn numbers_are_written_as_people_of_the_language_do() {
        assert_eq!(size(Lang::En, 1_234_567), "1.2 MB");
        assert_eq!(size(Lang::Nl, 52_400_000_000), "52,4 GB");
        assert_eq!(seconds(Lang::Nl, -6_250), "-6,2 s");
        assert_eq!(seconds(Lang::En, 80), "0.0 s");
    }
}
