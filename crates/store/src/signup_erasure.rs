//! Sign-ups as their applicant takes them along, and how they go: with their history, and with the messages that tell
//! of them.

use anyhow::Context;
use chat::{text, texts};
use chrono::{DateTime, Utc};
use domain::{Cause, Email, Lang, PersonId, Signup};

use crate::{HistoryLine, Record, Tx};

impl Tx {
    /// All that an applicant told, and what became of it.
    pub(crate) async fn signups_record(
        &mut self,
        person: &PersonId,
        lang: Lang,
    ) -> anyhow::Result<Vec<Record>> {
        let mut records = Vec::new();
        for signup in self.signups_of(person).await? {
            let history = self.signup_history(&signup.id).await?;
            records.push(record(lang, &signup, &history));
        }
        Ok(records)
    }

    pub(crate) async fn signups_erase(
        &mut self,
        person: &PersonId,
        until: DateTime<Utc>,
    ) -> anyhow::Result<u64> {
        let ids = sql!(
            self,
            all[(String,)],
            "select id from signups where person = $1 and created_at <= $2",
            person.as_str(),
            until,
        )
        .context("cannot find a person's sign-ups")?;
        let decided = sql!(
            self,
            all[(String,)],
            "update signups set decided_by = null where decided_by = $1 and updated_at <= $2 returning id",
            person.as_str(),
            until,
        )
        .context("cannot forget who decided")?;
        for (id,) in &decided {
            self.deliveries_changed(Cause::SignupCard, id).await?;
        }
        self.signups_delete(&ids).await
    }

    pub(crate) async fn signups_forget(&mut self, before: DateTime<Utc>) -> anyhow::Result<u64> {
        let ids = sql!(
            self,
            all[(String,)],
            "select id from signups where updated_at < $1",
            before
        )
        .context("cannot find old sign-ups")?;
        self.signups_delete(&ids).await
    }

    async fn signups_delete(&mut self, ids: &[(String,)]) -> anyhow::Result<u64> {
        for (id,) in ids {
            self.retract_of(id).await?;
            sql!(
                self,
                execute,
                "delete from signup_history where signup = $1",
                id
            )
            .context("cannot delete the history of a sign-up")?;
            sql!(self, execute, "delete from signups where id = $1", id)
                .context("cannot delete a sign-up")?;
        }
        Ok(u64::try_from(ids.len()).unwrap_or_default())
    }
}

fn record(lang: Lang, signup: &Signup, history: &[HistoryLine]) -> Record {
    let draft = &signup.draft;
    let state = text!(lang, &format!("signup-state-{}", signup.state.id()));
    let mut record = Record::of("signups")
        .text("reference", Some(signup.reference.to_string()))
        .kind("state", signup.state.id(), state)
        .text("name", Some(draft.name.as_str()))
        .text("department", Some(draft.department.as_str()))
        .text("question", Some(draft.question.as_str()))
        .text("email", draft.email.as_ref().map(Email::as_str))
        .kind(
            "stage",
            draft.stage.id(),
            texts::choice(lang, draft.stage.id()),
        )
        .kind(
            "data",
            draft.data.id(),
            texts::choice(lang, draft.data.id()),
        )
        .kind(
            "language",
            draft.lang.code(),
            texts::choice(lang, draft.lang.code()),
        )
        .text("reason", signup.reason.as_deref())
        .at("sent", Some(signup.created_at))
        .at("changed", Some(signup.updated_at));
    for line in history {
        let done = text!(lang, &format!("transition-{}", line.transition.id()));
        record = record
            .kind("history", line.transition.id(), done)
            .at("history_at", Some(line.at));
    }
    record
}
