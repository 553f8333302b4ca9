//! Questions that were asked: which answers are missing. Nobody's name stands with them.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{DateTime, Datelike, Utc};
use domain::{Figure, Lang};
use sqlx::{AssertSqlSafe, FromRow};

use crate::{
    Tx,
    people::lang,
    privacy::{Keep, Privacy, Sealed, Whose},
    text::clean,
    tx::Connection,
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "questions",
    whose: &[Whose::Asker],
    kept: Keep::Days(365),
    sealed: &[Sealed::Text("text")],
    // It is not known whose they are.
    export: None,
    erase: None,
    sweep: Some(|tx, before| Box::pin(tx.questions_forget(before))),
};

/// Rows in one statement: few texts for most batches, which are prepared once.
const BATCHES: [usize; 2] = [256, 32];
/// Values in a row.
const COLUMNS: usize = 8;

/// A question that was asked.
#[derive(Clone, PartialEq)]
pub struct AskedQuestion {
    /// The row. It is long and random: who has it was told it.
    pub id: String,
    /// When.
    pub at: DateTime<Utc>,
    /// In which language it was answered.
    pub lang: Lang,
    /// Its words.
    pub text: String,
    /// The topic that answered it, or was nearest.
    pub topic: Option<String>,
    /// How sure the answer was, from 0 to 1; kept in thousandths.
    pub confidence: f64,
    /// Whether there was an answer.
    pub answered: bool,
    /// Whether it helped, as the asker says.
    pub helped: Option<bool>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    at: DateTime<Utc>,
    lang: String,
    text: String,
    topic: Option<String>,
    confidence: i64,
    answered: bool,
    helped: Option<bool>,
}

impl Row {
    fn read(self, tx: &Tx) -> anyhow::Result<AskedQuestion> {
        let seal = tx.row_seal(PRIVACY.table, &self.id);
        Ok(AskedQuestion {
            text: seal.open("text", self.text)?,
            id: self.id,
            at: self.at,
            lang: lang(&self.lang)?,
            topic: self.topic,
            confidence: self.confidence as f64 / 1000.0,
            answered: self.answered,
            helped: self.helped,
        })
    }
}

// What people asked is never printed.
impl std::fmt::Debug for AskedQuestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AskedQuestion")
            .field("topic", &self.topic)
            .field("confidence", &self.confidence)
            .finish_non_exhaustive()
    }
}

/// In as many as fit into one of these statements.
fn batches(questions: &[AskedQuestion]) -> impl Iterator<Item = &[AskedQuestion]> {
    let mut rest = questions;
    std::iter::from_fn(move || {
        let size = BATCHES.into_iter().find(|size| *size <= rest.len());
        let (batch, behind) = rest.split_at(size.unwrap_or(rest.len()));
        rest = behind;
        (!batch.is_empty()).then_some(batch)
    })
}

impl Tx {
    fn count_questions(&mut self, questions: &[AskedQuestion]) {
        let mut counts = BTreeMap::new();
        for question in questions {
            let at = question.at;
            let month = (at.year(), at.month());
            let (_, count) = counts
                .entry((month, question.answered, question.lang))
                .or_insert((at, 0));
            *count += 1;
        }
        for ((_, answered, lang), (at, count)) in counts {
            let figure = if answered {
                Figure::Answered
            } else {
                Figure::Unanswered
            };
            self.count_at(at, figure, count, &[("lang", lang.code())]);
        }
    }

