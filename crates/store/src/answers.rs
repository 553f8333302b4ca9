//! What staff wrote over the answers of the files: versions, of which the newest that is published counts.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{AnswerAction, AnswerStanding, Cause, Lang, PersonId};
use sqlx::FromRow;

use crate::{
    Changing, Tx,
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

/// A version of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerVersion {
    /// The row.
    pub id: String,
    /// The topic's id.
    pub topic: String,
    /// The language.
    pub lang: Lang,
    /// Counted from 1 for each topic and language.
    pub version: i64,
    /// What was done.
    pub action: AnswerAction,
    /// The answer as a file would hold it; the day where the file was reviewed; none where it was taken away or given back to
    /// the file.
    pub text: Option<String>,
    /// A digest of the file's text under it; none where there was no file.
    pub base: Option<String>,
    /// Who did it; `None` where that was forgotten.
    pub by: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether it counts.
    pub standing: AnswerStanding,
    /// Who published or discarded it; `None` where nobody had to, or that was forgotten.
    pub decided_by: Option<PersonId>,
    /// The id of what was asked, where it was written for a question that had no answer.
    pub asked: Option<String>,
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
    /// The number of the version that it follows: the one that waits, else the one that counts; 0 where there is none.
    pub after: i64,
    /// Whether it waits until it is published.
    pub waits: bool,
    /// See [`AnswerVersion::asked`].
    pub asked: Option<&'a str>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    topic: String,
    lang: String,
    version: i64,
    action: String,
    text: Option<String>,
    base: Option<String>,
    by_person: Option<String>,
    at: DateTime<Utc>,
    standing: String,
    decided_by: Option<String>,
    asked: Option<String>,
}

impl Row {
    fn read(self) -> anyhow::Result<AnswerVersion> {
        Ok(AnswerVersion {
            id: self.id,
            topic: self.topic,
            lang: lang(&self.lang)?,
            version: self.version,
            action: known(&self.action, AnswerAction::from_id)?,
            text: self.text,
            base: self.base,
            by: self.by_person.map(PersonId::new),
            at: self.at,
            standing: known(&self.standing, AnswerStanding::from_id)?,
            decided_by: self.decided_by.map(PersonId::new),
            asked: self.asked,
        })
    }
}

