//! What an answer is made from: a question to the team with what the team replied, or what was asked and not answered.

use chat::{Error, Form, Kind, Param, Source};
use domain::{Lang, QuestionReference, Side};

use super::answer::SHORT;
use crate::context::Context;

/// Which: the reference of a question to the team, or the id of what was asked.
pub(super) const FROM: Param = Param::carried("from", Kind::Pick(Source::Carried));

/// What was asked, and the reply if there is one.
pub(super) struct Origin {
    /// The question in one line.
    pub(super) question: String,
    /// What the team last wrote.
    pub(super) reply: Option<String>,
    pub(super) lang: Lang,
}

impl Origin {
    /// `None` when it is gone.
    pub(super) async fn find(cx: &mut Context<'_>, from: &str) -> Result<Option<Self>, Error> {
        let Some(reference) = QuestionReference::parse(from) else {
            let asked = cx.asked(from).await?;
            return Ok(asked.map(|asked| Self {
                question: line(&asked.text),
                reply: None,
                lang: asked.lang,
            }));
        };
        let tx = cx.tx().await?;
        let Some(inquiry) = tx.inquiry_by_reference(reference).await? else {
            return Ok(None);
        };
        let lines = tx.inquiry_lines(&inquiry.id).await?;
        let reply = lines.into_iter().rfind(|line| line.side == Side::Team);
        Ok(Some(Self {
            question: line(&inquiry.question),
            reply: reply.map(|line| line.text),
            lang: inquiry.lang,
        }))
    }

    /// Fills the form of a new answer.
    pub(super) fn fill(&self, form: &mut Form) {
        let reply = self.reply.as_deref().map(parted);
        for input in &mut form.inputs {
            input.value = match (input.name, &reply) {
                ("questions", _) => Some(self.question.clone()),
                ("title", Some(_)) => Some(self.question.chars().take(100).collect()),
                ("short", Some((short, _))) => Some(short.clone()),
                ("more", Some((_, more))) => more.clone(),
                _ => continue,
            };
        }
    }

    /// Adds it to the form of an answer: the question to its questions, the reply below its text, to be merged there.
    pub(super) fn join(&self, form: &mut Form) {
        for input in &mut form.inputs {
            let (between, text) = match (input.name, &self.reply) {
                ("questions", _) => ("\n", &self.question),
                ("more", Some(reply)) => ("\n\n", reply),
                _ => continue,
            };
            let Kind::Text { max, .. } = input.kind else {
                continue;
            };
            let before = input.value.take().unwrap_or_default();
            let joined = match before.as_str() {
                "" => text.clone(),
                before if before.split(between).any(|it| it == text) => before.to_owned(),
                before => format!("{before}{between}{text}"),
            };
            input.value = Some(joined.chars().take(max.into()).collect());
        }
    }
}

/// A text in one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What fits into the short answer, and the rest.
fn parted(text: &str) -> (String, Option<String>) {
    match text.char_indices().nth(usize::from(SHORT)) {
        None => (text.to_owned(), None),
        Some((end, _)) => {
            let end = text[..end].rfind(['.', '\n']).map_or(end, |at| at + 1);
            (text[..end].to_owned(), Some(text[end..].trim().to_owned()))
        }
    }
}
