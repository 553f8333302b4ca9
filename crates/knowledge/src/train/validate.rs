//! How well the weights do on questions that they were not trained on.
//!
//! The example questions are dealt into five parts, those that are alike into the same; each part is asked of weights
//! that were learned without it. From the same margins come the odds that a question is for us.

use std::fmt;

use domain::Lang;

use super::logistic::{self, Case};
use super::{Course, Model, typing};
use crate::examples::{Example, Part};
use crate::features::Kinds;
use crate::find::{CARE, Judged, judge};
use crate::glossary::Glossary;
use crate::likeness::Likeness;
use crate::text::Text;
use crate::weights::{Confidence, Vector};
use crate::{Counts, Rates};

/// Into how many parts the questions are dealt.
const PARTS: usize = 5;
/// From this likeness on two questions are in the same part.
const ALIKE: f32 = 0.7;
/// How much a question that must be declined counts beside one that has an answer.
const OUTSIDE: f64 = 1.2;

/// How well the weights do on questions that they were not trained on.
#[derive(Clone, Debug, PartialEq)]
pub struct Validation {
    /// What was left out, and how well the rest does: first nothing, then the same with a typing error in each question,
    /// then what was asked for.
    pub rows: Vec<(&'static str, [Rates; 2])>,
    /// How well questions about somebody's treatment are known, in each language.
    pub care: [Care; 2],
}

/// How well questions about somebody's treatment are known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Care {
    /// How many were asked.
    pub asked: usize,
    /// How many of them were known.
    pub known: usize,
    /// How many others were taken for one.
    pub mistaken: usize,
}

/// What a part of the means is called when it is left out.
struct Without {
    name: &'static str,
    kinds: Kinds<'static>,
    meanings: bool,
    parts: &'static [Part],
}

const EVERYTHING: &[Part] = &[Part::List, Part::Head, Part::Body];

const NOTHING: Without = Without {
    name: "everything",
    kinds: Kinds::SPELLED,
    meanings: true,
    parts: EVERYTHING,
};

const ABLATION: [Without; 7] = [
    Without {
        name: "without meanings",
        meanings: false,
        ..NOTHING
    },
    Without {
        name: "without pieces of words",
        kinds: Kinds {
            pieces: false,
            ..Kinds::SPELLED
        },
        ..NOTHING
    },
    Without {
        name: "without words",
        kinds: Kinds {
            words: false,
            ..Kinds::SPELLED
        },
        ..NOTHING
    },
    Without {
        name: "without pairs of words",
        kinds: Kinds {
            pairs: false,
            ..Kinds::SPELLED
        },
        ..NOTHING
    },
    Without {
        name: "without the texts of answers",
        parts: &[Part::List, Part::Head],
        ..NOTHING
    },
    Without {
        name: "without the heads of answers",
        parts: &[Part::List, Part::Body],
        ..NOTHING
    },
    Without {
        name: "without the lists of questions",
        parts: &[Part::Head, Part::Body],
        ..NOTHING
    },
];

/// Asks each question of weights that were learned without it.
pub(super) fn validate(course: &Course, ablation: bool) -> (Confidence, Validation) {
    let dealt = deal(course);
    let run = |without| run(course, &dealt, without);
    let whole = run(&NOTHING);
    let mut rows = vec![
        (NOTHING.name, whole.rates),
        ("everything, mistyped", whole.mistyped),
    ];
    if ablation {
        rows.extend(ABLATION.iter().map(|it| (it.name, run(it).rates)));
    }
    let validation = Validation {
        rows,
        care: whole.care,
    };
    (whole.confidence, validation)
}

/// The part of each example, `None` where it is always learned from.
fn deal(course: &Course) -> Vec<Option<usize>> {
    let everything: Vec<_> = (0..course.examples.len()).collect();
    let texts: Vec<_> = course
        .examples
        .iter()
        .map(|it| Text::of(&it.text))
        .collect();
    let frequency = super::frequency(&texts, Kinds::SPELLED);
    let vectors: Vec<Vector> = texts
        .iter()
        .map(|text| crate::weights::vector(text, Kinds::SPELLED, |row| frequency[row as usize]))
        .collect();
    let likeness = Likeness::of(&vectors);
    // Each example points to the first that is like it; at the end of the chain is the one that stands for all.
    let mut first = everything.clone();
    let end = |first: &[usize], mut at: usize| {
        while first[at] != at {
            at = first[at];
        }
        at
    };
    for number in everything {
        for (other, alike) in likeness
            .to(&vectors[number])
            .into_iter()
            .enumerate()
            .take(number)
        {
            if alike >= ALIKE {
                let (one, two) = (end(&first, number), end(&first, other));
                first[one.max(two)] = one.min(two);
            }
        }
    }
    let mut groups = 0;
    let mut parts = vec![0; first.len()];
    let mut dealt = Vec::with_capacity(first.len());
    for (number, example) in course.examples.iter().enumerate() {
        let stands = end(&first, number);
        if stands == number {
            parts[number] = groups % PARTS;
            groups += 1;
        }
        dealt.push((example.part == Part::List).then_some(parts[stands]));
    }
    dealt
}

