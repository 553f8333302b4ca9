//! How well a question fits each topic: the numbers, and the confidence that they amount to.

use domain::Lang;

use crate::analysis::Word;
use crate::index::Index;

/// How well a question fits one class.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Fit {
    /// The information of the question that the class explains.
    pub(crate) explained: f32,
    /// The likeness to the example most like it, 0 to 1.
    pub(crate) likeness: f32,
    /// The likeness to the second such example of the class.
    pub(crate) second: f32,
    /// Whether the question is a title or example of the class, word for word.
    pub(crate) exact: bool,
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
    for (number, meaning) in (0..u16::MAX).zip(index.meanings(words, lang)) {
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
    }
    if let Some(class) = index.question(words) {
        measured.fits[usize::from(class)].exact = true;
    }
    let length = length.sqrt().max(f32::MIN_POSITIVE);
    likeness.iter_mut().for_each(|it| *it /= length);
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

/// Which classes are no topics.
#[derive(Debug)]
pub(crate) struct Outside {
    /// The first of them; they are the last classes.
    pub(crate) first: usize,
    /// Those that speak against every topic.
    pub(crate) decisive: Vec<usize>,
}

/// How much the explained share of the question counts beside the likeness to an example.
const SHARE: f32 = 1.5;
/// How much the second-best likeness counts beside the best.
const SECOND: f32 = 0.6;
/// What it counts that the question stands in the answers word for word: more than all else.
const EXACT: f32 = 4.0;

/// What each of [`Measured::features`] adds to the log-odds that a topic answers the question.
///
/// Fitted by logistic regression on the examples of the answers, a fifth of them left out of the
/// index in turn, on `tests/questions.tsv` and on a like list outside the repository; questions to be
/// declined counted three times. So neither list is an independent test of the confidence.
const COEFFICIENTS: [f32; 12] = [
    -4.96, // always
    1.77,  // share of the question that the topic explains
    0.92,  // likeness to its most similar example
    0.88,  // likeness to its second
    1.03,  // lead over the next topic
    -0.31, // share of the question that is unknown
    -0.20, // share that the best outside group explains
    -0.38, // likeness to the most similar outside example
    2.66,  // information that the topic explains, ln(1 + x) as all below
    -0.50, // information of unknown words
    -1.23, // information that the best outside group explains
    -1.30, // information that a decisive outside group explains
];

impl Measured {
    /// How sure it is, for each topic, that it answers the question, 0 to 1.
    pub(crate) fn confidences(&self, outside: &Outside) -> Vec<f32> {
        let field = Field::of(self, outside);
        (0..outside.first)
            .map(|topic| {
                let features = self.features(topic, &field);
                let sum: f32 = features.iter().zip(COEFFICIENTS).map(|(a, b)| a * b).sum();
                1.0 / (1.0 + (-sum).exp())
            })
            .collect()
    }

    /// One number by which classes are compared.
    pub(crate) fn score(&self, fit: &Fit) -> f32 {
        let exact = if fit.exact { EXACT } else { 0.0 };
        SHARE * self.share(fit.explained) + fit.likeness + SECOND * fit.second + exact
    }

    /// A part of the information of the question, 0 to 1.
    fn share(&self, information: f32) -> f32 {
        information / self.information.max(f32::MIN_POSITIVE)
    }

    /// What speaks for and against a topic.
    pub(crate) fn features(&self, topic: usize, field: &Field) -> [f32; 12] {
        let fit = &self.fits[topic];
        let [best, next] = field.best;
        let (score, rival) = if topic == field.winner {
            (best, next)
        } else {
            (self.score(fit), best)
        };
        [
            1.0,
            self.share(fit.explained),
            fit.likeness,
            fit.second,
            score - rival,
            self.share(self.unknown),
            self.share(field.elsewhere),
            field.elsewhere_likeness,
            fit.explained.ln_1p(),
            field.unknown,
            field.elsewhere.ln_1p(),
            field.decisive,
        ]
    }
}

/// What every topic is compared with, worked out once for a question.
#[derive(Debug)]
pub(crate) struct Field {
    /// The topic with the highest score.
    winner: usize,
    /// The highest score of a topic and the second.
    best: [f32; 2],
    /// The most information that something outside explains.
    elsewhere: f32,
    /// The most likeness to an example of something outside.
    elsewhere_likeness: f32,
    /// The information of unknown words, ln(1 + x).
    unknown: f32,
    /// What a decisive outside group explains, ln(1 + x).
    decisive: f32,
}

impl Field {
    pub(crate) fn of(measured: &Measured, outside: &Outside) -> Self {
        let (topics, outsiders) = measured.fits.split_at(outside.first);
        let mut best = [0.0_f32; 2];
        let mut winner = usize::MAX;
        for (topic, fit) in topics.iter().enumerate() {
            let score = measured.score(fit);
            if score > best[0] {
                best = [score, best[0]];
                winner = topic;
            } else {
                best[1] = best[1].max(score);
            }
        }
        let most = |part: fn(&Fit) -> f32| outsiders.iter().map(part).fold(0.0, f32::max);
        let decisive = outside.decisive.iter();
        let decisive = decisive.map(|class| measured.fits[*class].explained);
        Self {
            winner,
            best,
            elsewhere: most(|it| it.explained),
            elsewhere_likeness: most(|it| it.likeness),
            unknown: measured.unknown.ln_1p(),
            decisive: decisive.fold(0.0, f32::max).ln_1p(),
        }
    }
}
