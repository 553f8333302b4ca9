//! People: one row for each account that talked to the bot.

use anyhow::Context;
use chat::texts;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Lang, PersonId, Platform, Purpose};
use sqlx::FromRow;

use crate::{
    Record, Store, Tx,
    database::Db,
    privacy::{Keep, Privacy, Whose},
    text::{clean, known},
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "people",
    whose: &[Whose::Member],
    kept: Keep::AfterSeen(365),
    sealed: &[],
    export: Some(|tx, person, lang| Box::pin(tx.person_record(person, lang))),
    erase: Some(|tx, person, until| Box::pin(tx.person_take_out(person, until))),
    sweep: Some(|tx, before| Box::pin(tx.people_forget(before))),
};

/// So far apart it is noted that a person was seen.
const SEEN_AGAIN: TimeDelta = TimeDelta::days(30);

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
    /// When the person was last seen, on a month.
    pub seen_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    platform: String,
    platform_id: String,
    language: Option<String>,
    created_at: DateTime<Utc>,
    seen_at: Option<DateTime<Utc>>,
}

impl From<Row> for Person {
    fn from(row: Row) -> Self {
        Self {
            id: PersonId::new(row.id),
            platform: Platform::from_row(row.platform),
            platform_id: row.platform_id,
            language: row.language.as_deref().and_then(Lang::from_tag),
            created_at: row.created_at,
            seen_at: row.seen_at.unwrap_or(row.created_at),
        }
    }
}

/// What every call asks of its caller: the row, and how many direct messages failed of which they were not told. The
/// accounts are one argument, so that the statement is the same for one and for many.
macro_rules! met_where {
    ($accounts:literal) => {
        concat!(
            "select p.*, (
                select count(*) from targets t join deliveries d on d.target = t.id
                where t.person = p.id and t.purpose = $3 and d.state = 'failed' and not d.told
            ) undelivered
            from people p where p.platform = $1 and p.platform_id ",
            $accounts
        )
    };
}

const MET_SQLITE: &str = met_where!("in (select value from json_each($2))");
const MET_POSTGRES: &str = met_where!("= any($2)");

#[derive(FromRow)]
struct Met {
    #[sqlx(flatten)]
    row: Row,
    undelivered: i64,
}

impl Store {
    /// Those of these accounts that talked to the bot before, each with how many direct messages to them failed of which
    /// they were not told. One look, outside of any unit of work: each call begins with it.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn people_met(
        &self,
        platform: &Platform,
        accounts: &[&str],
    ) -> anyhow::Result<Vec<(Person, i64)>> {
        let accounts: Vec<_> = accounts.iter().map(|account| clean(account)).collect();
        macro_rules! met {
            ($statement:expr, $accounts:expr, $pool:expr) => {
                sqlx::query_as::<_, Met>($statement)
                    .bind(platform.as_str())
                    .bind($accounts)
                    .bind(Purpose::Direct.id())
                    .fetch_all($pool)
                    .await
            };
        }
        let met = match self.db() {
            Db::Sqlite { readers, .. } => {
                let accounts = serde_json::to_string(&accounts)?;
                met!(MET_SQLITE, accounts, readers)
            }
            Db::Postgres { pool, .. } => met!(MET_POSTGRES, accounts, pool),
        }
        .context("cannot find who calls")?;
        let met = met.into_iter();
        Ok(met
            .map(|met| (Person::from(met.row), met.undelivered))
            .collect())
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
            "select * from people
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
        if let Some(mut person) = self.person_find(platform, platform_id).await? {
            if person.is_long_unseen(self.now) {
                person.seen_at = self.now;
            }
            // Else somebody was just about to forget them, and has.
            if self.person_hold(&person.id, person.seen_at).await? {
                return Ok(person);
            }
        }
        let id = self.new_id();
        let made = sql!(
            self,
            optional[Row],
            "insert into people (id, platform, platform_id, created_at) values ($1, $2, $3, $4)
             on conflict (platform, platform_id) do nothing
             returning *",
            id,
            platform.as_str(),
            clean(platform_id),
            self.now,
        )
        .context("cannot make a person")?;
        match made {
            Some(row) => {
                let person = row.into();
                self.ledger.came_back(&person).await?;
                Ok(person)
            }
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
            "select * from people where id = $1",
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
            "update people set language = $2, language_at = $3, seen_at = $3 where id = $1",
            id.as_str(),
            language.map(Lang::code),
            self.now,
        )
        .context("cannot set a person's language")?;
        Ok(())
    }

    /// Notes that a person uses the bot, so that they are not forgotten.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn person_seen(&mut self, id: &PersonId) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "update people set seen_at = $2 where id = $1",
            id.as_str(),
            self.now,
        )
        .context("cannot note that a person was seen")?;
        Ok(())
    }

    /// Everyone who talked to the bot.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn people(&mut self) -> anyhow::Result<Vec<Person>> {
        let rows = sql!(self, all[Row], "select * from people order by id")
            .context("cannot read the people")?;
        Ok(rows.into_iter().map(Person::from).collect())
    }

    /// The people whose account has this id, on whichever platform.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn people_by_account(&mut self, platform_id: &str) -> anyhow::Result<Vec<Person>> {
        let rows = sql!(
            self,
            all[Row],
            "select * from people where platform_id = $1 order by platform",
            clean(platform_id),
        )
        .context("cannot find the people of an account")?;
        Ok(rows.into_iter().map(Person::from).collect())
    }

    async fn person_record(
        &mut self,
        person: &PersonId,
        lang: Lang,
    ) -> anyhow::Result<Vec<Record>> {
        let Some(person) = self.person(person).await? else {
            return Ok(Vec::new());
        };
        let record = Record::of("people")
            .text("platform", Some(person.platform.as_str()))
            .text("account", Some(person.platform_id))
            .at("met", Some(person.created_at))
            .at("seen", Some(person.seen_at));
        Ok(vec![match person.language {
            Some(chosen) => record.kind(
                "language",
                chosen.code(),
                texts::choice(lang, chosen.code()),
            ),
            None => record,
        }])
    }
}

impl Person {
    /// Whether it is time to note again that the person uses the bot.
    pub fn is_long_unseen(&self, now: DateTime<Utc>) -> bool {
        now - self.seen_at > SEEN_AGAIN
    }
}

/// A language's code in a row.
pub(crate) fn lang(code: &str) -> anyhow::Result<Lang> {
    known(code, Lang::from_tag)
}
