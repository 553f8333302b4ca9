//! Messages in channels and conversations.

use serde_json::{Value, json};

use super::super::{
    api::{Answer, Incoming, Outcome, Refusal},
    message::{Message, MessageRef, snowflake},
    permissions::{self, READ_MESSAGE_HISTORY, SEND_MESSAGES, VIEW_CHANNEL},
    rules,
    session::GUILDS,
    state::{Shared, State},
    world::{APPLICATION, Channel, ChannelRow, Member, THREAD},
};

/// Everything below `/channels/{id}`.
pub(crate) fn channel(
    state: &mut State,
    shared: &Shared,
    incoming: &Incoming,
    method: &str,
    channel: u64,
    rest: &[&str],
) -> Outcome {
    let Some(row) = state.world.channels.get(&channel).cloned() else {
        return Err(Refusal::new(404, 10003, "Unknown Channel"));
    };
    let may = permissions::of(&state.world, APPLICATION, channel);
    if may & VIEW_CHANNEL == 0 {
        return Err(Refusal::new(403, 50001, "Missing Access"));
    }
    match (method, rest) {
        ("GET", []) => Ok(Answer::ok(state.world.channel(&row))),
        ("GET", ["messages"]) => {
            // Without the right to read the past, Discord gives an empty list.
            let readable = may & READ_MESSAGE_HISTORY != 0;
            Ok(Answer::ok(if readable {
                list(state, incoming, channel)
            } else {
                json!([])
            }))
        }
        ("POST", ["messages"]) => {
            let recipient = row.recipient.and_then(|id| state.world.members.get(&id));
            if recipient.is_some_and(|member| member.closed || member.left) {
                let message = "Cannot send messages to this user";
                return Err(Refusal::new(403, 50007, message));
            }
            if may & SEND_MESSAGES == 0 {
                return Err(Refusal::missing_permission());
            }
            create(state, shared, incoming, channel)
        }
        ("POST", ["typing"]) => Ok(Answer::none()),
        (_, ["messages", message, rest @ ..]) => {
            let place = MessageRef {
                channel: Channel(channel),
                id: super::id(message)?,
            };
            let found = state
                .message(place)
                .filter(|message| !message.is_ephemeral())
                .cloned();
            let found = found.ok_or_else(unknown_message)?;
            let own = found.author == Member(APPLICATION);
            match (method, rest) {
                ("GET", []) => Ok(Answer::ok(state.json(&found, false))),
                ("PATCH", []) if !own => {
                    let message = "Cannot edit a message authored by another user";
                    Err(Refusal::new(403, 50005, message))
                }
                ("PATCH", []) => {
                    let message = change(state, shared, incoming, found, &incoming.json)?;
                    Ok(Answer::ok(state.json(&message, false)))
                }
                ("DELETE", []) if !own && may & permissions::MANAGE_MESSAGES == 0 => {
                    Err(Refusal::missing_permission())
                }
                ("DELETE", []) => {
                    remove(state, place);
                    Ok(Answer::none())
                }
                ("POST", ["crosspost"]) => {
                    let mut message = found;
                    message.flags |= 1;
                    state.messages.insert(message.id, message.clone());
                    Ok(Answer::ok(state.json(&message, false)))
                }
                ("POST", ["threads"]) if may & permissions::CREATE_PUBLIC_THREADS == 0 => {
                    Err(Refusal::missing_permission())
                }
                ("POST", ["threads"]) => open_thread(state, incoming, place),
                ("PUT" | "DELETE", ["reactions", _, "@me"]) => Ok(Answer::none()),
                _ => super::unknown(state, incoming),
            }
        }
        _ => super::unknown(state, incoming),
    }
}

/// `POST /channels/{id}/messages/{id}/threads`: the thread has the message's id.
fn open_thread(state: &mut State, incoming: &Incoming, place: MessageRef) -> Outcome {
    if state.world.channels.contains_key(&place.id) {
        let message = "A thread has already been created for this message";
        return Err(Refusal::new(400, 160_004, message));
    }
    let name = incoming.json["name"].as_str().unwrap_or_default();
    let row = ChannelRow {
        id: place.id,
        name: name.into(),
        kind: THREAD,
        overwrites: Vec::new(),
        parent: Some(place.channel.0),
        opened_by: Some(APPLICATION),
        recipient: None,
    };
    let json = state.world.channel(&row);
    state.world.channels.insert(place.id, row);
    state.sessions.dispatch(GUILDS, "THREAD_CREATE", &json);
    Ok(Answer::ok(json))
}

pub(crate) fn unknown_message() -> Refusal {
    Refusal::new(404, 10008, "Unknown Message")
}

