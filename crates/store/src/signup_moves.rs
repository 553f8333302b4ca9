//! What is done with a sign-up: one conditional update each, so that of two only one succeeds.

use anyhow::Context;
use domain::{Figure, PersonId, Signup, SignupDraft, SignupId, SignupState, Transition};

use crate::{
    Tx,
    signups::{PRIVACY, Row},
    text::{clean, word_list},
};

/// What came of a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// It was made; the sign-up as it is now.
    Done(Signup),
    /// It is not allowed from the state that the sign-up has now.
    Refused(Signup),
    /// There is no such sign-up.
    Missing,
}

impl Tx {
    /// Makes a transition, if the sign-up's state allows it, and notes it in the history. The reason is
    /// kept with a decline. Reopening forgets who decided and why; opening changes nothing else.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn signup_move(
        &mut self,
        id: &SignupId,
        transition: Transition,
        by: &PersonId,
        reason: Option<&str>,
    ) -> anyhow::Result<Moved> {
        let before = SignupState::before(transition);
        let allowed = word_list(before.iter().map(|state| state.id()));
        let after = before.first().and_then(|state| state.after(transition));
        let seal = self.row_seal(PRIVACY.table, id.as_str());
        let reason = seal.seal_some("reason", reason)?;
        let moved = if transition == Transition::Open {
            sql!(
                self,
                optional[Row],
                "update signups set lines = lines + 1 where id = $1 returning *",
                clean(id.as_str()),
            )
        } else {
            let decides = matches!(transition, Transition::Accept | Transition::Decline);
            let forgets = transition == Transition::Reopen;
            sql!(
                self,
                optional[Row],
                "update signups set
                     state = $2,
                     decided_by = case when $3 then $4 when $5 then null else decided_by end,
                     reason = case when $3 then $6 when $5 then null else reason end,
                     lines = lines + 1,
                     updated_at = $7
                 where id = $1 and $8 like '%,' || state || ',%'
                 returning *",
                clean(id.as_str()),
                after.map(SignupState::id),
                decides,
                by.as_str(),
                forgets,
                reason,
                self.now,
                allowed,
            )
        }
        .context("cannot move a sign-up")?;
        self.moved(id, moved, by, transition).await
    }

    /// Writes over what the applicant told, while nobody has decided.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn signup_edit(
        &mut self,
        id: &SignupId,
        by: &PersonId,
        told: &SignupDraft,
    ) -> anyhow::Result<Moved> {
        let before = SignupState::before(Transition::Edit);
        let allowed = word_list(before.iter().map(|state| state.id()));
        let written = self.signup_written(id.as_str(), told)?;
        let moved = sql!(
            self,
            optional[Row],
            "update signups set
                 name = $2, department = $3, question = $4, email = $5, stage = $6, data_kind = $7,
                 lang = $8, lines = lines + 1, updated_at = $9, email_digest = $11
             where id = $1 and $10 like '%,' || state || ',%'
             returning *",
            clean(id.as_str()),
            &written.name,
            &written.department,
            &written.question,
            &written.email,
            told.stage.id(),
            told.data.id(),
            told.lang.code(),
            self.now,
            allowed,
            &written.email_digest,
        )
        .context("cannot edit a sign-up")?;
        self.moved(id, moved, by, Transition::Edit).await
    }

    async fn moved(
        &mut self,
        id: &SignupId,
        row: Option<Row>,
        by: &PersonId,
        transition: Transition,
    ) -> anyhow::Result<Moved> {
        if let Some(row) = row {
            match transition {
                Transition::Accept => self.count(Figure::Accepted, 1, &[]),
                Transition::Decline => self.count(Figure::Declined, 1, &[]),
                Transition::Withdraw => self.count(Figure::Withdrawn, 1, &[]),
                Transition::Send | Transition::Edit | Transition::Reopen | Transition::Open => {}
            }
            self.history_note(&row.id, row.lines, by, transition)
                .await?;
            return Ok(Moved::Done(row.read(self)?));
        }
        let there = self.signup(id).await?;
        Ok(there.map_or(Moved::Missing, Moved::Refused))
    }
}
