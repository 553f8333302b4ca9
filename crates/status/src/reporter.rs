//! Puts the status together: what runs, what the store knows, what the machine tells.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::Platform;
use store::{DatabaseKind, OldestWaiting, Refusing, Store, Tx, Waiting};

use crate::{
    figures, machine,
    report::{
        Database, Disk, Oldest, PlatformStatus, Refused, SourceStatus, Stage, Status, Wait, Waits,
    },
    running::{Moment, Running},
    trouble::Trouble,
};

/// How long the database may take; who asks waits no longer.
const PATIENCE: Duration = Duration::from_secs(3);

/// Tells how the bot runs. Clones are the same.
#[derive(Debug, Clone)]
pub struct Reporter {
    running: Running,
    store: Option<Store>,
    sources: Vec<String>,
}

/// What the store knows.
struct Kept {
    waiting: Vec<Waiting>,
    reached: Vec<(Platform, DateTime<Utc>)>,
    refusing: Vec<Refusing>,
    sources: Vec<SourceStatus>,
    database: Database,
    disk: Option<Disk>,
}

impl Reporter {
    /// Of a process that has no database yet.
    pub fn starting(running: Running) -> Self {
        Self {
            running,
            store: None,
            sources: Vec::new(),
        }
    }

    /// Of a process with this database, which watches the sources of these names.
    pub fn new(running: Running, store: Store, sources: Vec<String>) -> Self {
        Self {
            running,
            store: Some(store),
            sources,
        }
    }

    /// How far the process has come.
    pub fn stage(&self) -> Stage {
        self.running.stage()
    }

    /// Whether messages on this platform are read that do not name the bot; `None` where there are none.
    pub fn reads_along(&self, platform: &Platform) -> Option<bool> {
        self.running.reads_along(platform)
    }

    /// Whether the process works: its database answers, or is only being opened.
    pub async fn is_alive(&self) -> bool {
        match &self.store {
            Some(store) => store.is_alive().await,
            None => true,
        }
    }

    /// How the bot runs now. Never fails: a database that does not answer is what it tells.
    pub async fn status(&self) -> Status {
        let kept = match &self.store {
            Some(store) => self.kept(store).await,
            None => None,
        };
        let status = status(self.running.clock().now(), self.running.moment(), kept);
        figures::set(&status);
        status
    }

    async fn kept(&self, store: &Store) -> Option<Kept> {
        match self
            .running
            .clock()
            .timeout(PATIENCE, self.ask(store))
            .await
        {
            Ok(Ok(kept)) => Some(kept),
            Ok(Err(error)) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "cannot ask the store how it is"
                );
                None
            }
            Err(_) => None,
        }
    }

    async fn ask(&self, store: &Store) -> anyhow::Result<Kept> {
        let clock = self.running.clock();
        let asked_at = clock.now();
        let facts = store.facts().await?;
        let latency_ms = (clock.now() - asked_at).num_milliseconds();
        let mut tx = store.read().await?;
        Ok(Kept {
            waiting: tx.deliveries_waiting().await?,
            reached: tx.platforms_reached().await?,
            refusing: tx.targets_refusing().await?,
            sources: self.sources(&mut tx).await?,
            disk: facts.folder.as_deref().and_then(Disk::of),
            database: Database {
                kind: match facts.kind {
                    DatabaseKind::Sqlite => "sqlite",
                    DatabaseKind::Postgres => "postgres",
                }
                .to_owned(),
                bytes: facts.bytes,
                latency_ms,
                sealed: store.keys().current().is_some(),
                migration: facts.migration,
                connections: facts.connections,
                idle: u32::try_from(facts.idle).unwrap_or(u32::MAX),
            },
        })
    }

    async fn sources(&self, tx: &mut Tx) -> anyhow::Result<Vec<SourceStatus>> {
        let feeds = tx.feeds().await?;
        let of_name = |name: &String| {
            let feed = feeds.iter().find(|feed| feed.name == *name).cloned();
            let feed = feed.unwrap_or_default();
            SourceStatus {
                name: name.clone(),
                good_at: feed.good_at,
                failing_since: feed.failing_since,
                problem: feed.problem,
                next_at: feed.next_at,
            }
        };
        Ok(self.sources.iter().map(of_name).collect())
    }
}

fn status(at: DateTime<Utc>, moment: Moment, kept: Option<Kept>) -> Status {
    let mut status = Status {
        at,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: moment.started_at,
        stage: moment.stage,
        troubles: Vec::new(),
        platforms: platforms(at, &moment, kept.as_ref()),
        refused: Vec::new(),
        sources: Vec::new(),
        database: None,
        disk: None,
        clock: moment.drift,
        memory: machine::memory(),
    };
    if let Some(kept) = kept {
        status.refused = kept.refusing.into_iter().map(refused).collect();
        status.sources = kept.sources;
        status.database = Some(kept.database);
        status.disk = kept.disk;
    }
    status.troubles = Trouble::of(&status);
    status
}

fn platforms(at: DateTime<Utc>, moment: &Moment, kept: Option<&Kept>) -> Vec<PlatformStatus> {
    let of_platform = |platform: &Platform, link: &crate::running::LinkState| {
        let reached = kept.and_then(|kept| {
            let mut reached = kept.reached.iter();
            reached.find(|(other, _)| other == platform)
        });
        let waiting = kept.and_then(|kept| {
            let mut waiting = kept.waiting.iter();
            waiting.find(|waiting| waiting.platform == *platform)
        });
        PlatformStatus {
            platform: platform.clone(),
            connected_since: link.connected_since,
            why_not: link.why_not.clone(),
            last_event_at: link.heard_at,
            last_sent_at: link.sent_at.max(reached.map(|(_, at)| *at)),
            reads_along: link.reads_along.unwrap_or(false),
            last_read_at: link.read_at,
            waiting: waiting.map(|waiting| Waits {
                count: waiting.count,
                oldest: Oldest {
                    cause: waiting.oldest.cause,
                    to: waiting.oldest.purpose,
                    since: waiting.oldest.since,
                    why: why(at, &waiting.oldest),
                },
            }),
            findings: link.findings.clone(),
        }
    };
    let links = moment.links.iter();
    links
        .map(|(platform, link)| of_platform(platform, link))
        .collect()
}

/// Why a message waits at this moment.
fn why(at: DateTime<Utc>, waiting: &OldestWaiting) -> Wait {
    if waiting.leased_until.is_some_and(|until| until > at) {
        Wait::UnderWay
    } else if let Some(until) = waiting.held_until.filter(|until| *until > at) {
        Wait::Held { until }
    } else if waiting.next_at > at && waiting.uncertain {
        Wait::Uncertain {
            at: waiting.next_at,
        }
    } else if waiting.next_at > at {
        Wait::Retry {
            attempts: waiting.attempts,
            at: waiting.next_at,
        }
    } else {
        Wait::Due
    }
}

fn refused(refusing: Refusing) -> Refused {
    Refused {
        target: refusing.target.id.as_str().to_owned(),
        platform: refusing.target.platform,
        purpose: refusing.target.purpose,
        since: refusing.since,
        reason: refusing.reason,
        messages: refusing.refused,
    }
}
