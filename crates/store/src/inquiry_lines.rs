//! What was written back and forth about a question to the team.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{Cause, InquiryId, InquiryLine, ParkedId, PersonId, QuestionReference, Side};
use sqlx::FromRow;

use crate::{
    Record, Tx,
    privacy::{Keep, Privacy, Sealed, Whose},
    text::{clean, known},
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "inquiry_lines",
    whose: &[Whose::Asker, Whose::Staff],
    kept: Keep::AfterInquiry(365),
    sealed: &[Sealed::Text("name"), Sealed::Text("text")],
    // Those of one's own questions go with these.
    export: Some(|tx, person, _| Box::pin(tx.inquiry_lines_of(person))),
    erase: Some(|tx, person, until| Box::pin(tx.inquiry_lines_erase(person, until))),
    sweep: None,
};

/// What one side writes.
pub struct NewLine<'a> {
    /// About which question.
    pub inquiry: &'a InquiryId,
    /// Who.
    pub by: &'a PersonId,
    /// For which side.
    pub side: Side,
    /// The name that goes with it, if any.
    pub name: Option<&'a str>,
    /// What it says.
    pub text: &'a str,
    /// What it was made of: the same draft makes one, however often it is sent.
    pub draft: &'a ParkedId,
}

#[derive(FromRow)]
struct Row {
    id: String,
    inquiry: String,
    at: DateTime<Utc>,
    by_person: Option<String>,
    side: String,
    name: Option<String>,
    text: String,
}

impl Row {
    fn read(self, tx: &Tx) -> anyhow::Result<InquiryLine> {
        let seal = tx.row_seal(PRIVACY.table, &self.id);
        Ok(InquiryLine {
            name: seal.open_some("name", self.name)?,
            text: seal.open("text", self.text)?,
            id: self.id,
            inquiry: InquiryId::new(self.inquiry),
            at: self.at,
            by: self.by_person.map(PersonId::new),
            side: known(&self.side, Side::from_id)?,
        })
    }
}

impl Tx {
    /// Writes a line; `None` when it was sent before.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn inquiry_write(
        &mut self,
        line: &NewLine<'_>,
    ) -> anyhow::Result<Option<InquiryLine>> {
        let id = self.new_id();
        let seal = self.row_seal(PRIVACY.table, &id);
        let (name, text) = (
            seal.seal_some("name", line.name)?,
            seal.seal("text", line.text)?,
        );
        sql!(
            self,
            optional[Row],
            "insert into inquiry_lines (id, draft, inquiry, line, at, by_person, side, name, text)
             select $1, $2, $3, count(*) + 1, $4, $5, $6, $7, $8 from inquiry_lines where inquiry = $3
             on conflict (draft) do nothing
             returning *",
            id,
            clean(line.draft.as_str()),
            line.inquiry.as_str(),
            self.now,
            line.by.as_str(),
            line.side.id(),
            name,
            text,
        )
        .context("cannot write a line to a question")?
        .map(|row| row.read(self))
        .transpose()
    }

    /// One line.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn inquiry_line(&mut self, id: &str) -> anyhow::Result<Option<InquiryLine>> {
        sql!(
            self,
            optional[Row],
            "select * from inquiry_lines where id = $1",
            clean(id)
        )
        .context("cannot read a line of a question")?
        .map(|row| row.read(self))
        .transpose()
    }

    /// What was written about a question, oldest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn inquiry_lines(&mut self, id: &InquiryId) -> anyhow::Result<Vec<InquiryLine>> {
        sql!(
            self,
            all[Row],
            "select * from inquiry_lines where inquiry = $1 order by line, id",
            clean(id.as_str()),
        )
        .context("cannot read the lines of a question")?
        .into_iter()
        .map(|row| row.read(self))
        .collect()
    }

    /// What a person wrote about the questions of others, without these.
    async fn inquiry_lines_of(&mut self, person: &PersonId) -> anyhow::Result<Vec<Record>> {
        let rows = sql!(
            self,
            all[(String, i64)],
            "select line.id, inquiry.number from inquiry_lines line
             join inquiries inquiry on inquiry.id = line.inquiry
             where line.by_person = $1 and inquiry.person <> $1 and inquiry.number is not null
             order by line.at, line.id",
            person.as_str(),
        )
        .context("cannot read what a person wrote about questions")?;
        let mut records = Vec::new();
        for (id, number) in rows {
            if let Some(line) = self.inquiry_line(&id).await? {
                records.push(
                    Record::of(PRIVACY.table)
                        .text(
                            "reference",
                            Some(QuestionReference::new(number).to_string()),
                        )
                        .text("name", line.name)
                        .text("line_own", Some(line.text))
                        .at("line_at", Some(line.at)),
                );
            }
        }
        Ok(records)
    }

    /// The lines of a person's own questions go with these; in those of others it is forgotten who it was.
    async fn inquiry_lines_erase(
        &mut self,
        person: &PersonId,
        until: DateTime<Utc>,
    ) -> anyhow::Result<u64> {
        let lines = sql!(
            self,
            all[(String,)],
            "update inquiry_lines set by_person = null, name = null where by_person = $1 and at <= $2
             returning id",
            person.as_str(),
            until,
        )
        .context("cannot forget who wrote")?;
        for (line,) in &lines {
            // What was sent shows the name, and is shown anew without.
            self.deliveries_changed(Cause::InquiryReply, line).await?;
        }
        Ok(u64::try_from(lines.len()).unwrap_or_default())
    }
}
