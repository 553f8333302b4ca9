//! Words of a line with their places, and how many of them a value takes.

use domain::Lang;

use crate::{Kind, texts};

/// A word and where it stands, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Word<'_> {
    pub(super) fn folded(&self) -> String {
        self.text.to_lowercase()
    }
}

pub(super) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    text.split_whitespace().map(move |word| {
        // `split_whitespace` gives slices of `text`: their addresses say where they stand.
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        Word {
            text: word,
            start,
            end: start + word.len(),
        }
    })
}

/// How many bytes of the text's beginning one value of this kind takes, space before it included: one
/// word, two for a moment, as many as the name of a choice has.
pub(super) fn span(kind: Kind, text: &str) -> usize {
    let found: Vec<Word<'_>> = words(text).collect();
    let count = match kind {
        Kind::Choice(ids) => choice(ids, &found),
        Kind::Moment => moment(&found),
        _ => 1,
    };
    found.get(count - 1).map_or(text.len(), |word| word.end)
}

/// Whether the text is a whole choice, by its id or its name.
pub(super) fn is_choice(ids: &[&str], text: &str) -> bool {
    let text = text.trim().to_lowercase();
    names(ids).any(|name| name == text)
}

fn choice(ids: &[&str], found: &[Word<'_>]) -> usize {
    let typed: Vec<_> = found.iter().map(Word::folded).collect();
    names(ids)
        .filter_map(|name| {
            let name: Vec<_> = name.split_whitespace().map(str::to_owned).collect();
            typed.starts_with(&name).then_some(name.len())
        })
        .max()
        .unwrap_or(1)
        .max(1)
}

fn names(ids: &[&str]) -> impl Iterator<Item = String> {
    ids.iter().flat_map(|id| {
        let named = Lang::ALL.map(|lang| texts::choice(lang, id).to_lowercase());
        named.into_iter().chain([id.to_lowercase()])
    })
}

fn moment(found: &[Word<'_>]) -> usize {
    let time = |word: &Word<'_>| {
        word.text
            .split_once([':', '.'])
            .is_some_and(|(hour, minute)| {
                hour.parse::<u8>().is_ok() && minute.parse::<u8>().is_ok()
            })
    };
    if found.get(1).is_some_and(time) { 2 } else { 1 }
}
