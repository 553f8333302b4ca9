//! Figures by month: they outlive the rows that they were counted from, and no person stands in them.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::Figure;
use sqlx::FromRow;

use crate::{Tx, privacy::Privacy};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "months",
    ..Privacy::NOBODYS
};

/// How often something happened in a month.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Counted {
    /// The month in UTC, `2026-11`.
    pub month: String,
    /// What happened: the id of a [`Figure`].
    pub name: String,
    /// Of which kind, `stage:idea`; empty for all together.
    pub part: String,
    /// How often.
    pub value: i64,
}

impl Tx {
    /// Counts something that happened now, all together and by these kinds. Written when the transaction is
    /// committed, because who counts waits for others who do.
    pub fn count(&mut self, figure: Figure, by: i64, parts: &[(&str, &str)]) {
        self.count_at(self.now, figure, by, parts);
    }

    /// The same for something that happened before.
    pub(crate) fn count_at(
        &mut self,
        at: DateTime<Utc>,
        figure: Figure,
        by: i64,
        parts: &[(&str, &str)],
    ) {
        let month = at.format("%Y-%m").to_string();
        let mut add = |part: String| {
            let counted = self.counted.entry((month.clone(), figure.id(), part));
            *counted.or_default() += by;
        };
        add(String::new());
        for (kind, id) in parts {
            add(format!("{kind}:{id}"));
        }
    }

    /// The figures from a month on (`2026-01`), by month, name and part.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn months(&mut self, from: &str) -> anyhow::Result<Vec<Counted>> {
        sql!(
            self,
            all[Counted],
            "select month, name, part, value from months where month >= $1 order by month, name, part",
            from,
        )
        .context("cannot read the figures")
    }

    /// Writes what was counted, in the same order by everyone.
    pub(crate) async fn write_counted(&mut self) -> anyhow::Result<()> {
        for ((month, name, part), value) in std::mem::take(&mut self.counted) {
            sql!(
                self,
                execute,
                "insert into months (month, name, part, value) values ($1, $2, $3, $4)
                 on conflict (month, name, part) do update set value = months.value + excluded.value",
                &month,
                name,
                part,
                value,
            )
            .context("cannot count")?;
        }
        Ok(())
    }
}
