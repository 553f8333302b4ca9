//! What was learned from the example questions: how much each feature of a text speaks for each topic.
//!
//! A weights file has a line of JSON (`Header`), filled up with spaces to a multiple of [`LINE`], and behind it,
//! little-endian: for each row its weights (i8, one for each column and zeros up to a multiple of [`ROW`], to be multiplied
//! by the row's scale) and as the last byte its `Head`; then the fingerprints of the texts that it was trained on (u32,
//! rising), and the glossary that it was trained with (`glossary::Entry`, by the words' hashes). All of a row lies together,
//! because waiting for memory is most of what a question costs. It is read in place, so it costs no time at the start.

use std::borrow::Cow;
use std::path::Path;
use std::{fs, io};

use anyhow::{Context as _, ensure};
use domain::Lang;
use serde::{Deserialize, Serialize};

use crate::TopicId;
use crate::features::{Kinds, ROWS, features};
use crate::glossary::{ENTRY, Glossary};
use crate::text::Text;

/// The name of a weights file in a directory of answers.
pub const WEIGHTS_FILE: &str = "weights.bin";
/// The version of the format.
const FORMAT: u32 = 5;
/// A row has a multiple of so many bytes.
const ROW: usize = 32;
/// So many columns are added up at once.
const LANES: usize = 16;
/// So many bytes a processor takes from memory at once: no row shall lie across more of them than it must.
const LINE: usize = 64;
/// Between two frequencies that a row can have; they begin at 1.
const FREQUENCY_STEP: f32 = 0.75;
/// Between two scales that a row can have, as a factor.
const SCALE_STEP: f32 = 1.6;
/// So many frequencies and scales there are.
const STEPS: usize = 16;
/// The columns behind those of the topics: questions from outside, Dutch, and questions about somebody's treatment.
const MORE_COLUMNS: usize = 3;

/// What was learned.
pub struct Weights {
    header: Header,
    topics: Vec<TopicId>,
    bytes: Cow<'static, [u8]>,
    /// Where the rows begin in `bytes`.
    numbers: usize,
    /// The bytes of a row.
    stride: usize,
    scales: [f32; STEPS],
}

/// The first line of a weights file.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Header {
    format: u32,
    rows: usize,
    /// The topics in the order of their columns; then come those of [`MORE_COLUMNS`].
    topics: Vec<String>,
    /// What is added in each column.
    bias: Vec<f32>,
    /// The largest weight of all.
    largest: f32,
    /// See [`Confidence`].
    confidence: Confidence,
    /// How many texts it was trained on.
    texts: usize,
    /// How many entries the glossary has.
    meanings: usize,
}

/// How the margins of a question come to the odds that it is for us at all (logistic regression).
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Confidence {
    pub(crate) always: f32,
    /// For the margin of the best topic.
    pub(crate) best: f32,
    /// For the margin of the second topic.
    pub(crate) second: f32,
    /// For the margin of what is outside.
    pub(crate) outside: f32,
}

impl Confidence {
    /// How sure it is that the question is for us, 0 to 1.
    pub(crate) fn of(&self, best: f32, second: f32, outside: f32) -> f32 {
        let odds = self.always + self.best * best + self.second * second + self.outside * outside;
        1.0 / (1.0 + (-odds).exp())
    }
}

/// A text as rows with their values, of length 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Vector(pub(crate) Vec<(u32, f32)>);

/// How far a text is on the side of each column: above 0 it belongs to it, below it does not.
#[derive(Clone, Debug)]
pub(crate) struct Margins {
    columns: Vec<f32>,
    topics: usize,
}

impl Margins {
    /// One for each topic of the weights.
    pub(crate) fn topics(&self) -> &[f32] {
        &self.columns[..self.topics]
    }

    /// For what is outside.
    pub(crate) fn outside(&self) -> f32 {
        self.columns[self.topics]
    }

