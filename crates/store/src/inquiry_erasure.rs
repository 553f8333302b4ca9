//! Questions to the team as their asker takes them along, and how they go: with what was written about them, and with the
//! messages that tell of them.

use anyhow::Context;
use chat::text;
use chrono::{DateTime, Utc};
use domain::{Cause, Inquiry, InquiryLine, Lang, PersonId, Side};

use crate::{Record, Tx};

impl Tx {
    /// What a person asked the team, and what was written about it.
    pub(crate) async fn inquiries_record(
        &mut self,
        person: &PersonId,
        lang: Lang,
    ) -> anyhow::Result<Vec<Record>> {
        let mut records = Vec::new();
        for inquiry in self.inquiries_of(person).await? {
            let lines = self.inquiry_lines(&inquiry.id).await?;
            let thread = match &inquiry.thread {
                Some(thread) => self.target(thread).await?,
                None => None,
            };
            let thread = thread.map(|thread| thread.address);
            records.push(record(lang, &inquiry, thread, &lines));
        }
        Ok(records)
    }

    pub(crate) async fn inquiries_erase(
        &mut self,
        person: &PersonId,
        until: DateTime<Utc>,
    ) -> anyhow::Result<u64> {
        let ids = sql!(
            self,
            all[(String,)],
            "select id from inquiries where person = $1 and created_at <= $2",
            person.as_str(),
            until,
        )
        .context("cannot find a person's questions to the team")?;
        let taken = sql!(
            self,
            all[(String,)],
            "update inquiries set taken_by = null where taken_by = $1 and updated_at <= $2 returning id",
            person.as_str(),
            until,
        )
        .context("cannot forget who took a question")?;
        for (id,) in &taken {
            self.deliveries_changed(Cause::InquiryCard, id).await?;
        }
        self.inquiries_delete(&ids).await
    }

    pub(crate) async fn inquiries_forget(&mut self, before: DateTime<Utc>) -> anyhow::Result<u64> {
        let ids = sql!(
            self,
            all[(String,)],
            "select id from inquiries where updated_at < $1",
            before
        )
        .context("cannot find old questions to the team")?;
        self.inquiries_delete(&ids).await
    }

    async fn inquiries_delete(&mut self, ids: &[(String,)]) -> anyhow::Result<u64> {
        for (id,) in ids {
            let lines = sql!(
                self,
                all[(String,)],
                "delete from inquiry_lines where inquiry = $1 returning id",
                id
            )
            .context("cannot delete what was written about a question")?;
            for (line,) in &lines {
                self.retract_of(line).await?;
            }
            self.retract_of(id).await?;
            sql!(self, execute, "delete from inquiries where id = $1", id)
                .context("cannot delete a question to the team")?;
        }
        Ok(u64::try_from(ids.len()).unwrap_or_default())
    }
}

fn record(lang: Lang, inquiry: &Inquiry, thread: Option<String>, lines: &[InquiryLine]) -> Record {
    let state = text!(lang, &format!("inquiry-state-{}", inquiry.state.id()));
    let mut record = Record::of("inquiries")
        .text("reference", Some(inquiry.reference.to_string()))
        .kind("state", inquiry.state.id(), state)
        .text("name", Some(inquiry.name.as_str()))
        .text("question", Some(inquiry.question.as_str()))
        .text("thread", thread)
        .at("sent", Some(inquiry.created_at))
        .at("changed", Some(inquiry.updated_at));
    for line in lines {
        let name = match line.side {
            Side::Asker => "line_own",
            Side::Team => "line_team",
        };
        record = record
            .text(name, Some(line.text.as_str()))
            .at("line_at", Some(line.at));
    }
    record
}
