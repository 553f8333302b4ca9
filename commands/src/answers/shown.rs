//! What of an answer is the same for everybody who types alike: made once for each state of the answers.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use chat::{Spec, Specs, text, texts};
use domain::Lang;
use knowledge::{Entry, TopicId, facts};

/// In which language it is asked, and what stands before a command's name.
type Asked = (Lang, &'static str);

/// The answers of one state, as far as they were asked for.
#[derive(Default)]
pub(crate) struct Shown(Mutex<BTreeMap<Asked, BTreeMap<TopicId, Arc<Words>>>>);

/// The words of an answer, in Markdown, with the commands that they name as they are typed.
pub(super) struct Words {
    pub(super) short: Arc<str>,
    pub(super) more: Arc<str>,
    /// Whether there are facts to be filled in.
    pub(super) names_facts: bool,
    pub(super) footer: String,
}

impl Shown {
    /// An entry of this state, asked for in `lang` by who types commands behind `typed`.
    pub(super) fn of(
        &self,
        entry: &Entry,
        lang: Lang,
        specs: &Specs,
        typed: &'static str,
    ) -> Arc<Words> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all = all.entry((lang, typed)).or_default();
        if let Some(words) = all.get(&entry.topic) {
            return Arc::clone(words);
        }
        let answer = &entry.answer;
        let words = Arc::new(Words {
            short: as_typed(specs, &answer.short, typed).into(),
            more: as_typed(specs, &answer.more, typed).into(),
            names_facts: facts(&answer.more).next().is_some(),
            footer: text!(
                lang,
                "answer-footer",
                source = entry.source.as_str(),
                reviewed = texts::day(lang, entry.reviewed)
            ),
        });
        all.insert(entry.topic.clone(), Arc::clone(&words));
        words
    }
}

/// The text with the commands that it names as they are typed behind `before`: it says `/topics` where they are not.
fn as_typed(specs: &Specs, text: &str, before: &str) -> String {
    if before == "/" || !text.contains('/') {
        return text.to_owned();
    }
    let (mut typed, mut rest) = (String::with_capacity(text.len() + 16), text);
    while let Some((ahead, behind)) = rest.split_once('/') {
        typed.push_str(ahead);
        // A path or an address has something before its slash.
        let begins = !ahead.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | ':'));
        let is_command = |spec: &Spec| spec.typed && names(behind, spec.name);
        let named = begins && specs.iter().any(is_command);
        typed.push_str(if named { before } else { "/" });
        rest = behind;
    }
    typed.push_str(rest);
    typed
}

/// Whether a text begins with this name, as a word of its own.
fn names(text: &str, name: &str) -> bool {
    let rest = text.strip_prefix(name);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
}

#[cfg(test)]
mod tests {
    use chat::{Spec, Specs};

    use super::as_typed;

    const STATUS: Spec = Spec {
        name: "counseling status",
        ..Spec::MEMBER
    };
    const TOPICS: Spec = Spec {
        name: "topics",
        ..Spec::MEMBER
    };

    #[test]
    fn commands_are_named_as_they_are_typed() {
        let specs = Specs::new(vec![&STATUS, &TOPICS]);
        let text =
            "See `/topics` and /counseling status (not https://a.nl/topics, and/or /topicsy).";
        assert_eq!(
            as_typed(&specs, text, "/dash "),
            "See `/dash topics` and /dash counseling status (not https://a.nl/topics, and/or /topicsy)."
        );
        assert_eq!(as_typed(&specs, text, "/"), text);
    }
}
