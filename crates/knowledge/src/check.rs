//! What is wrong with a set of answers as a whole: missing twins, dead links, titles twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use domain::Lang;

use crate::fact::{Piece, pieces};
use crate::front_matter::Place;
use crate::{Answer, Entry, EntryError, Fact, Loaded, TopicId};

/// Something in the answers that somebody has to put right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, such as `en/webinars.md`.
    pub file: String,
    /// The line in the file, counted from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Finding {
    pub(crate) fn new(file: &str, line: Option<usize>, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            message: message.into(),
        }
    }
}

impl From<EntryError> for Finding {
    fn from(error: EntryError) -> Self {
        Self {
            file: error.file,
            line: error.line,
            message: error.problem.to_string(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}",
            Place {
                file: &self.file,
                line: self.line
            },
            self.message
        )
    }
}

/// Everything that is wrong with what was read, in the order of the files; empty when all is well.
pub fn check(loaded: &Loaded) -> Vec<Finding> {
    let mut findings = loaded.findings.clone();
    let topics: BTreeSet<_> = loaded.entries.iter().map(|entry| &entry.topic).collect();
    let present: BTreeSet<_> = loaded
        .entries
        .iter()
        .map(|it| (it.lang, &it.topic))
        .collect();
    let mut titles: BTreeMap<(Lang, String), String> = BTreeMap::new();
    for entry in &loaded.entries {
        let file = file_of(entry);
        let mut report = |message: String| findings.push(Finding::new(&file, None, message));
        let other = entry.lang.other();
        if !present.contains(&(other, &entry.topic)) {
            report(format!(
                "the other language is missing: write {other}/{}.md",
                entry.topic
            ));
        }
        if entry.questions.is_empty() {
            report("`questions` is empty: write some questions that this answers".to_owned());
        }
        if entry
            .questions
            .iter()
            .chain(&entry.keywords)
            .any(|text| text.trim().is_empty())
        {
            report("an empty text in `questions` or `keywords`: take it out".to_owned());
        }
        for topic in &entry.related {
            if !topics.contains(topic) {
                report(format!(
                    "`related` names `{topic}`, which is no topic: take it out"
                ));
            } else if *topic == entry.topic {
                report("`related` names the topic itself: take it out".to_owned());
            }
        }
        for target in topic_links(&entry.answer.whole()) {
            if !TopicId::parse(target).is_some_and(|topic| topics.contains(&topic)) {
                report(format!(
                    "the text links to `topic:{target}`, which is no topic"
                ));
            }
        }
        wrong_facts(&entry.answer).for_each(&mut report);
        let title = (entry.lang, entry.title.to_lowercase());
        if let Some(first) = titles.get(&title) {
            report(format!("the title is that of {first}, too: choose another"));
        }
        titles.entry(title).or_insert(file);
    }
    findings.sort();
    findings
}

/// What is wrong with the facts that an answer names.
pub fn wrong_facts(answer: &Answer) -> impl Iterator<Item = String> {
    let unknown = |text: &str| {
        let names = pieces(text).filter_map(|piece| match piece {
            Piece::Named(name) if Fact::from_key(name).is_none() => Some(name),
            _ => None,
        });
        let known = Fact::ALL.map(Fact::key).join(", ");
        let told =
            |name| format!("the text names `{{{name}}}`, which is no fact; there are: {known}");
        names.map(told).collect::<Vec<_>>()
    };
    let mut wrong = unknown(&answer.more);
    if let Some(Piece::Named(name)) = pieces(&answer.short).find(|it| matches!(it, Piece::Named(_)))
    {
        wrong.push(format!(
            "the first paragraph names `{{{name}}}`: it must stand also when there is no such fact, so name it further down"
        ));
    }
    wrong.into_iter()
}

/// Where an entry was read.
fn file_of(entry: &Entry) -> String {
    format!("{}/{}.md", entry.lang, entry.topic)
}

/// The targets of `[text](topic:target)` in Markdown.
fn topic_links(markdown: &str) -> impl Iterator<Item = &str> {
    markdown.split("](topic:").skip(1).map(|rest| {
        rest.split(|end: char| end == ')' || end.is_whitespace())
            .next()
            .unwrap_or("")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(title: &str, questions: &str, related: &str, body: &str) -> String {
        format!(
            "+++\ntitle = \"{title}\"\nquestions = [{questions}]\nkeywords = []\nlinks = []\n\
             related = [{related}]\nnext = []\nsource = \"x\"\nreviewed = 2026-10-12\n+++\n{body}\n"
        )
    }

    #[test]
    fn each_mistake_is_found_with_its_file_and_what_to_do() {
        let mut loaded = Loaded::default();
        loaded.add(
            "en/a.md",
            &file("Same", "\"Q?\"", "\"b\"", "See [this](topic:b)."),
        );
        loaded.add(
            "nl/a.md",
            &file(
                "Anders",
                "",
                "\"a\"",
                "Zie [dit](topic:weg \"x\"), {latest-lecture}.\n\nOp {vandaag}.",
            ),
        );
        loaded.add("en/b.md", &file("same", "\" \"", "\"gone\"", "Text."));
        loaded.add("en/c.md", "no front matter");
        let findings: Vec<_> = check(&loaded).iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(findings.join("\n"));
    }

    #[test]
    fn the_bundled_answers_are_in_order() {
        assert_eq!(check(&crate::bundled()), []);
    }
}
