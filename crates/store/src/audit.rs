//! The audit log: who did what, and how it ended.

use anyhow::Context;
use domain::PersonId;

use crate::{
    Tx,
    privacy::{Keep, Privacy, Whose},
    text::clean,
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "audit",
    whose: &[Whose::Staff, Whose::Applicant],
    kept: Keep::Days(365),
    sealed: &[],
};

impl Tx {
    /// Notes that a command was called; by nobody, where the bot did it by itself.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn audit_note(
        &mut self,
        by: Option<&PersonId>,
        command: &str,
        subject: Option<&str>,
        outcome: &str,
    ) -> anyhow::Result<()> {
        let id = self.new_id();
        sql!(
            self,
            execute,
            "insert into audit (id, at, by_person, command, subject, outcome) values ($1, $2, $3, $4, $5, $6)",
            id,
            self.now,
            by.map(PersonId::as_str),
            command,
            subject.map(clean),
            outcome,
        )
        .context("cannot write the audit log")?;
        Ok(())
    }
}
