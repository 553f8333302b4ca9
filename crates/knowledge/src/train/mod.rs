//! Learning the weights from the example questions, and finding out how well they will do.

mod logistic;
mod svm;
mod typing;
mod validate;

use std::panic::resume_unwind;
use std::path::Path;
use std::thread::{self, ScopedJoinHandle};

use anyhow::ensure;
use domain::Lang;

use crate::examples::{self, Example, Part};
use crate::features::{Kinds, ROWS, features};
use crate::glossary::{self, Entry, Glossary};
use crate::text::Text;
use crate::weights::{Learned, Vector, fingerprint, rounded, vector};
use crate::{Loaded, TopicId, check};

pub use validate::Validation;

/// What training came to.
pub struct Training {
    /// The content of the weights file.
    pub weights: Vec<u8>,
    /// How many texts it was trained on.
    pub texts: usize,
    /// How well it does on questions that it was not trained on.
    pub validation: Validation,
}

/// Learns from the answers and from the lists of example questions in a directory.
///
/// The same texts give the same bytes. `ablation`: also measure what each means adds, which takes several times as long.
pub fn train(loaded: &Loaded, directory: &Path, ablation: bool) -> anyhow::Result<Training> {
    let findings = check(loaded);
    ensure!(
        findings.is_empty(),
        "the answers have {} problems; see `dash-bot knowledge check`",
        findings.len()
    );
    let mut topics: Vec<_> = loaded.entries.iter().map(|it| it.topic.clone()).collect();
    topics.sort();
    topics.dedup();
    let course = Course {
        topics,
        examples: examples::all(&loaded.entries, directory)?,
        glossary: glossary::directory(directory)?,
    };
    let (confidence, validation) = validate::validate(&course, ablation);
    let everything: Vec<_> = (0..course.examples.len()).collect();
    let model = course.learn(&everything, Kinds::SPELLED.with(course.glossary()));
    let mut fingerprints: Vec<u32> = course
        .examples
        .iter()
        .flat_map(|example| {
            let text = Text::of(&example.text);
            let topics = example.topics.iter();
            topics.map(move |it| fingerprint(it.as_str(), example.lang, &text))
        })
        .collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    let learned = Learned {
        glossary: course.glossary(),
        topics: course.topics.clone(),
        frequency: model.frequency,
        columns: model.columns,
        confidence,
        fingerprints,
    };
    Ok(Training {
        weights: learned.to_bytes()?,
        texts: everything.len(),
        validation,
    })
}

/// Texts of so many words are also learned from with typing errors: in longer ones the other words tell enough.
const SHORT: usize = 14;
/// In so many ways, one error each.
const SLIPS: usize = 2;

/// All that is learned from.
struct Course {
    topics: Vec<TopicId>,
    examples: Vec<Example>,
    /// What words mean.
    glossary: Vec<Entry>,
}

/// What was learned, not yet rounded.
struct Model<'a> {
    kinds: Kinds<'a>,
    frequency: Vec<f32>,
    columns: Vec<(Vec<f32>, f32)>,
}

impl Course {
    fn glossary(&self) -> Glossary<'_> {
        Glossary::of(&self.glossary)
    }

    /// Learns from those examples whose numbers are given.
    fn learn<'a>(&self, numbers: &[usize], kinds: Kinds<'a>) -> Model<'a> {
        let texts: Vec<_> = numbers
            .iter()
            .map(|it| Text::of(&self.examples[*it].text))
            .collect();
        let frequency = frequency(&texts, kinds);
        let mut examples: Vec<&Example> = numbers.iter().map(|it| &self.examples[*it]).collect();
        let mut vectors: Vec<Vector> = texts
            .iter()
            .map(|text| vector(text, kinds, |row| frequency[row as usize]))
            .collect();
        for (turn, number) in numbers.iter().enumerate() {
            let example = &self.examples[*number];
            if example.part == Part::Body || example.text.split(' ').count() > SHORT {
                continue;
            }
            let turns = (0..SLIPS).map(|slip| SLIPS * turn + slip);
            for mistyped in turns.filter_map(|turn| typing::mistyped(&example.text, turn)) {
                let text = Text::of(&mistyped);
                vectors.push(vector(&text, kinds, |row| frequency[row as usize]));
                examples.push(example);
            }
        }
        let vectors: Vec<&Vector> = vectors.iter().collect();
        let column = |belongs: &dyn Fn(&Example) -> bool| -> Vec<bool> {
            examples.iter().map(|example| belongs(example)).collect()
        };
        let topics = self.topics.iter();
        let mut columns: Vec<_> = topics
            .map(|topic| column(&|example| example.topics.contains(topic)))
            .collect();
        columns.push(column(&|example| example.topics.is_empty()));
        columns.push(column(&|example| example.lang == Lang::Nl));
        columns.push(column(&|example| example.care));
        Model {
            kinds,
            frequency,
            columns: each(&columns, |belongs| svm::fit(&vectors, belongs)),
        }
    }
}

/// Does the same with each, on as many cores as there are.
fn each<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = all.len().div_ceil(cores).max(1);
    thread::scope(|scope| {
        let work = &work;
        let shares = all.chunks(share);
        let running: Vec<_> = shares
            .map(|share| scope.spawn(move || share.iter().map(work).collect::<Vec<_>>()))
            .collect();
        let done = running.into_iter().map(ScopedJoinHandle::join);
        done.flat_map(|done| done.unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}

impl Model<'_> {
    /// How far a text is on the side of each column.
    fn margins(&self, text: &str) -> Vec<f32> {
        let vector = vector(&Text::of(text), self.kinds, |row| {
            self.frequency[row as usize]
        });
        let columns = self.columns.iter();
        columns
            .map(|(weights, bias)| {
                let values = vector.0.iter();
                let sum: f32 = values
                    .map(|(row, value)| weights[*row as usize] * value)
                    .sum();
                sum + bias
            })
            .collect()
    }
}

/// The inverse document frequency of each row, smoothed: ln((1 + texts) / (1 + texts that have it)) + 1, as it
/// can be written.
pub(crate) fn frequency(texts: &[Text], kinds: Kinds<'_>) -> Vec<f32> {
    let mut counts = vec![0_u32; ROWS];
    for text in texts {
        for (row, _) in features(text, kinds) {
            counts[row as usize] += 1;
        }
    }
    let all = 1.0 + texts.len() as f32;
    counts
        .into_iter()
        .map(|count| rounded((all / (1.0 + count as f32)).ln() + 1.0))
        .collect()
}