    /// For Dutch; below 0 it is English.
    pub(crate) fn dutch(&self) -> f32 {
        self.columns[self.topics + 1]
    }

    /// For somebody's treatment.
    pub(crate) fn care(&self) -> f32 {
        self.columns[self.topics + 2]
    }
}

/// What training came to, to be written.
pub(crate) struct Learned<'a> {
    pub(crate) glossary: Glossary<'a>,
    pub(crate) topics: Vec<TopicId>,
    /// One for each row.
    pub(crate) frequency: Vec<f32>,
    /// One for each topic and those of [`MORE_COLUMNS`]: the weights of all rows, and the bias.
    pub(crate) columns: Vec<(Vec<f32>, f32)>,
    pub(crate) confidence: Confidence,
    pub(crate) fingerprints: Vec<u32>,
}

impl Learned<'_> {
    /// The file's content; weights become numbers from -127 to 127 with a scale for each row.
    pub(crate) fn to_bytes(&self) -> anyhow::Result<Vec<u8>> {
        let weights = self.columns.iter().flat_map(|(weights, _)| weights);
        let largest = weights.fold(0.0_f32, |most, it| it.abs().max(most));
        let header = Header {
            largest,
            format: FORMAT,
            rows: ROWS,
            topics: self.topics.iter().map(ToString::to_string).collect(),
            bias: self.columns.iter().map(|(_, bias)| *bias).collect(),
            confidence: self.confidence,
            texts: self.fingerprints.len(),
            meanings: self.glossary.entries().len(),
        };
        let mut bytes = serde_json::to_vec(&header).context("cannot write the header")?;
        bytes.resize((bytes.len() + 1).next_multiple_of(LINE) - 1, b' ');
        bytes.push(b'\n');
        let scales = scales(largest);
        let stride = stride(self.columns.len());
        for (row, frequency) in self.frequency.iter().enumerate() {
            let weights = self.columns.iter().map(|(weights, _)| weights[row]);
            let most = weights.clone().fold(0.0_f32, |most, it| it.abs().max(most));
            // The finest that still holds the largest.
            let finest = scales.iter().rposition(|scale| most <= 127.0 * scale);
            let head = Head {
                frequency: frequency_level(*frequency),
                scale: finest.unwrap_or_default(),
            };
            let scale = scales[head.scale].max(f32::MIN_POSITIVE);
            let steps = weights.map(|it| (it / scale).round() as i8);
            let padded = steps.chain(std::iter::repeat(0)).take(stride - 1);
            bytes.extend(padded.flat_map(i8::to_le_bytes));
            bytes.push(head.byte());
        }
        bytes.extend(self.fingerprints.iter().flat_map(|it| it.to_le_bytes()));
        bytes.extend(self.glossary.entries().as_flattened());
        Ok(bytes)
    }
}

/// What a row says beside its weights, in a byte.
#[derive(Clone, Copy)]
struct Head {
    /// The number of its inverse document frequency.
    frequency: usize,
    /// The number of its scale.
    scale: usize,
}

impl Head {
    fn byte(self) -> u8 {
        (self.frequency * STEPS + self.scale) as u8
    }

    fn of(byte: u8) -> Self {
        let byte = usize::from(byte);
        Self {
            frequency: byte / STEPS,
            scale: byte % STEPS,
        }
    }
}

/// The bytes of a row.
fn stride(columns: usize) -> usize {
    (columns + 1).next_multiple_of(ROW)
}

fn frequency_level(frequency: f32) -> usize {
    let level = ((frequency - 1.0) / FREQUENCY_STEP).round().max(0.0);
    (level as usize).min(STEPS - 1)
}

/// The frequency that a row can have which is nearest to this one.
pub(crate) fn rounded(frequency: f32) -> f32 {
    frequency_at(frequency_level(frequency))
}

fn frequency_at(level: usize) -> f32 {
    1.0 + FREQUENCY_STEP * level as f32
}

