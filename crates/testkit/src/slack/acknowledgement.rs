//! What the bot says when it acknowledges: nothing, a message, errors at fields, another view, options.

use serde_json::{Value, json};

use super::{
    answer,
    deed::{Deed, Display, Kind as Doing},
    delivery::{Delivery, Kind},
    rules,
    shown::Shown,
    specification,
    state::{Shared, State},
};

/// A name of what was delivered, for violations.
pub(crate) fn what(row: &Delivery) -> String {
    let payload = &row.payload;
    let name = match row.kind {
        Kind::Command => &payload["command"],
        Kind::Interactive => &payload["type"],
        Kind::Event => &payload["event"]["type"],
    };
    format!("{} {}", row.kind.envelope(), name.as_str().unwrap_or("?"))
}

/// Takes an acknowledgement, with its payload.
pub(crate) fn take(state: &mut State, shared: &Shared, number: u64, payload: &Value) {
    let Some(row) = state.deliveries.rows.get_mut(&number) else {
        return;
    };
    let (what, kind, deed) = (what(row), row.kind, row.deed);
    if row.acknowledged.is_cancelled() {
        // A second copy of the same thing is acknowledged, too.
        return;
    }
    let late = shared.answer_clock.elapsed().saturating_sub(row.sent) > shared.answer_limit;
    row.acknowledged.cancel();
    let (over, retried) = (row.over, row.attempt > 0);
    row.over = true;
    if late {
        if !over && !retried {
            let problem = format!("{what}: was acknowledged later than 3 s");
            state.record.violation(problem);
        }
        if kind != Kind::Event {
            return;
        }
    }
    let empty = match payload {
        Value::Null => true,
        Value::Object(fields) => fields.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    };
    let row = deed.and_then(|deed| Some((deed, state.deeds.rows.get(&deed)?.clone())));
    match (kind, row) {
        (Kind::Command, Some((deed, row))) if !empty => {
            let message = match payload {
                Value::String(text) => json!({ "text": text }),
                other => other.clone(),
            };
            let problems = rules::response(&message);
            problem(state, shared, &what, &problems, &message);
            if problems.is_empty() {
                answer::message(state, shared, deed, &row, &message);
            }
        }
        (Kind::Interactive, Some((deed, row))) => match row.kind {
            Doing::Submission => submission(state, shared, &what, (deed, &row), payload, empty),
            Doing::Suggestion => options(state, shared, &what, (deed, &row), payload),
            _ if !empty => ignored(state, &what),
            _ => {}
        },
        (Kind::Event, _) if !empty => ignored(state, &what),
        _ => {}
    }
}

fn ignored(state: &mut State, what: &str) {
    let problem = format!("{what}: a payload in an acknowledgement that takes none");
    state.record.violation(problem);
}

fn problem(state: &mut State, shared: &Shared, what: &str, problems: &[String], message: &Value) {
    if !shared.validate {
        return;
    }
    state.record.validated += 1;
    let more = specification::blocks(&message["blocks"]);
    for one in problems.iter().chain(&more) {
        state
            .record
            .violation(format!("acknowledgement of {what}: {one}"));
    }
}

fn submission(
    state: &mut State,
    shared: &Shared,
    what: &str,
    (deed, row): (u64, &Deed),
    payload: &Value,
    empty: bool,
) {
    let Some(super::Surface::View(id)) = &row.surface else {
        return;
    };
    let display = |shown| Display {
        deed: Some(deed),
        member: Some(row.member),
        place: None,
        thread: None,
        root: row.root.clone(),
        change: true,
        shown,
    };
    if empty {
        state.views.close(row.member, id);
        let shown = state.views.top(row.member).map(Shown::View);
        state.show(display(shown.unwrap_or(Shown::Closed)));
        return;
    }
    let mut problems = Vec::new();
    let shown = match payload["response_action"].as_str() {
        Some("errors") => {
            problems.extend(rules::view::errors(
                &state.views.data(id)["blocks"],
                &payload["errors"],
            ));
            state.views.errors(id, &payload["errors"]).map(Shown::View)
        }
        Some("clear") => {
            state.views.clear(row.member);
            Some(Shown::Closed)
        }
        Some(action @ ("update" | "push")) => {
            let view = &payload["view"];
            problems.extend(rules::view::modal(view));
            if shared.validate {
                state.record.validated += 1;
                problems.extend(specification::view(view));
            }
            let outcome = if action == "update" {
                state.views.update(id, view, None)
            } else {
                state.views.push(row.member, view)
            };
            match outcome {
                Ok(id) => state.views.view(&id).map(Shown::View),
                Err(error) => {
                    problems.push(error.to_owned());
                    None
                }
            }
        }
        other => {
            problems.push(format!("response_action: `{}`", other.unwrap_or("none")));
            None
        }
    };
    for one in &problems {
        state
            .record
            .violation(format!("acknowledgement of {what}: {one}"));
    }
    // Slack's client says that there was trouble connecting, whatever the reason.
    state.show(display(
        shown.unwrap_or_else(|| Shown::Failure("trouble connecting".into())),
    ));
}

fn options(
    state: &mut State,
    shared: &Shared,
    what: &str,
    (deed, row): (u64, &Deed),
    payload: &Value,
) {
    let problems = rules::view::suggestions(payload);
    if shared.validate {
        state.record.validated += 1;
    }
    for one in &problems {
        state
            .record
            .violation(format!("acknowledgement of {what}: {one}"));
    }
    let shown = if problems.is_empty() {
        if let Some(action) = &row.action {
            state
                .offered
                .insert((row.member, action.clone()), payload.clone());
        }
        Shown::Options(payload.clone())
    } else {
        Shown::Failure("no options".into())
    };
    state.show(Display {
        deed: Some(deed),
        member: Some(row.member),
        place: None,
        thread: None,
        root: row.root.clone(),
        change: true,
        shown,
    });
}
