//! Modals and homes.

use serde_json::{Value, json};

use super::{Call, Outcome, Refusal, Shared, State};
use crate::slack::{
    deed::{Deed, Display, Surface},
    rules,
    shown::Shown,
};

/// 250 KB.
const LARGEST: usize = 250_000;

/// The view of a call, as far as Slack takes it.
fn checked(call: &Call, home: bool) -> Result<&Value, Refusal> {
    let view = call.value("view");
    if !view.is_object() {
        let missing = "missing required field: view".to_owned();
        return Err(Refusal::with("invalid_arguments", vec![missing]));
    }
    if view.to_string().len() > LARGEST {
        return Err("view_too_large".into());
    }
    let problems = if home {
        rules::view::home(view)
    } else {
        rules::view::modal(view)
    };
    if problems.is_empty() {
        Ok(view)
    } else {
        Err(Refusal::with("invalid_arguments", problems))
    }
}

fn shown(state: &mut State, deed: Option<u64>, id: &str) -> Outcome {
    let view = state.views.view(id).ok_or("not_found")?;
    let root = view.data["root_view_id"].as_str().map(str::to_owned);
    if let Some(row) = deed.and_then(|deed| state.deeds.rows.get_mut(&deed)) {
        row.root.clone_from(&root);
    }
    let data = view.data.clone();
    state.show(Display {
        deed,
        member: Some(view.member),
        place: None,
        thread: None,
        root,
        change: deed.is_none(),
        shown: Shown::View(view),
    });
    Ok(json!({ "view": data }))
}

fn pull(state: &mut State, shared: &Shared, call: &Call) -> Result<(u64, Deed), Refusal> {
    let trigger = call
        .text("trigger_id")
        .or(call.text("interactivity_pointer"));
    let Some(trigger) = trigger else {
        let missing = "missing required field: trigger_id".to_owned();
        return Err(Refusal::with("invalid_arguments", vec![missing]));
    };
    let deed = state.pull(trigger, shared.answer_clock.elapsed())?;
    Ok((deed, state.deeds.rows[&deed].clone()))
}

pub(super) fn open(state: &mut State, shared: &Shared, call: &Call) -> Outcome {
    let view = checked(call, false)?;
    let (deed, row) = pull(state, shared, call)?;
    let id = state.views.open(row.member, view)?;
    shown(state, Some(deed), &id)
}

pub(super) fn push(state: &mut State, shared: &Shared, call: &Call) -> Outcome {
    let view = checked(call, false)?;
    let (deed, row) = pull(state, shared, call)?;
    if !matches!(row.surface, Some(Surface::View(_))) {
        return Err("not_found".into());
    }
    let id = state.views.push(row.member, view)?;
    shown(state, Some(deed), &id)
}

pub(super) fn update(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    let view = checked(call, false)?;
    let id = state
        .views
        .named(call.text("view_id"), call.text("external_id"));
    let id = id.ok_or("not_found")?;
    let id = state.views.update(&id, view, call.text("hash"))?;
    shown(state, None, &id)
}

pub(super) fn publish(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    let view = checked(call, true)?;
    let user = call
        .text("user_id")
        .and_then(|id| state.world.member_by_id(id));
    let user = user.ok_or("user_not_found")?;
    let id = state.views.publish(user, view, call.text("hash"))?;
    shown(state, None, &id)
}
