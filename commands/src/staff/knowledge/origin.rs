//! What an answer is made from: a question to the team with all that the team replied, or what was asked and not answered.

use std::slice;

use chat::{Error, Form, Input, Kind, Param, Source, text, texts};
use domain::{Lang, QuestionReference, Side};

use super::answer::SHORT;
use crate::context::Context;

/// Which: the reference of a question to the team, or the id of what was asked.
pub(super) const FROM: Param = Param::carried("from", Kind::Pick(Source::Carried));

/// What was asked, and the reply if there is one.
pub(super) struct Origin {
    /// The question in one line.
    pub(super) question: String,
    /// What the team wrote, in order.
    replies: Vec<String>,
    pub(super) lang: Lang,
}

impl Origin {
    /// `None` when it is gone.
    pub(super) async fn find(cx: &mut Context<'_>, from: &str) -> Result<Option<Self>, Error> {
        let Some(reference) = QuestionReference::parse(from) else {
            let asked = cx.asked(from).await?;
            return Ok(asked.map(|asked| Self {
                question: line(&asked.text),
                replies: Vec::new(),
                lang: asked.lang,
            }));
        };
        let tx = cx.tx().await?;
        let Some(inquiry) = tx.inquiry_by_reference(reference).await? else {
            return Ok(None);
        };
        let lines = tx.inquiry_lines(&inquiry.id).await?;
        let replies = lines.into_iter().filter(|line| line.side == Side::Team);
        Ok(Some(Self {
            question: line(&inquiry.question),
            replies: replies.map(|line| line.text).collect(),
            lang: inquiry.lang,
        }))
    }

    /// Fills the form of a new answer.
    pub(super) fn fill(&self, form: &mut Form, lang: Lang) {
        let replies = self.replies.join("\n\n");
        let reply = (!replies.is_empty()).then(|| parted(&replies));
        for input in &mut form.inputs {
            let value = match (input.name, &reply) {
                ("questions", _) => self.question.clone(),
                ("title", Some(_)) => self.question.chars().take(100).collect(),
                ("short", Some((short, _))) => short.clone(),
                ("more", Some((_, Some(more)))) => more.clone(),
                _ => continue,
            };
            put(input, lang, &value);
        }
    }

    /// Adds it to the form of an answer: the question to its questions, the replies below its text, to be merged there.
    pub(super) fn join(&self, form: &mut Form, lang: Lang) {
        for input in &mut form.inputs {
            let (between, texts) = match input.name {
                "questions" => ("\n", slice::from_ref(&self.question)),
                "more" => ("\n\n", &self.replies[..]),
                _ => continue,
            };
            let mut joined = input.value.take().unwrap_or_default();
            for text in texts {
                let within = |text: &str| format!("{between}{text}{between}");
                if joined.is_empty() {
                    joined.clone_from(text);
                } else if !within(&joined).contains(&within(text)) {
                    joined = format!("{joined}{between}{text}");
                }
            }
            if !joined.is_empty() {
                put(input, lang, &joined);
            }
        }
    }
}

/// Puts a text into an input. Of one that does not fit the beginning stays, and the label says so.
fn put(input: &mut Input, lang: Lang, text: &str) {
    let most = match input.kind {
        Kind::Text { max, .. } => usize::from(max),
        _ => usize::MAX,
    };
    let fits: String = text.chars().take(most).collect();
    let cut = format!("staff-answer-cut-{}", input.name);
    if fits.len() < text.len() && texts::exists(lang, &cut) {
        input.label = text!(lang, &cut);
    }
    input.value = Some(fits);
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
