//! The slash commands of the manifest, and their names.

use std::collections::HashSet;

use chat::{Kind, Spec, Specs, grammar, text};
use domain::Lang;
use serde_json::{Map, Value, json};

use crate::CommandStyle;

/// The command that takes everything.
const DASH: &str = "dash";
/// What stands before a command's name where people read it: it is there in either style.
pub(crate) const BEFORE: &str = "/dash ";
/// What stands before a word that Slack has itself.
const PREFIX: &str = "dash-";

/// What Slack has itself, from its lists of built-in commands over the years: a manifest with one is refused whole.
const RESERVED: [&str; 59] = [
    "active",
    "all",
    "apps",
    "archive",
    "away",
    "call",
    "canvas",
    "collapse",
    "create",
    "delete",
    "disconnect",
    "dm",
    "dnd",
    "expand",
    "feed",
    "feedback",
    "files",
    "giphy",
    "group",
    "help",
    "huddle",
    "invite",
    "invite_people",
    "join",
    "keys",
    "kick",
    "leave",
    "list",
    "me",
    "msg",
    "mute",
    "open",
    "part",
    "people",
    "pins",
    "prefs",
    "profile",
    "remind",
    "remove",
    "rename",
    "search",
    "share",
    "shortcuts",
    "shrug",
    "skype",
    "star",
    "starred",
    "status",
    "summarize",
    "tableflip",
    "todo",
    "topic",
    "trigger",
    "unarchive",
    "unmute",
    "who",
    "whois",
    "workflow",
    "zoom",
];

/// The slash commands, as the manifest lists them.
pub(super) fn slash_commands(specs: &Specs, style: CommandStyle, url: Option<&str>) -> Vec<Value> {
    let typed: Vec<&Spec> = specs.iter().filter(|spec| spec.typed).collect();
    let mut seen = HashSet::new();
    let words: Vec<&str> = typed
        .iter()
        .filter_map(|spec| spec.words_of_name().next())
        .filter(|word| seen.insert(*word))
        .collect();
    let command = |name: &str, about: String, hint: String, below: &[&Spec]| {
        let mut command = Map::new();
        command.insert("command".to_owned(), json!(format!("/{name}")));
        command.insert("description".to_owned(), json!(about));
        if !hint.is_empty() {
            command.insert("usage_hint".to_owned(), json!(hint));
        }
        // Who is meant by a name comes as an id only where it is escaped.
        command.insert("should_escape".to_owned(), json!(names_people(below)));
        if let Some(url) = url {
            command.insert("url".to_owned(), json!(url));
        }
        Value::Object(command)
    };
    let about = text!(Lang::En, "slack-dash-about");
    let hint_of_all = format!("[question | {}]", words.join(" | "));
    let mut all = vec![command(DASH, about, hint_of_all, &typed)];
    if style == CommandStyle::Each {
        all.extend(words.into_iter().map(|word| {
            let below: Vec<&Spec> = typed
                .iter()
                .copied()
                .filter(|spec| spec.words_of_name().next() == Some(word))
                .collect();
            let about = text!(Lang::En, &format!("{word}-about"));
            command(&slash_command(word), about, hint(&below), &below)
        }));
    }
    all
}

/// What follows a first word: parameters, or the words that may come next.
fn hint(below: &[&Spec]) -> String {
    let each = below.iter().map(|spec| {
        let usage = grammar::usage(spec, "/");
        let rest = usage.split_once(' ').map_or("", |(_, rest)| rest);
        rest.to_owned()
    });
    let rests: Vec<String> = each.filter(|rest| !rest.is_empty()).collect();
    rests.join(" | ").chars().take(1_000).collect()
}

fn names_people(specs: &[&Spec]) -> bool {
    let mut params = specs.iter().flat_map(|spec| spec.typed_params());
    params.any(|param| param.kind == Kind::Person)
}

/// The name of the slash command for a first word, without the slash.
fn slash_command(word: &str) -> String {
    if word == DASH || RESERVED.iter().any(|reserved| is_near(word, reserved)) {
        format!("{PREFIX}{word}")
    } else {
        word.to_owned()
    }
}

/// What was typed with a slash command, as a line of our own grammar: `/dash lectures latest` and `/dash-help` are
/// `lectures latest` and `help`.
pub(crate) fn line(command: &str, text: &str) -> String {
    let name = command.trim_start_matches('/');
    let word = name.strip_prefix(PREFIX).unwrap_or(name);
    if word == DASH {
        return text.trim().to_owned();
    }
    format!("{word} {}", text.trim()).trim_end().to_owned()
}

/// Whether two words differ in one letter at most.
fn is_near(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one.as_bytes(), other.as_bytes())
    } else {
        (other.as_bytes(), one.as_bytes())
    };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    match long.len() - short.len() {
        0 => same == short.len() || short[same + 1..] == long[same + 1..],
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_near, line, slash_command};

    #[test]
    fn a_command_that_slack_has_or_nearly_has_gets_a_prefix() {
        assert_eq!(slash_command("help"), "dash-help");
        assert_eq!(slash_command("topics"), "dash-topics");
        assert_eq!(slash_command("lectures"), "lectures");
        assert!(is_near("star", "stars") && is_near("start", "star") && is_near("stat", "star"));
        assert!(!is_near("staff", "star") && !is_near("ask", "all"));
    }

    #[test]
    fn what_was_typed_is_a_line_without_the_slash() {
        assert_eq!(line("/dash", " lectures latest "), "lectures latest");
        assert_eq!(line("/dash", ""), "");
        assert_eq!(line("/dash-help", ""), "help");
        assert_eq!(line("/ask", "what is p=5?"), "ask what is p=5?");
    }
}
