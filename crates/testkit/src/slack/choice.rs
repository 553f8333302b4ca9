//! What people choose and type in elements, as Slack's client lets them, in Slack's words.

use serde_json::{Map, Value, json};

use super::{blocks, state::State, world::Member};

/// The state of an element with what was given; panics where a person could not give it.
///
/// Texts are given as text, options by their text or value, people and channels by id (or as [`Member`]), files by what
/// `FakeSlack::upload` gave; where many may be chosen, a list.
pub(crate) fn value(state: &State, member: Member, element: &Value, given: &Value) -> Value {
    let kind = element["type"].as_str().unwrap_or_default();
    let mut out = json!({ "type": kind });
    let mut set = |name: &str, value: Value| out[name] = value;
    let one = || texts(given).into_iter().next();
    match kind {
        "plain_text_input" | "email_text_input" | "url_text_input" | "number_input" => {
            let text = match given {
                Value::Number(number) => Some(number.to_string()),
                other => other
                    .as_str()
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned),
            };
            set("value", json!(text));
        }
        "static_select" | "external_select" | "radio_buttons" | "overflow" => {
            let chosen = one().map(|text| option(state, member, element, &text));
            set("selected_option", json!(chosen));
        }
        "multi_static_select" | "multi_external_select" | "checkboxes" => {
            let chosen: Vec<Value> = texts(given)
                .iter()
                .map(|text| option(state, member, element, text))
                .collect();
            most(element, chosen.len());
            set("selected_options", json!(chosen));
        }
        "users_select" => set("selected_user", json!(one())),
        "conversations_select" => set("selected_conversation", json!(one())),
        "channels_select" => set("selected_channel", json!(one())),
        "multi_users_select" => set("selected_users", json!(texts(given))),
        "multi_conversations_select" => set("selected_conversations", json!(texts(given))),
        "multi_channels_select" => set("selected_channels", json!(texts(given))),
        "datepicker" => set("selected_date", json!(one())),
        "timepicker" => set("selected_time", json!(one())),
        "datetimepicker" => set("selected_date_time", given.clone()),
        "rich_text_input" => set("rich_text_value", rich(given)),
        "file_input" => {
            let files: Vec<Value> = texts(given)
                .iter()
                .map(|id| {
                    state
                        .files
                        .about(id)
                        .cloned()
                        .unwrap_or_else(|| panic!("there is no file `{id}`"))
                })
                .collect();
            set("files", json!(files));
        }
        other => panic!("nothing can be chosen in a `{other}`"),
    }
    out
}

fn rich(given: &Value) -> Value {
    if given.is_object() {
        return given.clone();
    }
    let text = json!({ "type": "text", "text": given });
    let section = json!({ "type": "rich_text_section", "elements": [text] });
    json!({ "type": "rich_text", "elements": [section] })
}

