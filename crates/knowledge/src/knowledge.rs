//! All answers with the means to find the right one: immutable once built, to be shared by `Arc`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use domain::Lang;

use crate::examples;
use crate::fresh::Fresh;
use crate::likeness::Likeness;
use crate::text::Text;
use crate::weights::{Margins, Vector, Weights};
use crate::{Entry, TopicId};

/// The answers, and the means to find the right one.
pub struct Knowledge {
    topics: Vec<TopicId>,
    entries: BTreeMap<(TopicId, Lang), Entry>,
    pub(crate) weights: Arc<Weights>,
    /// The topic of each column of the weights; none where the topic is not among the answers.
    columns: Vec<Option<usize>>,
    /// Titles and questions, word for word, and what they ask about.
    exact: HashMap<String, usize>,
    fresh: Fresh,
}

/// A question, measured.
pub(crate) struct Measured {
    /// How far it is on the side of each topic.
    pub(crate) topics: Vec<f32>,
    /// How far it is on the side of what is for somebody else.
    pub(crate) outside: f32,
    /// How far it is on the side of Dutch.
    pub(crate) dutch: f32,
    /// How far it is on the side of what is about somebody's treatment.
    pub(crate) care: f32,
    /// The topic of which it is a title or question, word for word.
    pub(crate) exact: Option<usize>,
}

impl Knowledge {
    /// Prepares the answers; the later of two entries of one topic and language counts.
    ///
    /// Texts that the weights were not trained on speak by their likeness to the question.
    pub fn build(entries: impl IntoIterator<Item = Entry>, weights: Arc<Weights>) -> Self {
        let entries: BTreeMap<_, _> = entries
            .into_iter()
            .map(|it| ((it.topic.clone(), it.lang), it))
            .collect();
        let topics: BTreeSet<_> = entries.keys().map(|(topic, _)| topic.clone()).collect();
        let topics: Vec<_> = topics.into_iter().collect();
        let columns = weights.topics().iter();
        let columns = columns.map(|it| topics.binary_search(it).ok()).collect();
        let mut exact = HashMap::new();
        let mut fresh: Vec<(usize, Text)> = Vec::new();
        for entry in entries.values() {
            let topic = topics.binary_search(&entry.topic).unwrap_or_default();
            let sentences = 1 + entry.questions.len();
            for (number, text) in examples::heads(entry).enumerate() {
                let text = Text::of(text);
                if number < sentences {
                    exact.entry(text.plain()).or_insert(topic);
                }
                if !weights.knows(&entry.topic, entry.lang, &text) {
                    fresh.push((topic, text));
                }
            }
        }
        let fresh = Fresh::of(fresh, &weights);
        Self {
            topics,
            entries,
            weights,
            columns,
            exact,
            fresh,
        }
    }

    /// The answers that are compiled in.
    pub fn bundled() -> anyhow::Result<Self> {
        let weights = Arc::new(Weights::bundled()?);
        Ok(Self::build(crate::bundled().entries, weights))
    }

    /// Every topic, in the order of the alphabet.
    pub fn topics(&self) -> &[TopicId] {
        &self.topics
    }

    /// The answer on a topic in a language, or in the other where it is there in that alone; `None` when the topic does
    /// not exist.
    pub fn entry(&self, topic: &TopicId, lang: Lang) -> Option<&Entry> {
        let own = self.entries.get(&(topic.clone(), lang));
        own.or_else(|| self.entries.get(&(topic.clone(), lang.other())))
    }

    /// Texts that say nearly the same, together: the numbers of each group, in the order of the texts.
    pub fn alike(&self, texts: &[&str]) -> Vec<Vec<usize>> {
        let vectors = texts
            .iter()
            .map(|text| self.weights.spelled(&Text::of(text)));
        let vectors: Vec<Vector> = vectors.collect();
        let likeness = Likeness::of(&vectors);
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (number, vector) in vectors.iter().enumerate() {
            let likeness = likeness.to(vector);
            let mut known = groups.iter_mut();
            // The first of a group stands for it.
            match known.find(|group| likeness[group[0]] >= SAME) {
                Some(group) => group.push(number),
                None => groups.push(vec![number]),
            }
        }
        groups
    }

