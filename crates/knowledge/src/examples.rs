//! What is learned from: the texts of the answers, and lists of questions with their topics.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, ensure};
use domain::Lang;

use crate::table::{CARE, NONE, Table};
use crate::text::Text;
use crate::{Entry, TopicId};

/// A text, and the topics that answer it: none when it is for somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Example {
    pub(crate) lang: Lang,
    pub(crate) topics: Vec<TopicId>,
    /// Whether it is about somebody's treatment.
    pub(crate) care: bool,
    pub(crate) text: String,
    pub(crate) part: Part,
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// In a list of questions.
    List,
    /// Title, questions or keywords of an answer.
    Head,
    /// A paragraph of an answer.
    Body,
}

/// The texts of answers that people could ask.
pub(crate) fn heads(entry: &Entry) -> impl Iterator<Item = &str> {
    let title = [entry.title.as_str()];
    let more = entry.questions.iter().chain(&entry.keywords);
    title.into_iter().chain(more.map(String::as_str))
}

/// Everything to be learned from: the answers, and the lists in `examples/en.tsv` and `examples/nl.tsv` of a directory.
///
/// In the order of the alphabet, each text once for a topic and language.
pub(crate) fn all(entries: &[Entry], directory: &Path) -> anyhow::Result<Vec<Example>> {
    let topics: BTreeSet<&TopicId> = entries.iter().map(|it| &it.topic).collect();
    let mut examples = Vec::new();
    for entry in entries {
        let example = |text: &str, part| Example {
            lang: entry.lang,
            topics: vec![entry.topic.clone()],
            care: false,
            text: text.to_owned(),
            part,
        };
        examples.extend(heads(entry).map(|text| example(text, Part::Head)));
        let body = entry.answer.whole();
        examples.extend(body.split("\n\n").map(|text| example(text, Part::Body)));
    }
    for lang in Lang::ALL {
        let path = directory.join(format!("examples/{lang}.tsv"));
        let text = fs::read_to_string(&path)
            .with_context(|| format!("cannot read the example questions in {}", path.display()))?;
        examples.extend(list(&text, lang, &topics).with_context(|| path.display().to_string())?);
    }
    examples.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut seen = HashSet::new();
    examples.retain(|it| seen.insert((it.lang, it.topics.clone(), Text::of(&it.text).plain())));
    Ok(examples)
}

fn key(example: &Example) -> (&[TopicId], Lang, Part, &str) {
    (&example.topics, example.lang, example.part, &example.text)
}

/// Reads a list of questions of one language.
fn list(text: &str, lang: Lang, topics: &BTreeSet<&TopicId>) -> anyhow::Result<Vec<Example>> {
    let table = Table::read(text, ["topics", "question"])?;
    let mut examples = Vec::new();
    for row in table.rows() {
        let row = row?;
        let [names, question] = row.cells;
        let mut known = Vec::new();
        for name in names.split('|').filter(|it| ![NONE, CARE].contains(it)) {
            let topic = topics.iter().find(|topic| topic.as_str() == name);
            ensure!(
                topic.is_some(),
                "line {}: there is no topic `{name}`",
                row.line
            );
            known.extend(topic.map(|it| TopicId::clone(it)));
        }
        examples.push(Example {
            lang,
            topics: known,
            care: names == CARE,
            text: question.to_owned(),
            part: Part::List,
        });
    }
    Ok(examples)
}
