//! Messages that answer what a person did: in an acknowledgement or by a response URL.

use serde_json::Value;

use super::{
    blocks,
    deed::{Deed, Display, Surface},
    message::{Message, MessageRef},
    shown::Shown,
    state::{Shared, State},
    world::BOT,
};

/// Shows an answer: in place of the message that was pressed, for the person alone, or for everybody.
pub(crate) fn message(state: &mut State, shared: &Shared, number: u64, deed: &Deed, body: &Value) {
    let pressed = match deed.surface {
        Some(Surface::Message(place)) => Some(place),
        _ => None,
    };
    let yes = |name: &str| body[name] == true || body[name] == "true";
    let now = shared.clock.now();
    if let Some(place) = pressed.filter(|_| yes("delete_original")) {
        if state.messages.remove(&place).is_some() {
            state.deleted.push(place);
        }
        return;
    }
    let Some(channel) = deed.channel else { return };
    let ts = state.ts(now);
    let original = pressed.filter(|_| yes("replace_original"));
    // A slash command has no message of its own, so that there is nothing to replace.
    let before = original.and_then(|place| state.messages.get(&place).cloned());
    let change = before.is_some();
    let mut message = before.unwrap_or_else(|| Message::new(MessageRef { channel, ts }, BOT));
    if change {
        message.edited = Some(ts);
    } else if body["response_type"] != "in_channel" {
        message.seen_by = Some(deed.member);
    }
    if let Some(thread) = body["thread_ts"].as_str().and_then(|ts| ts.parse().ok()) {
        message.thread = Some(thread);
    }
    message.text = body["text"].as_str().unwrap_or_default().to_owned();
    message.blocks = body["blocks"].as_array().cloned().unwrap_or_default();
    message.attachments = body["attachments"].as_array().cloned().unwrap_or_default();
    if body["metadata"].is_object() {
        message.metadata = body["metadata"].clone();
    }
    blocks::complete(state, &mut message.blocks);
    let display = Display {
        deed: Some(number),
        member: message.seen_by,
        place: Some(message.place()),
        thread: message.thread,
        root: None,
        change,
        shown: Shown::message(&state.world, &message),
    };
    if change {
        state.change_message(message);
    } else {
        state.publish(shared, message);
    }
    state.show(display);
}