    /// Whether a question names DASH, or shares a word with the title of this topic in either language.
    pub fn names(&self, question: &str, topic: &TopicId) -> bool {
        let words = |text: &str| -> Vec<String> {
            let text = Text::of(text);
            text.words().map(|word| word.iter().collect()).collect()
        };
        let question = words(question);
        let titles = Lang::ALL.map(|lang| self.entry(topic, lang));
        let titles = titles.into_iter().flatten();
        let titled: Vec<String> = titles.flat_map(|entry| words(&entry.title)).collect();
        question.iter().any(|word| {
            let stem = |word: &str| word.chars().take(STEM).collect::<String>();
            let long = word.chars().count() >= STEM;
            word == "dash" || (long && titled.iter().any(|other| stem(other) == stem(word)))
        })
    }

    /// Measures a question against all topics.
    pub(crate) fn measure(&self, text: &Text) -> Measured {
        let margins = self.weights.margins(&self.weights.vector(text));
        let mut measured = Measured {
            topics: vec![UNTRAINED; self.topics.len()],
            outside: margins.outside(),
            dutch: margins.dutch(),
            care: margins.care(),
            exact: self.exact.get(&text.plain()).copied(),
        };
        measured.learned(&margins, &self.columns);
        self.fresh.measure(text, &self.weights, &mut measured);
        measured
    }
}

/// Two words with as many letters alike at the beginning are one word: a plural, a compound.
const STEM: usize = 5;
/// From this likeness on two texts say nearly the same.
const SAME: f32 = 0.4;

