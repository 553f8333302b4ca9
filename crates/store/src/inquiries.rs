//! Questions to the team: made once from a draft, moved by one conditional update each.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{
    Inquiry, InquiryId, InquiryState, InquiryStep, Lang, ParkedId, PersonId, QuestionReference,
    TargetId,
};
use sqlx::FromRow;

use crate::{
    Tx,
    people::lang,
    privacy::{Keep, Privacy, Sealed, Whose},
    text::{clean, known, word_list},
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "inquiries",
    whose: &[Whose::Asker, Whose::Staff],
    kept: Keep::AfterInquiry(365),
    sealed: &[Sealed::Text("name"), Sealed::Text("question")],
    export: Some(|tx, person, lang| Box::pin(tx.inquiries_record(person, lang))),
    erase: Some(|tx, person, until| Box::pin(tx.inquiries_erase(person, until))),
    sweep: Some(|tx, before| Box::pin(tx.inquiries_forget(before))),
};

/// The counter of the references.
pub(crate) const COUNTER: &str = "inquiry";

/// What somebody asks the team.
pub struct NewInquiry<'a> {
    /// Who.
    pub person: &'a PersonId,
    /// The name under which the team sees them.
    pub name: &'a str,
    /// Their language.
    pub lang: Lang,
    /// What they ask.
    pub question: &'a str,
    /// The thread in which they want to be answered.
    pub thread: Option<&'a TargetId>,
    /// What it was made of: the same draft makes one, however often it is sent.
    pub draft: &'a ParkedId,
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Stepped {
    /// It was made; the question as it is now.
    Done(Inquiry),
    /// It is not allowed from the state that the question has now.
    Refused(Inquiry),
    /// There is no such question.
    Missing,
}

#[derive(FromRow)]
struct Row {
    id: String,
    number: Option<i64>,
    person: String,
    name: String,
    lang: String,
    question: String,
    thread: Option<String>,
    state: String,
    taken_by: Option<String>,
    waiting_since: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl Row {
    fn read(self, tx: &Tx) -> anyhow::Result<Inquiry> {
        let seal = tx.row_seal(PRIVACY.table, &self.id);
        Ok(Inquiry {
            name: seal.open("name", self.name)?,
            question: seal.open("question", self.question)?,
            id: InquiryId::new(self.id),
            reference: QuestionReference::new(self.number.context("a question has no reference")?),
            person: PersonId::new(self.person),
            lang: lang(&self.lang)?,
            thread: self.thread.map(TargetId::new),
            state: known(&self.state, InquiryState::from_id)?,
            taken_by: self.taken_by.map(PersonId::new),
            waiting_since: self.waiting_since,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

impl Tx {
    /// Hands a question to the team, and whether it is new.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn inquiry_create(
        &mut self,
        asked: &NewInquiry<'_>,
    ) -> anyhow::Result<(Inquiry, bool)> {
        let id = self.new_id();
        let seal = self.row_seal(PRIVACY.table, &id);
        let (name, question) = (
            seal.seal("name", asked.name)?,
            seal.seal("question", asked.question)?,
        );
        let made = sql!(
            self,
            optional[(String,)],
            "insert into inquiries
                 (id, draft, person, name, lang, question, thread, state, waiting_since, reminded, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $9)
             on conflict (draft) do nothing
             returning id",
            id,
            clean(asked.draft.as_str()),
            asked.person.as_str(),
            name,
            asked.lang.code(),
            question,
            asked.thread.map(TargetId::as_str),
            InquiryState::Open.id(),
            self.now,
            false,
        )
        .context("cannot write a question to the team")?;
        let Some((id,)) = made else {
            let there = self.inquiry_by_draft(asked.draft).await?;
            return Ok((there.context("a question that was there is gone")?, false));
        };
        let number = self.counter_next(COUNTER).await?;
        let row = sql!(
            self,
            one[Row],
            "update inquiries set number = $2 where id = $1 returning *",
            id,
            number,
        )
        .context("cannot number a question to the team")?;
        Ok((row.read(self)?, true))
    }

    /// One question to the team.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn inquiry(&mut self, id: &InquiryId) -> anyhow::Result<Option<Inquiry>> {
        let row = sql!(
            self,
            optional[Row],
            "select * from inquiries where id = $1",
            clean(id.as_str())
        );
        self.inquiry_read(row)
    }

    /// The question to the team with this reference.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn inquiry_by_reference(
        &mut self,
        reference: QuestionReference,
    ) -> anyhow::Result<Option<Inquiry>> {
        let row = sql!(
            self,
            optional[Row],
            "select * from inquiries where number = $1",
            reference.number()
        );
        self.inquiry_read(row)
    }

    /// The question to the team that was made of this draft.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn inquiry_by_draft(&mut self, draft: &ParkedId) -> anyhow::Result<Option<Inquiry>> {
        let row = sql!(
            self,
            optional[Row],
            "select * from inquiries where draft = $1",
            clean(draft.as_str())
        );
        self.inquiry_read(row)
    }

    /// A person's questions to the team, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn inquiries_of(&mut self, person: &PersonId) -> anyhow::Result<Vec<Inquiry>> {
        let rows = sql!(
            self,
            all[Row],
            "select * from inquiries where person = $1 order by number desc",
            person.as_str(),
        );
        self.inquiries_read(rows)
    }

