//! Discord's limits, written down by hand: always checked, whether or not the specification is there.

mod command;
mod component;
mod embed;

use serde_json::Value;

use super::api::Incoming;

/// What is wrong with a request's body.
pub(crate) fn check(incoming: &Incoming) -> Vec<String> {
    let body = &incoming.json;
    let parts: Vec<&str> = incoming.path.split('/').skip(1).collect();
    match (incoming.method.as_str(), parts.as_slice()) {
        ("POST", ["interactions", _, _, "callback"]) => callback(body),
        ("POST", ["channels", _, "messages"])
        | ("PATCH", ["channels", _, "messages", _])
        | ("POST", ["webhooks", _, _])
        | ("PATCH", ["webhooks", _, _, "messages", _]) => message(body),
        ("PUT", ["applications", .., "commands"]) => command::all(body),
        ("POST", ["applications", .., "commands"]) => command::one(body),
        ("POST", ["guilds", _, "scheduled-events"]) => event(body),
        _ => Vec::new(),
    }
}

fn callback(body: &Value) -> Vec<String> {
    let data = &body["data"];
    match body["type"].as_u64() {
        Some(1 | 5 | 6) => Vec::new(),
        Some(4 | 7) if data.is_object() => message(data),
        Some(8) => choices(data),
        Some(9) => modal(data),
        Some(4 | 7) => vec!["data: is missing".into()],
        _ => vec!["type: is missing or unknown".into()],
    }
}

/// What is wrong with a message.
pub(crate) fn message(body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    length(&mut found, "content", &body["content"], 0, 2000);
    length(&mut found, "nonce", &body["nonce"], 1, 25);
    if body["enforce_nonce"] == true && body["nonce"].is_null() {
        found.push("enforce_nonce: without a nonce".into());
    }
    count(&mut found, "attachments", &body["attachments"], 0, 10);
    embed::all(&mut found, &body["embeds"]);
    component::all(&mut found, &body["components"]);
    found
}

/// What is wrong with a form.
pub(crate) fn modal(data: &Value) -> Vec<String> {
    component::modal(data)
}

/// What is wrong with the choices for an option that is being typed.
pub(crate) fn choices(data: &Value) -> Vec<String> {
    let mut found = Vec::new();
    if !data["choices"].is_array() {
        found.push("choices: are missing".into());
    }
    command::choices(&mut found, "choices", &data["choices"]);
    found
}

fn event(body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    required(&mut found, "name", &body["name"], 1, 100);
    length(&mut found, "description", &body["description"], 1, 1000);
    let location = &body["entity_metadata"]["location"];
    length(&mut found, "entity_metadata.location", location, 1, 100);
    if body["entity_type"] == 3 {
        for (name, value) in [("location", location), ("end", &body["scheduled_end_time"])] {
            if value.is_null() {
                found.push(format!("an external event without {name}"));
            }
        }
    }
    found
}

/// Text that may be absent and must be between `least` and `most` characters.
fn length(found: &mut Vec<String>, name: &str, value: &Value, least: usize, most: usize) {
    let Some(text) = value.as_str() else { return };
    let characters = text.chars().count();
    if characters < least || characters > most {
        found.push(format!(
            "{name}: has {characters} characters, and not {least} to {most}"
        ));
    }
}

/// Text that must be there.
fn required(found: &mut Vec<String>, name: &str, value: &Value, least: usize, most: usize) {
    if value.is_string() {
        length(found, name, value, least, most);
    } else {
        found.push(format!("{name}: is missing"));
    }
}

/// A list that may be absent and must have between `least` and `most` entries.
fn count(found: &mut Vec<String>, name: &str, value: &Value, least: usize, most: usize) {
    let Some(list) = value.as_array() else { return };
    if list.len() < least || list.len() > most {
        found.push(format!(
            "{name}: has {} entries, and not {least} to {most}",
            list.len()
        ));
    }
}

/// The entries of a list, each with its name in a message of what is wrong.
fn entries<'a>(name: &str, value: &'a Value) -> impl Iterator<Item = (String, &'a Value)> {
    let list = value.as_array().into_iter().flatten().enumerate();
    list.map(move |(place, entry)| (format!("{name}[{place}]"), entry))
}

/// An entry that stands twice.
fn unique<'a>(found: &mut Vec<String>, what: &str, values: impl Iterator<Item = &'a Value>) {
    let mut seen: Vec<&Value> = Vec::new();
    for value in values.filter(|value| !value.is_null()) {
        if seen.contains(&value) {
            found.push(format!("{what}: {value} stands twice"));
        }
        seen.push(value);
    }
}

fn characters(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.chars().count())
}
