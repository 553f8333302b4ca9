//! People and their groups.

use serde_json::{Value, json};

use super::{Call, Outcome, Shared, State, conversations::wanted, page, paged};
use crate::slack::world;

pub(super) fn info(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    let id = call.text("user").ok_or("user_not_found")?;
    let member = state.world.member_by_id(id).ok_or("user_not_found")?;
    let user = state.world.user(member, call.flag("include_locale"));
    Ok(json!({ "user": user }))
}

pub(super) fn list(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    let members = state.world.members.keys();
    let all: Vec<Value> = members
        .map(|member| state.world.user(*member, call.flag("include_locale")))
        .collect();
    Ok(paged("members", page(call, &all, 1000, 1000)?))
}

pub(super) fn conversations(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    let all = wanted(state, call, true);
    Ok(paged("channels", page(call, &all, 100, 1000)?))
}

pub(super) fn groups(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    Ok(json!({ "usergroups": [state.world.group(call.flag("include_users"))] }))
}

pub(super) fn group_users(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    if call.text("usergroup") != Some(world::staff_group().as_str()) {
        return Err("no_such_subteam".into());
    }
    Ok(json!({ "users": state.world.staff }))
}
