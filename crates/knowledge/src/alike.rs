//! Finds questions of a list that stand among the example questions: such a list tests nothing.

use std::fmt;
use std::path::Path;

use crate::examples::{self, Part};
use crate::features::Kinds;
use crate::likeness::Likeness;
use crate::table::Table;
use crate::text::Text;
use crate::weights::{Vector, vector};
use crate::{Loaded, train};

/// From this likeness on two questions say the same in nearly the same words.
const ALIKE: f32 = 0.75;

/// A question of a list, and the example that it is like.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// The question of the list.
    pub question: String,
    /// The example.
    pub example: String,
    /// How like they are, 0 to 1.
    pub likeness: f32,
}

impl fmt::Display for Alike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            question,
            example,
            likeness,
        } = self;
        write!(f, "{likeness:.2}  {question}\n      {example}")
    }
}

/// The questions of a list that are like an example in the answers or in the directory's lists, the likest first.
pub fn alike(loaded: &Loaded, directory: &Path, tsv: &str) -> anyhow::Result<Vec<Alike>> {
    let mut examples = examples::all(&loaded.entries, directory)?;
    // A keyword is no question.
    examples.retain(|it| it.part == Part::List || it.part == Part::Head && it.text.contains(' '));
    let texts: Vec<_> = examples.iter().map(|it| Text::of(&it.text)).collect();
    let frequency = train::frequency(&texts, Kinds::SPELLED);
    let of = |text: &Text| vector(text, Kinds::SPELLED, |row| frequency[row as usize]);
    let vectors: Vec<Vector> = texts.iter().map(of).collect();
    let known = Likeness::of(&vectors);
    let mut found = Vec::new();
    for row in Table::read(tsv, ["question"])?.rows() {
        let [question] = row?.cells;
        let likeness = known.to(&of(&Text::of(question)));
        let likest = likeness.into_iter().zip(&examples);
        if let Some((likeness, example)) = likest.max_by(|(a, _), (b, _)| a.total_cmp(b))
            && likeness >= ALIKE
        {
            found.push(Alike {
                question: question.to_owned(),
                example: example.text.clone(),
                likeness,
            });
        }
    }
    found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
    Ok(found)
}