/// One text, or many.
fn texts(given: &Value) -> Vec<String> {
    match given {
        Value::String(text) if text.is_empty() => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

fn most(element: &Value, count: usize) {
    let most = element["max_selected_items"].as_u64();
    let fits = most.is_none_or(|most| count as u64 <= most);
    assert!(fits, "{count} are chosen, and at most {most:?} may be");
}

fn option(state: &State, member: Member, element: &Value, text: &str) -> Value {
    let external = element["type"]
        .as_str()
        .is_some_and(|kind| kind.contains("external"));
    let action = element["action_id"].as_str().unwrap_or_default();
    let offered = state.offered.get(&(member, action.to_owned()));
    let source = if external {
        offered.unwrap_or_else(|| panic!("nothing was typed in `{action}`"))
    } else {
        element
    };
    let all = blocks::options(source);
    let mut named = all
        .iter()
        .filter(|option| option["text"]["text"] == text || option["value"] == text);
    let found = named
        .next()
        .unwrap_or_else(|| panic!("`{action}` has no option `{text}`"));
    (*found).clone()
}

/// What stands in an element before anybody touched it.
fn initial(element: &Value) -> Value {
    let kind = element["type"].as_str().unwrap_or_default();
    let part = |name: &str| element[name].clone();
    let list = |name: &str| match &element[name] {
        Value::Null => json!([]),
        other => other.clone(),
    };
    let (name, value) = match kind {
        "plain_text_input" | "email_text_input" | "url_text_input" | "number_input" => {
            ("value", part("initial_value"))
        }
        "static_select" | "external_select" | "radio_buttons" => {
            ("selected_option", part("initial_option"))
        }
        "multi_static_select" | "multi_external_select" | "checkboxes" => {
            ("selected_options", list("initial_options"))
        }
        "users_select" => ("selected_user", part("initial_user")),
        "conversations_select" => ("selected_conversation", part("initial_conversation")),
        "channels_select" => ("selected_channel", part("initial_channel")),
        "multi_users_select" => ("selected_users", list("initial_users")),
        "multi_conversations_select" => ("selected_conversations", list("initial_conversations")),
        "multi_channels_select" => ("selected_channels", list("initial_channels")),
        "datepicker" => ("selected_date", part("initial_date")),
        "timepicker" => ("selected_time", part("initial_time")),
        "datetimepicker" => ("selected_date_time", part("initial_date_time")),
        "rich_text_input" => ("rich_text_value", part("initial_value")),
        "file_input" => ("files", json!([])),
        _ => return Value::Null,
    };
    json!({ "type": kind, name: value })
}

/// The values of all elements that keep one: those that were given before, and otherwise what stands in them.
pub(crate) fn all(blocks: &[Value], kept: &Value) -> Value {
    let mut values = Map::new();
    for placed in blocks::elements(blocks) {
        let block = placed.block["block_id"].as_str().unwrap_or_default();
        let action = placed.element["action_id"].as_str().unwrap_or_default();
        let before = &kept[block][action];
        let value = if before.is_null() {
            initial(placed.element)
        } else {
            before.clone()
        };
        if !value.is_null() {
            let entry = values.entry(block).or_insert_with(|| json!({}));
            entry[action] = value;
        }
    }
    Value::Object(values)
}

/// Whether something stands in an element.
pub(crate) fn is_empty(value: &Value) -> bool {
    let fields = value.as_object().into_iter().flatten();
    fields
        .filter(|(name, _)| *name != "type")
        .all(|(_, value)| match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            _ => false,
        })
}

/// Panics for what Slack's client would not send in.
pub(crate) fn check(label: &str, block: &Value, value: &Value) {
    let element = &block["element"];
    if is_empty(value) {
        assert!(block["optional"] == true, "`{label}` must be filled in");
        return;
    }
    let Some(text) = value["value"].as_str() else {
        return;
    };
    let length = text.chars().count() as u64;
    let least = element["min_length"].as_u64().unwrap_or(0);
    let most = element["max_length"].as_u64().unwrap_or(3000);
    let fits = (least..=most).contains(&length);
    match element["type"].as_str() {
        Some("plain_text_input") => {
            assert!(
                fits,
                "`{label}` has {length} characters, and not {least} to {most}"
            );
        }
        Some("email_text_input") => {
            let fits = text
                .split_once('@')
                .is_some_and(|(_, host)| host.contains('.'));
            assert!(fits, "`{label}` is no e-mail address: {text}");
        }
        Some("url_text_input") => {
            assert!(
                reqwest::Url::parse(text).is_ok(),
                "`{label}` is no address: {text}"
            );
        }
        Some("number_input") => {
            let number: Option<f64> = text.parse().ok();
            let bound = |name: &str| {
                element[name]
                    .as_str()
                    .and_then(|text| text.parse::<f64>().ok())
            };
            let above =
                bound("min_value").is_none_or(|least| number.is_some_and(|number| number >= least));
            let below =
                bound("max_value").is_none_or(|most| number.is_some_and(|number| number <= most));
            assert!(
                number.is_some() && above && below,
                "`{label}` cannot be {text}"
            );
        }
        _ => {}
    }
}
