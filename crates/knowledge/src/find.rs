//! Finding the answer to a question, or finding that there is none.

use domain::Lang;
use serde::Serialize;

use crate::text::Text;
use crate::weights::Confidence;
use crate::{Knowledge, TopicId};

/// Longer than this, in bytes, a question is looked at in pieces: what was learned from is shorter, and in a long story
/// the question that it holds would count for little.
const LONGEST: usize = 600;
/// How long a piece is at least, where sentences end.
const PIECE: usize = 200;
/// At most so many pieces are looked at.
const PIECES: usize = 12;
/// The least confidence with which a question is answered.
const THRESHOLD: f32 = 0.5;
/// How fast the confidence falls with the distance to the best topic.
const SHARPNESS: f32 = 3.0;
/// The margin of a topic that does not exist.
const NOWHERE: f32 = -1.0;
/// The margin up to which a question could be in either language.
const UNCLEAR: f32 = 0.3;
/// The margin from which a question seems to be about somebody's treatment: before 0, because to say where care is found
/// to who did not look for it does less harm than the reverse.
pub(crate) const CARE: f32 = -0.2;
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
    /// Whether it seems to be about somebody's treatment, which is for those who give it.
    pub care: bool,
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
    /// Whether it seems to be about somebody's treatment, which is for those who give it.
    pub care: bool,
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
            care: found.care,
            lang: found.lang,
            candidates: found.candidates,
        }
    }
}

/// The topics on whose side a question is most, and how sure each is.
pub(crate) struct Judged {
    /// The numbers of the topics, the best first.
    pub(crate) order: Vec<usize>,
    /// How sure each of them is, in the same order.
    pub(crate) confidences: Vec<f32>,
}

impl Judged {
    pub(crate) fn answered(&self) -> bool {
        self.confidences.first().is_some_and(|it| *it >= THRESHOLD)
    }
}

/// Finds the best topics by their margins; `outside` is the margin of what is for somebody else.
pub(crate) fn judge(topics: &[f32], outside: f32, confidence: &Confidence) -> Judged {
    let mut order: Vec<usize> = Vec::with_capacity(CANDIDATES + 1);
    for (number, margin) in topics.iter().enumerate() {
        let place = order.partition_point(|it| topics[*it] >= *margin);
        order.insert(place, number);
        order.truncate(CANDIDATES);
    }
    let margin = |place: usize| order.get(place).map_or(NOWHERE, |it| topics[*it]);
    let sure = confidence.of(margin(0), margin(1), outside);
    let behind = |number: &usize| (SHARPNESS * (topics[*number] - margin(0))).exp();
    let confidences = order.iter().map(|it| sure * behind(it)).collect();
    Judged { order, confidences }
}

impl Knowledge {
    /// Finds the answer to a question in either language.
    ///
    /// `hint` is the language of the caller, for questions that could be either. Of a long story the part counts that is
    /// surest to be for us, of those that ask something if any does.
    pub fn find(&self, question: &str, hint: Option<Lang>) -> Found {
        if question.len() <= LONGEST {
            return self.find_short(question, hint);
        }
        let (asking, telling) = pieces(question);
        let surest = |pieces: &[&str]| {
            let found = pieces.iter().map(|piece| self.find_short(piece, hint));
            found.max_by(|one, other| one.confidence.total_cmp(&other.confidence))
        };
        let found = surest(&asking).or_else(|| surest(&telling));
        found.unwrap_or_else(|| self.find_short("", hint))
    }

    fn find_short(&self, question: &str, hint: Option<Lang>) -> Found {
        let text = Text::of(question);
        let measured = self.measure(&text);
        let lang = language(measured.dutch).or(hint).unwrap_or(Lang::En);
        let mut judged = judge(
            &measured.topics,
            measured.outside,
            self.weights.confidence(),
        );
        if let Some(topic) = measured.exact {
            judged.put_first(topic);
        }
        let candidates: Vec<_> = judged
            .order
            .iter()
            .zip(&judged.confidences)
            .map(|(topic, confidence)| Candidate {
                topic: self.topics()[*topic].clone(),
                confidence: *confidence,
            })
            .collect();
        let best = candidates.first();
        let answered = judged.answered();
        Found {
            lang,
            confidence: best.map_or(0.0, |it| it.confidence),
            answer: best.filter(|_| answered).map(|it| it.topic.clone()),
            care: measured.care > CARE,
            candidates,
        }
    }
}

impl Judged {
    /// Puts a topic first that is certain.
    fn put_first(&mut self, topic: usize) {
        if let Some(place) = self.order.iter().position(|it| *it == topic) {
            self.order.remove(place);
            self.confidences.remove(place);
        }
        self.order.insert(0, topic);
        self.order.truncate(CANDIDATES);
        self.confidences.insert(0, 1.0);
        self.confidences.truncate(CANDIDATES);
    }
}

/// What a long text asks, each question by itself and with what was told before it; and what else it tells, some sentences
/// a piece.
fn pieces(text: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut asking, mut telling) = (Vec::new(), Vec::new());
    let (mut piece, mut sentence, mut last) = (0, 0, '\n');
    for (at, letter) in text.char_indices().chain([(text.len(), '\n')]) {
        let ends = letter.is_whitespace() && matches!(last, '.' | '!' | '?' | '\n');
        let all = at == text.len();
        if ends && last == '?' {
            asking.extend([&text[sentence..at], &text[piece..at]]);
            piece = at;
        } else if all
            || (letter.is_whitespace() && at - piece >= if ends { PIECE } else { LONGEST })
        {
            telling.push(&text[piece..at]);
            piece = at;
        }
        if ends || piece == at {
            sentence = at;
        }
        last = letter;
    }
    // The question comes last more often than first.
    let latest = |mut pieces: Vec<_>| pieces.split_off(pieces.len().saturating_sub(PIECES));
    (latest(asking), latest(telling))
}

/// The language that a question is surely in.
fn language(dutch: f32) -> Option<Lang> {
    if dutch > UNCLEAR {
        Some(Lang::Nl)
    } else if dutch < -UNCLEAR {
        Some(Lang::En)
    } else {
        None
    }
}
