//! What is said to a line that can't be read: the commands that may have been meant.

use domain::Lang;

use crate::{Button, Call, Notice, Reply, Sign, Spec, Specs, Standing, text};

use super::{usage, words::words};

/// How many commands are suggested at most.
const MOST: usize = 3;

/// Why a line can't be read. It keeps nothing of what was typed.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// No command has this name; these are near, the nearest first.
    Unknown(Vec<&'static Spec>),
    /// More was typed than this command takes.
    TooMuch(&'static Spec),
}

impl Trouble {
    pub(super) fn unknown(specs: &Specs, line: &str) -> Self {
        let line = line.trim_start().trim_start_matches('/').to_lowercase();
        let typed: Vec<_> = words(&line).map(|word| word.text).take(3).collect();
        let mut near: Vec<_> = specs
            .iter()
            .filter(|spec| spec.typed)
            .filter_map(|spec| Some((distance(spec, &typed)?, spec)))
            .collect();
        near.sort_by_key(|(distance, _)| *distance);
        Self::Unknown(near.into_iter().map(|(_, spec)| spec).collect())
    }

    /// What is said to a person of this standing: what happened, and what to type instead, behind `before`.
    pub fn reply(&self, lang: Lang, specs: &Specs, standing: Standing, before: &str) -> Reply {
        let (title, text) = match self {
            Self::Unknown(near) => {
                let near: Vec<_> = near
                    .iter()
                    .filter(|spec| standing.may(spec.access))
                    .take(MOST)
                    .map(|spec| format!("`{before}{}`", spec.name))
                    .collect();
                let text = if near.is_empty() {
                    text!(lang, "grammar-unknown-text", before = before)
                } else {
                    text!(
                        lang,
                        "grammar-unknown-near",
                        commands = near.join(", "),
                        before = before
                    )
                };
                (text!(lang, "grammar-unknown-title"), text)
            }
            Self::TooMuch(spec) => (
                text!(lang, "grammar-too-much-title"),
                text!(lang, "grammar-too-much-text", usage = usage(spec, before)),
            ),
        };
        let mut reply = Reply::new(Sign::Refused, title)
            .notice(Notice::Refused)
            .markdown(text);
        if specs.get("help").is_some() {
            let help = Button::new(text!(lang, "grammar-help"), Call::new("help"));
            reply = reply.action(help.primary());
        }
        // A call without arguments always fits into a code.
        let _ = reply.set_codes(specs);
        reply
    }
}

/// How far a command's name is from what was typed; `None` when it can't have been meant.
fn distance(spec: &Spec, typed: &[&str]) -> Option<usize> {
    let first = typed.first()?;
    let name: Vec<_> = spec.words_of_name().collect();
    if name.contains(first) {
        return Some(1);
    }
    let same_length = &typed[..typed.len().min(name.len())];
    let whole = edits(spec.name, &same_length.join(" "));
    // A single word may be any one of the name: `signup` for `counseling signup`.
    let word = name.iter().map(|word| edits(word, first) + 1).min()?;
    let least = whole.min(word);
    (least <= 1 + first.chars().count() / 3).then_some(least)
}

/// Letters to insert, leave out or replace (Levenshtein's distance).
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().take(60).collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, a) in from.chars().enumerate() {
        let mut corner = row[0];
        row[0] = line + 1;
        for (column, b) in to.iter().enumerate() {
            let replaced = corner + usize::from(a != *b);
            corner = row[column + 1];
            row[column + 1] = replaced.min(corner + 1).min(row[column] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use domain::Lang;

    use super::{Trouble, edits};
    use crate::{Block, Spec, Specs, Standing};

    const TOPICS: Spec = Spec {
        name: "topics",
        ..Spec::MEMBER
    };
    const SIGNUP: Spec = Spec {
        name: "counseling signup",
        ..Spec::MEMBER
    };
    const LIST: Spec = Spec {
        name: "staff signups list",
        ..Spec::STAFF
    };

    fn said(line: &str, standing: Standing) -> String {
        let specs = Specs::new(vec![&TOPICS, &SIGNUP, &LIST]);
        let reply = Trouble::unknown(&specs, line).reply(Lang::En, &specs, standing, "/");
        match reply.blocks.as_slice() {
            [Block::Markdown(text)] => text.clone(),
            _ => String::new(),
        }
    }

    #[test]
    fn the_nearest_commands_are_named() {
        let text = said("/topcis", Standing::Member);
        assert!(
            text.contains("`/topics`") && !text.contains("signup"),
            "{text}"
        );
        let text = said("/signup", Standing::Staff);
        assert!(text.contains("`/counseling signup`"), "{text}");
        let text = said("/staff list", Standing::Staff);
        assert!(text.contains("`/staff signups list`"), "{text}");
    }

    #[test]
    fn members_are_not_shown_the_commands_of_staff() {
        assert!(!said("/staff list", Standing::Member).contains("staff"));
    }

    #[test]
    fn what_was_typed_is_not_repeated() {
        assert!(!said("/zzz 01-02-1960", Standing::Member).contains("1960"));
    }

    #[test]
    fn edits_are_counted_in_letters() {
        assert_eq!(edits("topics", "topcis"), 2);
        assert_eq!(edits("", "één"), 3);
        assert_eq!(edits("same", "same"), 0);
    }
}