impl Tx {
    /// Writes the next version of an answer; one that waited is replaced by it. `None` when the one that it follows is not
    /// the newest any more: somebody wrote since, and nothing is written.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn answer_write(
        &mut self,
        answer: &NewAnswer<'_>,
        by: &PersonId,
    ) -> anyhow::Result<Option<AnswerVersion>> {
        let id = self.new_id();
        let standing = if answer.waits {
            AnswerStanding::Waiting
        } else {
            AnswerStanding::Published
        };
        let written = sql!(
            self,
            optional[Row],
            "insert into answers (id, topic, lang, version, action, text, base, by_person, at, standing, asked)
             select $1, $2, $3, count(*) + 1, $4, $5, $6, $7, $8, $9, $11 from answers where topic = $2 and lang = $3
             having coalesce(max(case when standing in ('published', 'waiting') then version end), 0) = $10
             on conflict (topic, lang, version) do nothing
             returning id, topic, lang, version, action, text, base, by_person, at, standing, decided_by, asked",
            id,
            answer.topic,
            answer.lang.code(),
            answer.action.id(),
            answer.text.map(clean),
            answer.base,
            by.as_str(),
            self.now,
            standing.id(),
            answer.after,
            answer.asked,
        )
        .context("cannot write an answer")?
        .map(Row::read)
        .transpose()?;
        if let Some(version) = &written {
            self.answer_replace(version).await?;
        }
        Ok(written)
    }

    /// What waited until this version was written waits no longer.
    async fn answer_replace(&mut self, by: &AnswerVersion) -> anyhow::Result<()> {
        let replaced = sql!(
            self,
            all[(String,)],
            "update answers set standing = 'replaced'
             where topic = $1 and lang = $2 and version < $3 and standing = 'waiting' returning id",
            by.topic.as_str(),
            by.lang.code(),
            by.version,
        )
        .context("cannot replace what waited")?;
        for (id,) in replaced {
            self.deliveries_changed(Cause::AnswerWaiting, &id).await?;
        }
        self.counter_next(Changing::Answers.counter())
            .await
            .map(drop)
    }

    /// Publishes a version that waits, unless `by` wrote it and may not decide `alone`. `None` when it does not wait, or that
    /// is so.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn answer_publish(
        &mut self,
        topic: &str,
        lang: Lang,
        version: i64,
        by: &PersonId,
        alone: bool,
    ) -> anyhow::Result<Option<AnswerVersion>> {
        let published = sql!(
            self,
            optional[Row],
            "update answers set standing = 'published', decided_by = $4
             where topic = $1 and lang = $2 and version = $3 and standing = 'waiting'
                 and ($5 or by_person is null or by_person <> $4)
             returning id, topic, lang, version, action, text, base, by_person, at, standing, decided_by, asked",
            clean(topic),
            lang.code(),
            version,
            by.as_str(),
            alone,
        )
        .context("cannot publish an answer")?;
        self.answer_decided(published).await
    }

    /// Discards a version that waits; `None` when it does not.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn answer_discard(
        &mut self,
        topic: &str,
        lang: Lang,
        version: i64,
        by: &PersonId,
    ) -> anyhow::Result<Option<AnswerVersion>> {
        let discarded = sql!(
            self,
            optional[Row],
            "update answers set standing = 'discarded', decided_by = $4
             where topic = $1 and lang = $2 and version = $3 and standing = 'waiting'
             returning id, topic, lang, version, action, text, base, by_person, at, standing, decided_by, asked",
            clean(topic),
            lang.code(),
            version,
            by.as_str(),
        )
        .context("cannot discard an answer")?;
        self.answer_decided(discarded).await
    }

    async fn answer_decided(&mut self, row: Option<Row>) -> anyhow::Result<Option<AnswerVersion>> {
        let decided = row.map(Row::read).transpose()?;
        if let Some(version) = &decided {
            self.deliveries_changed(Cause::AnswerWaiting, &version.id)
                .await?;
            self.counter_next(Changing::Answers.counter()).await?;
        }
        Ok(decided)
    }

    /// A version by its row.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn answer_version(&mut self, id: &str) -> anyhow::Result<Option<AnswerVersion>> {
        sql!(
            self,
            optional[Row],
            "select id, topic, lang, version, action, text, base, by_person, at, standing, decided_by, asked from answers
             where id = $1",
            clean(id),
        )
        .context("cannot read a version of an answer")?
        .map(Row::read)
        .transpose()
    }

    /// Of each answer that was ever written over the newest version that counts.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn answers(&mut self) -> anyhow::Result<Vec<AnswerVersion>> {
        sql!(
            self,
            all[Row],
            "select id, topic, lang, version, action, text, base, by_person, at, standing, decided_by, asked from answers newest
             where version = (select max(version) from answers of
                              where of.topic = newest.topic and of.lang = newest.lang and of.standing = 'published')
             order by topic, lang",
        )
        .context("cannot read the answers")?
        .into_iter()
        .map(Row::read)
        .collect()
    }

    /// The versions that wait: at most one of each answer.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn answers_waiting(&mut self) -> anyhow::Result<Vec<AnswerVersion>> {
        sql!(
            self,
            all[Row],
            "select id, topic, lang, version, action, text, base, by_person, at, standing, decided_by, asked from answers
             where standing = 'waiting' order by topic, lang",
        )
        .context("cannot read which answers wait")?
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
            "select id, topic, lang, version, action, text, base, by_person, at, standing, decided_by, asked from answers
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

    async fn answers_forget_who(
        &mut self,
        person: &PersonId,
        until: DateTime<Utc>,
    ) -> anyhow::Result<u64> {
        let forgotten = sql!(
            self,
            all[(String,)],
            "update answers set by_person = nullif(by_person, $1), decided_by = nullif(decided_by, $1)
             where (by_person = $1 or decided_by = $1) and at <= $2 returning id",
            person.as_str(),
            until,
        );
        self.answers_show_anew(forgotten).await
    }

    async fn answers_forget(&mut self, before: DateTime<Utc>) -> anyhow::Result<u64> {
        let forgotten = sql!(
            self,
            all[(String,)],
            "update answers set by_person = null, decided_by = null
             where (by_person is not null or decided_by is not null) and at < $1 returning id",
            before,
        );
        self.answers_show_anew(forgotten).await
    }

    /// The cards of these versions show who it was, and are shown anew without.
    async fn answers_show_anew(
        &mut self,
        forgotten: sqlx::Result<Vec<(String,)>>,
    ) -> anyhow::Result<u64> {
        let forgotten = forgotten.context("cannot forget who wrote answers")?;
        for (id,) in &forgotten {
            self.deliveries_changed(Cause::AnswerWaiting, id).await?;
        }
        if !forgotten.is_empty() {
            self.counter_next(Changing::Answers.counter()).await?;
        }
        Ok(u64::try_from(forgotten.len()).unwrap_or_default())
    }
}
