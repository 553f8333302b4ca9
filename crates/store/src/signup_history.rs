//! The history of sign-ups: what was done with each, by whom, in order.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{PersonId, SignupId, Transition};

use crate::{
    Tx,
    privacy::{Keep, Privacy, Whose},
    text::{clean, known},
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "signup_history",
    whose: &[Whose::Applicant, Whose::Staff],
    kept: Keep::AfterSignup(365),
    sealed: &[],
    // With the sign-up.
    export: None,
    erase: Some(|tx, person, until| Box::pin(tx.history_erase(person, until))),
    sweep: None,
};

/// One thing that was done with a sign-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; `None` where the person was erased.
    pub by: Option<PersonId>,
    /// What.
    pub transition: Transition,
}

impl Tx {
    /// What was done with a sign-up, oldest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn signup_history(&mut self, id: &SignupId) -> anyhow::Result<Vec<HistoryLine>> {
        sql!(
            self,
            all[(DateTime<Utc>, Option<String>, String)],
            "select at, by_person, transition from signup_history where signup = $1 order by line",
            clean(id.as_str()),
        )
        .context("cannot read the history of a sign-up")?
        .into_iter()
        .map(|(at, by, transition)| {
            Ok(HistoryLine {
                at,
                by: by.map(PersonId::new),
                transition: known(&transition, Transition::from_id)?,
            })
        })
        .collect()
    }

    /// Writes line number `line`, which the sign-up's own row has counted.
    pub(crate) async fn history_note(
        &mut self,
        signup: &str,
        line: i64,
        by: &PersonId,
        transition: Transition,
    ) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "insert into signup_history (signup, line, at, by_person, transition)
             values ($1, $2, $3, $4, $5)",
            signup,
            line,
            self.now,
            by.as_str(),
            transition.id(),
        )
        .context("cannot write the history of a sign-up")?;
        Ok(())
    }

    /// The lines of a person's own sign-ups go; in those of others it is forgotten who it was.
    async fn history_erase(
        &mut self,
        person: &PersonId,
        until: DateTime<Utc>,
    ) -> anyhow::Result<u64> {
        let erased = sql!(
            self,
            execute,
            "delete from signup_history
             where signup in (select id from signups where person = $1 and created_at <= $2)",
            person.as_str(),
            until,
        )
        .context("cannot erase the history of sign-ups")?;
        sql!(
            self,
            execute,
            "update signup_history set by_person = null where by_person = $1 and at <= $2",
            person.as_str(),
            until,
        )
        .context("cannot forget who made history")?;
        Ok(erased)
    }
}
