//! Posting, changing and deleting messages.

use serde_json::json;

use super::{Call, Outcome, Refusal, Shared, State, channel};
use crate::slack::{
    blocks,
    deed::Display,
    message::{Message, MessageRef, Ts},
    rules,
    shown::Shown,
    world::{BOT, Channel, Member},
};

/// Slack takes no longer text.
const LONGEST: usize = 40_000;

/// Where a message goes: a channel's id or name, or a person's id.
fn target(state: &mut State, call: &Call) -> Result<Channel, Refusal> {
    let id = call.text("channel").ok_or("channel_not_found")?;
    if let Some(member) = state.world.member_by_id(id) {
        return conversation(state, member);
    }
    let name = id.strip_prefix('#').unwrap_or(id);
    let by_name = || {
        let mut rows = state.world.channels.iter();
        rows.find(|(_, row)| row.user.is_none() && row.name == name)
            .map(|(channel, _)| *channel)
    };
    let found = state.world.channel_by_id(id).or_else(by_name);
    let found = found.ok_or("channel_not_found")?;
    let row = &state.world.channels[&found];
    if row.private && !state.bot_in(found) {
        return Err("channel_not_found".into());
    }
    if row.archived {
        return Err("is_archived".into());
    }
    if let Some(user) = row.user {
        return conversation(state, user);
    }
    Ok(found)
}

/// The conversation with a person, where they take messages.
pub(super) fn conversation(state: &mut State, member: Member) -> Result<Channel, Refusal> {
    let row = state.world.members.get(&member).ok_or("user_not_found")?;
    if row.bot {
        return Err("cannot_dm_bot".into());
    }
    if row.deactivated {
        return Err("user_disabled".into());
    }
    if row.closed {
        return Err("messages_tab_disabled".into());
    }
    Ok(state.world.conversation(member).0)
}

/// Text, blocks and all else that can be in a message.
fn content(state: &mut State, call: &Call, message: &mut Message) -> Result<(), Refusal> {
    let text = call.text("text").unwrap_or_default();
    if text.chars().count() > LONGEST {
        return Err("msg_too_long".into());
    }
    for name in ["blocks", "attachments"] {
        if call.text(name).is_some() {
            return Err(Refusal::from(format!("invalid_{name}_format").as_str()));
        }
    }
    let list = |name: &str| call.value(name).as_array().cloned().unwrap_or_default();
    let problems = rules::message_blocks(call.value("blocks"));
    if !problems.is_empty() {
        return Err(Refusal::with("invalid_blocks", problems));
    }
    let problems = rules::metadata(call.value("metadata"));
    if !problems.is_empty() {
        return Err(Refusal::with("invalid_metadata_format", problems));
    }
    message.text = text.to_owned();
    message.blocks = list("blocks");
    message.attachments = list("attachments");
    if message.text.is_empty() && message.blocks.is_empty() && message.attachments.is_empty() {
        return Err("no_text".into());
    }
    if call.value("metadata").is_object() {
        message.metadata = call.value("metadata").clone();
    }
    blocks::complete(state, &mut message.blocks);
    Ok(())
}

fn thread(state: &State, call: &Call, channel: Channel) -> Result<Option<Ts>, Refusal> {
    let Some(text) = call.text("thread_ts") else {
        return Ok(None);
    };
    let ts: Ts = text.parse().map_err(|_| "invalid_thread_ts")?;
    let parent = state.message(MessageRef { channel, ts });
    // What is not there starts no thread; Slack posts it as a message of its own.
    Ok(parent.map(|parent| parent.thread.unwrap_or(ts)))
}

pub(super) fn post(state: &mut State, shared: &Shared, call: &Call) -> Outcome {
    let channel = target(state, call)?;
    if !channel.direct && !state.bot_in(channel) && !state.app.scopes.contains("chat:write.public")
    {
        return Err("not_in_channel".into());
    }
    let ts = state.ts(shared.clock.now());
    let mut message = Message::new(MessageRef { channel, ts }, BOT);
    message.thread = thread(state, call, channel)?;
    content(state, call, &mut message)?;
    let json = message.json(true);
    let display = display(state, &message, false);
    state.publish(shared, message);
    state.show(display);
    Ok(json!({ "channel": channel, "ts": ts, "message": json }))
}

fn display(state: &State, message: &Message, change: bool) -> Display {
    Display {
        deed: None,
        member: message.seen_by,
        place: Some(message.place()),
        thread: message.thread,
        root: None,
        change,
        shown: Shown::message(&state.world, message),
    }
}

pub(super) fn post_ephemeral(state: &mut State, shared: &Shared, call: &Call) -> Outcome {
    let channel = target(state, call)?;
    if !state.bot_in(channel) {
        return Err("not_in_channel".into());
    }
    let user = call
        .text("user")
        .and_then(|id| state.world.member_by_id(id));
    let user = user.ok_or("user_not_in_channel")?;
    if !state.world.channels[&channel].members.contains(&user) {
        return Err("user_not_in_channel".into());
    }
    let ts = state.ts(shared.clock.now());
    let mut message = Message::new(MessageRef { channel, ts }, BOT);
    message.seen_by = Some(user);
    message.thread = thread(state, call, channel)?;
    content(state, call, &mut message)?;
    let display = display(state, &message, false);
    state.publish(shared, message);
    state.show(display);
    Ok(json!({ "message_ts": ts }))
}

/// A message that the bot may change: Slack has forgotten those that one person alone was shown.
fn own(state: &State, call: &Call, refusal: &str) -> Result<Message, Refusal> {
    let channel = channel(state, call)?;
    let ts: Ts = call
        .text("ts")
        .and_then(|ts| ts.parse().ok())
        .ok_or("message_not_found")?;
    let message = state.message(MessageRef { channel, ts });
    let message = message.filter(|message| !message.is_ephemeral());
    let message = message.ok_or("message_not_found")?;
    if message.author != BOT {
        return Err(refusal.into());
    }
    if state.world.channels[&channel].archived {
        return Err("is_archived".into());
    }
    Ok(message.clone())
}

pub(super) fn update(state: &mut State, shared: &Shared, call: &Call) -> Outcome {
    let mut message = own(state, call, "cant_update_message")?;
    let before = message.clone();
    content(state, call, &mut message)?;
    // What is not named stays, also where there is a new text; an empty list takes it away.
    if call.value("blocks").is_null() {
        message.blocks = before.blocks;
    }
    if call.value("attachments").is_null() {
        message.attachments = before.attachments;
    }
    let now = state.ts(shared.clock.now());
    message.edited = Some(now);
    let json = message.json(true);
    let display = display(state, &message, true);
    let (channel, ts, text) = (message.channel, message.ts, message.text.clone());
    state.change_message(message);
    state.show(display);
    Ok(json!({ "channel": channel, "ts": ts, "text": text, "message": json }))
}

pub(super) fn delete(state: &mut State, shared: &Shared, call: &Call) -> Outcome {
    let message = own(state, call, "cant_delete_message")?;
    state.delete_message(shared, message.place());
    Ok(json!({ "channel": message.channel, "ts": message.ts }))
}

pub(super) fn permalink(state: &mut State, shared: &Shared, call: &Call) -> Outcome {
    let channel = channel(state, call)?;
    let ts = call.text("message_ts").and_then(|ts| ts.parse().ok());
    let ts: Ts = ts.ok_or("message_not_found")?;
    let found = state.message(MessageRef { channel, ts });
    let found = found.ok_or("message_not_found")?;
    let link = format!("{}/archives/{}/p{}", shared.base, channel.id(), found.ts.0);
    Ok(json!({ "channel": channel, "permalink": link }))
}
