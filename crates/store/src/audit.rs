//! The audit log: who did what, and how it ended.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::PersonId;

use crate::{
    Record, Tx,
    privacy::{Keep, Privacy, Whose},
    text::clean,
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "audit",
    whose: &[Whose::Staff, Whose::Applicant],
    kept: Keep::Days(365),
    sealed: &[],
    export: Some(|tx, person, _| Box::pin(tx.audit_of(person))),
    // It accounts for what was done, until its time is over.
    erase: None,
    sweep: Some(|tx, before| Box::pin(tx.audit_forget(before))),
};

impl Tx {
    /// Notes that a command was called; by nobody, where the bot did it by itself. Gives the
    /// line's id.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn audit_note(
        &mut self,
        by: Option<&PersonId>,
        command: &str,
        subject: Option<&str>,
        outcome: &str,
    ) -> anyhow::Result<String> {
        let id = self.new_id();
        sql!(
            self,
            execute,
            "insert into audit (id, at, by_person, command, subject, outcome) values ($1, $2, $3, $4, $5, $6)",
            &id,
            self.now,
            by.map(PersonId::as_str),
            command,
            subject.map(clean),
            outcome,
        )
        .context("cannot write the audit log")?;
        Ok(id)
    }

    /// What a person of the staff did.
    async fn audit_of(&mut self, person: &PersonId) -> anyhow::Result<Vec<Record>> {
        let rows = sql!(
            self,
            all[(DateTime<Utc>, String, Option<String>)],
            "select at, command, subject from audit where by_person = $1 order by at, id",
            person.as_str(),
        )
        .context("cannot read the audit log")?;
        let record = |(at, command, subject): (_, String, Option<String>)| {
            Record::of("audit")
                .at("at", Some(at))
                .text("command", Some(command))
                .text("subject", subject)
        };
        Ok(rows.into_iter().map(record).collect())
    }

    async fn audit_forget(&mut self, before: DateTime<Utc>) -> anyhow::Result<u64> {
        sql!(self, execute, "delete from audit where at < $1", before)
            .context("cannot shorten the audit log")
    }
}
