//! Claims: a courier takes a delivery that is due, for as long as its lease lasts.

use std::time::Duration;

use anyhow::{Context, bail};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Delivery, DeliveryId, DeliveryState, Platform, Target, TargetId};

use crate::{Tx, delivery_row::Row, text::word_list};

/// How often a claim is tried again because others won. Each time somebody else got one, so this ends.
const TRIES: usize = 100;

/// A delivery that is now the claimer's to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The delivery. Its `uncertain` speaks of the attempts before this one.
    pub delivery: Delivery,
    /// Where it goes.
    pub target: Target,
    /// Whether it is out and shows an old version.
    pub edit: bool,
    /// When the attempt before this one began.
    pub previous_attempt_at: Option<DateTime<Utc>>,
    /// Since when it may have been sent without this database knowing of it: in the aftermath of a gap.
    pub forgotten_since: Option<DateTime<Utc>>,
}

/// What may be claimed at `$1` on the platforms `$2`: the first unfinished row of each target, and what is
/// out and shows an old version; nothing of a target that somebody is sending to. Ordered by how long it
/// has been due.
macro_rules! due {
    () => {
        "select due.id from (
             select d.id, d.next_at from deliveries d join targets t on t.id = d.target
             where d.state = 'pending' and d.seq is not null
                 and not exists (
                     select 1 from deliveries earlier
                     where earlier.target = d.target and earlier.state = 'pending' and earlier.seq < d.seq)
                 and d.next_at <= $1 and (d.not_after is null or d.not_after > $1)
                 and not exists (
                     select 1 from deliveries busy
                     where busy.target = d.target and busy.lease_owner is not null
                         and busy.lease_until > $1)
                 and (t.held_until is null or t.held_until <= $1)
                 and $2 like '%,' || t.platform || ',%'
             union all
             select d.id, d.next_at from deliveries d join targets t on t.id = d.target
             where d.state = 'sent' and d.shown_version < d.version
                 and d.next_at <= $1
                 and not exists (
                     select 1 from deliveries busy
                     where busy.target = d.target and busy.lease_owner is not null
                         and busy.lease_until > $1)
                 and (t.held_until is null or t.held_until <= $1)
                 and $2 like '%,' || t.platform || ',%'
         ) due order by due.next_at, due.id limit 1"
    };
}

impl Tx {
    /// Takes one delivery that is due on these platforms; `None` where none is. Until an outcome is
    /// recorded, its attempt counts as one that may have arrived. After the lease another may take it.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn delivery_claim(
        &mut self,
        platforms: &[Platform],
        owner: &str,
        lease: Duration,
    ) -> anyhow::Result<Option<Claim>> {
        let platforms = word_list(platforms.iter().map(Platform::as_str));
        let until = self.now + TimeDelta::from_std(lease).context("cannot lease for so long")?;
        for _ in 0..TRIES {
            let claimed = sql!(
                self,
                optional[Row],
                concat!(
                    "update deliveries set
                         lease_owner = $3, lease_until = $4, attempts = attempts + 1,
                         uncertain = (uncertain or lease_owner is not null),
                         first_attempt_at = coalesce(first_attempt_at, $1),
                         previous_attempt_at = last_attempt_at, last_attempt_at = $1, updated_at = $1
                     where id = (", due!(), ")
                         and (lease_until is null or lease_until <= $1) and next_at <= $1
                         and (state = 'pending' or (state = 'sent' and shown_version < version))
                     returning *"
                ),
                self.now,
                &platforms,
                owner,
                until,
            )
            .context("cannot claim a delivery")?;
            if let Some(row) = claimed {
                return self.claim(row).await.map(Some);
            }
            let left = sql!(self, optional[(String,)], due!(), self.now, &platforms)
                .context("cannot look for due deliveries")?;
            if left.is_none() {
                return Ok(None);
            }
        }
        bail!("cannot claim a delivery: others were faster {TRIES} times")
    }

    /// Says that the attempt of a claim begins only now, after its claimer looked for what an earlier one
    /// left; whether the claimer still holds it.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn delivery_attempt(&mut self, id: &DeliveryId, owner: &str) -> anyhow::Result<bool> {
        let held = sql!(
            self,
            execute,
            "update deliveries set last_attempt_at = $3, updated_at = $3
             where id = $1 and lease_owner = $2 and lease_until > $3",
            id.as_str(),
            owner,
            self.now,
        )
        .context("cannot begin an attempt")?;
        Ok(held > 0)
    }

    /// The earliest instant at which there may be something to claim or to expire on these platforms;
    /// `None` where nothing waits. It may lie in the past.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn delivery_next_due(
        &mut self,
        platforms: &[Platform],
    ) -> anyhow::Result<Option<DateTime<Utc>>> {
        let (due,) = sql!(
            self,
            one[(Option<DateTime<Utc>>,)],
            "select min(due.at) from (
                 select (select max(waits.at) from (
                     select d.next_at as at union all select t.held_until
                     union all select max(busy.lease_until) from deliveries busy
                         where busy.target = d.target and busy.lease_owner is not null
                 ) waits) as at
                 from deliveries d join targets t on t.id = d.target
                 where d.state = 'pending' and d.seq is not null
                     and not exists (
                         select 1 from deliveries earlier
                         where earlier.target = d.target and earlier.state = 'pending'
                             and earlier.seq < d.seq)
                     and $1 like '%,' || t.platform || ',%'
                 union all
                 select (select max(waits.at) from (
                     select d.next_at as at union all select t.held_until
                     union all select max(busy.lease_until) from deliveries busy
                         where busy.target = d.target and busy.lease_owner is not null
                 ) waits) as at
                 from deliveries d join targets t on t.id = d.target
                 where d.state = 'sent' and d.shown_version < d.version
                     and $1 like '%,' || t.platform || ',%'
                 union all
                 select (select max(waits.at) from (
                     select d.not_after as at union all select d.lease_until
                 ) waits) as at
                 from deliveries d join targets t on t.id = d.target
                 where d.state = 'pending' and d.not_after is not null
                     and $1 like '%,' || t.platform || ',%'
             ) due",
            word_list(platforms.iter().map(Platform::as_str)),
        )
        .context("cannot look for the next delivery")?;
        Ok(due)
    }

    /// Takes every lease of owners whose name begins with `owner_prefix`, or of all: their processes are
    /// gone, and whether their attempts arrived is unknown; how many there were.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn leases_release(&mut self, owner_prefix: Option<&str>) -> anyhow::Result<u64> {
        let released = sql!(
            self,
            execute,
            "update deliveries set uncertain = $2, lease_owner = null, lease_until = null, updated_at = $3
             where lease_owner is not null and substr(lease_owner, 1, length($1)) = $1",
            owner_prefix.unwrap_or_default(),
            true,
            self.now,
        )
        .context("cannot release the leases")?;
        self.wake |= released > 0;
        Ok(released)
    }

    async fn claim(&mut self, row: Row) -> anyhow::Result<Claim> {
        let target = self.target(&TargetId::new(&row.target)).await?;
        let previous_attempt_at = row.previous_attempt_at;
        let delivery = row.claimed()?;
        Ok(Claim {
            edit: delivery.state == DeliveryState::Sent,
            delivery,
            target: target.context("a delivery has no target")?,
            previous_attempt_at,
            forgotten_since: self.gap_aftermath().await?,
        })
    }
}