/// Questions with the margins that weights have for them which were learned without them.
type Asked<'a> = Vec<(&'a Example, Vec<f32>)>;

/// What a run found.
struct Run {
    confidence: Confidence,
    rates: [Rates; 2],
    /// With a typing error in each question.
    mistyped: [Rates; 2],
    care: [Care; 2],
}

fn run(course: &Course, dealt: &[Option<usize>], without: &Without) -> Run {
    let (mut asked, mut mistyped) = (Asked::new(), Asked::new());
    for part in 0..PARTS {
        let learned: Vec<usize> = (0..dealt.len())
            .filter(|it| dealt[*it] != Some(part))
            .filter(|it| without.parts.contains(&course.examples[*it].part))
            .collect();
        let meanings = if without.meanings {
            course.glossary()
        } else {
            Glossary::EMPTY
        };
        let model: Model<'_> = course.learn(&learned, without.kinds.with(meanings));
        let others = course.examples.iter().zip(dealt).enumerate();
        for (turn, (example, _)) in others.filter(|(_, (_, dealt))| **dealt == Some(part)) {
            asked.push((example, model.margins(&example.text)));
            let text = typing::mistyped(&example.text, turn);
            mistyped.extend(text.map(|text| (example, model.margins(&text))));
        }
    }
    let confidence = calibrate(course, &asked);
    let mut care = [Care::default(); 2];
    for (example, margins) in &asked {
        let judged = judged(course, margins, &confidence);
        let taken = !judged.answered() && is_care(course, margins);
        care[example.lang as usize].add(example.care, taken);
    }
    Run {
        rates: rates(course, &asked, &confidence),
        mistyped: rates(course, &mistyped, &confidence),
        confidence,
        care,
    }
}

/// How well it does on these, in each language.
fn rates(course: &Course, asked: &Asked, confidence: &Confidence) -> [Rates; 2] {
    let mut counts = [Counts::default(); 2];
    for (example, margins) in asked {
        let judged = judged(course, margins, confidence);
        let topics: Vec<_> = example.topics.iter().collect();
        let best = judged.order.iter().map(|it| &course.topics[*it]);
        let right: Vec<bool> = best.take(3).map(|it| topics.contains(&it)).collect();
        counts[example.lang as usize].add(topics.is_empty(), judged.answered(), &right);
    }
    Lang::ALL.map(|lang| counts[lang as usize].rates())
}

fn judged(course: &Course, margins: &[f32], confidence: &Confidence) -> Judged {
    let topics = course.topics.len();
    judge(&margins[..topics], margins[topics], confidence)
}

/// The odds that a question with these margins is for us.
fn calibrate(course: &Course, margins: &[(&Example, Vec<f32>)]) -> Confidence {
    let topics = course.topics.len();
    let cases: Vec<_> = margins
        .iter()
        .map(|(example, margins)| {
            let (best, second) = two_best(&margins[..topics]);
            let outside = example.topics.is_empty();
            Case {
                known: [1.0, best, second, margins[topics]].map(f64::from),
                came: !outside,
                weight: if outside { OUTSIDE } else { 1.0 },
            }
        })
        .collect();
    let [always, best, second, outside] = logistic::fit(&cases).map(|it| it as f32);
    Confidence {
        always,
        best,
        second,
        outside,
    }
}

/// Whether a question with these margins is taken to be about somebody's treatment.
fn is_care(course: &Course, margins: &[f32]) -> bool {
    margins[course.topics.len() + 2] > CARE
}

impl Care {
    fn add(&mut self, is: bool, taken: bool) {
        self.asked += usize::from(is);
        self.known += usize::from(is && taken);
        self.mistaken += usize::from(!is && taken);
    }
}

fn two_best(margins: &[f32]) -> (f32, f32) {
    margins
        .iter()
        .fold((f32::MIN, f32::MIN), |(best, second), it| {
            if *it > best {
                (*it, best)
            } else {
                (best, second.max(*it))
            }
        })
}

impl fmt::Display for Validation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = [
            "right at 1",
            "right in 3",
            "declined right",
            "declined wrong",
        ];
        write!(f, "{:<32}", "in five parts, each asked")?;
        for name in names {
            write!(f, "  {name:>15}")?;
        }
        writeln!(
            f,
            "\n{:<32}{}",
            "of weights learned without it",
            "        en   nl".repeat(4)
        )?;
        for (name, [en, nl]) in &self.rows {
            write!(f, "{name:<32}")?;
            let of = |it: &Rates| {
                [
                    it.right_at_1,
                    it.right_in_3,
                    it.declined_right,
                    it.declined_wrong,
                ]
            };
            for (en, nl) in of(en).iter().zip(of(nl)) {
                write!(f, "     {en:.3} {nl:.3}")?;
            }
            writeln!(f)?;
        }
        for (lang, care) in Lang::ALL.into_iter().zip(self.care) {
            let Care {
                asked,
                known,
                mistaken,
            } = care;
            writeln!(
                f,
                "{lang}: of {asked} questions about somebody's treatment {known} are known, and {mistaken} others are taken for one"
            )?;
        }
        Ok(())
    }
}
