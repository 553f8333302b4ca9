//! The limits of modals and homes, and of what is said about what was typed in them.

use serde_json::Value;

use super::{
    block::{self, Surface},
    composition::{choices, optional, text},
    count, length, unique,
};
use crate::slack::blocks::elements;

/// What is wrong with a modal.
pub(crate) fn modal(view: &Value) -> Vec<String> {
    let mut found = Vec::new();
    if view["type"] != "modal" {
        found.push("view.type: is not `modal`".into());
    }
    text(&mut found, "view.title", &view["title"], true, 24);
    optional(&mut found, "view.close", &view["close"], true, 24);
    optional(&mut found, "view.submit", &view["submit"], true, 24);
    both(&mut found, view, Surface::Modal);
    let mut list = view["blocks"].as_array().into_iter().flatten();
    if list.any(|block| block["type"] == "input") && view["submit"].is_null() {
        found.push("view.submit: is missing, and there are input blocks".into());
    }
    found
}

/// What is wrong with a home.
pub(crate) fn home(view: &Value) -> Vec<String> {
    let mut found = Vec::new();
    if view["type"] != "home" {
        found.push("view.type: is not `home`".into());
    }
    for name in [
        "title",
        "submit",
        "close",
        "clear_on_close",
        "notify_on_close",
    ] {
        if !view[name].is_null() {
            found.push(format!("view.{name}: a home has none"));
        }
    }
    both(&mut found, view, Surface::Home);
    found
}

fn both(found: &mut Vec<String>, view: &Value, surface: Surface) {
    if !view["blocks"].is_array() {
        found.push("view.blocks: are missing".into());
    }
    count(found, "view.blocks", &view["blocks"], 0, 100);
    length(
        found,
        "view.private_metadata",
        &view["private_metadata"],
        0,
        3000,
    );
    length(found, "view.callback_id", &view["callback_id"], 0, 255);
    length(found, "view.external_id", &view["external_id"], 0, 255);
    block::all(found, &view["blocks"], surface);
    let blocks = view["blocks"].as_array().map_or(&[][..], Vec::as_slice);
    let ids = elements(blocks).map(|placed| &placed.element["action_id"]);
    unique(found, "view: action_id", ids);
    let size = view.to_string().len();
    if size > 250_000 {
        found.push(format!("view: has {size} bytes, and not at most 250000"));
    }
}

/// What is wrong with errors at fields: each belongs to an input block.
pub(crate) fn errors(blocks: &Value, errors: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let Some(fields) = errors.as_object().filter(|fields| !fields.is_empty()) else {
        found.push("errors: are missing".into());
        return found;
    };
    for (block_id, error) in fields {
        let mut list = blocks.as_array().into_iter().flatten();
        let known = list.any(|block| block["block_id"] == **block_id && block["type"] == "input");
        if !known {
            found.push(format!("errors: there is no input block `{block_id}`"));
        }
        if error.as_str().is_none_or(str::is_empty) {
            found.push(format!("errors.{block_id}: is no text"));
        }
    }
    found
}

/// What is wrong with the options for what is being typed.
pub(crate) fn suggestions(payload: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let empty = payload["options"].as_array().is_some_and(Vec::is_empty);
    if !empty {
        choices(&mut found, "payload", payload);
    }
    found
}