/// The scales that rows can have, the coarsest first.
fn scales(largest: f32) -> [f32; STEPS] {
    let mut scale = largest / 127.0;
    std::array::from_fn(|_| {
        let this = scale;
        scale /= SCALE_STEP;
        this
    })
}

/// Bytes that begin where the processor begins to read.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

impl Weights {
    /// The weights that are compiled in.
    pub fn bundled() -> anyhow::Result<Self> {
        static BUNDLED: &Aligned<[u8]> =
            &Aligned(*include_bytes!("../../../knowledge/weights.bin"));
        Self::read(Cow::Borrowed(&BUNDLED.0))
    }

    /// The weights of a directory of answers; those that are compiled in when it has none.
    pub fn directory(root: &Path) -> anyhow::Result<Self> {
        let path = root.join(WEIGHTS_FILE);
        match fs::read(&path) {
            Ok(bytes) => Self::read(Cow::Owned(bytes)).with_context(|| path.display().to_string()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::bundled(),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// Reads the content of a weights file.
    pub(crate) fn read(bytes: Cow<'static, [u8]>) -> anyhow::Result<Self> {
        const AGAIN: &str = "write it again with: dash-bot knowledge train";
        let line = bytes.iter().position(|it| *it == b'\n').unwrap_or_default();
        let header: Header = serde_json::from_slice(&bytes[..line])
            .with_context(|| format!("the weights have no header of this version: {AGAIN}"))?;
        let columns = header.topics.len() + MORE_COLUMNS;
        let stride = stride(columns);
        let length = ROWS * stride + 4 * header.texts + ENTRY * header.meanings;
        ensure!(
            header.format == FORMAT
                && header.rows == ROWS
                && header.bias.len() == columns
                && bytes.len() == line + 1 + length,
            "the weights are of another version, or damaged: {AGAIN}"
        );
        let topics = header.topics.iter().map(|it| TopicId::parse(it));
        let topics: Option<Vec<_>> = topics.collect();
        Ok(Self {
            topics: topics.context("the weights name something that is no topic")?,
            numbers: line + 1,
            stride,
            scales: scales(header.largest),
            header,
            bytes,
        })
    }

    /// The topics in the order of their margins.
    pub(crate) fn topics(&self) -> &[TopicId] {
        &self.topics
    }

    pub(crate) fn confidence(&self) -> &Confidence {
        &self.header.confidence
    }

    /// Whether a text was among those that it was trained on, for this topic and language.
    pub(crate) fn knows(&self, topic: &TopicId, lang: Lang, text: &Text) -> bool {
        let wanted = fingerprint(topic.as_str(), lang, text);
        let begin = self.numbers + ROWS * self.stride;
        let end = begin + 4 * self.header.texts;
        let all = self.bytes[begin..end].chunks_exact(4);
        let at = |index: usize| all.clone().nth(index).map(number);
        let (mut low, mut high) = (0, self.header.texts);
        while low < high {
            let middle = low.midpoint(high);
            match at(middle).map(u32::from_le_bytes) {
                Some(found) if found < wanted => low = middle + 1,
                Some(found) if found > wanted => high = middle,
                found => return found.is_some(),
            }
        }
        false
    }

    /// The weights of a row, and its head behind them.
    fn row(&self, row: u32) -> (&[u8], Head) {
        let begin = self.numbers + row as usize * self.stride;
        let bytes = &self.bytes[begin..begin + self.stride];
        (bytes, Head::of(bytes[self.stride - 1]))
    }

    /// The inverse document frequency of a row.
    pub(crate) fn frequency(&self, row: u32) -> f32 {
        frequency_at(self.row(row).1.frequency)
    }

    /// The glossary that it was trained with.
    pub(crate) fn glossary(&self) -> Glossary<'_> {
        let begin = self.numbers + ROWS * self.stride + 4 * self.header.texts;
        Glossary::of(self.bytes[begin..].as_chunks::<ENTRY>().0)
    }

    /// The text as a vector, its meanings among its features.
    pub(crate) fn vector(&self, text: &Text) -> Vector {
        self.vector_of(text, Kinds::SPELLED.with(self.glossary()))
    }

    /// The text as a vector of how it is spelled.
    pub(crate) fn spelled(&self, text: &Text) -> Vector {
        self.vector_of(text, Kinds::SPELLED)
    }

    fn vector_of(&self, text: &Text, kinds: Kinds<'_>) -> Vector {
        vector(text, kinds, |row| self.frequency(row))
    }

    /// How far a text is on the side of each column.
    pub(crate) fn margins(&self, text: &Vector) -> Margins {
        let mut sums = self.header.bias.clone();
        let columns = sums.len();
        sums.resize(self.stride, 0.0);
        for (row, value) in &text.0 {
            // What the head adds to the last lane is cut off.
            let (weights, head) = self.row(*row);
            let value = value * self.scales[head.scale];
            let lanes = sums.as_chunks_mut::<LANES>().0.iter_mut();
            for (sums, weights) in lanes.zip(weights.as_chunks::<LANES>().0) {
                let weights = weights.map(|weight| f32::from(weight as i8));
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += value * weight;
                }
            }
        }
        sums.truncate(columns);
        Margins {
            columns: sums,
            topics: self.topics.len(),
        }
    }
}

/// A text as a vector: its features, each times how rare it is, of length 1.
pub(crate) fn vector(text: &Text, kinds: Kinds<'_>, frequency: impl Fn(u32) -> f32) -> Vector {
    let mut values = features(text, kinds);
    let mut square = 0.0_f32;
    for (row, value) in &mut values {
        *value *= frequency(*row);
        square += *value * *value;
    }
    let length = square.sqrt().max(f32::MIN_POSITIVE);
    values.iter_mut().for_each(|(_, value)| *value /= length);
    Vector(values)
}

fn number(bytes: &[u8]) -> [u8; 4] {
    bytes.try_into().unwrap_or_default()
}

/// A number for a text of a topic in a language (FNV-1a).
pub(crate) fn fingerprint(topic: &str, lang: Lang, text: &Text) -> u32 {
    let plain = text.plain();
    let parts = [topic, lang.code(), plain.as_str()];
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_is_written_is_read_as_it_was_learned_but_for_rounding() {
        let mut frequency = vec![rounded(12.0); ROWS];
        let mut columns = vec![(vec![0.0; ROWS], 0.25); 1 + MORE_COLUMNS];
        let learned = [
            (3, 4.2, [2.5, -0.3, 0.0, 1.0]),
            (9, 1.0, [0.002, -0.001, 0.0, 0.0015]),
        ];
        for (row, rare, weights) in learned {
            frequency[row] = rounded(rare);
            for (column, weight) in columns.iter_mut().zip(weights) {
                column.0[row] = weight;
            }
        }
        let bytes = Learned {
            glossary: Glossary::of(&[[1, 0, 0, 0, 7, 0]]),
            topics: vec![TopicId::parse("about").unwrap()],
            frequency: frequency.clone(),
            columns,
            confidence: Confidence::default(),
            fingerprints: vec![5, 8],
        };
        let weights = Weights::read(Cow::Owned(bytes.to_bytes().unwrap())).unwrap();
        assert_eq!(weights.numbers % LINE, 0);
        assert_eq!(weights.glossary().entries(), [[1, 0, 0, 0, 7, 0]]);
        for (row, _, wanted) in learned {
            assert_eq!(weights.frequency(row as u32), frequency[row]);
            let margins = weights.margins(&Vector(vec![(row as u32, 1.0)])).columns;
            let most = wanted
                .into_iter()
                .fold(0.0_f32, |most, it| it.abs().max(most));
            for (margin, wanted) in margins.into_iter().zip(wanted) {
                let off = (margin - 0.25 - wanted).abs();
                assert!(off <= most / 127.0, "{margin} for {wanted}");
            }
        }
    }
}
