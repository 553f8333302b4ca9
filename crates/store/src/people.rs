//! People: one row for each account that talked to the bot.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{Lang, PersonId, Platform};
use sqlx::FromRow;

use crate::{
    Tx,
    privacy::{Keep, Privacy, Whose},
    text::{clean, known},
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "people",
    whose: &[Whose::Member],
    kept: Keep::AfterSeen(365),
    sealed: &[],
};

/// One account on one platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The row.
    pub id: PersonId,
    /// The platform of the account.
    pub platform: Platform,
    /// The account's id on the platform.
    pub platform_id: String,
    /// The language that was chosen; `None` until one was.
    pub language: Option<Lang>,
    /// When the person was first met.
    pub created_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    platform: String,
    platform_id: String,
    language: Option<String>,
    created_at: DateTime<Utc>,
}

impl From<Row> for Person {
    fn from(row: Row) -> Self {
        Self {
            id: PersonId::new(row.id),
            platform: Platform::from_row(row.platform),
            platform_id: row.platform_id,
            language: row.language.as_deref().and_then(Lang::from_tag),
            created_at: row.created_at,
        }
    }
}

impl Tx {
    /// The person with this account; `None` who never talked to the bot.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn person_find(
        &mut self,
        platform: &Platform,
        platform_id: &str,
    ) -> anyhow::Result<Option<Person>> {
        let row = sql!(
            self,
            optional[Row],
            "select id, platform, platform_id, language, created_at from people
             where platform = $1 and platform_id = $2",
            platform.as_str(),
            clean(platform_id),
        )
        .context("cannot find a person")?;
        Ok(row.map(Person::from))
    }

    /// The person with this account, made if there is none.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn person_find_or_create(
        &mut self,
        platform: &Platform,
        platform_id: &str,
    ) -> anyhow::Result<Person> {
        if let Some(person) = self.person_find(platform, platform_id).await? {
            return Ok(person);
        }
        let id = self.new_id();
        let made = sql!(
            self,
            optional[Row],
            "insert into people (id, platform, platform_id, created_at) values ($1, $2, $3, $4)
             on conflict (platform, platform_id) do nothing
             returning id, platform, platform_id, language, created_at",
            id,
            platform.as_str(),
            clean(platform_id),
            self.now,
        )
        .context("cannot make a person")?;
        match made {
            Some(row) => Ok(row.into()),
            // Another process was a moment earlier.
            None => self
                .person_find(platform, platform_id)
                .await?
                .context("a person who was just made is gone"),
        }
    }

    /// The person of a row.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn person(&mut self, id: &PersonId) -> anyhow::Result<Option<Person>> {
        let row = sql!(
            self,
            optional[Row],
            "select id, platform, platform_id, language, created_at from people where id = $1",
            clean(id.as_str()),
        )
        .context("cannot read a person")?;
        Ok(row.map(Person::from))
    }

    /// Remembers the language that a person chose; `None` takes the choice back.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn person_set_language(
        &mut self,
        id: &PersonId,
        language: Option<Lang>,
    ) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "update people set language = $2 where id = $1",
            id.as_str(),
            language.map(Lang::code),
        )
        .context("cannot set a person's language")?;
        Ok(())
    }
}

/// A language's code in a row.
pub(crate) fn lang(code: &str) -> anyhow::Result<Lang> {
    known(code, Lang::from_tag)
}