    /// Notes what was asked, many in one statement.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn questions_note(&mut self, questions: &[AskedQuestion]) -> anyhow::Result<()> {
        // The same statement for both, so the macro's two arms are written out here.
        macro_rules! note {
            ($connection:expr, $batch:expr, $parameter:expr) => {{
                let mut statement = sqlx::query(AssertSqlSafe(insert($batch.len(), $parameter)))
                    .persistent(BATCHES.contains(&$batch.len()));
                for (id, text, question) in $batch {
                    statement = statement
                        .bind(id)
                        .bind(question.at)
                        .bind(question.lang.code())
                        .bind(text)
                        .bind(question.topic.as_deref())
                        .bind(thousandths(question.confidence))
                        .bind(question.answered)
                        .bind(question.helped);
                }
                statement.execute(&mut **$connection).await.map(drop)
            }};
        }
        self.count_questions(questions);
        for batch in batches(questions) {
            let batch = batch
                .iter()
                .map(|question| {
                    let text = self
                        .row_seal(PRIVACY.table, &question.id)
                        .seal("text", &question.text)?;
                    Ok((&question.id, text, question))
                })
                .collect::<anyhow::Result<Vec<_>>>()?;
            match &mut self.connection {
                Connection::Sqlite(connection) => note!(connection, batch, unnamed),
                Connection::Postgres(connection) => note!(connection, batch, numbered),
            }
            .context("cannot note what was asked")?;
        }
        Ok(())
    }

    /// One question.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn question(&mut self, id: &str) -> anyhow::Result<Option<AskedQuestion>> {
        let row = sql!(
            self,
            optional[Row],
            "select id, at, lang, text, topic, confidence, answered, helped from questions where id = $1",
            clean(id),
        )
        .context("cannot read a question")?;
        row.map(|row| row.read(self)).transpose()
    }

    /// Notes whether the answer helped; whether there is such a question.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn question_rate(&mut self, id: &str, helped: bool) -> anyhow::Result<bool> {
        let changed = sql!(
            self,
            execute,
            "update questions set helped = $2 where id = $1",
            clean(id),
            helped,
        )
        .context("cannot note whether an answer helped")?;
        Ok(changed > 0)
    }

    /// What was asked in a time and not answered, or answered without help, and not dismissed; the newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn questions_missed(
        &mut self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
        limit: i64,
    ) -> anyhow::Result<Vec<AskedQuestion>> {
        sql!(
            self,
            all[Row],
            "select id, at, lang, text, topic, confidence, answered, helped from questions
             where at >= $1 and at < $2 and dismissed = $3
                 and (answered = $3 and (helped is null or helped = $3) or helped = $3)
             order by at desc, id limit $4",
            from,
            until,
            false,
            limit,
        )
        .context("cannot read what was not answered")?
        .into_iter()
        .map(|row| row.read(self))
        .collect()
    }

    /// Takes a question out of what staff are shown.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn question_dismiss(&mut self, id: &str) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "update questions set dismissed = $2 where id = $1",
            clean(id),
            true,
        )
        .context("cannot dismiss a question")?;
        Ok(())
    }

    async fn questions_forget(&mut self, before: DateTime<Utc>) -> anyhow::Result<u64> {
        sql!(self, execute, "delete from questions where at < $1", before)
            .context("cannot delete old questions")
    }

    /// How many questions are kept.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn questions_count(&mut self) -> anyhow::Result<i64> {
        let (count,) = sql!(self, one[(i64,)], "select count(*) from questions")
            .context("cannot count the questions")?;
        Ok(count)
    }
}

/// SQLite looks a parameter with a name up among all others each time it is bound; one without a name it need not.
fn unnamed(statement: &mut String, _: usize) {
    statement.push('?');
}

fn numbered(statement: &mut String, number: usize) {
    statement.push('$');
    statement.push_str(&number.to_string());
}

/// The statement for so many rows. It holds nothing but parameters.
fn insert(rows: usize, parameter: fn(&mut String, usize)) -> String {
    let mut statement = String::from(
        "insert into questions (id, at, lang, text, topic, confidence, answered, helped) values ",
    );
    for row in 0..rows {
        statement.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=COLUMNS {
            if column > 1 {
                statement.push_str(", ");
            }
            parameter(&mut statement, row * COLUMNS + column);
        }
        statement.push(')');
    }
    // A batch whose fate was unknown is written again.
    statement.push_str(" on conflict (id) do nothing");
    statement
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the number lies between 0 and 1000"
)]
fn thousandths(confidence: f64) -> i64 {
    (confidence.clamp(0.0, 1.0) * 1000.0).round() as i64
}
