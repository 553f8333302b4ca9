//! What the declarations of the tables are for: showing a person what is known of them, taking them out, and forgetting
//! what has passed its time.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Figure, Lang, PersonId};

use crate::{Keep, Person, Record, Store, TABLES, Tx};

/// Rows of a table with which something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The table.
    pub table: &'static str,
    /// How many.
    pub count: u64,
}

/// What a sweep forgot: the tables in which there was something.
pub type Sweeping = Vec<Rows>;

/// The last day that instants of the database can have: 9999-12-31.
const END_OF_TIME: i64 = 253_402_214_400;

impl Tx {
    /// All that is known of a person, table by table. Of one who was erased and whose messages are still being deleted
    /// nothing is.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn person_export(
        &mut self,
        person: &PersonId,
        lang: Lang,
    ) -> anyhow::Result<Vec<Record>> {
        let mut records = Vec::new();
        for export in TABLES.iter().filter_map(|table| table.export) {
            records.extend(export(self, person, lang).await?);
        }
        let account_alone = records.iter().all(|record| record.table == "people");
        if account_alone && self.is_being_taken_out(person).await? {
            records.clear();
        }
        Ok(records)
    }

    /// Takes a person out of every table, and has what was posted of them deleted; they are remembered in the ledger,
    /// outside of the database, so that a backup does not bring them back. That is written first: should the commit fail, they
    /// are erased at the next start. What they do from now on is kept as usual.
    ///
    /// # Errors
    /// When the database or the ledger can't be written.
    pub async fn person_erase(&mut self, person: &Person) -> anyhow::Result<Vec<Rows>> {
        // All of it, also what is dated later because the clock was set back since.
        let always = DateTime::from_timestamp(END_OF_TIME, 0).unwrap_or(self.now);
        let erased = self.take_out(person, always).await?;
        self.count(Figure::Erased, 1, &[]);
        self.ledger
            .remember(&person.platform, &person.platform_id, self.now)
            .await?;
        Ok(erased)
    }

    async fn take_out(
        &mut self,
        person: &Person,
        until: DateTime<Utc>,
    ) -> anyhow::Result<Vec<Rows>> {
        let mut erased = Vec::new();
        for declared in TABLES {
            let Some(erase) = declared.erase else {
                continue;
            };
            let count = erase(self, &person.id, until).await?;
            if count > 0 {
                erased.push(Rows {
                    table: declared.table,
                    count,
                });
            }
        }
        Ok(erased)
    }

    /// Forgets what has passed its time, in every table.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn sweep(&mut self) -> anyhow::Result<Sweeping> {
        let mut forgotten = Vec::new();
        for declared in TABLES {
            let Some(sweep) = declared.sweep else {
                continue;
            };
            let count = sweep(self, self.now - kept(declared.kept)).await?;
            if count > 0 {
                forgotten.push(Rows {
                    table: declared.table,
                    count,
                });
            }
        }
        Ok(forgotten)
    }
}

impl Store {
    /// Takes those out again whom the ledger remembers and whom the database knows from before their erasure: it was
    /// put back from a backup. How many they were.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn erase_again(&self) -> anyhow::Result<usize> {
        let mut tx = self.begin().await?;
        let ledger = tx.ledger.clone();
        if ledger.is_empty() {
            return Ok(0);
        }
        let mut again = 0;
        for person in tx.people().await? {
            let Some(at) = ledger.erased_at(&person) else {
                continue;
            };
            if person.created_at <= at && !tx.take_out(&person, at).await?.is_empty() {
                again += 1;
            }
        }
        tx.commit().await?;
        Ok(again)
    }
}

/// How long rows are kept after the instant that counts for their table.
fn kept(keep: Keep) -> TimeDelta {
    match keep {
        Keep::Days(days)
        | Keep::AfterSignup(days)
        | Keep::AfterInquiry(days)
        | Keep::AfterDelivery(days)
        | Keep::AfterSeen(days) => TimeDelta::days(days.into()),
        Keep::UntilExpiry | Keep::WithPerson | Keep::Forever => TimeDelta::zero(),
    }
}
