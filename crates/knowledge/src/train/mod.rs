//! Learning the weights from the example questions, and finding out how well they will do.

mod logistic;
mod svm;
mod typing;
mod validate;

use std::path::Path;

use anyhow::ensure;
use domain::Lang;

use crate::examples::{self, Example, Part};
use crate::features::{Kinds, ROWS, features};
use crate::text::Text;
use crate::weights::{Learned, Vector, fingerprint, vector};
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
    let examples = examples::all(&loaded.entries, directory)?;
    let course = Course { topics, examples };
    let (confidence, validation) = validate::validate(&course, ablation);
    let everything: Vec<_> = (0..course.examples.len()).collect();
    let model = course.learn(&everything, Kinds::ALL);
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
        topics: course.topics,
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
}

/// What was learned, not yet rounded.
struct Model {
    kinds: Kinds,
    frequency: Vec<f32>,
    columns: Vec<(Vec<f32>, f32)>,
}

impl Course {
    /// Learns from those examples whose numbers are given.
    fn learn(&self, numbers: &[usize], kinds: Kinds) -> Model {
        let texts: Vec<_> = numbers
            .iter()
            .map(|it| Text::of(&self.examples[*it].text))
            .collect();
        let frequency = frequency(&texts, kinds);
        let mut examples: Vec<&Example> = numbers.iter().map(|it| &self.examples[*it]).collect();
        let mut vectors: Vec<Vector> = texts
            .iter()
            .map(|text| vector(text, kinds, |row| frequency[row]))
            .collect();
        for (turn, number) in numbers.iter().enumerate() {
            let example = &self.examples[*number];
            if example.part == Part::Body || example.text.split(' ').count() > SHORT {
                continue;
            }
            let turns = (0..SLIPS).map(|slip| SLIPS * turn + slip);
            for mistyped in turns.filter_map(|turn| typing::mistyped(&example.text, turn)) {
                let text = Text::of(&mistyped);
                vectors.push(vector(&text, kinds, |row| frequency[row]));
                examples.push(example);
            }
        }
        let vectors: Vec<&Vector> = vectors.iter().collect();
        let column = |belongs: &dyn Fn(&Example) -> bool| {
            let belongs = examples.iter().map(|example| belongs(example));
            svm::fit(&vectors, &belongs.collect::<Vec<_>>())
        };
        let mut columns: Vec<_> = self
            .topics
            .iter()
            .map(|topic| column(&|example| example.topics.contains(topic)))
            .collect();
        columns.push(column(&|example| example.topics.is_empty()));
        columns.push(column(&|example| example.lang == Lang::Nl));
        columns.push(column(&|example| example.care));
        Model {
            kinds,
            frequency,
            columns,
        }
    }
}

impl Model {
    /// How far a text is on the side of each column.
    fn margins(&self, text: &str) -> Vec<f32> {
        let vector = vector(&Text::of(text), self.kinds, |row| self.frequency[row]);
        let columns = self.columns.iter();
        columns
            .map(|(weights, bias)| {
                let values = vector.0.iter();
                let sum: f32 = values
                    .map(|(row, value)| weights[usize::from(*row)] * value)
                    .sum();
                sum + bias
            })
            .collect()
    }
}

/// The inverse document frequency of each row, smoothed: ln((1 + texts) / (1 + texts that have it)) + 1.
pub(crate) fn frequency(texts: &[Text], kinds: Kinds) -> Vec<f32> {
    let mut counts = vec![0_u32; ROWS];
    for text in texts {
        for (row, _) in features(text, kinds) {
            counts[usize::from(row)] += 1;
        }
    }
    let all = 1.0 + texts.len() as f32;
    counts
        .into_iter()
        .map(|count| (all / (1.0 + count as f32)).ln() + 1.0)
        .collect()
}
