//! Parked calls: arguments that do not fit on the wire, for the one person they were made for.

use anyhow::Context;
use chat::Args;
use chrono::{DateTime, Utc};
use domain::{ParkedId, PersonId};
use serde_json::Value;
use sqlx::types::Json;

use crate::{
    Record, Tx,
    privacy::{Keep, Privacy, Sealed, Whose},
    text::clean,
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "parked",
    whose: &[Whose::Member, Whose::Applicant, Whose::Staff],
    kept: Keep::UntilExpiry,
    sealed: &[Sealed::Json("args")],
    export: Some(|tx, person, _| Box::pin(tx.parked_of(person))),
    erase: Some(|tx, person, until| Box::pin(tx.parked_erase(person, until))),
    sweep: Some(|tx, before| Box::pin(tx.parked_forget(before))),
};

impl Tx {
    /// Keeps arguments for one person until `expires_at`.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn park(
        &mut self,
        person: &PersonId,
        args: &Args,
        expires_at: DateTime<Utc>,
    ) -> anyhow::Result<ParkedId> {
        let id = ParkedId::new(self.new_id());
        let written = self
            .row_seal(PRIVACY.table, id.as_str())
            .seal_json("args", args)?;
        sql!(
            self,
            execute,
            "insert into parked (id, person, args, created_at, expires_at) values ($1, $2, $3, $4, $5)",
            id.as_str(),
            person.as_str(),
            Json(written),
            self.now,
            expires_at,
        )
        .context("cannot park a call")?;
        Ok(id)
    }

    /// Keeps other arguments under the same id, if it is the person's; whether it was.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn park_again(
        &mut self,
        id: &ParkedId,
        person: &PersonId,
        args: &Args,
        expires_at: DateTime<Utc>,
    ) -> anyhow::Result<bool> {
        let written = self
            .row_seal(PRIVACY.table, id.as_str())
            .seal_json("args", args)?;
        let changed = sql!(
            self,
            execute,
            "update parked set args = $3, expires_at = $4 where id = $1 and person = $2",
            clean(id.as_str()),
            person.as_str(),
            Json(written),
            expires_at,
        )
        .context("cannot park a call again")?;
        Ok(changed > 0)
    }

    /// The arguments that were kept for this person; `None` when they have expired or are another's.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn parked(
        &mut self,
        id: &ParkedId,
        person: &PersonId,
    ) -> anyhow::Result<Option<Args>> {
        let row = sql!(
            self,
            optional[(Json<Value>,)],
            "select args from parked where id = $1 and person = $2 and expires_at > $3",
            clean(id.as_str()),
            person.as_str(),
            self.now,
        )
        .context("cannot read a parked call")?;
        row.map(|(Json(written),)| {
            let seal = self.row_seal(PRIVACY.table, id.as_str());
            seal.open_json("args", written)
        })
        .transpose()
    }

    /// Forgets arguments.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn parked_delete(&mut self, id: &ParkedId) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "delete from parked where id = $1",
            clean(id.as_str())
        )
        .context("cannot delete a parked call")?;
        Ok(())
    }

    /// What a person has begun and not sent.
    async fn parked_of(&mut self, person: &PersonId) -> anyhow::Result<Vec<Record>> {
        let rows = sql!(
            self,
            all[(String, Json<Value>, DateTime<Utc>, DateTime<Utc>)],
            "select id, args, created_at, expires_at from parked
             where person = $1 and expires_at > $2 order by created_at, id",
            person.as_str(),
            self.now,
        )
        .context("cannot read the parked calls")?;
        let record = |(id, Json(written), begun, expires): (String, Json<Value>, _, _)| {
            let args: Args = self
                .row_seal(PRIVACY.table, &id)
                .open_json("args", written)?;
            let text = |(name, value): (&str, &chat::Value)| match value {
                chat::Value::Text(text) => Some(format!("{name}: {text}")),
                _ => None,
            };
            let texts: Vec<String> = args.iter().filter_map(text).collect();
            Ok(Record::of("parked")
                .at("begun", Some(begun))
                .text("content", (!texts.is_empty()).then(|| texts.join("\n")))
                .at("expires", Some(expires)))
        };
        rows.into_iter().map(record).collect()
    }

    async fn parked_erase(
        &mut self,
        person: &PersonId,
        until: DateTime<Utc>,
    ) -> anyhow::Result<u64> {
        sql!(
            self,
            execute,
            "delete from parked where person = $1 and created_at <= $2",
            person.as_str(),
            until,
        )
        .context("cannot erase parked calls")
    }

    async fn parked_forget(&mut self, before: DateTime<Utc>) -> anyhow::Result<u64> {
        sql!(
            self,
            execute,
            "delete from parked where expires_at <= $1",
            before
        )
        .context("cannot delete expired calls")
    }
}
