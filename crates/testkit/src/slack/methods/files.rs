//! Uploading a file in three steps, and what is known of one.

use serde_json::{Value, json};

use super::{Call, Outcome, Refusal, Shared, State};
use crate::slack::{
    deed::Display,
    message::{Message, MessageRef, Ts},
    shown::Shown,
    world::BOT,
};

pub(super) fn upload_url(state: &mut State, shared: &Shared, call: &Call) -> Outcome {
    let missing = |name: &str| {
        let message = format!("missing required field: {name}");
        Refusal::with("invalid_arguments", vec![message])
    };
    let name = call.text("filename").ok_or_else(|| missing("filename"))?;
    let length = call.number("length").ok_or_else(|| missing("length"))?;
    if length == 0 {
        return Err("file_upload_size_restricted".into());
    }
    let (id, path) = state.files.announce(name, length);
    Ok(json!({ "upload_url": format!("{}{path}", shared.base), "file_id": id }))
}

pub(super) fn complete(state: &mut State, shared: &Shared, call: &Call) -> Outcome {
    let list = call.value("files").as_array().cloned().unwrap_or_default();
    if list.is_empty() {
        return Err("invalid_arguments".into());
    }
    let now = shared.clock.now();
    let mut files = Vec::new();
    for one in &list {
        let id = one["id"].as_str().unwrap_or_default();
        let title = one["title"].as_str();
        let file = state.files.complete(&shared.base, id, title, BOT, now);
        files.push(file.ok_or("file_not_found")?);
    }
    if let Some(id) = call.text("channel_id") {
        share(state, shared, call, id, &files)?;
    }
    let short: Vec<Value> = files
        .iter()
        .map(|file| json!({ "id": file["id"], "title": file["title"] }))
        .collect();
    Ok(json!({ "files": short }))
}

fn share(
    state: &mut State,
    shared: &Shared,
    call: &Call,
    id: &str,
    files: &[Value],
) -> Result<(), Refusal> {
    let channel = state.world.channel_by_id(id).ok_or("channel_not_found")?;
    if !state.bot_in(channel) {
        return Err("not_in_channel".into());
    }
    let ts = state.ts(shared.clock.now());
    let mut message = Message::new(MessageRef { channel, ts }, BOT);
    message.text = call.text("initial_comment").unwrap_or_default().to_owned();
    message.thread = call.text("thread_ts").and_then(|ts| ts.parse::<Ts>().ok());
    message.files = files.to_vec();
    message.subtype = Some("file_share".into());
    let display = Display {
        deed: None,
        member: None,
        place: Some(message.place()),
        thread: message.thread,
        root: None,
        change: false,
        shown: Shown::message(&state.world, &message),
    };
    state.publish(shared, message);
    state.show(display);
    Ok(())
}

/// The file goes, and from every message in which it stands; what says nothing without it goes, too.
pub(super) fn delete(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    let id = call.text("file").ok_or("file_not_found")?;
    if !state.files.forget(id) {
        return Err("file_not_found".into());
    }
    for message in state.messages.values_mut() {
        message.files.retain(|file| file["id"] != id);
    }
    state.messages.retain(|_, message| {
        let shared = message.subtype.as_deref() == Some("file_share");
        !(shared && message.files.is_empty() && message.text.is_empty())
    });
    Ok(json!({}))
}

pub(super) fn info(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    let id = call.text("file").ok_or("file_not_found")?;
    let file = state.files.about(id).ok_or("file_not_found")?;
    Ok(json!({ "file": file, "comments": [], "response_metadata": { "next_cursor": "" } }))
}
