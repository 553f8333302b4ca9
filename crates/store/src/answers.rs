//! What staff wrote over the answers of the files: versions, of which the newest counts.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{AnswerAction, Lang, PersonId};
use sqlx::FromRow;

use crate::{
    Tx,
    people::lang,
    privacy::{Keep, Privacy, Whose},
    text::{clean, known},
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "answers",
    whose: &[Whose::Staff],
    kept: Keep::Days(730),
    // It is what everybody reads.
    sealed: &[],
    // The audit log says who did it, and is exported.
    export: None,
    erase: Some(|tx, person, until| Box::pin(tx.answers_forget_who(person, until))),
    sweep: Some(|tx, before| Box::pin(tx.answers_forget(before))),
};

/// The counter that each change counts on: another process sees by it that something has changed.
const COUNTER: &str = "answers";

/// A version of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerVersion {
    /// The topic's id.
    pub topic: String,
    /// The language.
    pub lang: Lang,
    /// Counted from 1 for each topic and language.
    pub version: i64,
    /// What was done.
    pub action: AnswerAction,
    /// The answer as a file would hold it; none where it was taken away or given back to the file.
    pub text: Option<String>,
    /// A digest of the file's text under it; none where there was no file.
    pub base: Option<String>,
    /// Who did it; `None` where that was forgotten.
    pub by: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A version to be written.
#[derive(Clone, Debug)]
pub struct NewAnswer<'a> {
    /// The topic's id.
    pub topic: &'a str,
    /// The language.
    pub lang: Lang,
    /// What is done.
    pub action: AnswerAction,
    /// See [`AnswerVersion::text`].
    pub text: Option<&'a str>,
    /// See [`AnswerVersion::base`].
    pub base: Option<&'a str>,
    /// The number of the version that it follows; 0 where it is the first.
    pub after: i64,
}

#[derive(FromRow)]
struct Row {
    topic: String,
    lang: String,
    version: i64,
    action: String,
    text: Option<String>,
    base: Option<String>,
    by_person: Option<String>,
    at: DateTime<Utc>,
}

impl Row {
    fn read(self) -> anyhow::Result<AnswerVersion> {
        Ok(AnswerVersion {
            topic: self.topic,
            lang: lang(&self.lang)?,
            version: self.version,
            action: known(&self.action, AnswerAction::from_id)?,
            text: self.text,
            base: self.base,
            by: self.by_person.map(PersonId::new),
            at: self.at,
        })
    }
}

impl Tx {
    /// Writes the next version of an answer; its number. `None` when the one that it follows is not the newest any more:
    /// somebody wrote since, and nothing is written.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn answer_write(
        &mut self,
        answer: &NewAnswer<'_>,
        by: &PersonId,
    ) -> anyhow::Result<Option<i64>> {
        let id = self.new_id();
        let written = sql!(
            self,
            optional[(i64,)],
            "insert into answers (id, topic, lang, version, action, text, base, by_person, at)
             select $1, $2, $3, count(*) + 1, $4, $5, $6, $7, $8 from answers where topic = $2 and lang = $3
             having count(*) = $9
             on conflict (topic, lang, version) do nothing returning version",
            id,
            answer.topic,
            answer.lang.code(),
            answer.action.id(),
            answer.text.map(clean),
            answer.base,
            by.as_str(),
            self.now,
            answer.after,
        )
        .context("cannot write an answer")?;
        if written.is_some() {
            self.counter_next(COUNTER).await?;
        }
        Ok(written.map(|(version,)| version))
    }

    /// The newest version of each answer that was ever written over.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn answers(&mut self) -> anyhow::Result<Vec<AnswerVersion>> {
        sql!(
            self,
            all[Row],
            "select topic, lang, version, action, text, base, by_person, at from answers newest
             where version = (select max(version) from answers of
                              where of.topic = newest.topic and of.lang = newest.lang)
             order by topic, lang",
        )
        .context("cannot read the answers")?
        .into_iter()
        .map(Row::read)
        .collect()
    }

    /// The versions of an answer, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn answer_versions(
        &mut self,
        topic: &str,
        lang: Lang,
        limit: i64,
    ) -> anyhow::Result<Vec<AnswerVersion>> {
        sql!(
            self,
            all[Row],
            "select topic, lang, version, action, text, base, by_person, at from answers
             where topic = $1 and lang = $2 order by version desc limit $3",
            clean(topic),
            lang.code(),
            limit,
        )
        .context("cannot read the versions of an answer")?
        .into_iter()
        .map(Row::read)
        .collect()
    }

    /// How often answers were changed: another number, other answers.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn answers_changes(&mut self) -> anyhow::Result<i64> {
        let row = sql!(
            self,
            optional[(i64,)],
            "select value from counters where name = $1",
            COUNTER,
        )
        .context("cannot see whether answers changed")?;
        Ok(row.map_or(0, |(value,)| value))
    }

    async fn answers_forget_who(
        &mut self,
        person: &PersonId,
        until: DateTime<Utc>,
    ) -> anyhow::Result<u64> {
        sql!(
            self,
            execute,
            "update answers set by_person = null where by_person = $1 and at <= $2",
            person.as_str(),
            until,
        )
        .context("cannot forget who wrote answers")
    }

    async fn answers_forget(&mut self, before: DateTime<Utc>) -> anyhow::Result<u64> {
        sql!(
            self,
            execute,
            "update answers set by_person = null where by_person is not null and at < $1",
            before,
        )
        .context("cannot forget who wrote answers")
    }
}
