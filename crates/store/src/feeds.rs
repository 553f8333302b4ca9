//! Feeds: what is read regularly, and how that goes.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::{Tx, privacy::Privacy, text::clean};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "feeds",
    ..Privacy::NOBODYS
};

/// How the reading of a feed goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Feed {
    /// What it is called.
    pub name: String,
    /// The `ETag` of the last good answer.
    pub etag: Option<String>,
    /// The `Last-Modified` of the last good answer.
    pub last_modified: Option<String>,
    /// When it was first read: what stood in it then is not announced.
    pub baseline_at: Option<DateTime<Utc>>,
    /// When it was last asked for.
    pub looked_at: Option<DateTime<Utc>>,
    /// When it was last read without a problem.
    pub good_at: Option<DateTime<Utc>>,
    /// How often it failed since then.
    pub failures: i64,
    /// When the first of these failures was.
    pub failing_since: Option<DateTime<Utc>>,
    /// When it is to be asked for again.
    pub next_at: Option<DateTime<Utc>>,
    /// A short code of what is wrong.
    pub problem: Option<String>,
}

impl Tx {
    /// How the reading of a feed goes; `None` before the first time.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn feed(&mut self, name: &str) -> anyhow::Result<Option<Feed>> {
        sql!(
            self,
            optional[Feed],
            "select name, etag, last_modified, baseline_at, looked_at, good_at, failures, failing_since,
                 next_at, problem
             from feeds where name = $1",
            name,
        )
        .context("cannot read the state of a feed")
    }

    /// How the reading of every feed goes, of earlier configurations too.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn feeds(&mut self) -> anyhow::Result<Vec<Feed>> {
        sql!(
            self,
            all[Feed],
            "select name, etag, last_modified, baseline_at, looked_at, good_at, failures, failing_since,
                 next_at, problem
             from feeds order by name",
        )
        .context("cannot read the state of the feeds")
    }

    /// Remembers how the reading of a feed goes.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn feed_save(&mut self, feed: &Feed) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "insert into feeds
                 (name, etag, last_modified, baseline_at, looked_at, good_at, failures, failing_since,
                  next_at, problem)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             on conflict (name) do update set
                 etag = excluded.etag, last_modified = excluded.last_modified,
                 baseline_at = excluded.baseline_at, looked_at = excluded.looked_at,
                 good_at = excluded.good_at, failures = excluded.failures,
                 failing_since = excluded.failing_since, next_at = excluded.next_at, problem = excluded.problem",
            &feed.name,
            feed.etag.as_deref().map(clean),
            feed.last_modified.as_deref().map(clean),
            feed.baseline_at,
            feed.looked_at,
            feed.good_at,
            feed.failures,
            feed.failing_since,
            feed.next_at,
            feed.problem.as_deref().map(clean),
        )
        .context("cannot write the state of a feed")?;
        Ok(())
    }
}
