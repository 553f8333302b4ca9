//! What waits to be sent: how much on each platform, and the oldest with why it waits.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{Cause, DeliveryId, Platform, Purpose};
use sqlx::FromRow;

use crate::{Tx, text::known};

/// What waits to be sent on one platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The platform.
    pub platform: Platform,
    /// How many messages.
    pub count: i64,
    /// The one that was made first.
    pub oldest: OldestWaiting,
}

/// The message that has waited longest, and what it waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldestWaiting {
    /// The delivery.
    pub id: DeliveryId,
    /// What it tells.
    pub cause: Cause,
    /// What its target is there for.
    pub purpose: Purpose,
    /// Since when it waits.
    pub since: DateTime<Utc>,
    /// When it is tried the next time.
    pub next_at: DateTime<Utc>,
    /// Until when the platform wants its target to be left alone.
    pub held_until: Option<DateTime<Utc>>,
    /// Until when somebody is sending it.
    pub leased_until: Option<DateTime<Utc>>,
    /// How often it was tried.
    pub attempts: i64,
    /// Whether an attempt may have arrived unseen.
    pub uncertain: bool,
}

#[derive(FromRow)]
struct Row {
    id: String,
    cause: String,
    purpose: String,
    created_at: DateTime<Utc>,
    next_at: DateTime<Utc>,
    held_until: Option<DateTime<Utc>>,
    lease_until: Option<DateTime<Utc>>,
    attempts: i64,
    uncertain: bool,
}

impl Tx {
    /// What waits to be sent, a line for each platform on which something does.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn deliveries_waiting(&mut self) -> anyhow::Result<Vec<Waiting>> {
        let counts = sql!(
            self,
            all[(String, i64)],
            "select t.platform, count(*) from deliveries d join targets t on t.id = d.target
             where d.state = 'pending' and d.seq is not null
             group by t.platform order by t.platform",
        )
        .context("cannot count what waits to be sent")?;
        let mut all = Vec::new();
        for (platform, count) in counts {
            let row = sql!(
                self,
                one[Row],
                "select d.id, d.cause, t.purpose, d.created_at, d.next_at, t.held_until, d.lease_until,
                     d.attempts, d.uncertain
                 from deliveries d join targets t on t.id = d.target
                 where d.state = 'pending' and d.seq is not null and t.platform = $1
                 order by d.created_at, d.id limit 1",
                &platform,
            )
            .context("cannot read what has waited longest")?;
            all.push(Waiting {
                platform: Platform::from_row(platform),
                count,
                oldest: OldestWaiting {
                    id: DeliveryId::new(row.id),
                    cause: known(&row.cause, Cause::from_id)?,
                    purpose: known(&row.purpose, Purpose::from_id)?,
                    since: row.created_at,
                    next_at: row.next_at,
                    held_until: row.held_until,
                    leased_until: row.lease_until,
                    attempts: row.attempts,
                    uncertain: row.uncertain,
                },
            });
        }
        Ok(all)
    }
}
