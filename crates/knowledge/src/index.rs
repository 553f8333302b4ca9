//! What each word says of each topic, worked out once so that a question only adds numbers up.
//!
//! The words come from tantivy's analysis chain. Its index and queries are not used: four boosted
//! fields took 80 µs a question where this takes below 20, and its scores do not say which part of
//! a question a topic explains, which is what the confidence rests on.

use std::collections::HashMap;

use domain::Lang;

use crate::analysis::{Analyzer, Word};
use crate::spelling::{Spelling, compound};
use crate::words::Words;

/// The information of a word that stands nowhere in the answers, in the unit of `Row::information`.
const UNKNOWN: f32 = 1.6;
/// The information of a word that is common in the language.
const COMMON: f32 = 0.25;
/// The most information of a common word in a question that has no other words.
const BARE: f32 = 1.2;
/// How much a word of the other language counts.
const OTHER_LANGUAGE: f32 = 0.9;
/// How much a word of the same meaning counts.
const SAME_MEANING: f32 = 0.4;
/// How much the part of a compound counts.
const PART: f32 = 0.75;

/// The number of something that a question can be about: first the topics, then what is outside.
pub(crate) type Class = u16;

/// The index; it does not change once built.
pub(crate) struct Index {
    analyzer: Analyzer,
    words: [Words; 2],
    terms: [HashMap<String, u32>; 2],
    /// The words of the answers with their endings, which the parts of compounds keep.
    forms: [HashMap<String, u32>; 2],
    spelling: [Spelling; 2],
    concepts: HashMap<u16, u32>,
    pub(crate) rows: Vec<Row>,
    /// The class of each example.
    pub(crate) examples: Vec<Class>,
    /// The texts that people could ask, word for word, and what they ask about.
    questions: HashMap<String, Class>,
    /// How many classes there are.
    pub(crate) classes: usize,
}

/// What is known of one term: a stem of one language, or a meaning.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// How much the term tells (inverse document frequency), about 0.2 to 4.
    pub(crate) information: f32,
    /// Whether somebody wrote the word down as a keyword of its own.
    keyword: bool,
    /// How surely the term belongs to each class, 0 to 1.
    pub(crate) classes: Vec<(Class, f32)>,
    /// The weight of the term in each example that has it.
    pub(crate) examples: Vec<(u32, f32)>,
}

/// What a word of a question comes to: terms with how surely each is meant, surest first.
pub(crate) struct Meaning {
    pub(crate) information: f32,
    pub(crate) rows: Vec<(u32, f32)>,
    pub(crate) common: bool,
}

/// A text of a class, with how much a word in it says of the class.
pub(crate) struct Passage<'a> {
    pub(crate) class: Class,
    pub(crate) lang: Lang,
    pub(crate) text: &'a str,
    pub(crate) weight: f32,
    /// Whether the text is what people could ask.
    pub(crate) example: bool,
    /// Whether the text is a keyword.
    pub(crate) keyword: bool,
}

