//! Gaps: the times that the bot was away for long, and what became of what was to go out.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{Cause, DeliveryState, Ended, Gap, GapId};

use crate::{
    Tx,
    privacy::Privacy,
    text::{clean, known},
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "gaps",
    ..Privacy::NOBODYS
};

/// What became of messages that a gap held up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// They went out after it.
    Late,
    /// They came too late to be of use.
    Dropped,
    /// They stood there already: they were sent before, or by a state of the database that is lost.
    Found,
    /// They wait still.
    Waiting,
}

type Row = (String, DateTime<Utc>, DateTime<Utc>, String);

impl Tx {
    /// One gap.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn gap(&mut self, id: &GapId) -> anyhow::Result<Option<Gap>> {
        let row = sql!(
            self,
            optional[Row],
            "select id, began_at, ended_at, state from gaps where id = $1",
            clean(id.as_str()),
        );
        one(row)
    }

    /// The latest gap, while it may still have consequences.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn gap_latest(&mut self) -> anyhow::Result<Option<Gap>> {
        let row = sql!(
            self,
            optional[Row],
            "select id, began_at, ended_at, state from gaps where ended_at > $1
             order by ended_at desc, id desc limit 1",
            self.now - Gap::AFTERMATH,
        );
        one(row)
    }

    /// Since when something may have been sent of which this database knows nothing; `None` outside the aftermath of
    /// gaps.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn gap_aftermath(&mut self) -> anyhow::Result<Option<DateTime<Utc>>> {
        let (since,) = sql!(
            self,
            one[(Option<DateTime<Utc>>,)],
            "select min(began_at) from gaps where ended_at > $1",
            self.now - Gap::AFTERMATH,
        )
        .context("cannot read the gaps")?;
        Ok(since)
    }

    /// What became of what a gap held up: of what waited when it ended, and of mini-lectures that came out during it and
    /// were found soon after.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn gap_toll(&mut self, gap: &Gap) -> anyhow::Result<Vec<(Cause, Fate, i64)>> {
        let rows = sql!(
            self,
            all[(String, String, bool, i64)],
            "select d.cause, d.state, d.found, count(*) from deliveries d
             where d.cause <> $3 and (
                 d.created_at <= $1 and (d.state = 'pending' or d.sent_at >= $1
                     or (d.found or d.state = 'expired') and d.updated_at >= $1)
                 or d.cause = $4 and d.created_at > $1 and d.created_at <= $2 and exists (
                     select 1 from lectures l where l.video = d.subject and l.published_at <= $1))
             group by d.cause, d.state, d.found order by d.cause, d.state, d.found",
            gap.ended_at,
            gap.ended_at + Gap::CATCHING_UP,
            Cause::GapReport.id(),
            Cause::Lecture.id(),
        )
        .context("cannot count what a gap held up")?;
        let mut toll = Vec::new();
        for (cause, state, found, count) in rows {
            let fate = match known(&state, DeliveryState::from_id)? {
                DeliveryState::Sent | DeliveryState::Gone if found => Fate::Found,
                DeliveryState::Sent | DeliveryState::Gone => Fate::Late,
                DeliveryState::Expired => Fate::Dropped,
                DeliveryState::Pending => Fate::Waiting,
                // Told where it was refused.
                DeliveryState::Failed => continue,
            };
            toll.push((known(&cause, Cause::from_id)?, fate, count));
        }
        Ok(toll)
    }

    pub(crate) async fn gap_note(
        &mut self,
        began_at: DateTime<Utc>,
        after: Ended,
    ) -> anyhow::Result<Gap> {
        let gap = Gap {
            id: GapId::new(self.new_id()),
            began_at,
            ended_at: self.now,
            after,
        };
        sql!(
            self,
            execute,
            "insert into gaps (id, began_at, ended_at, state) values ($1, $2, $3, $4)",
            gap.id.as_str(),
            gap.began_at,
            gap.ended_at,
            gap.after.id(),
        )
        .context("cannot note a gap")?;
        Ok(gap)
    }
}

fn one(row: sqlx::Result<Option<Row>>) -> anyhow::Result<Option<Gap>> {
    let Some((id, began_at, ended_at, state)) = row.context("cannot read a gap")? else {
        return Ok(None);
    };
    Ok(Some(Gap {
        id: GapId::new(id),
        began_at,
        ended_at,
        after: known(&state, Ended::from_id)?,
    }))
}
