//! Brings every sealed column under the key that seals now, and counts what stands under which key.

use std::collections::BTreeMap;

use anyhow::Context;
use serde_json::Value;
use sqlx::{AssertSqlSafe, types::Json};

use crate::{
    Store, Tx,
    keys::Key,
    open_error::OpenError,
    privacy::{Privacy, Sealed, TABLES},
    seal::{HEAD, ID_BEGINS, ID_LENGTH, SEALED, digest, key_id},
};

/// How many rows are looked at in one unit of work: an interruption loses no more than that.
const BATCH: i64 = 200;

/// How many texts stand under which key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seals {
    /// Those that stand there as they were written.
    pub plain: u64,
    /// Those that are sealed, by the key's id.
    pub under: BTreeMap<String, u64>,
}

impl Seals {
    /// How many are not under this key; without one, how many are sealed at all.
    pub fn not_under(&self, key: Option<&str>) -> u64 {
        let others = self.under.iter().filter(|(id, _)| Some(id.as_str()) != key);
        let others: u64 = others.map(|(_, count)| count).sum();
        others + if key.is_some() { self.plain } else { 0 }
    }
}

impl Store {
    /// Counts which texts stand under which key.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn seals(&self) -> anyhow::Result<Seals> {
        let mut tx = self.read().await?;
        let mut seals = Seals::default();
        for (table, column) in columns() {
            tx.count_seals(table, column, &mut seals)
                .await
                .with_context(|| format!("cannot count the sealed texts of {table}"))?;
        }
        Ok(seals)
    }

    /// Looks whether everything that is sealed can be opened with the keys that are given.
    ///
    /// # Errors
    /// [`OpenError::NoKey`] with the keys that are missing.
    pub async fn check_keys(&self) -> Result<(), OpenError> {
        let seals = self.seals().await.map_err(OpenError::Seals)?;
        let missing = seals
            .under
            .keys()
            .filter(|id| self.keys().find(id).is_none());
        let missing: Vec<&str> = missing.map(String::as_str).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(OpenError::NoKey {
            ids: missing.join(", "),
        })
    }

    /// Seals every text under the present key, or without one writes it as it is; how many that changed. What is
    /// written meanwhile is not touched; [`Store::seals`] says whether something is left. It can be interrupted
    /// and begun again. Then the database is compacted, so that nothing of the former state is left in its file.
    ///
    /// # Errors
    /// When a key is missing, or the database can't be written.
    pub async fn rekey(&self) -> anyhow::Result<u64> {
        let mut changed = 0;
        for table in TABLES {
            for column in table.sealed {
                changed += self.rekey_column(table, *column).await?;
            }
        }
        let tables = TABLES.iter().filter(|table| !table.sealed.is_empty());
        let tables: Vec<&str> = tables.map(|table| table.table).collect();
        self.compact(&tables)
            .await
            .context("all is written, but the database can't be compacted, so that its file may still hold the former state")?;
        Ok(changed)
    }

    async fn rekey_column(&self, table: &Privacy, column: Sealed) -> anyhow::Result<u64> {
        let mut last = String::new();
        let mut changed = 0;
        loop {
            let mut tx = self.begin().await?;
            let rows = tx.sealed_rows(table.table, column, &last).await?;
            let Some((id, ..)) = rows.last() else {
                return Ok(changed);
            };
            last.clone_from(id);
            for (id, source, written) in rows {
                changed += tx
                    .rekey_row(table.table, column, &id, source, written)
                    .await?;
            }
            tx.commit().await?;
        }
    }
}

impl Tx {
    async fn count_seals(
        &mut self,
        table: &str,
        column: Sealed,
        seals: &mut Seals,
    ) -> anyhow::Result<()> {
        let name = column.column();
        let text = match column {
            Sealed::Json(_) => format!("coalesce({name} ->> '{SEALED}', '')"),
            Sealed::Text(_) | Sealed::Digest { .. } => name.to_owned(),
        };
        let statement = format!(
            "select case when substr({text}, 1, {}) = $1 then substr({text}, {ID_BEGINS}, {ID_LENGTH}) else '' end,
                 count(*)
             from {table} where {name} is not null group by 1",
            HEAD.len(),
        );
        for (id, count) in sql!(self, all[(String, i64)], AssertSqlSafe(statement), HEAD)? {
            let count = u64::try_from(count).unwrap_or_default();
            if id.is_empty() {
                seals.plain += count;
            } else {
                *seals.under.entry(id).or_default() += count;
            }
        }
        Ok(())
    }

    /// Some rows after `last`: the id, what the column is made from, and what stands in it.
    async fn sealed_rows(
        &mut self,
        table: &str,
        column: Sealed,
        last: &str,
    ) -> anyhow::Result<Vec<(String, Option<String>, Option<String>)>> {
        let name = column.column();
        let source = match column {
            Sealed::Digest { of, .. } => of,
            Sealed::Text(_) | Sealed::Json(_) => name,
        };
        let statement = format!(
            "select id, cast({source} as text), cast({name} as text) from {table}
             where id > $1 and {source} is not null order by id limit {BATCH}"
        );
        sql!(
            self,
            all[(String, Option<String>, Option<String>)],
            AssertSqlSafe(statement),
            last,
        )
        .with_context(|| format!("cannot read {table}.{name}"))
    }

    /// Writes a column anew, if it is not as it should be and nobody else has written it meanwhile; how many
    /// rows that changed.
    async fn rekey_row(
        &mut self,
        table: &'static str,
        column: Sealed,
        id: &str,
        source: Option<String>,
        written: Option<String>,
    ) -> anyhow::Result<u64> {
        let (name, Some(source)) = (column.column(), source) else {
            return Ok(0);
        };
        let seal = self.row_seal(table, id);
        let current = self.keys.current();
        let statement = format!(
            "update {table} set {name} = $2 where id = $1 and coalesce(cast({name} as text), '') = $3"
        );
        let done = match column {
            Sealed::Text(_) => {
                if key_id(&source) == current.map(Key::id) {
                    return Ok(0);
                }
                let text = seal.open(name, source)?;
                let text = seal.seal(name, &text)?;
                sql!(self, execute, AssertSqlSafe(statement), id, &text, written)
            }
            Sealed::Json(_) => {
                let stored: Value = serde_json::from_str(&source).context("cannot read JSON")?;
                let sealed = stored.get(SEALED).and_then(Value::as_str);
                if sealed.and_then(key_id) == current.map(Key::id) {
                    return Ok(0);
                }
                let value: Value = seal.open_json(name, stored)?;
                let value = Json(seal.seal_json(name, &value)?);
                sql!(self, execute, AssertSqlSafe(statement), id, &value, written)
            }
            Sealed::Digest { of, .. } => {
                let digest = digest(current, &seal.open(of, source)?);
                let written = written.unwrap_or_default();
                if written == digest {
                    return Ok(0);
                }
                // It goes with the address, which is what is counted.
                sql!(
                    self,
                    execute,
                    AssertSqlSafe(statement),
                    id,
                    &digest,
                    &written
                )
                .map(|_| 0)
            }
        };
        done.with_context(|| format!("cannot write {table}.{name}"))
    }
}

/// Every column with something that is opened again.
fn columns() -> impl Iterator<Item = (&'static str, Sealed)> {
    TABLES.iter().flat_map(|table| {
        let columns = table.sealed.iter().copied();
        let opened = columns.filter(|column| !matches!(column, Sealed::Digest { .. }));
        opened.map(|column| (table.table, column))
    })
}