    /// A page of the questions that are in one of these states, the one that waits longest first; and how many there
    /// are in all.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn inquiries_page(
        &mut self,
        states: &[InquiryState],
        offset: i64,
        limit: i64,
    ) -> anyhow::Result<(Vec<Inquiry>, i64)> {
        let states = word_list(states.iter().map(|state| state.id()));
        let rows = sql!(
            self,
            all[Row],
            "select * from inquiries where $1 like '%,' || state || ',%'
             order by coalesce(waiting_since, updated_at), number limit $2 offset $3",
            &states,
            limit,
            offset,
        );
        let (total,) = sql!(
            self,
            one[(i64,)],
            "select count(*) from inquiries where $1 like '%,' || state || ',%'",
            &states,
        )
        .context("cannot count the questions to the team")?;
        Ok((self.inquiries_read(rows)?, total))
    }

    /// The questions whose reference begins with these digits, oldest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn inquiries_matching(
        &mut self,
        prefix_of_reference: &str,
        limit: i64,
    ) -> anyhow::Result<Vec<Inquiry>> {
        let digits = QuestionReference::digits(prefix_of_reference).trim_start_matches('0');
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Vec::new());
        }
        let rows = sql!(
            self,
            all[Row],
            "select * from inquiries where cast(number as text) like $1 || '%' order by number limit $2",
            digits,
            limit,
        );
        self.inquiries_read(rows)
    }

    /// Makes a step, if the question's state allows it. Who of the team takes it, replies or closes it has it from then
    /// on; what the asker does leaves it with whom it is.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn inquiry_step(
        &mut self,
        id: &InquiryId,
        step: InquiryStep,
        by: &PersonId,
    ) -> anyhow::Result<Stepped> {
        let before: Vec<_> = InquiryState::before(step).collect();
        let allowed = word_list(before.iter().map(|state| state.id()));
        let after = before.first().and_then(|state| state.after(step));
        let waits = after.is_some_and(InquiryState::waits);
        let row = sql!(
            self,
            optional[Row],
            "update inquiries set
                 state = $2,
                 taken_by = case when person = $3 then taken_by else $3 end,
                 waiting_since = case when $4 then coalesce(waiting_since, $5) else null end,
                 reminded = case when $4 then reminded else $6 end,
                 updated_at = $5
             where id = $1 and $7 like '%,' || state || ',%'
             returning *",
            clean(id.as_str()),
            after.map(InquiryState::id),
            by.as_str(),
            waits,
            self.now,
            false,
            allowed,
        )
        .context("cannot move a question to the team")?;
        if let Some(row) = row {
            return Ok(Stepped::Done(row.read(self)?));
        }
        Ok(match self.inquiry(id).await? {
            Some(now) => Stepped::Refused(now),
            None => Stepped::Missing,
        })
    }

    /// Those for which the team has been waited for since before an instant, and of which nobody has reminded it: they
    /// count as reminded from now on.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn inquiries_remind(
        &mut self,
        before: DateTime<Utc>,
    ) -> anyhow::Result<Vec<Inquiry>> {
        let rows = sql!(
            self,
            all[Row],
            "update inquiries set reminded = $2 where waiting_since < $1 and reminded <> $2 returning *",
            before,
            true,
        );
        self.inquiries_read(rows)
    }

    fn inquiry_read(&self, row: sqlx::Result<Option<Row>>) -> anyhow::Result<Option<Inquiry>> {
        row.context("cannot read a question to the team")?
            .map(|row| row.read(self))
            .transpose()
    }

    fn inquiries_read(&self, rows: sqlx::Result<Vec<Row>>) -> anyhow::Result<Vec<Inquiry>> {
        rows.context("cannot read the questions to the team")?
            .into_iter()
            .map(|row| row.read(self))
            .collect()
    }
}
