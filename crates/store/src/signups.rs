//! Sign-ups for counseling: made once from a draft, and found again.

use std::borrow::Cow;

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{
    DataKind, Department, Email, Figure, ParkedId, PersonId, Reference, Signup, SignupDraft,
    SignupId, SignupState, Stage, Transition,
};
use sqlx::FromRow;

use crate::{
    Tx,
    people::lang,
    privacy::{Keep, Privacy, Sealed, Whose},
    text::{clean, known},
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "signups",
    whose: &[Whose::Applicant, Whose::Staff],
    kept: Keep::AfterSignup(365),
    sealed: &[
        Sealed::Text("name"),
        Sealed::Text("department"),
        Sealed::Text("question"),
        Sealed::Text("email"),
        Sealed::Text("reason"),
        Sealed::Digest {
            column: "email_digest",
            of: "email",
        },
    ],
    export: Some(|tx, person, lang| Box::pin(tx.signups_record(person, lang))),
    erase: Some(|tx, person, until| Box::pin(tx.signups_erase(person, until))),
    sweep: Some(|tx, before| Box::pin(tx.signups_forget(before))),
};

/// The counter of the references.
pub(crate) const COUNTER: &str = "signup";

#[derive(FromRow)]
pub(crate) struct Row {
    pub(crate) id: String,
    number: Option<i64>,
    person: String,
    name: String,
    department: String,
    question: String,
    email: Option<String>,
    stage: String,
    data_kind: String,
    lang: String,
    state: String,
    decided_by: Option<String>,
    reason: Option<String>,
    unreachable: bool,
    pub(crate) lines: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl Row {
    /// The sign-up, with its texts opened.
    pub(crate) fn read(self, tx: &Tx) -> anyhow::Result<Signup> {
        let seal = tx.row_seal(PRIVACY.table, &self.id);
        let department = seal.open("department", self.department)?;
        let email = seal.open_some("email", self.email)?;
        let draft = SignupDraft {
            name: seal.open("name", self.name)?,
            department: Department::parse(&department).context("cannot read a department")?,
            question: seal.open("question", self.question)?,
            email: email.as_deref().and_then(Email::parse),
            stage: known(&self.stage, Stage::from_id)?,
            data: known(&self.data_kind, DataKind::from_id)?,
            lang: lang(&self.lang)?,
        };
        let reason = seal.open_some("reason", self.reason)?;
        Ok(Signup {
            id: SignupId::new(self.id),
            reference: Reference::new(self.number.context("a sign-up has no reference")?),
            person: PersonId::new(self.person),
            draft,
            state: known(&self.state, SignupState::from_id)?,
            decided_by: self.decided_by.map(PersonId::new),
            reason,
            created_at: self.created_at,
            updated_at: self.updated_at,
            unreachable: self.unreachable,
        })
    }
}

/// What an applicant told, as it is written: sealed where there is a key.
pub(crate) struct Written<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) department: Cow<'a, str>,
    pub(crate) question: Cow<'a, str>,
    pub(crate) email: Option<Cow<'a, str>>,
    pub(crate) email_digest: Option<String>,
}

