//! What a person has before them when they do something: a message or a view, and the values that stand in it.

use serde_json::{Value, json};

use super::{choice, deed::Surface, payload::channel, state::State, world::Member};

/// The blocks of a message or view that a person has before them; panics where they do not.
pub(crate) fn seen(state: &State, member: Member, surface: &Surface) -> Vec<Value> {
    match surface {
        Surface::Message(place) => {
            let message = state.message(*place);
            let message = message.unwrap_or_else(|| panic!("the message is gone"));
            let alone = message.seen_by.is_none_or(|seen_by| seen_by == member);
            let name = state.world.name(member);
            assert!(
                alone && state.world.sees(member, place.channel),
                "{name} does not see this message"
            );
            message.blocks.clone()
        }
        Surface::View(id) => {
            let row = state.views.rows.get(id);
            let row = row.unwrap_or_else(|| panic!("the view is closed"));
            assert!(
                row.member == member,
                "{} has no such view",
                state.world.name(member)
            );
            row.data["blocks"].as_array().cloned().unwrap_or_default()
        }
    }
}

/// Fills in where an interaction happened: its container, message or view, and the values that stand there.
pub(crate) fn place(state: &State, payload: &mut Value, member: Member, surface: &Surface) {
    match surface {
        Surface::Message(place) => {
            let Some(message) = state.message(*place) else {
                return;
            };
            let mut container = json!({
                "type": "message",
                "message_ts": place.ts,
                "channel_id": place.channel,
                "is_ephemeral": message.is_ephemeral(),
            });
            let written = state.written(message, true);
            if let Some(thread) = written.get("thread_ts") {
                container["thread_ts"] = thread.clone();
            }
            payload["container"] = container;
            payload["channel"] = channel(state, place.channel);
            // What one person alone was shown Slack does not remember.
            if !message.is_ephemeral() {
                payload["message"] = written;
            }
            let kept = state.values.get(&(surface.clone(), member));
            let values = choice::all(&message.blocks, kept.unwrap_or(&Value::Null));
            payload["state"] = json!({ "values": values });
        }
        Surface::View(id) => {
            payload["container"] = json!({ "type": "view", "view_id": id });
            payload["view"] = view(state, id);
        }
    }
}

/// A view with the values that stand in it.
pub(crate) fn view(state: &State, id: &str) -> Value {
    let mut data = state.views.data(id).clone();
    let blocks = data["blocks"].as_array().cloned().unwrap_or_default();
    data["state"]["values"] = choice::all(&blocks, &data["state"]["values"]);
    data
}

/// Keeps what was chosen where it was chosen.
pub(crate) fn keep(
    state: &mut State,
    member: Member,
    surface: &Surface,
    ids: (&str, &str),
    value: Value,
) {
    match surface {
        Surface::Message(_) => {
            let kept = state
                .values
                .entry((surface.clone(), member))
                .or_insert_with(|| json!({}));
            kept[ids.0][ids.1] = value;
        }
        Surface::View(id) => {
            if let Some(row) = state.views.rows.get_mut(id) {
                row.data["state"]["values"][ids.0][ids.1] = value;
            }
        }
    }
}