/// `GET /channels/{id}/messages`: newest first.
fn list(state: &State, incoming: &Incoming, channel: u64) -> Value {
    let number = |name: &str| {
        incoming
            .query(name)
            .and_then(|value| value.parse::<u64>().ok())
    };
    let limit = number("limit")
        .and_then(|limit| usize::try_from(limit).ok())
        .unwrap_or(50);
    let all: Vec<&Message> = state
        .messages(Channel(channel))
        .into_iter()
        .filter(|message| !message.is_ephemeral())
        .collect();
    let mut chosen: Vec<&Message> = if let Some(after) = number("after") {
        all.into_iter()
            .filter(|message| message.id > after)
            .take(limit)
            .collect()
    } else if let Some(around) = number("around") {
        let middle = all.partition_point(|message| message.id < around);
        let from = middle.saturating_sub(limit / 2);
        all.into_iter().skip(from).take(limit).collect()
    } else {
        let before = number("before").unwrap_or(u64::MAX);
        let older: Vec<&Message> = all
            .into_iter()
            .filter(|message| message.id < before)
            .collect();
        let from = older.len().saturating_sub(limit);
        older.into_iter().skip(from).collect()
    };
    chosen.reverse();
    json!(
        chosen
            .into_iter()
            .map(|message| state.json(message, false))
            .collect::<Vec<_>>()
    )
}

fn create(state: &mut State, shared: &Shared, incoming: &Incoming, channel: u64) -> Outcome {
    let body = &incoming.json;
    let now = shared.clock.now();
    let nonce = body.get("nonce").filter(|nonce| !nonce.is_null());
    let enforced = body["enforce_nonce"] == true;
    if let Some(nonce) = nonce.filter(|_| enforced)
        && let Some(same) = state.same(channel, nonce, now)
    {
        let same = same.clone();
        return Ok(Answer::ok(state.json(&same, true)));
    }
    let id = state.snowflake(now);
    let mut message = Message::new(id, Channel(channel), Member(APPLICATION), now);
    message.nonce = nonce.cloned();
    if let Some(reference) = body
        .get("message_reference")
        .filter(|value| !value.is_null())
    {
        let target = reference.get("message_id").and_then(snowflake);
        let found = target.and_then(|id| state.messages.get(&id));
        match found.filter(|found| found.channel.0 == channel) {
            Some(found) => message.reply_to = Some(found.id),
            None if reference["fail_if_not_exists"] == false => {}
            None => {
                let text = "message_reference: Unknown message";
                return Err(Refusal::form(text));
            }
        }
    }
    let files = super::attach(state, shared, incoming);
    fill(state, &mut message, body, files)?;
    let message = state.publish(message);
    Ok(Answer::ok(state.json(&message, true)))
}

/// Puts a body into a message and refuses what Discord would refuse.
pub(crate) fn fill(
    state: &State,
    message: &mut Message,
    body: &Value,
    files: Vec<Value>,
) -> Result<(), Refusal> {
    if let Some(problem) = rules::message(body).into_iter().next() {
        return Err(Refusal::form(&problem));
    }
    message.apply(body, files);
    if message.is_empty() {
        return Err(Refusal::new(400, 50006, "Cannot send an empty message"));
    }
    message.ping(body.get("allowed_mentions"), &state.world);
    if let Some(replied) = message.reply_to.and_then(|id| state.messages.get(&id))
        && (body["allowed_mentions"].is_null() || body["allowed_mentions"]["replied_user"] == true)
        && !message.pings.contains(&replied.author)
    {
        message.pings.push(replied.author);
    }
    Ok(())
}

/// Changes a message and tells everybody who is connected.
pub(crate) fn change(
    state: &mut State,
    shared: &Shared,
    incoming: &Incoming,
    mut message: Message,
    body: &Value,
) -> Result<Message, Refusal> {
    let files = super::attach(state, shared, incoming);
    fill(state, &mut message, body, files)?;
    message.edited = Some(shared.clock.now());
    state.messages.insert(message.id, message.clone());
    if !message.is_ephemeral() {
        state
            .sessions
            .message("MESSAGE_UPDATE", &state.world, &state.messages, &message);
    }
    Ok(message)
}

/// Takes a message away.
pub(crate) fn remove(state: &mut State, place: MessageRef) {
    let Some(message) = state.messages.remove(&place.id) else {
        return;
    };
    state.deleted.push(place);
    if message.is_ephemeral() {
        return;
    }
    let mut data = json!({ "id": place.id.to_string(), "channel_id": place.channel });
    let conversation = super::super::session::is_conversation(&state.world, place.channel);
    let intent = if conversation {
        super::super::session::DIRECT_MESSAGES
    } else {
        data["guild_id"] = json!(state.world.guild.to_string());
        super::super::session::GUILD_MESSAGES
    };
    state.sessions.dispatch(intent, "MESSAGE_DELETE", &data);
}
