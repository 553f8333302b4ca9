//! The unit of work: what is written together, and the instant at which it is.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{DateTime, Utc};
use clock::Ids;
use domain::{DeliveryId, TargetId};
use sqlx::{Postgres, Sqlite, Transaction};

use crate::{
    keys::Keys,
    ledger::Ledger,
    wakeups::{CHANNEL, Waker},
};

/// A transaction. What was done in it counts once it is committed; dropped, it did not happen.
#[derive(Debug)]
#[must_use = "a transaction that is not committed did not happen"]
pub struct Tx {
    pub(crate) connection: Connection,
    pub(crate) now: DateTime<Utc>,
    pub(crate) ids: Ids,
    pub(crate) keys: Keys,
    /// Deliveries that still need their place in their target's order.
    pub(crate) unnumbered: Vec<(TargetId, DeliveryId)>,
    /// What was counted, by month, figure and part.
    pub(crate) counted: BTreeMap<(String, &'static str, String), i64>,
    /// Where those who are erased are remembered.
    pub(crate) ledger: Ledger,
    /// Whether the courier has something to look at.
    pub(crate) wake: bool,
    pub(crate) waker: Waker,
}

#[derive(Debug)]
pub(crate) enum Connection {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// The instant of this unit of work, cut to milliseconds.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Makes everything that was done in it count, all together, and wakes who waits for deliveries.
    ///
    /// # Errors
    /// When the database can't; then nothing of it counts.
    pub async fn commit(mut self) -> anyhow::Result<()> {
        self.write_counted().await?;
        self.number_deliveries().await?;
        if self.wake
            && let Connection::Postgres(connection) = &mut self.connection
        {
            sqlx::query("select pg_notify($1, '')")
                .bind(CHANNEL)
                .execute(&mut **connection)
                .await
                .context("cannot wake the other processes")?;
        }
        match self.connection {
            Connection::Sqlite(connection) => connection.commit().await,
            Connection::Postgres(connection) => connection.commit().await,
        }
        .context("cannot commit")?;
        if self.wake {
            self.waker.wake();
        }
        Ok(())
    }

    pub(crate) fn new_id(&self) -> String {
        self.ids.uuid(self.now)
    }
}
