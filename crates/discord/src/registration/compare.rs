//! Whether Discord knows the commands as they should be.

use serde_json::{Map, Value};

/// What we say of a command or option; all else that Discord answers is its own.
const OURS: [&str; 16] = [
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "type",
    "options",
    "default_member_permissions",
    "nsfw",
    "required",
    "choices",
    "value",
    "autocomplete",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
];

/// Whether two lists of commands mean the same: in any order, and what was left out is what Discord fills in.
pub(super) fn alike(known: &Value, wanted: &Value) -> bool {
    sorted(known) == sorted(wanted)
}

fn sorted(commands: &Value) -> Vec<Value> {
    let mut commands: Vec<Value> = commands
        .as_array()
        .into_iter()
        .flatten()
        .map(plain)
        .collect();
    commands.sort_by(|one, other| one["name"].as_str().cmp(&other["name"].as_str()));
    commands
}

/// A command, option or choice without what says nothing.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let ours = map.iter().filter(|(key, _)| OURS.contains(&key.as_str()));
            let said = ours.filter(|(key, value)| says(key, value));
            let pairs = said.map(|(key, value)| {
                // The translations' keys are languages, not ours.
                let value = if key.ends_with("_localizations") {
                    value.clone()
                } else {
                    plain(value)
                };
                (key.clone(), value)
            });
            Value::Object(pairs.collect::<Map<_, _>>())
        }
        Value::Array(list) => Value::Array(list.iter().map(plain).collect()),
        // 1 and 1.0 are the same number.
        Value::Number(number) => {
            let float = number.as_f64().and_then(serde_json::Number::from_f64);
            Value::Number(float.unwrap_or_else(|| number.clone()))
        }
        other => other.clone(),
    }
}

/// Whether a value differs from what Discord takes when nothing is said.
fn says(key: &str, value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
        // A command in a message's menu has no description: Discord gives an empty one back.
        Value::String(text) => !text.is_empty(),
        // A command is a slash command; an option always says its kind.
        Value::Number(number) => !(key == "type" && number.as_u64() == Some(1)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::alike;

    #[test]
    fn what_discord_fills_in_makes_no_difference() {
        let wanted = json!([
            {"name": "ask", "description": "a", "type": 1, "options": [
                {"name": "n", "description": "b", "type": 4, "min_value": 1, "required": true}]},
            {"name": "help", "description": "c"},
            {"name": "Ask", "type": 3},
        ]);
        let known = json!([
            {"id": "2", "application_id": "3", "version": "4", "name": "help", "description": "c",
             "type": 1, "dm_permission": true, "nsfw": false, "contexts": null,
             "default_member_permissions": null, "name_localizations": null, "options": []},
            {"id": "5", "name": "ask", "description": "a", "type": 1, "options": [
                {"name": "n", "description": "b", "type": 4, "min_value": 1.0, "required": true,
                 "autocomplete": false}]},
            {"name": "Ask", "type": 3, "description": ""},
        ]);
        assert!(alike(&known, &wanted));
    }

    #[test]
    fn any_real_difference_is_seen() {
        let wanted = json!([{"name": "ask", "description": "a", "options": [
            {"name": "q", "description": "b", "type": 3, "required": true}]}]);
        for (pointer, value) in [
            ("/0/description", json!("other")),
            ("/0/options/0/required", json!(false)),
            ("/0/options/0/type", json!(4)),
            ("/0/default_member_permissions", json!("8192")),
            ("/0/description_localizations", json!({"nl": "x"})),
        ] {
            let mut known = wanted.clone();
            match known.pointer_mut(pointer) {
                Some(place) => *place = value,
                None => known[0][pointer.rsplit('/').next().unwrap()] = value,
            }
            assert!(!alike(&known, &wanted), "{pointer}");
        }
        assert!(!alike(&json!([]), &wanted));
    }
}
