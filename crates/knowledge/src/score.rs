//! How well a question fits each topic: the numbers, and the confidence that they amount to.

use domain::Lang;

use crate::analysis::Word;
use crate::index::{Index, Meaning};

/// How well a question fits one class.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Fit {
    /// The information of the question that the class explains.
    pub(crate) explained: f32,
    /// The likeness to the example most like it, 0 to 1 and a little more for the same word order.
    pub(crate) likeness: f32,
    /// The likeness to the second such example of the class.
    pub(crate) second: f32,
}

/// A question, measured.
#[derive(Debug)]
pub(crate) struct Measured {
    /// One for each class.
    pub(crate) fits: Vec<Fit>,
    /// The information of all its words.
    pub(crate) information: f32,
    /// The information of the words that the index does not know.
    pub(crate) unknown: f32,
}

/// Measures the words of a question against all classes.
pub(crate) fn measure(index: &Index, words: &[Word], lang: Lang) -> Measured {
    let mut measured = Measured {
        fits: vec![Fit::default(); index.classes],
        information: 0.0,
        unknown: 0.0,
    };
    let mut likeness = vec![0.0_f32; index.examples.len()];
    let mut seen = vec![u16::MAX; index.examples.len()];
    let mut best = vec![0.0_f32; index.classes];
    let mut length = 0.0_f32;
    let mut meanings: Vec<Meaning> = Vec::with_capacity(words.len());
    for (number, word) in (0..u16::MAX).zip(words) {
        let meaning = index.meaning(word, lang);
        if words[..usize::from(number)].contains(word) {
            meanings.push(meaning);
            continue;
        }
        measured.information += meaning.information;
        length += meaning.information.powi(2);
        if meaning.rows.is_empty() && !meaning.common {
            measured.unknown += meaning.information;
        }
        best.fill(0.0);
        for (row, sureness) in &meaning.rows {
            let row = &index.rows[*row as usize];
            for (class, weight) in &row.classes {
                let best = &mut best[usize::from(*class)];
                *best = best.max(sureness * weight);
            }
            for (example, weight) in &row.examples {
                let example = *example as usize;
                if seen[example] != number {
                    seen[example] = number;
                    likeness[example] += meaning.information * sureness * weight;
                }
            }
        }
        for (fit, best) in measured.fits.iter_mut().zip(&best) {
            fit.explained += meaning.information * best;
        }
        meanings.push(meaning);
    }
    let length = length.sqrt().max(f32::MIN_POSITIVE);
    likeness.iter_mut().for_each(|it| *it /= length);
    add_pairs(index, &meanings, &mut likeness);
    for (class, likeness) in index.examples.iter().zip(&likeness) {
        let fit = &mut measured.fits[usize::from(*class)];
        if *likeness > fit.likeness {
            fit.second = fit.likeness;
            fit.likeness = *likeness;
        } else if *likeness > fit.second {
            fit.second = *likeness;
        }
    }
    measured
}

/// Adds to the likeness for words that stand side by side in the example, too.
fn add_pairs(index: &Index, meanings: &[Meaning], likeness: &mut [f32]) {
    let share = PAIR / (meanings.len().max(1) as f32).sqrt();
    for pair in meanings.windows(2) {
        if let [first, second] = pair
            && let Some((a, _)) = first.rows.first()
            && let Some((b, _)) = second.rows.first()
            && let Some(row) = index.pairs.get(&(*a, *b))
        {
            for (example, weight) in &row.examples {
                likeness[*example as usize] += share * weight * row.information;
            }
        }
    }
}

/// How much two words side by side add to the likeness.
const PAIR: f32 = 0.15;

/// How sure it is, for each topic, that it answers the question, 0 to 1.
pub(crate) fn confidences(measured: &Measured, topics: usize) -> Vec<f32> {
    let scores: Vec<f32> = measured
        .fits
        .iter()
        .map(|fit| measured.score(fit))
        .collect();
    let (inside, outside) = scores.split_at(topics);
    let outside = outside.iter().copied().fold(0.0, f32::max);
    let mut best = [0.0_f32; 2];
    for score in inside {
        if *score > best[0] {
            best = [*score, best[0]];
        } else if *score > best[1] {
            best[1] = *score;
        }
    }
    inside
        .iter()
        .map(|score| {
            let rival = if *score >= best[0] { best[1] } else { best[0] };
            let sum = -3.0 + 4.0 * score + 3.0 * (score - rival) - 3.0 * (outside - score).max(0.0);
            1.0 / (1.0 + (-sum).exp())
        })
        .collect()
}

impl Measured {
    /// One number by which classes are compared: the share of the question that is explained, and
    /// the likeness to examples.
    pub(crate) fn score(&self, fit: &Fit) -> f32 {
        let share = fit.explained / self.information.max(f32::MIN_POSITIVE);
        share + fit.likeness + 0.3 * fit.second
    }
}
