//! What was filled into a form.

use std::collections::BTreeMap;

use chat::{Args, File, Value};
use serde::Deserialize;

use super::interaction::Chosen;
use crate::PLATFORM;

/// The values of a view, by block and element.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct State {
    values: BTreeMap<String, BTreeMap<String, Filled>>,
}

/// What stands in one element.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filled {
    #[serde(rename = "type")]
    kind: String,
    value: Option<String>,
    selected_option: Option<Chosen>,
    selected_options: Vec<Chosen>,
    selected_user: Option<String>,
    selected_date: Option<String>,
    files: Vec<Uploaded>,
}

/// A file that was handed over.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Uploaded {
    name: String,
    mimetype: String,
    size: u64,
    url_private_download: String,
}

impl State {
    /// Whether there is an element of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }
}

/// The answers by parameter: blocks are named after those. What was left empty is an empty text.
pub(crate) fn answers(state: &State) -> Args {
    let mut answers = Args::new();
    for (name, elements) in &state.values {
        let Some(filled) = elements.values().next() else {
            continue;
        };
        answers.set(name.clone(), filled.answer());
    }
    answers
}

impl Filled {
    fn answer(&self) -> Value {
        if self.kind == "checkboxes" {
            return Value::Flag(!self.selected_options.is_empty());
        }
        if let Some(user) = &self.selected_user {
            return Value::Person(PLATFORM, user.clone());
        }
        if let Some(file) = self.files.first() {
            return Value::File(File {
                name: file.name.clone(),
                media_type: file.mimetype.clone(),
                bytes: file.size,
                url: file.url_private_download.clone(),
            });
        }
        let chosen = self.selected_option.as_ref().map(|chosen| &chosen.value);
        let text = self
            .value
            .as_ref()
            .or(chosen)
            .or(self.selected_date.as_ref());
        Value::Text(text.cloned().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use chat::Value;
    use serde_json::json;

    use super::{State, answers};
    use crate::PLATFORM;

    #[test]
    fn each_kind_of_element_gives_its_answer() {
        let state: State = serde_json::from_value(json!({ "values": {
            "name": { "name": { "type": "plain_text_input", "value": "Clara" } },
            "email": { "email": { "type": "plain_text_input", "value": null } },
            "state": { "state": { "type": "static_select", "selected_option": { "text": {}, "value": "new" } } },
            "who": { "who": { "type": "users_select", "selected_user": "U1" } },
            "day": { "day": { "type": "datepicker", "selected_date": "2026-12-03" } },
            "waive": { "waive": { "type": "checkboxes", "selected_options": [{ "value": "true" }] } },
        }})).unwrap();
        let answers = answers(&state);
        assert_eq!(answers.text("name"), Some("Clara"));
        assert_eq!(answers.text("email"), Some(""));
        assert_eq!(answers.text("state"), Some("new"));
        assert_eq!(answers.text("day"), Some("2026-12-03"));
        assert!(answers.flag("waive"));
        let person = Value::Person(PLATFORM, "U1".to_owned());
        assert_eq!(answers.get("who"), Some(&person));
    }
}
