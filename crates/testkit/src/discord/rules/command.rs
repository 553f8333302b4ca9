//! The limits of commands and their options.

use serde_json::Value;

use super::{count, entries, length, required, unique};

pub(super) fn all(body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (name, command) in entries("commands", body) {
        check(&mut found, &name, command);
    }
    // Each kind by itself.
    for (kind, most) in [(1, 100), (2, 15), (3, 15)] {
        let all = body.as_array().into_iter().flatten();
        let own: Vec<&Value> = all.filter(|command| self::kind(command) == kind).collect();
        if own.len() > most {
            found.push(format!("commands: {} of the type {kind}", own.len()));
        }
        let names = own.into_iter().map(|command| &command["name"]);
        unique(&mut found, "commands: name", names);
    }
    found
}

pub(super) fn one(body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(&mut found, "command", body);
    found
}

/// A command says nothing of its type where it is a slash command.
fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

fn check(found: &mut Vec<String>, name: &str, command: &Value) {
    if kind(command) != 1 {
        in_menu(found, name, command);
        return;
    }
    named(found, name, command, true);
    options(found, name, &command["options"], 0);
    let total = size(command);
    if total > 8000 {
        found.push(format!(
            "{name}: names, descriptions and values have {total} characters"
        ));
    }
}

/// A command in the menu of a person or a message: a name, in any letters, and nothing else.
fn in_menu(found: &mut Vec<String>, name: &str, command: &Value) {
    required(found, &format!("{name}.name"), &command["name"], 1, 32);
    let translated = command["name_localizations"].as_object();
    for (locale, text) in translated.into_iter().flatten() {
        let name = format!("{name}.name_localizations.{locale}");
        required(found, &name, text, 1, 32);
    }
    for other in ["description", "description_localizations", "options"] {
        if !command[other].is_null() {
            found.push(format!("{name}.{other}: may not stand here"));
        }
    }
}

fn named(found: &mut Vec<String>, name: &str, thing: &Value, described: bool) {
    required(found, &format!("{name}.name"), &thing["name"], 1, 32);
    if described {
        required(
            found,
            &format!("{name}.description"),
            &thing["description"],
            1,
            100,
        );
    }
    let mut names = vec![&thing["name"]];
    for (part, most) in [("name", 32), ("description", 100)] {
        let translated = thing[format!("{part}_localizations")].as_object();
        for (locale, text) in translated.into_iter().flatten() {
            required(
                found,
                &format!("{name}.{part}_localizations.{locale}"),
                text,
                1,
                most,
            );
            if part == "name" {
                names.push(text);
            }
        }
    }
    for text in names.into_iter().filter_map(Value::as_str) {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\'');
        if !text.chars().all(fits) || text.to_lowercase() != text {
            found.push(format!("{name}.name: `{text}` is no command name"));
        }
    }
}

fn options(found: &mut Vec<String>, name: &str, options: &Value, depth: usize) {
    let name = format!("{name}.options");
    count(found, &name, options, 0, 25);
    let list: Vec<&Value> = options.as_array().into_iter().flatten().collect();
    unique(
        found,
        &format!("{name}: name"),
        list.iter().map(|option| &option["name"]),
    );
    let nested = |option: &Value| matches!(option["type"].as_u64(), Some(1 | 2));
    if list.iter().any(|option| nested(option)) && !list.iter().all(|option| nested(option)) {
        found.push(format!("{name}: subcommands beside plain options"));
    }
    let mut optional = false;
    for (name, option) in entries(&name, options) {
        named(found, &name, option, true);
        let kind = option["type"].as_u64().unwrap_or_default();
        if kind == 1 && depth > 1 || kind == 2 && depth > 0 || !(1..=11).contains(&kind) {
            found.push(format!("{name}.type: {kind} may not stand here"));
        }
        if nested(option) {
            self::options(found, &name, &option["options"], depth + 1);
            continue;
        }
        let is_required = option["required"] == true;
        if is_required && optional {
            found.push(format!(
                "{name}: a required option stands behind an optional one"
            ));
        }
        optional |= !is_required;
        choices(found, &format!("{name}.choices"), &option["choices"]);
        let has_choices = option["choices"]
            .as_array()
            .is_some_and(|list| !list.is_empty());
        if option["autocomplete"] == true && has_choices {
            found.push(format!("{name}: autocomplete beside choices"));
        }
    }
}

pub(super) fn choices(found: &mut Vec<String>, name: &str, choices: &Value) {
    count(found, name, choices, 0, 25);
    for (name, choice) in entries(name, choices) {
        required(found, &format!("{name}.name"), &choice["name"], 1, 100);
        length(found, &format!("{name}.value"), &choice["value"], 1, 100);
        if choice["value"].is_null() {
            found.push(format!("{name}.value: is missing"));
        }
    }
    let names = choices
        .as_array()
        .into_iter()
        .flatten()
        .map(|choice| &choice["name"]);
    unique(found, &format!("{name}: name"), names);
}

/// The characters of names, descriptions and values, of which a command has 8,000 at most.
fn size(thing: &Value) -> usize {
    let own = ["name", "description", "value"];
    let own = own
        .iter()
        .map(|part| super::characters(&thing[part]))
        .sum::<usize>();
    let below = ["options", "choices"];
    let below = below
        .iter()
        .filter_map(|part| thing[part].as_array())
        .flatten();
    own + below.map(size).sum::<usize>()
}