impl Tx {
    /// Makes a sign-up of a draft, and whether it is new: a draft makes one sign-up, however often and
    /// through however many processes it is sent.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn signup_create(
        &mut self,
        person: &PersonId,
        told: &SignupDraft,
        draft: &ParkedId,
    ) -> anyhow::Result<(Signup, bool)> {
        let id = self.new_id();
        let written = self.signup_written(&id, told)?;
        let made = sql!(
            self,
            optional[(String,)],
            "insert into signups
                 (id, draft, person, name, department, question, email, stage, data_kind, lang, state,
                  unreachable, lines, created_at, updated_at, email_digest)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $13, $14)
             on conflict (draft) do nothing
             returning id",
            id,
            clean(draft.as_str()),
            person.as_str(),
            &written.name,
            &written.department,
            &written.question,
            &written.email,
            told.stage.id(),
            told.data.id(),
            told.lang.code(),
            SignupState::New.id(),
            false,
            self.now,
            &written.email_digest,
        )
        .context("cannot write a sign-up")?;
        let Some((id,)) = made else {
            let there = self.signup_by_draft(draft).await?;
            return Ok((there.context("a sign-up that was there is gone")?, false));
        };
        self.history_note(&id, 1, person, Transition::Send).await?;
        let parts = [
            ("stage", told.stage.id()),
            ("data", told.data.id()),
            ("lang", told.lang.code()),
        ];
        self.count(Figure::Sent, 1, &parts);
        let number = self.counter_next(COUNTER).await?;
        let row = sql!(
            self,
            one[Row],
            "update signups set number = $2, digits = $3 where id = $1 returning *",
            id,
            number,
            digits(Reference::new(number)),
        )
        .context("cannot number a sign-up")?;
        Ok((row.read(self)?, true))
    }

    /// One sign-up.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn signup(&mut self, id: &SignupId) -> anyhow::Result<Option<Signup>> {
        let row = sql!(
            self,
            optional[Row],
            "select * from signups where id = $1",
            clean(id.as_str())
        );
        self.signup_read(row)
    }

    /// The sign-up with this reference.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn signup_by_reference(
        &mut self,
        reference: Reference,
    ) -> anyhow::Result<Option<Signup>> {
        let row = sql!(
            self,
            optional[Row],
            "select * from signups where number = $1",
            reference.number()
        );
        self.signup_read(row)
    }

    /// The sign-up that was made of this draft.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn signup_by_draft(&mut self, draft: &ParkedId) -> anyhow::Result<Option<Signup>> {
        let row = sql!(
            self,
            optional[Row],
            "select * from signups where draft = $1",
            clean(draft.as_str())
        );
        self.signup_read(row)
    }

    /// A person's sign-ups, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn signups_of(&mut self, person: &PersonId) -> anyhow::Result<Vec<Signup>> {
        let rows = sql!(
            self,
            all[Row],
            "select * from signups where person = $1 order by number desc",
            person.as_str(),
        );
        self.signups_read(rows)
    }

    /// A page of the sign-ups, oldest first, of one state or of all; and how many there are in all.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn signups_page(
        &mut self,
        state: Option<SignupState>,
        offset: i64,
        limit: i64,
    ) -> anyhow::Result<(Vec<Signup>, i64)> {
        let state = state.map(SignupState::id);
        let rows = sql!(
            self,
            all[Row],
            "select * from signups where ($1 is null or state = $1) order by number limit $2 offset $3",
            state,
            limit,
            offset,
        );
        let (total,) = sql!(
            self,
            one[(i64,)],
            "select count(*) from signups where ($1 is null or state = $1)",
            state,
        )
        .context("cannot count the sign-ups")?;
        Ok((self.signups_read(rows)?, total))
    }

    /// The sign-ups whose reference begins with what was typed so far, with or without `C-` and zeros,
    /// oldest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn signups_matching(
        &mut self,
        prefix_of_reference: &str,
        state: Option<SignupState>,
        limit: i64,
    ) -> anyhow::Result<Vec<Signup>> {
        let typed = prefix_of_reference
            .trim()
            .trim_start_matches(['c', 'C'])
            .trim_start_matches([' ', '-', '\u{2010}', '\u{2011}', '\u{2013}', '\u{2014}']);
        if !typed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Vec::new());
        }
        let rows = sql!(
            self,
            all[Row],
            "select * from signups
             where (digits like $1 || '%' or cast(number as text) like $1 || '%')
                 and ($2 is null or state = $2)
             order by number limit $3",
            typed,
            state.map(SignupState::id),
            limit,
        );
        self.signups_read(rows)
    }

    /// Remembers whether messages reach the applicant.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn signup_set_unreachable(
        &mut self,
        id: &SignupId,
        unreachable: bool,
    ) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "update signups set unreachable = $2 where id = $1 and unreachable <> $2",
            id.as_str(),
            unreachable,
        )
        .context("cannot write a sign-up")?;
        Ok(())
    }

    /// What is written for what an applicant told.
    pub(crate) fn signup_written<'a>(
        &self,
        id: &str,
        told: &'a SignupDraft,
    ) -> anyhow::Result<Written<'a>> {
        let seal = self.row_seal(PRIVACY.table, id);
        let email = told.email.as_ref().map(Email::as_str);
        Ok(Written {
            name: seal.seal("name", &told.name)?,
            department: seal.seal("department", told.department.as_str())?,
            question: seal.seal("question", &told.question)?,
            email: seal.seal_some("email", email)?,
            email_digest: email.map(|address| self.address_digest(address)),
        })
    }

    fn signup_read(&self, row: sqlx::Result<Option<Row>>) -> anyhow::Result<Option<Signup>> {
        row.context("cannot read a sign-up")?
            .map(|row| row.read(self))
            .transpose()
    }

    fn signups_read(&self, rows: sqlx::Result<Vec<Row>>) -> anyhow::Result<Vec<Signup>> {
        rows.context("cannot read the sign-ups")?
            .into_iter()
            .map(|row| row.read(self))
            .collect()
    }
}

/// The digits of a reference, as people see them.
fn digits(reference: Reference) -> String {
    reference.to_string().trim_start_matches("C-").to_owned()
}
