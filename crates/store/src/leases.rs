//! Leases: what only one process may do at a time, and which one that is. No clock is compared with another's: a
//! lease is alive while its turn changes.

use anyhow::Context;
use sqlx::FromRow;

use crate::{Tx, privacy::Privacy};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "leases",
    ..Privacy::NOBODYS
};

/// So many turns after somebody said that they wait, they are taken to be gone.
const WANTED_FOR: i64 = 2;

/// A lease as it was seen.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct SeenLease {
    /// The process that has it; `None` when it was given up.
    pub owner: Option<String>,
    /// Counts on with each renewal and each change of the owner.
    pub turn: i64,
}

/// A lease as it was renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenewedLease {
    /// Whether somebody waits for it.
    pub wanted: bool,
}

impl Tx {
    /// The lease as it stands; `None` when nobody ever had it.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn lease_seen(&mut self, name: &str) -> anyhow::Result<Option<SeenLease>> {
        sql!(
            self,
            optional[SeenLease],
            "select owner, turn from leases where name = $1",
            name,
        )
        .context("cannot look at a lease")
    }

    /// Takes the lease when nobody has it, or it is still the taker's, or it stands at the turn `stale`, which was
    /// watched for as long as a lease lasts. Whether it was taken.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn lease_take(
        &mut self,
        name: &str,
        owner: &str,
        stale: Option<i64>,
    ) -> anyhow::Result<bool> {
        let taken = sql!(
            self,
            execute,
            "insert into leases (name, owner, turn, wanted, since, renewed_at) values ($1, $2, 1, -9, $4, $4)
             on conflict (name) do update set
                 owner = excluded.owner, turn = leases.turn + 1, since = excluded.since,
                 renewed_at = excluded.renewed_at
             where leases.owner is null or leases.owner = excluded.owner or leases.turn = $3",
            name,
            owner,
            stale,
            self.now,
        )
        .context("cannot take a lease")?;
        Ok(taken > 0)
    }

    /// Says that somebody waits for the lease.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn lease_want(&mut self, name: &str) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "update leases set wanted = turn where name = $1",
            name,
        )
        .context("cannot wait for a lease")?;
        Ok(())
    }

    /// Renews the lease; `None` when it is the owner's no more.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn lease_renew(
        &mut self,
        name: &str,
        owner: &str,
    ) -> anyhow::Result<Option<RenewedLease>> {
        let row = sql!(
            self,
            optional[(i64, i64)],
            "update leases set turn = turn + 1, renewed_at = $3 where name = $1 and owner = $2
             returning turn, wanted",
            name,
            owner,
            self.now,
        )
        .context("cannot renew a lease")?;
        Ok(row.map(|(turn, wanted)| RenewedLease {
            wanted: turn - wanted <= WANTED_FOR,
        }))
    }

    /// Gives the lease up, and wakes who waits for it. Another's stays.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn lease_give_up(&mut self, name: &str, owner: &str) -> anyhow::Result<()> {
        let given_up = sql!(
            self,
            execute,
            "update leases set owner = null, turn = turn + 1 where name = $1 and owner = $2",
            name,
            owner,
        )
        .context("cannot give a lease up")?;
        self.wake |= given_up > 0;
        Ok(())
    }
}
