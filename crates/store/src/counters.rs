//! Counters: they give out numbers, each once, and tell other processes that something was changed.

use anyhow::Context;

use crate::{Tx, privacy::Privacy};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "counters",
    ..Privacy::NOBODYS
};

/// What any process may change while others hold it in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changing {
    /// What staff wrote over the answers.
    Answers,
    /// What staff set.
    Settings,
}

impl Changing {
    /// The counter that each change counts on.
    pub const fn counter(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Settings => "settings",
        }
    }
}

impl Tx {
    /// How often it was changed: another number, another state.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn changes(&mut self, of: Changing) -> anyhow::Result<i64> {
        let row = sql!(
            self,
            optional[(i64,)],
            "select value from counters where name = $1",
            of.counter(),
        )
        .context("cannot see whether something was changed")?;
        Ok(row.map_or(0, |(value,)| value))
    }

    /// The next number of a counter, from 1 on. The counter is locked until the transaction ends:
    /// take it last.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn counter_next(&mut self, name: &str) -> anyhow::Result<i64> {
        self.counter_add(name, 1).await
    }

    /// Takes the next `count` numbers; the last of them.
    pub(crate) async fn counter_add(&mut self, name: &str, count: i64) -> anyhow::Result<i64> {
        let (value,): (i64,) = sql!(
            self,
            one[(i64,)],
            "insert into counters (name, value) values ($1, $2)
             on conflict (name) do update set value = counters.value + excluded.value
             returning value",
            name,
            count,
        )
        .context("cannot count on")?;
        Ok(value)
    }
}
