//! Messages, views and manifests against the JSON schemas of Slack's own types, when they lie beside the workspace.

use std::{path::Path, sync::OnceLock};

use jsonschema::Validator;
use serde_json::{Value, json};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/slack");

/// The schemas that are held against requests.
struct Schemas {
    blocks: Validator,
    message: Validator,
    view: Validator,
    manifest: Validator,
}

/// The schemas; `None` where they are not there.
fn schemas() -> Option<&'static Schemas> {
    static LOADED: OnceLock<Option<Schemas>> = OnceLock::new();
    LOADED
        .get_or_init(|| {
            if !Path::new(FOLDER).exists() {
                eprintln!("requests are not checked against Slack's schemas: no {FOLDER}");
                return None;
            }
            Some(Schemas {
                blocks: load("blocks", "Blocks"),
                message: load("chat.postMessage", "ChatPostMessageArguments"),
                view: load("blocks", "Root"),
                manifest: load("manifest", "Manifest"),
            })
        })
        .as_ref()
}

fn load(file: &str, definition: &str) -> Validator {
    let text = std::fs::read(format!("{FOLDER}/{file}.schema.json"));
    let text = text.expect("the schema can be read");
    let mut schema: Value = serde_json::from_slice(&text).expect("the schema is JSON");
    schema["$ref"] = json!(format!("#/definitions/{definition}"));
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft7)
        .build(&schema)
        .expect("the schema can be compiled")
}

/// What the schemas say against a request.
pub(crate) fn check(method: &str, body: &Value) -> Vec<String> {
    match method {
        "chat.postMessage" => message(body),
        "chat.postEphemeral" | "chat.update" | "response_url" => blocks(&body["blocks"]),
        "views.open" | "views.push" | "views.update" | "views.publish" => view(&body["view"]),
        _ => Vec::new(),
    }
}

/// What is wrong with the arguments of `chat.postMessage`.
fn message(body: &Value) -> Vec<String> {
    let Some(schemas) = schemas() else {
        return Vec::new();
    };
    // The blocks first: what is said against one of them is of more use than "none of these".
    let problems = blocks(&body["blocks"]);
    if !problems.is_empty() {
        return problems;
    }
    let mut body = body.clone();
    lenient(&mut body);
    // Slack's own libraries add the team to every call.
    if let Some(fields) = body.as_object_mut() {
        fields.remove("team_id");
    }
    said(&schemas.message, &body, "")
}

/// In a form, and in what a client makes of one, "true" is a yes.
fn lenient(body: &mut Value) {
    for (name, value) in body.as_object_mut().into_iter().flatten() {
        if name != "text" && matches!(value.as_str(), Some("true" | "false")) {
            *value = json!(value == "true");
        }
    }
}

/// What is wrong with the blocks of a message; nothing where there are none.
pub(crate) fn blocks(blocks: &Value) -> Vec<String> {
    let Some(schemas) = schemas().filter(|_| !blocks.is_null()) else {
        return Vec::new();
    };
    each(&schemas.blocks, blocks)
}

/// What is wrong with a modal or a home.
pub(crate) fn view(view: &Value) -> Vec<String> {
    let Some(schemas) = schemas() else {
        return Vec::new();
    };
    let problems = each(&schemas.blocks, &view["blocks"]);
    if !problems.is_empty() {
        return problems;
    }
    let name = if view["type"] == "home" {
        "home"
    } else {
        "modal"
    };
    said(&schemas.view, &json!({ name: view }), "view")
}

/// What is wrong with an app's manifest.
pub(crate) fn manifest(manifest: &Value) -> Vec<String> {
    let Some(schemas) = schemas() else {
        return Vec::new();
    };
    said(&schemas.manifest, manifest, "manifest")
}

/// Each block for itself, so that what is wrong is said of the one that is meant.
fn each(validator: &Validator, blocks: &Value) -> Vec<String> {
    let list = blocks.as_array().into_iter().flatten().enumerate();
    list.flat_map(|(place, block)| said(validator, &json!([block]), &format!("blocks[{place}]")))
        .collect()
}

fn said(validator: &Validator, value: &Value, what: &str) -> Vec<String> {
    validator
        .iter_errors(value)
        .map(|error| {
            let text: String = error.to_string().chars().take(600).collect();
            format!("{what} at `{}`: {text}", error.instance_path())
        })
        .collect()
}
