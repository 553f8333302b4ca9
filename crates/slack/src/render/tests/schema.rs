//! What is sent against the JSON schemas of Slack's own types, when they lie beside the workspace.

use std::{path::PathBuf, sync::OnceLock};

use jsonschema::Validator;
use serde_json::{Value, json};

use super::super::{Card, View};

/// The validator for a request; `None` where the schema is not there.
pub(crate) fn validator(name: &str) -> Option<Validator> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/slack");
    let file = PathBuf::from(folder).join(format!("{name}.schema.json"));
    if !file.exists() {
        eprintln!("not checked against Slack's types: no {}", file.display());
        return None;
    }
    let text = std::fs::read(&file).expect("the schema can be read");
    let schema: Value = serde_json::from_slice(&text).expect("the schema is JSON");
    Some(jsonschema::validator_for(&schema).expect("the schema can be compiled"))
}

fn complaints(validator: &Option<Validator>, value: &Value) -> Vec<String> {
    let errors = validator.iter().flat_map(|one| one.iter_errors(value));
    errors
        .map(|error| {
            let text: String = error.to_string().chars().take(300).collect();
            format!("{}: {text}", error.instance_path())
        })
        .collect()
}

/// What the types say against a message.
pub(super) fn message(card: &Card) -> Vec<String> {
    static SCHEMA: OnceLock<Option<Validator>> = OnceLock::new();
    let schema = SCHEMA.get_or_init(|| validator("chat.postMessage"));
    let request = json!({ "channel": "C1", "text": card.text, "blocks": card.blocks });
    complaints(schema, &request)
}

/// What the types say against a view.
pub(super) fn view(view: &View) -> Vec<String> {
    static SCHEMA: OnceLock<Option<Validator>> = OnceLock::new();
    let schema = SCHEMA.get_or_init(|| validator("views.open"));
    complaints(schema, &json!({ "trigger_id": "1.2", "view": view }))
}

#[test]
fn a_slip_of_the_pen_is_found() {
    let schema = validator("views.open");
    let request = json!({ "trigger_id": "1.2", "view": { "type": "home", "blocks": [{ "type": "header", "text": "x" }] } });
    assert_eq!(schema.is_some(), !complaints(&schema, &request).is_empty());
}
