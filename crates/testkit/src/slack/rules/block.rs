//! The limits of blocks.

use serde_json::Value;

use super::{
    composition::{optional, text},
    count, element, entries, length, required, unique,
};

/// Where blocks stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Surface {
    Message,
    Modal,
    Home,
}

/// What is wrong with blocks.
pub(super) fn all(found: &mut Vec<String>, blocks: &Value, surface: Surface) {
    for (name, block) in entries("blocks", blocks) {
        length(
            found,
            &format!("{name}.block_id"),
            &block["block_id"],
            0,
            255,
        );
        one(found, &name, block, surface);
        unique_actions(found, &name, block);
    }
    let list = blocks.as_array().into_iter().flatten();
    unique(found, "block_id", list.map(|block| &block["block_id"]));
}

fn unique_actions(found: &mut Vec<String>, name: &str, block: &Value) {
    let list = block["elements"].as_array().into_iter().flatten();
    unique(
        found,
        &format!("{name}.action_id"),
        list.map(|element| &element["action_id"]),
    );
}

fn one(found: &mut Vec<String>, name: &str, block: &Value, surface: Surface) {
    match block["type"].as_str().unwrap_or_default() {
        "header" => text(found, &format!("{name}.text"), &block["text"], true, 150),
        "section" => section(found, name, block),
        "divider" => {}
        "context" => context(found, name, block),
        "actions" => actions(found, name, block),
        "input" => input(found, name, block, surface),
        "image" => {
            element::image(found, name, block);
            optional(found, &format!("{name}.title"), &block["title"], true, 2000);
        }
        "markdown" => {
            required(found, &format!("{name}.text"), &block["text"], 1, 12_000);
            if surface != Surface::Message {
                found.push(format!("{name}: a markdown block stands in messages alone"));
            }
        }
        "rich_text" => {
            if !block["elements"].is_array() {
                found.push(format!("{name}.elements: are missing"));
            }
        }
        // Of what is newer or rarer the schemas know.
        "video" | "file" | "table" | "context_actions" | "alert" | "card" | "carousel"
        | "container" | "data_table" | "task_card" | "plan" => {}
        other => found.push(format!("{name}.type: `{other}` is not known")),
    }
}

fn section(found: &mut Vec<String>, name: &str, block: &Value) {
    if block["text"].is_null() && block["fields"].is_null() {
        found.push(format!("{name}: needs text or fields"));
    }
    optional(found, &format!("{name}.text"), &block["text"], false, 3000);
    let fields = format!("{name}.fields");
    count(found, &fields, &block["fields"], 1, 10);
    for (name, field) in entries(&fields, &block["fields"]) {
        text(found, &name, field, false, 2000);
    }
    let accessory = &block["accessory"];
    if !accessory.is_null() {
        let name = format!("{name}.accessory");
        element::check(found, &name, accessory);
        if element::FIELDS
            .iter()
            .any(|kind| accessory["type"] == *kind)
        {
            found.push(format!("{name}: a field stands in an input block alone"));
        }
    }
}

fn context(found: &mut Vec<String>, name: &str, block: &Value) {
    let name = format!("{name}.elements");
    if !block["elements"].is_array() {
        found.push(format!("{name}: are missing"));
    }
    count(found, &name, &block["elements"], 1, 10);
    for (name, one) in entries(&name, &block["elements"]) {
        if one["type"] == "image" {
            element::image(found, &name, one);
        } else {
            text(found, &name, one, false, 3000);
        }
    }
}

fn actions(found: &mut Vec<String>, name: &str, block: &Value) {
    let name = format!("{name}.elements");
    if !block["elements"].is_array() {
        found.push(format!("{name}: are missing"));
    }
    count(found, &name, &block["elements"], 1, 25);
    for (name, one) in entries(&name, &block["elements"]) {
        element::check(found, &name, one);
        let kind = one["type"].as_str().unwrap_or_default();
        if element::FIELDS.contains(&kind) || kind == "image" {
            found.push(format!("{name}: `{kind}` does not stand among actions"));
        }
    }
}

fn input(found: &mut Vec<String>, name: &str, block: &Value, surface: Surface) {
    if surface == Surface::Home {
        found.push(format!(
            "{name}: an input block in a home, which cannot be sent in"
        ));
    }
    text(found, &format!("{name}.label"), &block["label"], true, 2000);
    optional(found, &format!("{name}.hint"), &block["hint"], true, 2000);
    let one = &block["element"];
    if !one.is_object() {
        found.push(format!("{name}.element: is missing"));
        return;
    }
    element::check(found, &format!("{name}.element"), one);
    if matches!(one["type"].as_str(), Some("button" | "image" | "overflow")) {
        found.push(format!("{name}.element: is no field"));
    }
    if one["type"] == "file_input" && surface != Surface::Modal {
        found.push(format!("{name}.element: files are taken in modals alone"));
    }
}
