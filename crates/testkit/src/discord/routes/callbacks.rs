//! Answers to interactions: the first one, and what follows with its token.

use serde_json::{Value, json};

use super::{
    super::{
        api::{Answer, Incoming, Outcome, Refusal},
        interaction::{Deed, Reply},
        message::{Cause, EPHEMERAL, LOADING, Message, MessageRef},
        rules,
        state::{Shared, State},
        world::{APPLICATION, Member},
    },
    messages,
};

/// `POST /interactions/{id}/{token}/callback`.
pub(crate) fn callback(
    state: &mut State,
    shared: &Shared,
    incoming: &Incoming,
    id: u64,
    token: &str,
) -> Outcome {
    let now = shared.answer_clock.now();
    let row = state
        .interactions
        .rows
        .get(&id)
        .filter(|row| row.token == token);
    let row = row.ok_or_else(unknown_interaction)?;
    if !row.replies.is_empty() {
        return Err(Refusal::new(
            400,
            40060,
            "Interaction has already been acknowledged.",
        ));
    }
    if (now - row.sent).to_std().unwrap_or_default() > shared.answer_limit {
        return Err(unknown_interaction());
    }
    let (deed, message) = (row.deed, row.message);
    let kind = incoming.json["type"].as_u64().unwrap_or_default();
    let allowed: &[u64] = match deed {
        Deed::Command => &[4, 5, 9],
        Deed::Component => &[4, 5, 6, 7, 9],
        Deed::Autocomplete => &[8],
        // A form cannot follow a form.
        Deed::Modal if message.is_some() => &[4, 5, 6, 7],
        Deed::Modal => &[4, 5],
    };
    if !allowed.contains(&kind) {
        return Err(Refusal::form(&format!(
            "type: Value must be one of {allowed:?}."
        )));
    }
    let data = incoming.json.get("data").unwrap_or(&Value::Null);
    let reply = match kind {
        4 => {
            let message = answer(state, shared, incoming, id, data)?;
            Reply::Message(Box::new(message))
        }
        5 => Reply::Deferred(thinking(state, shared, id, data)),
        6 => Reply::Acknowledged,
        7 => {
            let known = message.and_then(|id| state.messages.get(&id)).cloned();
            let known = known.ok_or_else(messages::unknown_message)?;
            Reply::Edited(Box::new(messages::change(
                state, shared, incoming, known, data,
            )?))
        }
        8 => {
            if let Some(problem) = rules::choices(data).into_iter().next() {
                return Err(Refusal::form(&problem));
            }
            Reply::Choices(data["choices"].clone())
        }
        _ => {
            if let Some(problem) = rules::modal(data).into_iter().next() {
                return Err(Refusal::form(&problem));
            }
            Reply::Modal(data.clone())
        }
    };
    if let Some(row) = state.interactions.rows.get_mut(&id) {
        row.original = match &reply {
            Reply::Message(message) => Some(message.id),
            Reply::Deferred(id) => Some(*id),
            Reply::Edited(_) | Reply::Acknowledged => message,
            Reply::Modal(_) | Reply::Choices(_) => None,
        };
    }
    state.interactions.reply(id, reply);
    if incoming.query("with_response") == Some("true") {
        let resource = state
            .interactions
            .rows
            .get(&id)
            .and_then(|row| row.original);
        let resource = resource.and_then(|id| state.messages.get(&id));
        return Ok(Answer::ok(json!({
            "interaction": { "id": id.to_string(), "type": deed.number() },
            "resource": resource.map(|message| json!({
                "type": kind, "message": state.json(message, false),
            })),
        })));
    }
    Ok(Answer::none())
}

