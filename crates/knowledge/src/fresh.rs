//! Texts that the weights were not trained on, such as what staff wrote today: they speak by their likeness to a question.

use crate::features::{Kinds, features};
use crate::knowledge::{Measured, UNTRAINED};
use crate::likeness::Likeness;
use crate::text::Text;
use crate::weights::{Vector, Weights};

/// With this likeness to a fresh text a question is as far on the side of its topic as on the other.
const AS_LIKELY: f32 = 0.35;
/// How fast the margin grows with the likeness.
const STEEPNESS: f32 = 3.0;
/// A word is in a text where this part of its pieces is: misspelled, or in a compound, too.
const THERE: f32 = 0.35;
/// So many of the rarest words of a question must all be there.
const TOLD_APART_BY: usize = 3;
/// In shorter words there is nothing to be told apart by.
const SHORTEST: usize = 3;

/// Such texts.
pub(crate) struct Fresh {
    likeness: Likeness,
    /// The topic of each text.
    topics: Vec<usize>,
    /// The rarest word of each text, by its features.
    rarest: Vec<Box<[u32]>>,
}

impl Fresh {
    pub(crate) fn of(texts: Vec<(usize, Text)>, weights: &Weights) -> Self {
        let vectors: Vec<Vector> = texts.iter().map(|(_, it)| weights.spelled(it)).collect();
        let rarest = texts.iter().map(|(_, text)| rarest(text, weights));
        let first = rarest.map(|words| words.into_iter().next().unwrap_or_default());
        Self {
            rarest: first.collect(),
            likeness: Likeness::of(&vectors),
            topics: texts.into_iter().map(|(topic, _)| topic).collect(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.topics.is_empty()
    }

    /// Lets them speak. What a question and a text share must hold the rarest word of the text, or the rarest of the
    /// question: a text about lending a bike does not speak for who wants to borrow money.
    pub(crate) fn measure(&self, text: &Text, weights: &Weights, measured: &mut Measured) {
        if self.is_empty() {
            return;
        }
        let vector = weights.spelled(text);
        let mut own = rarest(text, weights);
        own.truncate(TOLD_APART_BY);
        let shared: Vec<(usize, Vec<u16>)> = own
            .iter()
            .map(|word| (word.len(), self.likeness.sharing(word)))
            .collect();
        let mut rows: Vec<u32> = vector.0.iter().map(|(row, _)| *row).collect();
        rows.sort_unstable();
        let among = |row: &&u32| rows.binary_search(row).is_ok();
        let mut best = UNTRAINED;
        for (number, likeness) in self.likeness.to(&vector).into_iter().enumerate() {
            let margin = STEEPNESS * (likeness - AS_LIKELY);
            if margin <= UNTRAINED {
                continue;
            }
            let theirs = &self.rarest[number];
            let about_the_same = part(theirs.iter().filter(among).count(), theirs.len()) >= THERE
                || shared
                    .iter()
                    .all(|(of, shared)| part(usize::from(shared[number]), *of) >= THERE);
            if about_the_same {
                let topic = &mut measured.topics[self.topics[number]];
                *topic = topic.max(margin);
                best = best.max(margin);
            }
        }
        // What was for somebody else until yesterday is answered today.
        measured.outside = measured.outside.min(-best);
    }
}

fn part(some: usize, all: usize) -> f32 {
    some as f32 / all.max(1) as f32
}

/// The features of each of the words that are rarest in what was learned from, the rarest first.
fn rarest(text: &Text, weights: &Weights) -> Vec<Box<[u32]>> {
    let kinds = Kinds {
        pairs: false,
        ..Kinds::SPELLED
    };
    let words = text.words().filter(|word| word.len() >= SHORTEST);
    let mut words: Vec<(f32, Box<[u32]>)> = words
        .map(|word| {
            let word = Text::of(&word.iter().collect::<String>());
            let rows = features(&word, kinds).into_iter().map(|(row, _)| row);
            let rows: Box<[u32]> = rows.collect();
            let sum: f32 = rows.iter().map(|row| weights.frequency(*row)).sum();
            (sum / rows.len().max(1) as f32, rows)
        })
        .collect();
    words.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    words.into_iter().map(|(_, rows)| rows).collect()
}
