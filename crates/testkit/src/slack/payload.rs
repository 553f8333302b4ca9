//! Commands and interactions as Slack sends them.

use serde_json::{Value, json};

use super::{
    act::Doing,
    blocks, choice,
    deed::{Deed, Kind, Surface},
    delivery,
    message::Ts,
    state::{Shared, State},
    surface::{keep, place, seen, view},
    world::{self, Channel, Member},
};

/// What is brought to the bot for something that was done.
pub(crate) struct Made {
    pub(crate) kind: delivery::Kind,
    pub(crate) payload: Value,
    pub(crate) deed: u64,
}

fn user(state: &State, member: Member) -> Value {
    let name = state.world.name(member).to_lowercase().replace(' ', ".");
    json!({ "id": member, "username": name, "name": name, "team_id": world::team() })
}

pub(crate) fn channel(state: &State, channel: Channel) -> Value {
    let name = match channel.direct {
        true => "directmessage",
        false => state.world.channel_name(channel),
    };
    json!({ "id": channel, "name": name })
}

/// What every interaction has.
fn frame(state: &State, kind: &str, member: Member) -> Value {
    json!({
        "type": kind,
        "user": user(state, member),
        "api_app_id": world::app(),
        "token": "fake-verification-token",
        "team": { "id": world::team(), "domain": "dash" },
        "enterprise": null,
        "is_enterprise_install": false,
    })
}

fn deed(kind: Kind, member: Member, channel: Option<Channel>, surface: Option<Surface>) -> Deed {
    Deed {
        kind,
        member,
        channel,
        surface,
        thread: None,
        root: None,
        action: None,
        since: 0,
    }
}

/// The deed of something done on a surface.
fn on(state: &State, kind: Kind, member: Member, surface: &Surface) -> Deed {
    let channel = match surface {
        Surface::Message(place) => Some(place.channel),
        Surface::View(_) => None,
    };
    let mut row = deed(kind, member, channel, Some(surface.clone()));
    match surface {
        Surface::Message(place) => {
            let thread = state.message(*place).and_then(|message| message.thread);
            row.thread = Some(thread.unwrap_or(place.ts));
        }
        Surface::View(id) => {
            row.root = state.views.data(id)["root_view_id"]
                .as_str()
                .map(str::to_owned);
        }
    }
    row
}

/// What was done, in Slack's words. Panics where a person could not do it.
pub(crate) fn make(state: &mut State, shared: &Shared, member: Member, doing: &Doing) -> Made {
    let now = shared.clock.now();
    let elapsed = shared.answer_clock.elapsed();
    let action_ts = state.ts(now);
    let (row, mut payload) = match doing {
        Doing::Slash {
            channel: at,
            command,
            text,
        } => {
            let payload = slash(state, member, *at, command, text);
            let number = state.deed(deed(Kind::Command, member, Some(*at), None));
            return command_made(state, shared, number, payload);
        }
        Doing::Press { surface, button } => press(state, member, surface, button, action_ts),
        Doing::Choose {
            surface,
            menu,
            chosen,
        } => choose(state, member, surface, menu, chosen, action_ts),
        Doing::Type {
            surface,
            menu,
            text,
        } => {
            let blocks = seen(state, member, surface);
            let placed =
                blocks::find(&blocks, menu).unwrap_or_else(|| panic!("there is no menu `{menu}`"));
            let least = placed.element["min_query_length"].as_u64().unwrap_or(3);
            let length = text.chars().count() as u64;
            assert!(
                length >= least,
                "{length} characters ask for nothing, {least} do"
            );
            let mut payload = frame(state, "block_suggestion", member);
            for (name, value) in [
                ("action_id", &placed.element["action_id"]),
                ("block_id", &placed.block["block_id"]),
            ] {
                payload[name] = value.clone();
            }
            payload["value"] = json!(text);
            place(state, &mut payload, member, surface);
            let mut row = on(state, Kind::Suggestion, member, surface);
            row.action = placed.element["action_id"].as_str().map(str::to_owned);
            let deed = state.deed(row);
            let kind = delivery::Kind::Interactive;
            return Made {
                kind,
                payload,
                deed,
            };
        }
        Doing::Submit { view: id, values } => submit(state, member, id, values),
        Doing::Close { view: id } => {
            let surface = Surface::View(id.clone());
            seen(state, member, &surface);
            let mut payload = frame(state, "view_closed", member);
            payload["view"] = view(state, id);
            payload["is_cleared"] = json!(false);
            let deed = state.deed(on(state, Kind::Closing, member, &surface));
            let kind = delivery::Kind::Interactive;
            return Made {
                kind,
                payload,
                deed,
            };
        }
        Doing::MessageAction { message, callback } => {
            let surface = Surface::Message(*message);
            seen(state, member, &surface);
            let mut payload = frame(state, "message_action", member);
            payload["callback_id"] = json!(callback);
            payload["message_ts"] = json!(message.ts);
            payload["channel"] = channel(state, message.channel);
            payload["message"] = state
                .message(*message)
                .map_or(Value::Null, |message| state.written(message, false));
            (on(state, Kind::Shortcut, member, &surface), payload)
        }
        Doing::Shortcut { callback } => {
            let mut payload = frame(state, "shortcut", member);
            payload["callback_id"] = json!(callback);
            (deed(Kind::Shortcut, member, None, None), payload)
        }
        Doing::Home => unreachable!("opening the home is an event"),
        Doing::Forged {
            envelope,
            payload,
            channel,
            ..
        } => {
            let number = state.deed(deed(Kind::Actions, member, *channel, None));
            let (kind, deed, payload) = (*envelope, number, payload.clone());
            return Made {
                kind,
                payload,
                deed,
            };
        }
    };
    let (with_url, is_submission) = (row.channel.is_some(), row.kind == Kind::Submission);
    let number = state.deed(row);
    payload["trigger_id"] = json!(state.trigger(number, elapsed));
    if with_url {
        let path = state.response_url("actions", number, now);
        payload["response_url"] = json!(format!("{}{path}", shared.base));
    }
    if !is_submission {
        payload["action_ts"] = json!(action_ts);
    }
    Made {
        kind: delivery::Kind::Interactive,
        payload,
        deed: number,
    }
}

