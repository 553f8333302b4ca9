//! Channels and conversations: opening, joining, listing.

use serde_json::{Value, json};

use super::{Call, Outcome, Shared, State, channel, chat, needs_for, page, paged};
use crate::slack::world::{BOT, Channel};

pub(super) fn open(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    let users = call.list("users");
    if let Some(id) = call.text("channel") {
        let known = state.world.channel_by_id(id).filter(|known| known.direct);
        let known = known.ok_or("channel_not_found")?;
        return Ok(json!({ "no_op": true, "already_open": true, "channel": { "id": known } }));
    }
    let [user] = users.as_slice() else {
        return Err(if users.is_empty() {
            "users_list_not_supplied"
        } else {
            "too_many_users"
        }
        .into());
    };
    let member = state.world.member_by_id(user).ok_or("user_not_found")?;
    let before = state.conversation(member).is_some();
    let opened = chat::conversation(state, member)?;
    let about = if call.flag("return_im") {
        state.world.channel(opened)
    } else {
        json!({ "id": opened })
    };
    let mut answer = json!({ "channel": about });
    if before {
        answer["no_op"] = json!(true);
        answer["already_open"] = json!(true);
    }
    Ok(answer)
}

pub(super) fn join(state: &mut State, shared: &Shared, call: &Call) -> Outcome {
    let channel = channel(state, call)?;
    let row = &state.world.channels[&channel];
    if row.private {
        return Err("method_not_supported_for_channel_type".into());
    }
    if row.archived {
        return Err("is_archived".into());
    }
    if state.world.enter(BOT, channel) {
        state.joined(shared, BOT, channel);
        return Ok(json!({ "channel": state.world.channel(channel) }));
    }
    Ok(json!({ "channel": state.world.channel(channel), "warning": "already_in_channel" }))
}

pub(super) fn info(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    let channel = channel(state, call)?;
    needs_for(state, channel, "read")?;
    let mut about = state.world.channel(channel);
    if !call.flag("include_num_members")
        && let Some(fields) = about.as_object_mut()
    {
        fields.remove("num_members");
    }
    Ok(json!({ "channel": about }))
}

/// The channels that a call asks for by their types, of those that the bot can know of.
pub(super) fn wanted(state: &State, call: &Call, in_them: bool) -> Vec<Value> {
    let mut types = call.list("types");
    if types.is_empty() {
        types.push("public_channel".into());
    }
    let named = |channel: Channel| {
        let kind = match (channel.direct, state.world.channels[&channel].private) {
            (true, _) => ("im", "im:read"),
            (false, true) => ("private_channel", "groups:read"),
            (false, false) => ("public_channel", "channels:read"),
        };
        types.iter().any(|one| one == kind.0) && state.app.scopes.contains(kind.1)
    };
    let rows = state.world.channels.iter();
    rows.filter(|(channel, row)| {
        let there = row.members.contains(&BOT);
        let known = there || (!row.private && !in_them);
        named(**channel) && known && !(row.archived && call.flag("exclude_archived"))
    })
    .map(|(channel, _)| state.world.channel(*channel))
    .collect()
}

pub(super) fn list(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    let all = wanted(state, call, false);
    Ok(paged("channels", page(call, &all, 100, 1000)?))
}

pub(super) fn members(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    let channel = channel(state, call)?;
    needs_for(state, channel, "read")?;
    let members = &state.world.channels[&channel].members;
    let members: Vec<Value> = members.iter().map(|member| json!(member)).collect();
    Ok(paged("members", page(call, &members, 100, 1000)?))
}