/// Everything below `/webhooks/{application}/{token}`.
pub(crate) fn webhook(
    state: &mut State,
    shared: &Shared,
    incoming: &Incoming,
    method: &str,
    token: &str,
    rest: &[&str],
) -> Outcome {
    let now = shared.clock.now();
    let Some(id) = state.interactions.by_token(token, now) else {
        return Err(Refusal::new(401, 50027, "Invalid Webhook Token"));
    };
    let original = state
        .interactions
        .rows
        .get(&id)
        .and_then(|row| row.original);
    let body = &incoming.json;
    match (method, rest) {
        ("POST", []) => {
            // The first message after "thinking …" takes its place.
            let waiting = original
                .and_then(|id| state.messages.get(&id))
                .filter(|message| message.flags & LOADING != 0)
                .cloned();
            if let Some(waiting) = waiting {
                return settle(state, shared, incoming, id, waiting);
            }
            let message = answer(state, shared, incoming, id, body)?;
            let body = state.json(&message, false);
            state
                .interactions
                .reply(id, Reply::Message(Box::new(message)));
            Ok(Answer::ok(body))
        }
        (_, ["messages", which]) => {
            let wanted = if *which == "@original" {
                original
            } else {
                Some(super::id(which)?)
            };
            let found = wanted.and_then(|id| state.messages.get(&id)).cloned();
            let found = found.ok_or_else(messages::unknown_message)?;
            match method {
                "GET" => Ok(Answer::ok(state.json(&found, false))),
                "PATCH" => settle(state, shared, incoming, id, found),
                "DELETE" => {
                    messages::remove(
                        state,
                        MessageRef {
                            channel: found.channel,
                            id: found.id,
                        },
                    );
                    Ok(Answer::none())
                }
                _ => super::unknown(state, incoming),
            }
        }
        _ => super::unknown(state, incoming),
    }
}

/// Puts a body in place of what was there; "thinking …" becomes a message.
fn settle(
    state: &mut State,
    shared: &Shared,
    incoming: &Incoming,
    id: u64,
    mut message: Message,
) -> Outcome {
    let waited = message.flags & LOADING != 0;
    message.flags &= !LOADING;
    let mut message = messages::change(state, shared, incoming, message, &incoming.json)?;
    if waited {
        message.edited = None;
        state.messages.insert(message.id, message.clone());
    }
    let body = state.json(&message, false);
    let message = Box::new(message);
    let reply = if waited {
        Reply::Message(message)
    } else {
        Reply::Edited(message)
    };
    state.interactions.reply(id, reply);
    Ok(Answer::ok(body))
}

/// A new message in answer to an interaction.
fn answer(
    state: &mut State,
    shared: &Shared,
    incoming: &Incoming,
    id: u64,
    data: &Value,
) -> Result<Message, Refusal> {
    let files = super::attach(state, shared, incoming);
    let mut message = blank(state, shared, id);
    message.flags |= data["flags"].as_u64().unwrap_or_default() & EPHEMERAL;
    private(state, &mut message, id);
    messages::fill(state, &mut message, data, files)?;
    Ok(state.publish(message))
}

/// "Thinking …".
fn thinking(state: &mut State, shared: &Shared, id: u64, data: &Value) -> u64 {
    let mut message = blank(state, shared, id);
    message.flags |= LOADING | data["flags"].as_u64().unwrap_or_default() & EPHEMERAL;
    private(state, &mut message, id);
    state.publish(message).id
}

fn blank(state: &mut State, shared: &Shared, id: u64) -> Message {
    let now = shared.clock.now();
    let place = state.snowflake(now);
    let row = &state.interactions.rows[&id];
    let mut message = Message::new(place, row.channel, Member(APPLICATION), now);
    message.cause = Some(Cause {
        id,
        kind: row.deed.number(),
        member: row.member,
        command: row.command.clone(),
    });
    message
}

fn private(state: &State, message: &mut Message, id: u64) {
    if message.is_ephemeral() {
        message.seen_by = state.interactions.rows.get(&id).map(|row| row.member);
    }
}

fn unknown_interaction() -> Refusal {
    Refusal::new(404, 10062, "Unknown interaction")
}