fn command_made(state: &mut State, shared: &Shared, number: u64, mut payload: Value) -> Made {
    let trigger = state.trigger(number, shared.answer_clock.elapsed());
    let path = state.response_url("commands", number, shared.clock.now());
    payload["trigger_id"] = json!(trigger);
    payload["response_url"] = json!(format!("{}{path}", shared.base));
    Made {
        kind: delivery::Kind::Command,
        payload,
        deed: number,
    }
}

fn slash(state: &State, member: Member, at: Channel, command: &str, text: &str) -> Value {
    let name = state.world.name(member);
    assert!(
        state.world.sees(member, at),
        "{name} does not see this channel"
    );
    let known = state.app.commands.as_ref();
    let known = known.is_none_or(|list| list.iter().any(|one| one == command));
    assert!(known, "there is no command {command}");
    let about = channel(state, at);
    json!({
        "token": "fake-verification-token",
        "team_id": world::team(),
        "team_domain": "dash",
        "channel_id": at,
        "channel_name": about["name"],
        "user_id": member,
        "user_name": user(state, member)["name"],
        "command": command,
        "text": text.trim(),
        "api_app_id": world::app(),
        "is_enterprise_install": "false",
    })
}

fn press(
    state: &State,
    member: Member,
    surface: &Surface,
    button: &str,
    action_ts: Ts,
) -> (Deed, Value) {
    let blocks = seen(state, member, surface);
    let mut all = blocks::elements(&blocks).filter(|placed| placed.element["type"] == "button");
    let named = all.find(|placed| {
        placed.element["action_id"] == button || placed.element["text"]["text"] == button
    });
    let placed = named.unwrap_or_else(|| {
        let all: Vec<&str> = blocks::elements(&blocks).map(blocks::face).collect();
        panic!("there is no button `{button}`: {}", all.join(", "))
    });
    let element = placed.element;
    let mut action = json!({
        "type": "button", "action_id": element["action_id"], "block_id": placed.block["block_id"],
        "text": element["text"], "action_ts": action_ts,
    });
    for name in ["value", "style", "url"] {
        if !element[name].is_null() {
            action[name] = element[name].clone();
        }
    }
    let mut payload = frame(state, "block_actions", member);
    place(state, &mut payload, member, surface);
    payload["actions"] = json!([action]);
    (on(state, Kind::Actions, member, surface), payload)
}

fn choose(
    state: &mut State,
    member: Member,
    surface: &Surface,
    menu: &str,
    chosen: &Value,
    action_ts: Ts,
) -> (Deed, Value) {
    let blocks = seen(state, member, surface);
    let placed = blocks::find(&blocks, menu).unwrap_or_else(|| {
        let all: Vec<&str> = blocks::elements(&blocks).map(blocks::face).collect();
        panic!("there is no menu `{menu}`: {}", all.join(", "))
    });
    let silent = placed.block["type"] == "input" && placed.block["dispatch_action"] != true;
    assert!(
        !silent,
        "`{menu}` is a field: the bot hears of it when the view is sent in"
    );
    let value = choice::value(state, member, placed.element, chosen);
    let part = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (block, id) = (
        part(&placed.block["block_id"]),
        part(&placed.element["action_id"]),
    );
    let mut action = value.clone();
    action["action_id"] = json!(id);
    action["block_id"] = json!(block);
    action["action_ts"] = json!(action_ts);
    if placed.element["type"] != "overflow" {
        keep(state, member, surface, (&block, &id), value);
    }
    let mut payload = frame(state, "block_actions", member);
    place(state, &mut payload, member, surface);
    payload["actions"] = json!([action]);
    (on(state, Kind::Actions, member, surface), payload)
}

fn submit(state: &mut State, member: Member, id: &str, values: &Value) -> (Deed, Value) {
    let surface = Surface::View(id.to_owned());
    let blocks = seen(state, member, &surface);
    let top = state
        .views
        .stacks
        .get(&member)
        .and_then(|stack| stack.last());
    assert!(
        top.is_some_and(|top| top == id),
        "another view lies on this one"
    );
    for (name, given) in values.as_object().into_iter().flatten() {
        let placed = blocks::find(&blocks, name);
        let placed = placed.unwrap_or_else(|| panic!("the view has no `{name}`"));
        let value = choice::value(state, member, placed.element, given);
        let part = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (block, action) = (
            part(&placed.block["block_id"]),
            part(&placed.element["action_id"]),
        );
        keep(state, member, &surface, (&block, &action), value);
    }
    let data = view(state, id);
    for block in blocks.iter().filter(|block| block["type"] == "input") {
        let label = block["label"]["text"].as_str().unwrap_or_default();
        let block_id = block["block_id"].as_str().unwrap_or_default();
        let action = block["element"]["action_id"].as_str().unwrap_or_default();
        choice::check(label, block, &data["state"]["values"][block_id][action]);
    }
    let mut payload = frame(state, "view_submission", member);
    payload["view"] = data;
    payload["response_urls"] = json!([]);
    (on(state, Kind::Submission, member, &surface), payload)
}
