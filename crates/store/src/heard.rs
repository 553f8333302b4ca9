//! Messages that were heard: which are answered, where the answer stands, and which are not answered yet.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{MessageRef, PersonId, Platform};
use sqlx::FromRow;

use crate::{
    Record, Tx,
    privacy::{Keep, Privacy, Whose},
    text::clean,
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "heard",
    whose: &[Whose::Member],
    kept: Keep::Days(365),
    sealed: &[],
    export: Some(|tx, person, _| Box::pin(tx.heard_of(person))),
    erase: Some(|tx, person, until| Box::pin(tx.heard_erase(person, until))),
    sweep: Some(|tx, before| Box::pin(tx.heard_forget(before))),
};

/// A message that was heard and not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// Where it stands.
    pub message: MessageRef,
    /// When it was heard.
    pub at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    channel: String,
    message: String,
    at: DateTime<Utc>,
}

impl Tx {
    /// Remembers that a message of this account is about to be answered; false when it was remembered before.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn heard_note(
        &mut self,
        platform: &Platform,
        message: &MessageRef,
        person: &str,
    ) -> anyhow::Result<bool> {
        let person = self.person_find_or_create(platform, person).await?;
        self.heard_insert(platform, message, &person.id).await
    }

    /// Remembers a message that shows the data of a person, whoever reads it; false when it was remembered before.
    ///
    /// # Errors
    /// When the database can't be written, or the person is forgotten.
    pub async fn heard_note_of(
        &mut self,
        platform: &Platform,
        message: &MessageRef,
        person: &PersonId,
    ) -> anyhow::Result<bool> {
        self.person_hold_as_is(person).await?;
        self.heard_insert(platform, message, person).await
    }

    async fn heard_insert(
        &mut self,
        platform: &Platform,
        message: &MessageRef,
        person: &PersonId,
    ) -> anyhow::Result<bool> {
        let noted = sql!(
            self,
            execute,
            "insert into heard (platform, channel, message, person, at) values ($1, $2, $3, $4, $5)
             on conflict (platform, channel, message) do nothing",
            platform.as_str(),
            clean(&message.channel),
            clean(&message.message),
            person.as_str(),
            self.now,
        )
        .context("cannot remember a message")?;
        Ok(noted > 0)
    }

    /// Remembers that a message was answered, and where the answer stands, if there is one.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn heard_answered(
        &mut self,
        platform: &Platform,
        message: &MessageRef,
        answer: Option<&MessageRef>,
    ) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "update heard set answered_at = $4, answer_channel = $5, answer_message = $6
             where platform = $1 and channel = $2 and message = $3",
            platform.as_str(),
            clean(&message.channel),
            clean(&message.message),
            self.now,
            answer.map(|answer| clean(&answer.channel)),
            answer.map(|answer| clean(&answer.message)),
        )
        .context("cannot remember an answer")?;
        Ok(())
    }

    /// The messages that were heard since `since` and are not answered, oldest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn heard_unanswered(
        &mut self,
        platform: &Platform,
        since: DateTime<Utc>,
    ) -> anyhow::Result<Vec<Unanswered>> {
        let rows = sql!(
            self,
            all[Row],
            "select channel, message, at from heard
             where platform = $1 and at >= $2 and answered_at is null order by at, message",
            platform.as_str(),
            since,
        )
        .context("cannot look for messages without an answer")?;
        let unanswered = rows.into_iter().map(|row| Unanswered {
            message: MessageRef {
                channel: row.channel,
                message: row.message,
            },
            at: row.at,
        });
        Ok(unanswered.collect())
    }

    /// When a person was answered.
    async fn heard_of(&mut self, person: &PersonId) -> anyhow::Result<Vec<Record>> {
        let rows = sql!(
            self,
            all[(DateTime<Utc>,)],
            "select at from heard where person = $1 order by at, message",
            person.as_str(),
        )
        .context("cannot read when a person was answered")?;
        let record = |(at,)| Record::of("heard").at("at", Some(at));
        Ok(rows.into_iter().map(record).collect())
    }

    /// Forgets what a person was answered, and has the answers deleted where they stand.
    async fn heard_erase(
        &mut self,
        person: &PersonId,
        until: DateTime<Utc>,
    ) -> anyhow::Result<u64> {
        let answers = sql!(
            self,
            all[(String, String, String)],
            "select platform, answer_channel, answer_message from heard
             where person = $1 and at <= $2
                 and answer_channel is not null and answer_message is not null",
            person.as_str(),
            until,
        )
        .context("cannot find the answers to a person")?;
        for (platform, channel, message) in answers {
            let platform = Platform::from_row(platform);
            self.retract_answer(person, &platform, MessageRef { channel, message })
                .await?;
        }
        sql!(
            self,
            execute,
            "delete from heard where person = $1 and at <= $2",
            person.as_str(),
            until,
        )
        .context("cannot forget what a person was answered")
    }

    async fn heard_forget(&mut self, before: DateTime<Utc>) -> anyhow::Result<u64> {
        sql!(self, execute, "delete from heard where at < $1", before)
            .context("cannot forget what was heard long ago")
    }
}
