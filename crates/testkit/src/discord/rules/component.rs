//! The limits of buttons, menus and forms.

use serde_json::Value;

use super::{characters, count, entries, length, required, unique};

/// The numbers of menus: texts, people, roles, either, channels.
const MENUS: [u64; 5] = [3, 5, 6, 7, 8];

pub(super) fn all(found: &mut Vec<String>, rows: &Value) {
    count(found, "components", rows, 0, 5);
    let mut ids = Vec::new();
    for (name, row) in entries("components", rows) {
        if row["type"] != 1 {
            found.push(format!("{name}: is no action row"));
            continue;
        }
        let name = format!("{name}.components");
        count(found, &name, &row["components"], 1, 5);
        let inner: Vec<&Value> = row["components"].as_array().into_iter().flatten().collect();
        let is_menu = |one: &&Value| {
            one["type"]
                .as_u64()
                .is_some_and(|kind| MENUS.contains(&kind))
        };
        if inner.iter().any(is_menu) && inner.len() > 1 {
            found.push(format!("{name}: a menu fills its row"));
        }
        for (name, component) in entries(&name, &row["components"]) {
            match component["type"].as_u64() {
                Some(2) => button(found, &name, component),
                Some(kind) if MENUS.contains(&kind) => menu(found, &name, component),
                _ => found.push(format!("{name}: is neither a button nor a menu")),
            }
            ids.push(&component["custom_id"]);
        }
    }
    unique(found, "components: custom_id", ids.into_iter());
}

fn button(found: &mut Vec<String>, name: &str, button: &Value) {
    length(found, &format!("{name}.label"), &button["label"], 0, 80);
    if characters(&button["label"]) == 0 && button["emoji"].is_null() {
        found.push(format!("{name}: a button without label and emoji"));
    }
    match button["style"].as_u64() {
        Some(1..=4) => {
            required(
                found,
                &format!("{name}.custom_id"),
                &button["custom_id"],
                1,
                100,
            );
        }
        Some(5) => {
            required(found, &format!("{name}.url"), &button["url"], 1, 512);
            if !button["custom_id"].is_null() {
                found.push(format!("{name}: a link with a custom_id"));
            }
        }
        _ => found.push(format!("{name}.style: is missing or unknown")),
    }
}

fn menu(found: &mut Vec<String>, name: &str, menu: &Value) {
    required(
        found,
        &format!("{name}.custom_id"),
        &menu["custom_id"],
        1,
        100,
    );
    length(
        found,
        &format!("{name}.placeholder"),
        &menu["placeholder"],
        0,
        100,
    );
    let most = menu["max_values"].as_u64().unwrap_or(1);
    if menu["min_values"].as_u64().unwrap_or(1) > most || most > 25 {
        found.push(format!("{name}: min_values and max_values do not fit"));
    }
    if menu["type"] != 3 {
        return;
    }
    let options = &menu["options"];
    if options.is_null() {
        found.push(format!("{name}.options: are missing"));
    }
    count(found, &format!("{name}.options"), options, 1, 25);
    for (name, option) in entries(&format!("{name}.options"), options) {
        required(found, &format!("{name}.label"), &option["label"], 1, 100);
        required(found, &format!("{name}.value"), &option["value"], 1, 100);
        length(
            found,
            &format!("{name}.description"),
            &option["description"],
            0,
            100,
        );
    }
    let values = options
        .as_array()
        .into_iter()
        .flatten()
        .map(|option| &option["value"]);
    unique(found, &format!("{name}.options: value"), values);
    let preset = options.as_array().into_iter().flatten();
    if preset.filter(|option| option["default"] == true).count() as u64 > most {
        found.push(format!("{name}: more defaults than max_values"));
    }
}

pub(super) fn modal(data: &Value) -> Vec<String> {
    let mut found = Vec::new();
    required(&mut found, "custom_id", &data["custom_id"], 1, 100);
    required(&mut found, "title", &data["title"], 1, 45);
    if !data["components"].is_array() {
        found.push("components: are missing".into());
    }
    count(&mut found, "components", &data["components"], 1, 5);
    let mut ids = Vec::new();
    for (name, row) in entries("components", &data["components"]) {
        if row["type"] != 1 {
            found.push(format!("{name}: is no action row"));
        }
        count(
            &mut found,
            &format!("{name}.components"),
            &row["components"],
            1,
            1,
        );
        for (name, input) in entries(&format!("{name}.components"), &row["components"]) {
            text_input(&mut found, &name, input);
            ids.push(&input["custom_id"]);
        }
    }
    unique(&mut found, "components: custom_id", ids.into_iter());
    found
}

fn text_input(found: &mut Vec<String>, name: &str, input: &Value) {
    if input["type"] != 4 {
        found.push(format!("{name}: is no text input"));
    }
    required(
        found,
        &format!("{name}.custom_id"),
        &input["custom_id"],
        1,
        100,
    );
    required(found, &format!("{name}.label"), &input["label"], 1, 45);
    length(
        found,
        &format!("{name}.placeholder"),
        &input["placeholder"],
        0,
        100,
    );
    if !matches!(input["style"].as_u64(), Some(1 | 2)) {
        found.push(format!("{name}.style: is missing or unknown"));
    }
    let most = input["max_length"].as_u64().unwrap_or(4000);
    let least = input["min_length"].as_u64().unwrap_or(0);
    if most == 0 || most > 4000 || least > most {
        found.push(format!("{name}: min_length and max_length do not fit"));
    }
    let value = characters(&input["value"]) as u64;
    if value > most || value > 0 && value < least {
        found.push(format!(
            "{name}.value: has {value} characters, and not {least} to {most}"
        ));
    }
}
