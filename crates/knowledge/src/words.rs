//! What the index knows of words apart from the answers: which say nothing, which mean the same.

use std::collections::{HashMap, HashSet};

use domain::Lang;

use crate::analysis::Analyzer;

/// A meaning that several words of both languages share, by its place in the thesaurus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Concept(pub(crate) u16);

/// The words of one language.
#[derive(Debug)]
pub(crate) struct Words {
    common: HashSet<String>,
    concepts: HashMap<String, Vec<Concept>>,
}

impl Words {
    /// Reads the lists that are compiled in.
    pub(crate) fn bundled(lang: Lang, analyzer: &mut Analyzer) -> Self {
        let common = match lang {
            Lang::En => include_str!("../words/common.en.txt"),
            Lang::Nl => include_str!("../words/common.nl.txt"),
        };
        let mut concepts: HashMap<String, Vec<Concept>> = HashMap::new();
        let lines = include_str!("../words/thesaurus.txt").lines();
        let meanings = lines
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let (english, dutch) = line.split_once(':')?.1.split_once('|')?;
                Some(if lang == Lang::En { english } else { dutch })
            });
        for (number, meaning) in (0..).map(Concept).zip(meanings) {
            for word in analyzer.words(meaning) {
                let known = concepts.entry(word.stem(lang).to_owned()).or_default();
                if !known.contains(&number) {
                    known.push(number);
                }
            }
        }
        let common = analyzer
            .words(common)
            .into_iter()
            .map(|word| word.plain)
            .collect();
        Self { common, concepts }
    }

    /// Whether the word says nothing of the subject; single letters never do.
    pub(crate) fn is_common(&self, plain: &str) -> bool {
        plain.len() == 1 || self.common.contains(plain)
    }

    /// The meanings of a stem.
    pub(crate) fn concepts(&self, stem: &str) -> &[Concept] {
        self.concepts.get(stem).map_or(&[], Vec::as_slice)
    }
}