/// The margin of a topic that the weights do not know.
pub(crate) const UNTRAINED: f32 = -1.0;
impl Measured {
    /// Takes over what the weights say. A topic that is no longer there is for somebody else.
    fn learned(&mut self, margins: &Margins, columns: &[Option<usize>]) {
        for (margin, topic) in margins.topics().iter().zip(columns) {
            match topic {
                Some(topic) => self.topics[*topic] = *margin,
                None => self.outside = self.outside.max(*margin),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights() -> Arc<Weights> {
        Arc::new(Weights::bundled().unwrap())
    }

    fn topic(id: &str) -> TopicId {
        TopicId::parse(id).unwrap()
    }

    fn answer(knowledge: &Knowledge, question: &str) -> Option<String> {
        let found = knowledge.find(question, None);
        found.answer.map(|it| it.to_string())
    }

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
        assert_eq!(knowledge.entry(&topic("gardening"), Lang::En), None);
    }

    #[test]
    fn an_answer_in_one_language_alone_stands_for_both() {
        let mut entries = crate::bundled().entries;
        entries.retain(|entry| entry.topic.as_str() != "bot" || entry.lang == Lang::En);
        let knowledge = Knowledge::build(entries, weights());
        let entry = knowledge.entry(&topic("bot"), Lang::Nl).unwrap();
        assert_eq!(entry.lang, Lang::En);
    }

    #[test]
    fn without_answers_every_question_is_declined() {
        let found = Knowledge::build([], weights()).find("Who are you?", None);
        assert_eq!((found.answer, found.candidates), (None, Vec::new()));
    }

    #[test]
    fn the_weights_were_trained_on_the_answers_as_they_are() {
        let knowledge = Knowledge::bundled().unwrap();
        assert!(
            knowledge.fresh.is_empty(),
            "write the weights again with: cargo run --release -- knowledge train knowledge"
        );
    }

    #[test]
    fn a_question_written_today_is_found_today() {
        let question = "May I borrow the blue cargo bike of the canteen?";
        let before = Knowledge::bundled().unwrap();
        assert_eq!(answer(&before, question), None);

        let mut entries = crate::bundled().entries;
        let contact = |it: &&mut Entry| it.topic.as_str() == "contact" && it.lang == Lang::En;
        let contact = entries.iter_mut().find(contact).unwrap();
        contact.questions.push(question.to_owned());
        let after = Knowledge::build(entries, weights());
        for asked in [
            question,
            "can I borrow your blue cargo bike",
            "cargo bike canteen?",
        ] {
            assert_eq!(answer(&after, asked).as_deref(), Some("contact"), "{asked}");
        }
        assert_eq!(answer(&after, "Is the canteen open?"), None);
        assert_eq!(answer(&after, "What is DASH?").as_deref(), Some("about"));
    }

    #[test]
    fn a_new_answer_does_not_speak_for_what_it_shares_only_common_words_with() {
        let mut entries = crate::bundled().entries;
        for (lang, title, questions) in [
            (
                Lang::En,
                "Borrowing the cargo bike",
                ["May I borrow the cargo bike (bakfiets) of DASH for an afternoon?"].as_slice(),
            ),
            (
                Lang::Nl,
                "De bakfiets lenen",
                &[
                    "Mag ik de bakfiets van DASH een middag lenen?",
                    "Kan ik jullie fiets gebruiken?",
                ],
            ),
        ] {
            let mut entry = entries.iter().find(|it| it.lang == lang).unwrap().clone();
            entry.topic = topic("cargo-bike");
            title.clone_into(&mut entry.title);
            entry.questions = questions.iter().map(|it| (*it).to_owned()).collect();
            entry.keywords = vec![];
            entries.push(entry);
        }
        let knowledge = Knowledge::build(entries, weights());
        for asked in [
            "can I borrow the bakfiets of DASH?",
            "mag ik de bakfits van jullie een middag lenen",
            "Mag ik jullie bakfiets lenen voor de open dag in Zuidlaren?",
            "could I use your cargo bike on friday",
        ] {
            assert_eq!(
                answer(&knowledge, asked).as_deref(),
                Some("cargo-bike"),
                "{asked}"
            );
        }
        for asked in [
            "May I borrow the MRI for an afternoon?",
            "Mag ik de laptop van DASH een middag lenen?",
            "can I borrow money for an afternoon",
            "Kan ik een boek van jullie lenen?",
            "wat is de rente op lenen",
        ] {
            let found = answer(&knowledge, asked);
            assert_ne!(found.as_deref(), Some("cargo-bike"), "{asked}");
        }
    }

    #[test]
    fn texts_that_say_nearly_the_same_are_together() {
        let knowledge = Knowledge::bundled().unwrap();
        let texts = [
            "May I borrow the cargo bike?",
            "Wanneer is de kantine open?",
            "can i borrow your cargo bike tomorrow",
            "is de kantine nog open",
        ];
        assert_eq!(knowledge.alike(&texts), [[0, 2], [1, 3]]);
        assert_eq!(knowledge.alike(&[]), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn a_new_topic_is_found_by_its_own_texts() {
        let mut entries = crate::bundled().entries;
        for (lang, title, question) in [
            (
                Lang::En,
                "The reading room",
                "Where is the quiet reading room with the microscopes?",
            ),
            (
                Lang::Nl,
                "De leeszaal",
                "Waar is de stille leeszaal met de microscopen?",
            ),
        ] {
            let mut entry = entries.iter().find(|it| it.lang == lang).unwrap().clone();
            entry.topic = topic("reading-room");
            title.clone_into(&mut entry.title);
            entry.questions = vec![question.to_owned()];
            entry.keywords = vec![];
            entries.push(entry);
        }
        let knowledge = Knowledge::build(entries, weights());
        for asked in [
            "de leeszaal",
            "quiet reading room",
            "waar is jullie leeszaal",
        ] {
            assert_eq!(
                answer(&knowledge, asked).as_deref(),
                Some("reading-room"),
                "{asked}"
            );
        }
        assert_eq!(answer(&knowledge, "Who are you?").as_deref(), Some("about"));
    }

    #[test]
    fn a_question_about_a_topic_that_was_taken_out_is_declined() {
        let mut entries = crate::bundled().entries;
        entries.retain(|it| it.topic.as_str() != "newsletter");
        let knowledge = Knowledge::build(entries, weights());
        assert_eq!(answer(&knowledge, "sign up for the newsletter"), None);
    }

    #[test]
    fn it_is_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Knowledge>();
    }
}
