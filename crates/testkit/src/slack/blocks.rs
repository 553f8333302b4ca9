//! Blocks and the elements in them: finding them, and what Slack adds to them.

use serde_json::{Value, json};

use super::state::State;

/// Gives ids to blocks and elements that have none, as Slack does.
pub(crate) fn complete(state: &mut State, blocks: &mut [Value]) {
    for block in blocks {
        if block["block_id"].as_str().is_none_or(str::is_empty) && block.is_object() {
            block["block_id"] = json!(format!("b{:04}", state.number()));
        }
        for element in inside(block) {
            let interactive = element["type"].as_str().is_some_and(is_interactive);
            if interactive && element["action_id"].as_str().is_none_or(str::is_empty) {
                element["action_id"] = json!(format!("a{:04}", state.number()));
            }
        }
    }
}

fn is_interactive(kind: &str) -> bool {
    !matches!(kind, "image" | "mrkdwn" | "plain_text")
}

fn inside(block: &mut Value) -> Vec<&mut Value> {
    let is_container = matches!(block["type"].as_str(), Some("actions" | "context_actions"));
    let mut found = Vec::new();
    for (name, value) in block.as_object_mut().into_iter().flatten() {
        match name.as_str() {
            "elements" if is_container => {
                let list = value.as_array_mut().into_iter().flatten();
                found.extend(list.filter(|one| one.is_object()));
            }
            "accessory" | "element" if value.is_object() => found.push(value),
            _ => {}
        }
    }
    found
}

/// An element and the block that it is in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed<'a> {
    pub(crate) block: &'a Value,
    pub(crate) element: &'a Value,
}

/// All elements that people can use, in order.
pub(crate) fn elements(blocks: &[Value]) -> impl Iterator<Item = Placed<'_>> {
    blocks.iter().flat_map(|block| {
        let list = match block["type"].as_str() {
            Some("actions" | "context_actions") => block["elements"].as_array(),
            _ => None,
        };
        let single = [&block["accessory"], &block["element"]];
        let all = list.into_iter().flatten().chain(single);
        all.filter(|element| element["type"].as_str().is_some_and(is_interactive))
            .map(move |element| Placed { block, element })
    })
}

/// What people call an element: a button's text, a menu's placeholder, a field's label.
pub(crate) fn face<'a>(placed: Placed<'a>) -> &'a str {
    let element = placed.element;
    let texts = [
        &element["text"]["text"],
        &placed.block["label"]["text"],
        &element["placeholder"]["text"],
        &element["accessibility_label"],
    ];
    texts
        .into_iter()
        .find_map(Value::as_str)
        .unwrap_or_default()
}

/// An element by `action_id`, `block_id`, text, label or placeholder; the only one for `""`.
pub(crate) fn find<'a>(blocks: &'a [Value], name: &str) -> Option<Placed<'a>> {
    let named = |placed: &Placed<'_>| {
        let Placed { block, element } = placed;
        element["action_id"] == name
            || element["text"]["text"] == name
            || element["placeholder"]["text"] == name
            || block["label"]["text"] == name
            || block["block_id"] == name
    };
    let mut all = elements(blocks);
    if name.is_empty() {
        let only = all.next();
        return only.filter(|_| all.next().is_none());
    }
    all.find(named)
}

/// The options of an element, those in groups included.
pub(crate) fn options(element: &Value) -> Vec<&Value> {
    let groups = element["option_groups"].as_array().into_iter().flatten();
    let grouped = groups.flat_map(|group| group["options"].as_array().into_iter().flatten());
    let plain = element["options"].as_array().into_iter().flatten();
    plain.chain(grouped).collect()
}
