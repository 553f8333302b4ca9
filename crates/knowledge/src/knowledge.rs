//! All answers with the index over them: immutable once built, to be shared by `Arc`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use domain::Lang;

use crate::index::{Class, Index, Passage};
use crate::score::Outside;
use crate::{Entry, TopicId, outside};

/// The answers, and the means to find the right one.
pub struct Knowledge {
    topics: Vec<TopicId>,
    entries: BTreeMap<(TopicId, Lang), Entry>,
    pub(crate) index: Index,
    pub(crate) outside: Outside,
}

impl Knowledge {
    /// Builds the index over the entries; the later of two entries of one topic and language counts.
    ///
    /// Fails when a topic is not there in both languages.
    pub fn build(entries: impl IntoIterator<Item = Entry>) -> anyhow::Result<Self> {
        let entries: BTreeMap<_, _> = entries
            .into_iter()
            .map(|it| ((it.topic.clone(), it.lang), it))
            .collect();
        let topics: BTreeSet<_> = entries.keys().map(|(topic, _)| topic.clone()).collect();
        for topic in &topics {
            for lang in Lang::ALL {
                anyhow::ensure!(
                    entries.contains_key(&(topic.clone(), lang)),
                    "cannot build the index: the answer {lang}/{topic}.md is missing"
                );
            }
        }
        let topics: Vec<_> = topics.into_iter().collect();
        let groups = outside::groups().context("cannot read the words of outside.toml")?;
        let mut passages = Vec::new();
        for entry in entries.values() {
            let class = topics.binary_search(&entry.topic).unwrap_or_default();
            passages.extend(passages_of(entry, Class::try_from(class)?));
        }
        for (number, group) in groups.iter().enumerate() {
            let class = Class::try_from(topics.len() + number)?;
            for lang in Lang::ALL {
                passages.extend(group.texts(lang).iter().map(|text| Passage {
                    class,
                    lang,
                    text,
                    weight: OUTSIDE,
                    example: text.contains(' '),
                    keyword: true,
                }));
            }
        }
        let classes = topics.len() + groups.len();
        let index = Index::build(&passages, classes);
        let decisive = (topics.len()..)
            .zip(&groups)
            .filter(|(_, group)| group.decisive);
        let decisive = decisive.map(|(class, _)| class).collect();
        let outside = Outside {
            first: topics.len(),
            decisive,
        };
        Ok(Self {
            topics,
            entries,
            index,
            outside,
        })
    }

    /// The answers that are compiled in.
    pub fn bundled() -> anyhow::Result<Self> {
        Self::build(crate::bundled().entries)
    }

    /// Every topic, in the order of the alphabet.
    pub fn topics(&self) -> &[TopicId] {
        &self.topics
    }

    /// The answer on a topic in a language; `None` when the topic does not exist.
    pub fn entry(&self, topic: &TopicId, lang: Lang) -> Option<&Entry> {
        self.entries.get(&(topic.clone(), lang))
    }
}

const TITLE: f32 = 1.6;
const KEYWORD: f32 = 1.4;
const QUESTION: f32 = 0.5;
const SHORT_ANSWER: f32 = 0.4;
const REST: f32 = 0.05;
const OUTSIDE: f32 = 1.6;

/// The texts of an entry that are indexed.
fn passages_of(entry: &Entry, class: Class) -> impl Iterator<Item = Passage<'_>> {
    let passage = move |text, weight, example, keyword| Passage {
        class,
        lang: entry.lang,
        text,
        weight,
        example,
        keyword,
    };
    let title = [passage(entry.title.as_str(), TITLE, true, false)];
    let questions = entry
        .questions
        .iter()
        .map(move |it| passage(it, QUESTION, true, false));
    let keywords = entry.keywords.iter().map(move |it| {
        let words = it.split_whitespace().count().max(1) as f32;
        passage(it, KEYWORD / words.sqrt(), true, true)
    });
    let text = [
        passage(&entry.answer.short, SHORT_ANSWER, false, false),
        passage(&entry.answer.more, REST, false, false),
    ];
    title
        .into_iter()
        .chain(questions)
        .chain(keywords)
        .chain(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_in_the_order_of_the_alphabet_and_have_both_languages() {
        let knowledge = Knowledge::bundled().unwrap();
        assert!(knowledge.topics().is_sorted());
        for topic in knowledge.topics() {
            for lang in Lang::ALL {
                let entry = knowledge.entry(topic, lang).unwrap();
                assert_eq!((&entry.topic, entry.lang), (topic, lang));
            }
        }
        assert_eq!(
            knowledge.entry(&TopicId::parse("gardening").unwrap(), Lang::En),
            None
        );
    }

    #[test]
    fn an_answer_in_one_language_alone_is_refused() {
        let mut entries = crate::bundled().entries;
        entries.retain(|entry| entry.topic.as_str() != "bot" || entry.lang == Lang::En);
        let error = Knowledge::build(entries).err().unwrap();
        assert_eq!(
            error.to_string(),
            "cannot build the index: the answer nl/bot.md is missing"
        );
    }

    #[test]
    fn without_answers_every_question_is_declined() {
        let found = Knowledge::build([]).unwrap().find("Who are you?", None);
        assert_eq!((found.answer, found.candidates), (None, Vec::new()));
    }

    #[test]
    fn it_is_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Knowledge>();
    }
}
