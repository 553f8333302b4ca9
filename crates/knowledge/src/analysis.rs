//! From text to words: split, small letters, no accents, and the stem in either language.

use domain::Lang;
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer,
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

/// tantivy's analysis chain, once without and twice with a stemmer.
///
/// It keeps buffers between texts, so each thread needs a clone of its own, which is cheap.
#[derive(Clone)]
pub(crate) struct Analyzer {
    plain: TextAnalyzer,
    english: TextAnalyzer,
    dutch: TextAnalyzer,
}

impl Analyzer {
    pub(crate) fn new() -> Self {
        let stemmed = |language| {
            TextAnalyzer::builder(SimpleTokenizer::default())
                .filter(LowerCaser)
                .filter(AsciiFoldingFilter)
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
        }
    }

    /// The words of a text in their order.
    pub(crate) fn words(&mut self, text: &str) -> Vec<Word> {
        let mut words = Vec::with_capacity(text.len() / 5);
        let mut plain = self.plain.token_stream(text);
        let mut english = self.english.token_stream(text);
        let mut dutch = self.dutch.token_stream(text);
        while plain.advance() && english.advance() && dutch.advance() {
            words.push(Word {
                plain: plain.token().text.clone(),
                english: english.token().text.clone(),
                dutch: dutch.token().text.clone(),
            });
        }
        words
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
