//! Pressing, choosing and filling in, as far as Discord's client lets people do it.

use serde_json::{Map, Value, json};

use super::{
    Form, Member, MessageRef,
    message::{EPHEMERAL, Message},
    payload::resolve,
    state::State,
    text,
};

/// A message that a person can see; panics for one that was deleted or is somebody else's.
pub(crate) fn visible(state: &State, member: Member, place: MessageRef) -> &Message {
    let message = state.message(place);
    let message = message.unwrap_or_else(|| panic!("the message was deleted, or never was"));
    let hidden = message.flags & EPHEMERAL != 0 && message.seen_by != Some(member.0);
    assert!(
        !hidden,
        "{} does not see this message",
        state.world.name(member.0)
    );
    message
}

fn components(message: &Message) -> impl Iterator<Item = &Value> {
    let rows = message.components.iter();
    rows.flat_map(|row| row["components"].as_array().into_iter().flatten())
}

/// A button or menu by label, emoji and label, placeholder or id.
pub(crate) fn component<'a>(message: &'a Message, label: &str) -> Option<&'a Value> {
    let named = |component: &&Value| {
        component["custom_id"] == label
            || component["label"] == label
            || component["placeholder"] == label
            || text::face(component) == label
    };
    components(message).find(named)
}

pub(crate) fn press(message: &Message, label: &str) -> Value {
    let button = component(message, label).filter(|component| component["type"] == 2);
    let button = button.unwrap_or_else(|| panic!("there is no button `{label}`: {}", all(message)));
    assert!(
        button["disabled"] != true,
        "the button `{label}` is disabled"
    );
    assert!(button["style"] != 5, "the button `{label}` is a link");
    json!({ "id": button["id"], "custom_id": button["custom_id"], "component_type": 2 })
}

pub(crate) fn choose(state: &State, message: &Message, label: &str, chosen: &[String]) -> Value {
    let mut menus = components(message).filter(|component| component["type"] != 2);
    let menu = if label.is_empty() {
        menus.next()
    } else {
        component(message, label)
    };
    let menu = menu.filter(|menu| menu["type"] != 2);
    let menu = menu.unwrap_or_else(|| panic!("there is no menu `{label}`: {}", all(message)));
    assert!(menu["disabled"] != true, "the menu `{label}` is disabled");
    let least = menu["min_values"].as_u64().unwrap_or(1);
    let most = menu["max_values"].as_u64().unwrap_or(1);
    let count = chosen.len() as u64;
    assert!(
        (least..=most).contains(&count),
        "{count} chosen of {least} to {most} in `{label}`"
    );
    let kind = menu["type"].as_u64().unwrap_or_default();
    let mut resolved = Map::new();
    let mut values = Vec::new();
    for one in chosen {
        if kind == 3 {
            let mut options = menu["options"].as_array().into_iter().flatten();
            let option = options.find(|option| {
                option["label"] == **one || option["value"] == **one || text::face(option) == *one
            });
            let option = option.unwrap_or_else(|| panic!("the menu `{label}` has no `{one}`"));
            values.push(option["value"].clone());
        } else {
            values.push(json!(one));
            // People, roles, either and channels have other numbers as options of commands.
            let as_option = [(5, 6), (6, 8), (7, 9), (8, 7)];
            let number = as_option.iter().find(|(menu, _)| *menu == kind);
            resolve(
                state,
                number.map_or(0, |(_, option)| *option),
                &json!(one),
                &mut resolved,
            );
        }
    }
    let mut data = json!({
        "id": menu["id"],
        "custom_id": menu["custom_id"],
        "component_type": kind,
        "values": values,
    });
    if !resolved.is_empty() {
        data["resolved"] = Value::Object(resolved);
    }
    data
}

pub(crate) fn submit(form: &Form, values: &Value) -> Value {
    let empty = Map::new();
    let values = values.as_object().unwrap_or(&empty);
    let mut used = Vec::new();
    let mut rows = Vec::new();
    let mut id = 0;
    for row in form.data["components"].as_array().into_iter().flatten() {
        for input in row["components"].as_array().into_iter().flatten() {
            let label = input["label"].as_str().unwrap_or_default();
            let custom = input["custom_id"].as_str().unwrap_or_default();
            let given = [label, custom].into_iter().find_map(|name| {
                let value = values.get(name)?.as_str()?;
                used.push(name.to_owned());
                Some(value)
            });
            let value = given
                .or_else(|| input["value"].as_str())
                .unwrap_or_default();
            allowed(label, input, value);
            id += 2;
            rows.push(json!({
                "type": 1,
                "id": id - 1,
                "components": [{ "type": 4, "id": id, "custom_id": custom, "value": value }],
            }));
        }
    }
    for name in values.keys() {
        assert!(
            used.contains(name),
            "the form has no `{name}`\n{}",
            text::form(&form.data)
        );
    }
    json!({ "custom_id": form.data["custom_id"], "components": rows })
}

/// Panics for a text that Discord's client would not send.
fn allowed(label: &str, input: &Value, value: &str) {
    let length = value.chars().count() as u64;
    let needed = input["required"] != false;
    assert!(
        !needed || length > 0,
        "the form's `{label}` must be filled in"
    );
    let least = input["min_length"].as_u64().unwrap_or(0);
    let most = input["max_length"].as_u64().unwrap_or(4000);
    let fits = length == 0 || (least..=most).contains(&length);
    assert!(
        fits,
        "the form's `{label}` has {length} characters, and not {least} to {most}"
    );
}

fn all(message: &Message) -> String {
    components(message)
        .map(text::face)
        .collect::<Vec<_>>()
        .join(", ")
}
