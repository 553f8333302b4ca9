//! The list of SPECs, by name.

use std::collections::HashMap;

use crate::{Args, Kind, Request, Spec};

/// The command that a line in plain words calls.
const QUESTION: &str = "ask";
/// The command for a line in which nothing stands.
const NOTHING: &str = "help";

/// Every command's SPEC, in the order of `/help`.
#[derive(Debug, Clone)]
pub struct Specs {
    list: Vec<&'static Spec>,
    by_name: HashMap<&'static str, &'static Spec>,
}

impl Specs {
    /// The list.
    ///
    /// # Panics
    /// When two have the same name: a mistake of the program, found by any test.
    pub fn new(list: Vec<&'static Spec>) -> Self {
        let by_name: HashMap<_, _> = list.iter().map(|spec| (spec.name, *spec)).collect();
        assert_eq!(by_name.len(), list.len(), "two commands have one name");
        Self { list, by_name }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &'static Spec> {
        self.list.iter().copied()
    }

    /// The one of this name: words separated by one space.
    pub fn get(&self, name: &str) -> Option<&'static Spec> {
        self.by_name.get(name).copied()
    }

    /// The one that a plain word calls in a direct message.
    pub fn by_word(&self, word: &str) -> Option<&'static Spec> {
        let word = word.trim().trim_end_matches(['.', '!', '?']).to_lowercase();
        self.iter().find(|spec| spec.words.contains(&word.as_str()))
    }

    /// What a line in plain words means: in a direct message a word that a command declares is that command;
    /// nothing asks for help; all else is a question. `None` where there is no such command.
    pub fn heard(&self, text: &str, direct: bool) -> Option<Request> {
        let text = text.trim();
        if direct && let Some(spec) = self.by_word(text) {
            return Some(Request::typed(spec, Args::new()));
        }
        if text.is_empty() {
            return Some(Request::typed(self.get(NOTHING)?, Args::new()));
        }
        let spec = self.get(QUESTION)?;
        let mut params = spec.typed_params();
        let param = params.find(|param| matches!(param.kind, Kind::Text { .. }))?;
        let mut args = Args::new();
        args.set(param.name, text);
        Some(Request::typed(spec, args))
    }
}

#[cfg(test)]
mod tests {
    use super::Specs;
    use crate::{Kind, Lines, Param, Spec};

    const ASK: Spec = Spec {
        name: "ask",
        params: &[Param::both(
            "question",
            Kind::Text {
                max: 100,
                lines: Lines::Many,
            },
        )],
        ..Spec::MEMBER
    };
    const HELP: Spec = Spec {
        name: "help",
        words: &["help"],
        ..Spec::MEMBER
    };
    const STATUS: Spec = Spec {
        name: "counseling status",
        words: &["status"],
        ..Spec::MEMBER
    };

    fn heard(text: &str, direct: bool) -> (&'static str, Option<String>) {
        let specs = Specs::new(vec![&ASK, &HELP, &STATUS]);
        let request = specs.heard(text, direct).unwrap();
        let question = request.args.text("question").map(str::to_owned);
        (request.spec.name, question)
    }

    #[test]
    fn plain_words_are_a_question_as_they_stand() {
        let question = ("ask", Some("what is p=5?".to_owned()));
        assert_eq!(heard(" what is p=5?\n", false), question);
        assert_eq!(heard("what is p=5?", true), question);
    }

    #[test]
    fn a_commands_word_calls_it_in_direct_messages_only() {
        assert_eq!(heard("Status.", true), ("counseling status", None));
        let question = ("ask", Some("Status.".to_owned()));
        assert_eq!(heard("Status.", false), question);
    }

    #[test]
    fn who_says_nothing_gets_help() {
        assert_eq!(heard(" ", false), ("help", None));
        assert_eq!(heard("", true), ("help", None));
    }

    #[test]
    fn without_a_command_for_it_nothing_is_meant() {
        assert!(
            Specs::new(vec![&STATUS])
                .heard("what is p?", true)
                .is_none()
        );
    }
}
