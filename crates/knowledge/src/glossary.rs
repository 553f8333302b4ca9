//! What words mean, in either language and in whatever form they stand: *geld*, *funds* and *budget* are money.
//!
//! Read from `glossary.tsv` when weights are learned, and from the weights file afterwards, because what was learned holds
//! for the meanings that it was learned with.

use std::path::Path;
use std::{fs, io};

use anyhow::{Context as _, ensure};

use crate::features::Hash;
use crate::table::Table;
use crate::text::Text;
use crate::weights::Weights;

/// The name of the glossary in a directory of answers.
const FILE: &str = "glossary.tsv";
/// The bytes of an entry.
pub(crate) const ENTRY: usize = 6;

/// A word, by its hash, and the number of one of its meanings, both little-endian.
pub(crate) type Entry = [u8; ENTRY];

/// The meanings of words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glossary<'a> {
    /// In the order of the words' hashes.
    entries: &'a [Entry],
}

impl<'a> Glossary<'a> {
    /// One in which no word has a meaning.
    pub(crate) const EMPTY: Self = Self { entries: &[] };

    pub(crate) fn of(entries: &'a [Entry]) -> Self {
        Self { entries }
    }

    pub(crate) fn entries(self) -> &'a [Entry] {
        self.entries
    }

    /// What a word means; nothing where it is not known.
    pub(crate) fn meanings(self, word: Hash) -> &'a [Entry] {
        let wanted = word.number();
        let begin = self.entries.partition_point(|it| word_of(it) < wanted);
        let own = self.entries[begin..].iter();
        let own = own.take_while(|it| word_of(it) == wanted).count();
        &self.entries[begin..begin + own]
    }
}

/// The number of the meaning.
pub(crate) fn meaning(entry: &Entry) -> u16 {
    u16::from_le_bytes([entry[4], entry[5]])
}

/// The entries of a directory's glossary; where it has none, those that the compiled in weights were learned with.
pub(crate) fn directory(root: &Path) -> anyhow::Result<Vec<Entry>> {
    let path = root.join(FILE);
    match fs::read_to_string(&path) {
        Ok(text) => read(&text).with_context(|| path.display().to_string()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Ok(Weights::bundled()?.glossary().entries().to_vec())
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Reads a table of meanings, each with the words that have it.
pub(crate) fn read(tsv: &str) -> anyhow::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let table = Table::read(tsv, ["meaning", "words"])?;
    for (number, row) in table.rows().enumerate() {
        let row = row?;
        let number = u16::try_from(number).context("there are more than 65,536 meanings")?;
        let [_, words] = row.cells;
        for word in words.split(' ') {
            let text = Text::of(word);
            ensure!(
                text.plain() == word,
                "line {}: `{word}` must be one word in small letters, without accents",
                row.line
            );
            entries.extend(text.words().map(|it| (Hash::word(it).number(), number)));
        }
    }
    entries.sort_unstable();
    entries.dedup();
    let entries = entries.into_iter().map(|(word, number)| {
        let ([a, b, c, d], [e, f]) = (word.to_le_bytes(), number.to_le_bytes());
        [a, b, c, d, e, f]
    });
    Ok(entries.collect())
}

fn word_of(entry: &Entry) -> u32 {
    u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meanings(entries: &[Entry], word: &str) -> Vec<u16> {
        let letters: Vec<char> = word.chars().collect();
        let own = Glossary::of(entries).meanings(Hash::word(&letters));
        own.iter().map(meaning).collect()
    }

    #[test]
    fn a_word_has_the_meanings_of_all_lines_in_which_it_stands() {
        let tsv = "meaning\twords\nmoney\tgeld funds bank\nhouse\thuis bank\n";
        let entries = read(tsv).unwrap();
        assert_eq!(meanings(&entries, "geld"), [0]);
        assert_eq!(meanings(&entries, "bank"), [0, 1]);
        assert!(meanings(&entries, "boot").is_empty());
        assert!(Glossary::EMPTY.meanings(Hash::word(&['b'])).is_empty());
    }

    #[test]
    fn what_is_not_a_plain_word_is_named_with_its_line() {
        for wrong in ["Geld", "coöp", "e-mail"] {
            let error = read(&format!("meaning\twords\nmoney\tgeld\nother\t{wrong}")).unwrap_err();
            let told =
                format!("line 3: `{wrong}` must be one word in small letters, without accents");
            assert_eq!(error.to_string(), told);
        }
    }

    #[test]
    fn the_weights_were_learned_with_the_glossary_as_it_is() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
        let weights = Weights::bundled().unwrap();
        assert!(
            directory(&root).unwrap() == weights.glossary().entries(),
            "write the weights again with: cargo run --release -- knowledge train knowledge"
        );
    }
}
