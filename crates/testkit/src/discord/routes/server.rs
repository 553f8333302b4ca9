//! The bot itself, the server and its members, conversations.

use serde_json::{Value, json};

use super::super::{
    api::{Answer, Incoming, Outcome, Refusal},
    message::snowflake,
    session::MESSAGE_CONTENT,
    state::{Shared, State},
    world::{APPLICATION, OWNER, RoleRow},
};

pub(crate) fn current_user(state: &State) -> Value {
    let mut user = state.world.user(APPLICATION);
    for (name, value) in [("verified", json!(true)), ("mfa_enabled", json!(false))] {
        user[name] = value;
    }
    user["email"] = Value::Null;
    user["locale"] = json!("en-US");
    user
}

/// The flag of an application in few servers for which the Message Content Intent is switched on.
const MESSAGE_CONTENT_LIMITED: u64 = 1 << 19;

pub(crate) fn application(state: &State, shared: &Shared) -> Value {
    let reads = shared.privileged() & MESSAGE_CONTENT != 0;
    json!({
        "id": APPLICATION.to_string(),
        "name": "dash-bot",
        "icon": null,
        "description": "",
        "bot_public": false,
        "bot_require_code_grant": false,
        "verify_key": "0".repeat(64),
        "flags": if reads { MESSAGE_CONTENT_LIMITED } else { 0 },
        "hook": true,
        "integration_types_config": { "0": {} },
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "redirect_uris": [],
        "interactions_endpoint_url": null,
        "role_connections_verification_url": null,
        "owner": state.world.user(OWNER),
        "bot": state.world.user(APPLICATION),
        "team": null,
    })
}

pub(crate) fn guilds(state: &State) -> Value {
    json!([{
        "id": state.world.guild.to_string(),
        "name": state.world.name,
        "icon": null,
        "banner": null,
        "owner": false,
        "permissions": "0",
        "features": [],
    }])
}

/// `POST /users/@me/channels`.
pub(crate) fn open_conversation(state: &mut State, body: &Value) -> Outcome {
    let recipient = body.get("recipient_id").and_then(snowflake);
    let known = recipient.filter(|id| state.world.members.contains_key(id));
    let Some(recipient) = known else {
        return Err(Refusal::new(400, 50033, "Invalid Recipient(s)"));
    };
    let channel = state.world.conversation(recipient);
    let row = &state.world.channels[&channel.id()];
    Ok(Answer::ok(state.world.channel(row)))
}

/// Everything below `/guilds/{id}`.
pub(crate) fn guild(
    state: &mut State,
    shared: &Shared,
    incoming: &Incoming,
    method: &str,
    rest: &[&str],
) -> Outcome {
    match (method, rest) {
        ("GET", []) => {
            let mut guild = state.world.guild();
            if incoming.query("with_counts") == Some("true") {
                let present = state
                    .world
                    .members
                    .values()
                    .filter(|member| !member.left)
                    .count();
                guild["approximate_member_count"] = json!(present);
                guild["approximate_presence_count"] = json!(1);
            }
            Ok(Answer::ok(guild))
        }
        ("GET", ["channels"]) => Ok(Answer::ok(json!(state.world.guild_channels()))),
        ("GET", ["roles"]) => {
            let roles: Vec<Value> = state
                .world
                .roles
                .iter()
                .map(|role| state.world.role(role))
                .collect();
            Ok(Answer::ok(json!(roles)))
        }
        ("GET", ["roles", role]) => {
            let id = super::id(role)?;
            let found = state.world.roles.iter().find(|role| role.id == id);
            let found: &RoleRow = found.ok_or_else(unknown_role)?;
            Ok(Answer::ok(state.world.role(found)))
        }
        ("GET", ["members", member]) => {
            let id = if *member == "@me" {
                APPLICATION
            } else {
                super::id(member)?
            };
            let row = state.world.members.get(&id).filter(|row| !row.left);
            row.ok_or_else(unknown_member)?;
            Ok(Answer::ok(state.world.member(id)))
        }
        ("PUT" | "DELETE", ["members", member, "roles", role]) => {
            let (member, role) = (super::id(member)?, super::id(role)?);
            if !state.world.roles.iter().any(|known| known.id == role) {
                return Err(unknown_role());
            }
            let may = super::super::permissions::guild(&state.world, APPLICATION);
            if may & super::super::permissions::MANAGE_ROLES == 0 {
                return Err(Refusal::missing_permission());
            }
            let row = state.world.members.get_mut(&member).filter(|row| !row.left);
            let row = row.ok_or_else(unknown_member)?;
            row.roles.retain(|known| *known != role);
            if method == "PUT" {
                row.roles.push(role);
            }
            Ok(Answer::none())
        }
        (_, ["scheduled-events", rest @ ..]) => {
            let now = shared.clock.now();
            let id = state.snowflake(now);
            match state.events.request(method, rest, &incoming.json, id) {
                Some(outcome) => outcome,
                None => super::unknown(state, incoming),
            }
        }
        _ => super::unknown(state, incoming),
    }
}

fn unknown_role() -> Refusal {
    Refusal::new(404, 10011, "Unknown Role")
}

fn unknown_member() -> Refusal {
    Refusal::new(404, 10007, "Unknown Member")
}
