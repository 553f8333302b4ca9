//! Who the bot is, where it is, and how it connects.

use serde_json::{Map, Value, json};

use super::{Call, Outcome, Shared, State};
use crate::slack::world::{self, BOT};

pub(super) fn api_test(_: &mut State, _: &Shared, call: &Call) -> Outcome {
    if let Some(error) = call.text("error") {
        return Err(error.into());
    }
    let args: Map<String, Value> = call.arguments.clone();
    Ok(json!({ "args": args }))
}

pub(super) fn auth_test(state: &mut State, shared: &Shared, _: &Call) -> Outcome {
    Ok(json!({
        "url": format!("{}/", shared.base),
        "team": "DASH",
        "user": state.world.name(BOT),
        "team_id": world::team(),
        "user_id": BOT,
        "bot_id": world::bot(),
        "is_enterprise_install": false,
    }))
}

pub(super) fn connections_open(state: &mut State, shared: &Shared, _: &Call) -> Outcome {
    if !state.app.socket_mode {
        return Err("forbidden_team".into());
    }
    let ticket = format!(
        "{:032x}",
        u128::from(state.number()) * 0x9e37_79b9_7f4a_7c15_f39c
    );
    let now = shared.answer_clock.elapsed();
    state.sockets.tickets.insert(ticket.clone(), now);
    let (socket, app) = (&shared.socket, world::app());
    Ok(json!({ "url": format!("{socket}/link/?ticket={ticket}&app_id={app}") }))
}

pub(super) fn bots_info(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    if call.text("bot").is_some_and(|id| id != world::bot()) {
        return Err("bot_not_found".into());
    }
    Ok(json!({ "bot": {
        "id": world::bot(), "deleted": false, "name": state.world.name(BOT), "updated": state.world.created,
        "app_id": world::app(), "user_id": BOT, "icons": {},
    } }))
}

pub(super) fn info(_: &mut State, shared: &Shared, _: &Call) -> Outcome {
    Ok(json!({ "team": {
        "id": world::team(), "name": "DASH", "domain": "dash", "url": format!("{}/", shared.base),
        "email_domain": "", "icon": { "image_default": true },
    } }))
}
