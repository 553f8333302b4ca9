//! Slack's limits, written down by hand: always checked, whether or not the schemas are there.

mod block;
mod composition;
mod element;
pub(crate) mod manifest;
pub(crate) mod view;

use serde_json::Value;

/// Slack advises no longer text, and splits or cuts it in some clients.
const ADVISED: usize = 4000;
/// Slack takes no more metadata than this, in bytes.
const METADATA: usize = 8000;

/// What is wrong with a request.
pub(crate) fn check(method: &str, body: &Value) -> Vec<String> {
    match method {
        "chat.postMessage" | "chat.postEphemeral" | "chat.update" => message(body),
        "response_url" => {
            let mut found = response(body);
            if body["text"].as_str().is_some_and(too_long) {
                found.push(too_long_text());
            }
            found
        }
        "views.open" | "views.push" | "views.update" => view::modal(&body["view"]),
        "views.publish" => view::home(&body["view"]),
        _ => Vec::new(),
    }
}

fn too_long(text: &str) -> bool {
    text.chars().count() > ADVISED
}

fn too_long_text() -> String {
    format!("text: has more than {ADVISED} characters")
}

fn message(body: &Value) -> Vec<String> {
    let mut found = message_blocks(&body["blocks"]);
    found.extend(metadata(&body["metadata"]));
    let text = body["text"].as_str().unwrap_or_default();
    if too_long(text) {
        found.push(too_long_text());
    }
    let has = |name: &str| body[name].as_array().is_some_and(|list| !list.is_empty());
    if text.is_empty() && (has("blocks") || has("attachments")) {
        found.push("text: is empty, so that notifications and screen readers have nothing".into());
    }
    count(&mut found, "attachments", &body["attachments"], 0, 100);
    found
}

/// What is wrong with the blocks of a message.
pub(crate) fn message_blocks(blocks: &Value) -> Vec<String> {
    let mut found = Vec::new();
    if !blocks.is_null() && !blocks.is_array() {
        found.push("blocks: are no list".into());
    }
    count(&mut found, "blocks", blocks, 0, 50);
    block::all(&mut found, blocks, block::Surface::Message);
    found
}

/// What is wrong with a message that answers by a response URL or in an acknowledgement.
pub(crate) fn response(body: &Value) -> Vec<String> {
    let mut found = message_blocks(&body["blocks"]);
    found.extend(metadata(&body["metadata"]));
    let kinds = ["ephemeral", "in_channel"];
    let kind = &body["response_type"];
    if !kind.is_null() && !kinds.iter().any(|one| kind == one) {
        found.push(format!("response_type: {kind}"));
    }
    let has = |name: &str| body[name].as_array().is_some_and(|list| !list.is_empty());
    let text = body["text"].as_str().is_some_and(|text| !text.is_empty());
    if !text && !has("blocks") && !has("attachments") && body["delete_original"] != true {
        found.push("text: is missing".into());
    }
    found
}

/// What is wrong with a message's metadata.
pub(crate) fn metadata(metadata: &Value) -> Vec<String> {
    let mut found = Vec::new();
    if metadata.is_null() {
        return found;
    }
    required(
        &mut found,
        "metadata.event_type",
        &metadata["event_type"],
        1,
        255,
    );
    if !metadata["event_payload"].is_object() {
        found.push("metadata.event_payload: is missing".into());
    }
    let size = metadata.to_string().len();
    if size > METADATA {
        found.push(format!(
            "metadata: has {size} bytes, and not at most {METADATA}"
        ));
    }
    found
}

/// Text that may be absent and must be between `least` and `most` characters.
fn length(found: &mut Vec<String>, name: &str, value: &Value, least: usize, most: usize) {
    let Some(text) = value.as_str() else {
        if !value.is_null() {
            found.push(format!("{name}: is no text"));
        }
        return;
    };
    let characters = text.chars().count();
    if characters < least || characters > most {
        found.push(format!(
            "{name}: has {characters} characters, and not {least} to {most}"
        ));
    }
}

/// Text that must be there.
fn required(found: &mut Vec<String>, name: &str, value: &Value, least: usize, most: usize) {
    if value.is_null() {
        found.push(format!("{name}: is missing"));
    } else {
        length(found, name, value, least, most);
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
    for value in values.filter(|value| value.as_str().is_some_and(|text| !text.is_empty())) {
        if seen.contains(&value) {
            found.push(format!("{what}: {value} stands twice"));
        }
        seen.push(value);
    }
}

/// An address that must be one that a browser opens.
fn url(found: &mut Vec<String>, name: &str, value: &Value, most: usize) {
    required(found, name, value, 1, most);
    let Some(text) = value.as_str() else { return };
    let parsed = reqwest::Url::parse(text);
    let fits = parsed.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if !fits {
        found.push(format!("{name}: is no address"));
    }
}
