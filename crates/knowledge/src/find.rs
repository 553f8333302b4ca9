//! Finding the answer to a question, or finding that there is none.

use domain::Lang;
use serde::Serialize;

use crate::score::{self, Measured};
use crate::{Knowledge, TopicId, language};

/// How many characters of a question are looked at.
const LONGEST: usize = 600;
/// The least confidence with which a question is answered.
const THRESHOLD: f32 = 0.42;
/// How many candidates are named.
const CANDIDATES: usize = 5;

/// What was found for a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The language of the question.
    pub lang: Lang,
    /// How sure it is that the best candidate answers the question, 0 to 1.
    pub confidence: f32,
    /// The topic that answers the question, when it is sure enough.
    pub answer: Option<TopicId>,
    /// The likeliest topics, the best first; also when none is sure enough.
    pub candidates: Vec<Candidate>,
}

/// A topic that may answer a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// The topic.
    pub topic: TopicId,
    /// How sure it is that it does, 0 to 1.
    pub confidence: f32,
}

/// What was found, in the shape in which programs read it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Asked {
    /// Whether the question is answered.
    pub answered: bool,
    /// The topic that answers it.
    pub topic: Option<TopicId>,
    /// How sure it is that the best candidate answers the question, 0 to 1.
    pub confidence: f32,
    /// The language of the question.
    pub lang: Lang,
    /// The likeliest topics, the best first.
    pub candidates: Vec<Candidate>,
}

impl From<Found> for Asked {
    fn from(found: Found) -> Self {
        Self {
            answered: found.answer.is_some(),
            topic: found.answer,
            confidence: found.confidence,
            lang: found.lang,
            candidates: found.candidates,
        }
    }
}

impl Knowledge {
    /// Finds the answer to a question in either language.
    ///
    /// `hint` is the language of the caller, for questions that could be either. Only the first 600
    /// characters are looked at.
    pub fn find(&self, question: &str, hint: Option<Lang>) -> Found {
        let end = question
            .char_indices()
            .nth(LONGEST)
            .map_or(question.len(), |(at, _)| at);
        let words = self.index.analyze(&question[..end]);
        let lang = language::detect(&self.index, &words)
            .or(hint)
            .unwrap_or(Lang::En);
        let measured = score::measure(&self.index, &words, lang);
        self.judge(&measured, lang)
    }

    /// Turns the measurements into candidates and an answer.
    fn judge(&self, measured: &Measured, lang: Lang) -> Found {
        let confidences = measured.confidences(&self.outside);
        let mut order: Vec<usize> = (0..confidences.len()).collect();
        order.sort_by(|a, b| confidences[*b].total_cmp(&confidences[*a]));
        let candidates: Vec<_> = order
            .into_iter()
            .take(CANDIDATES)
            .map(|class| Candidate {
                topic: self.topics()[class].clone(),
                confidence: confidences[class],
            })
            .collect();
        let best = candidates.first();
        let confidence = best.map_or(0.0, |it| it.confidence);
        let answer = best
            .filter(|it| it.confidence >= THRESHOLD)
            .map(|candidate| candidate.topic.clone());
        Found {
            lang,
            confidence,
            answer,
            candidates,
        }
    }
}
