//! From text to words: split, small letters, no accents, and the stem in either language.

use std::{collections::HashMap, sync::Arc};

use domain::Lang;
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RawTokenizer, SimpleTokenizer, Stemmer, TextAnalyzer,
};

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word in small letters without accents.
    pub(crate) plain: String,
    english: String,
    dutch: String,
}

impl Word {
    /// What is left of the word without its endings.
    pub(crate) fn stem(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.english,
            Lang::Nl => &self.dutch,
        }
    }
}

/// tantivy's analysis chain; what it makes of a word is remembered while the index is built, for most words of questions
/// stand in the answers.
///
/// It keeps buffers between texts, so each thread needs a clone of its own, which is cheap.
#[derive(Clone)]
pub(crate) struct Analyzer {
    plain: TextAnalyzer,
    english: TextAnalyzer,
    dutch: TextAnalyzer,
    known: Arc<HashMap<String, Word>>,
}

impl Analyzer {
    pub(crate) fn new() -> Self {
        // It is given one word at a time.
        let stemmed = |language| {
            TextAnalyzer::builder(RawTokenizer::default())
                .filter(Stemmer::new(language))
                .build()
        };
        let plain = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(AsciiFoldingFilter)
            .build();
        Self {
            plain,
            english: stemmed(Language::English),
            dutch: stemmed(Language::Dutch),
            known: Arc::default(),
        }
    }

    /// The words of a text in their order.
    pub(crate) fn words(&mut self, text: &str) -> Vec<Word> {
        let mut words = Vec::with_capacity(text.len() / 5);
        let mut tokens = self.plain.token_stream(text);
        while tokens.advance() {
            let plain = &tokens.token().text;
            words.push(match self.known.get(plain) {
                Some(word) => word.clone(),
                None => Word {
                    english: stem(&mut self.english, plain),
                    dutch: stem(&mut self.dutch, plain),
                    plain: plain.clone(),
                },
            });
        }
        words
    }

    /// Remembers what these words come to.
    pub(crate) fn remember<'a>(&mut self, words: impl IntoIterator<Item = &'a Word>) {
        let known = Arc::make_mut(&mut self.known);
        for word in words {
            if !known.contains_key(&word.plain) {
                known.insert(word.plain.clone(), word.clone());
            }
        }
    }
}

fn stem(analyzer: &mut TextAnalyzer, word: &str) -> String {
    let mut tokens = analyzer.token_stream(word);
    if tokens.advance() {
        tokens.token().text.clone()
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_accents_and_endings_of_each_language() {
        let words = Analyzer::new().words("Één-op-één bijeenkomsten, Courses!");
        let seen: Vec<_> = words
            .iter()
            .map(|word| {
                (
                    word.plain.as_str(),
                    word.stem(Lang::En),
                    word.stem(Lang::Nl),
                )
            })
            .collect();
        insta::assert_debug_snapshot!(seen);
    }
}