impl Index {
    pub(crate) fn build(passages: &[Passage<'_>], classes: usize) -> Self {
        let mut analyzer = Analyzer::new();
        let words = Lang::ALL.map(|lang| Words::bundled(lang, &mut analyzer));
        let mut index = Self {
            words,
            terms: Default::default(),
            forms: Default::default(),
            spelling: Default::default(),
            concepts: HashMap::new(),
            rows: Vec::new(),
            examples: Vec::new(),
            questions: HashMap::new(),
            classes,
            analyzer: analyzer.clone(),
        };
        let texts: Vec<_> = passages.iter().map(|it| analyzer.words(it.text)).collect();
        index.analyzer.remember(texts.iter().flatten());
        for (passage, words) in passages.iter().zip(&texts) {
            index.count(passage, words);
        }
        index.weigh();
        for (passage, words) in passages.iter().zip(&texts).filter(|(it, _)| it.example) {
            index.add_example(passage, words);
        }
        index
    }

    /// The words of a question.
    pub(crate) fn analyze(&self, question: &str) -> Vec<Word> {
        self.analyzer.clone().words(question)
    }

    /// The class of which the words are a title or question, all of them in the same order.
    pub(crate) fn question(&self, words: &[Word]) -> Option<Class> {
        self.questions.get(&joined(words)).copied()
    }

    /// The lists of words of a language.
    pub(crate) fn words(&self, lang: Lang) -> &Words {
        &self.words[lang as usize]
    }

    /// What the words of a question in that language come to; a word that is there twice counts once.
    ///
    /// Common words tell little, unless there are no others.
    pub(crate) fn meanings(&self, words: &[Word], lang: Lang) -> Vec<Meaning> {
        let mut meanings = Vec::with_capacity(words.len());
        for (number, word) in words.iter().enumerate() {
            if !words[..number].contains(word) {
                meanings.push(self.meaning(word, lang));
            }
        }
        let most = if meanings.iter().all(|it| it.common) {
            BARE
        } else {
            COMMON
        };
        for meaning in meanings.iter_mut().filter(|it| it.common) {
            meaning.information = meaning.information.min(most);
        }
        meanings
    }

    /// What a word of a question in that language comes to.
    fn meaning(&self, word: &Word, lang: Lang) -> Meaning {
        let mut rows = Vec::with_capacity(4);
        let common = self.words(lang).is_common(&word.plain);
        if let Some(row) = self.term(lang, word.stem(lang)) {
            rows.push((row, 1.0));
        }
        let other = lang.other();
        if !common && let Some(row) = self.term(other, word.stem(other)) {
            rows.push((row, OTHER_LANGUAGE));
        }
        if !common && rows.is_empty() {
            self.guess(word, lang, &mut rows);
        }
        for lang in [lang, other] {
            if common && lang == other {
                continue;
            }
            for concept in self.words(lang).concepts(word.stem(lang)) {
                if let Some(row) = self.concepts.get(&concept.0) {
                    rows.push((*row, SAME_MEANING));
                }
            }
        }
        let keyword = rows.iter().any(|(row, _)| self.rows[*row as usize].keyword);
        let common = common && !keyword;
        let information = rows
            .first()
            .map_or(UNKNOWN, |(row, _)| self.rows[*row as usize].information);
        Meaning {
            information,
            rows,
            common,
        }
    }

    /// Adds what an unknown word may be: a typing error, or a compound of known words.
    fn guess(&self, word: &Word, lang: Lang, rows: &mut Vec<(u32, f32)>) {
        let other = lang.other();
        let known = |part: &str| self.forms[lang as usize].get(part).copied();
        if let Some(parts) = compound(&word.plain, known) {
            rows.extend(parts.map(|row| (row, PART)));
            return;
        }
        let corrected = [lang, other].map(|lang| {
            let found = self.spelling[lang as usize].correct(word.stem(lang));
            found.filter(|_| !self.words(lang).is_common(&word.plain))
        });
        if let Some(best) = corrected
            .into_iter()
            .flatten()
            .max_by(|a, b| a.1.total_cmp(&b.1))
        {
            rows.push(best);
        }
    }

    pub(crate) fn term(&self, lang: Lang, stem: &str) -> Option<u32> {
        self.terms[lang as usize].get(stem).copied()
    }

    /// Counts the words of a passage for its class.
    fn count(&mut self, passage: &Passage<'_>, words: &[Word]) {
        let lang = passage.lang;
        for word in words {
            let stem = word.stem(lang);
            let row = match self.term(lang, stem) {
                Some(row) => row,
                None => {
                    let row = self.new_row();
                    self.terms[lang as usize].insert(stem.to_owned(), row);
                    if !self.words(lang).is_common(&word.plain) {
                        self.spelling[lang as usize].add(stem, row);
                    }
                    row
                }
            };
            if !self.words(lang).is_common(&word.plain) {
                self.forms[lang as usize]
                    .entry(word.plain.clone())
                    .or_insert(row);
            }
            self.rows[row as usize].keyword |= passage.keyword && words.len() == 1;
            self.rows[row as usize].add(passage.class, passage.weight);
            if self.words(lang).is_common(&word.plain) && !self.rows[row as usize].keyword {
                continue;
            }
            for concept in self.words(lang).concepts(stem).to_vec() {
                let row = match self.concepts.get(&concept.0) {
                    Some(row) => *row,
                    None => {
                        let row = self.new_row();
                        self.concepts.insert(concept.0, row);
                        row
                    }
                };
                self.rows[row as usize].add(passage.class, passage.weight);
            }
        }
    }

    fn new_row(&mut self) -> u32 {
        self.rows.push(Row::default());
        u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX)
    }

    /// Turns the counts of each row into sureness and information.
    fn weigh(&mut self) {
        for row in &mut self.rows {
            let mut frequency = 0.0;
            for (_, weight) in &mut row.classes {
                *weight = 1.0 - (-*weight).exp();
                frequency += *weight;
            }
            let absent = (self.classes as f32 - frequency).max(0.0);
            row.information = (1.0 + (absent + 0.5) / (frequency + 0.5)).ln();
        }
    }

    /// Adds a text that people could ask, as a vector of length 1.
    fn add_example(&mut self, passage: &Passage<'_>, words: &[Word]) {
        let example = u32::try_from(self.examples.len()).unwrap_or(u32::MAX);
        self.examples.push(passage.class);
        if !passage.keyword {
            self.questions.entry(joined(words)).or_insert(passage.class);
        }
        let meanings = self.meanings(words, passage.lang);
        let length = meanings
            .iter()
            .map(|it| it.information.powi(2))
            .sum::<f32>()
            .sqrt();
        for meaning in &meanings {
            for (row, _) in &meaning.rows {
                let entries = &mut self.rows[*row as usize].examples;
                if entries.last().is_none_or(|(last, _)| *last != example) {
                    entries.push((example, meaning.information / length));
                }
            }
        }
    }
}

/// The words with a space between them.
fn joined(words: &[Word]) -> String {
    let mut text = String::with_capacity(8 * words.len());
    for word in words {
        text.push_str(&word.plain);
        text.push(' ');
    }
    text
}

impl Row {
    fn add(&mut self, class: Class, weight: f32) {
        match self.classes.iter_mut().find(|(known, _)| *known == class) {
            Some((_, sum)) => *sum += weight,
            None => self.classes.push((class, weight)),
        }
    }
}
