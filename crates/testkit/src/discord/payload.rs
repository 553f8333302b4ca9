//! `INTERACTION_CREATE` as Discord sends it.

use serde_json::{Map, Value, json};

use super::{
    act::Doing,
    form,
    interaction::Deed,
    message::{MessageRef, snowflake},
    permissions,
    session::is_conversation,
    state::State,
    world::{APPLICATION, Channel, Member},
};

/// What is different this once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Setting {
    pub(crate) locale: Option<String>,
    pub(crate) guild: Option<u64>,
}

/// The event, around its data.
pub(crate) fn interaction(
    state: &State,
    (id, token, deed): (u64, &str, Deed),
    (member, channel, message): (Member, Channel, Option<u64>),
    data: Value,
    setting: &Setting,
) -> Value {
    let world = &state.world;
    let row = world.members.get(&member.0);
    let own = row.map_or("en-US", |row| row.locale.as_str());
    let conversation = is_conversation(world, channel);
    let may = permissions::of(world, APPLICATION, channel.0);
    let mut channel_value = world
        .channels
        .get(&channel.0)
        .map_or(Value::Null, |row| world.channel(row));
    if let Some(fields) = channel_value.as_object_mut() {
        fields.remove("permission_overwrites");
        if !conversation {
            let may = permissions::of(world, member.0, channel.0).to_string();
            fields.insert("permissions".into(), json!(may));
        }
    }
    let mut value = json!({
        "id": id.to_string(),
        "application_id": APPLICATION.to_string(),
        "type": deed.number(),
        "token": token,
        "version": 1,
        "channel_id": channel,
        "channel": channel_value,
        "data": data,
        "locale": setting.locale.as_deref().unwrap_or(own),
        "app_permissions": may.to_string(),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": 10_485_760,
    });
    if conversation {
        value["context"] = json!(1);
        value["authorizing_integration_owners"] = json!({ "0": "0" });
        value["user"] = world.user(member.0);
    } else {
        let guild = setting.guild.unwrap_or(world.guild).to_string();
        let mut person = world.member(member.0);
        person["permissions"] = json!(permissions::of(world, member.0, channel.0).to_string());
        value["context"] = json!(0);
        value["guild_id"] = json!(guild);
        value["guild_locale"] = json!(world.locale);
        value["guild"] = json!({ "id": guild, "locale": world.locale, "features": [] });
        value["authorizing_integration_owners"] = json!({ "0": guild });
        value["member"] = person;
    }
    if let Some(message) = message.and_then(|id| state.messages.get(&id)) {
        value["message"] = state.json(message, false);
    }
    value
}

/// What was done, in Discord's words. Panics where a person could not do it.
pub(crate) fn data(state: &State, member: Member, channel: Channel, doing: &Doing) -> Value {
    match doing {
        Doing::Command { name, options } => command(state, channel, name, options, None),
        Doing::Typing {
            name,
            options,
            focused,
        } => command(state, channel, name, options, Some(focused)),
        Doing::OnMessage { message, name } => on_message(state, member, *message, name),
        Doing::Press { message, button } => {
            form::press(form::visible(state, member, *message), button)
        }
        Doing::Choose {
            message,
            menu,
            chosen,
        } => form::choose(state, form::visible(state, member, *message), menu, chosen),
        Doing::Submit { form, values } => form::submit(form, values),
        Doing::Forged { data, .. } => data.clone(),
    }
}

/// A command in a message's menu. What the message says comes along, whatever the bot may read.
fn on_message(state: &State, member: Member, place: MessageRef, name: &str) -> Value {
    let command = state.commands.in_menu(name);
    let command = command.unwrap_or_else(|| panic!("there is no `{name}` in a message's menu"));
    let message = form::visible(state, member, place);
    let id = message.id.to_string();
    json!({
        "id": command["id"],
        "name": command["name"],
        "type": 3,
        "guild_id": state.world.guild.to_string(),
        "target_id": id,
        "resolved": { "messages": { id: state.json(message, false) } },
    })
}

fn command(
    state: &State,
    channel: Channel,
    name: &str,
    given: &Value,
    focused: Option<&str>,
) -> Value {
    let in_guild = !is_conversation(&state.world, channel);
    let mut words = name.split(' ');
    let first = words.next().unwrap_or_default();
    let command = state.commands.find(first, in_guild);
    let command = command.unwrap_or_else(|| panic!("there is no command /{first} here"));
    let mut path = Vec::new();
    let mut leaf = command;
    for word in words {
        let list = leaf["options"].as_array().into_iter().flatten();
        let mut list = list.filter(|option| matches!(option["type"].as_u64(), Some(1 | 2)));
        let next = list.find(|option| option["name"] == word);
        leaf = next.unwrap_or_else(|| panic!("there is no command /{name}: no `{word}`"));
        path.push(leaf);
    }
    let mut resolved = Map::new();
    let mut options = options(state, name, leaf, given, focused, &mut resolved);
    for step in path.iter().rev() {
        options = vec![json!({ "type": step["type"], "name": step["name"], "options": options })];
    }
    let mut data = json!({
        "id": command["id"],
        "name": command["name"],
        "type": 1,
        "options": options,
    });
    if in_guild {
        data["guild_id"] = json!(state.world.guild.to_string());
    }
    if !resolved.is_empty() {
        data["resolved"] = Value::Object(resolved);
    }
    data
}

/// The options of a command, in the order of its definition, as Discord's client would let them through.
fn options(
    state: &State,
    name: &str,
    leaf: &Value,
    given: &Value,
    focused: Option<&str>,
    resolved: &mut Map<String, Value>,
) -> Vec<Value> {
    let empty = Map::new();
    let given = given.as_object().unwrap_or(&empty);
    let defined: Vec<&Value> = leaf["options"].as_array().into_iter().flatten().collect();
    for option in given.keys() {
        let known = defined.iter().any(|one| one["name"] == *option);
        assert!(known, "/{name} has no option `{option}`");
    }
    let mut list = Vec::new();
    for option in defined {
        let label = option["name"].as_str().unwrap_or_default();
        let is_focused = focused == Some(label);
        let kind = option["type"].as_u64().unwrap_or_default();
        assert!(
            !matches!(kind, 1 | 2),
            "/{name} is not complete: it has subcommands"
        );
        let Some(value) = given
            .get(label)
            .cloned()
            .or_else(|| is_focused.then(|| json!("")))
        else {
            let needed = option["required"] == true && focused.is_none();
            assert!(!needed, "/{name} needs its option `{label}`");
            continue;
        };
        let mut entry = json!({ "name": label, "type": kind, "value": value });
        if is_focused {
            assert!(
                option["autocomplete"] == true,
                "`{label}` of /{name} is not completed"
            );
            entry["focused"] = json!(true);
        } else {
            allowed(name, label, option, &value);
        }
        resolve(state, kind, &value, resolved);
        list.push(entry);
    }
    list
}

/// Panics for a value that Discord's client would not send.
fn allowed(name: &str, label: &str, option: &Value, value: &Value) {
    let fits = match option["type"].as_u64() {
        Some(4) => value.is_i64() || value.is_u64(),
        Some(5) => value.is_boolean(),
        Some(10) => value.is_number(),
        _ => value.is_string(),
    };
    assert!(fits, "`{label}` of /{name} cannot be {value}");
    let choices = option["choices"]
        .as_array()
        .filter(|choices| !choices.is_empty());
    if let Some(choices) = choices {
        let known = choices.iter().any(|choice| choice["value"] == *value);
        assert!(known, "`{label}` of /{name} has no choice {value}");
    }
    if let Some(text) = value.as_str() {
        let length = text.chars().count() as u64;
        let least = option["min_length"].as_u64().unwrap_or(0);
        let most = option["max_length"].as_u64().unwrap_or(6000);
        assert!(
            (least..=most).contains(&length),
            "`{label}` of /{name} has {length} characters"
        );
    }
    if let Some(number) = value.as_f64() {
        let least = option["min_value"].as_f64().unwrap_or(f64::MIN);
        let most = option["max_value"].as_f64().unwrap_or(f64::MAX);
        assert!(
            (least..=most).contains(&number),
            "`{label}` of /{name} cannot be {number}"
        );
    }
}

/// Adds what Discord says of a person, role, channel or file that is meant.
pub(crate) fn resolve(state: &State, kind: u64, value: &Value, resolved: &mut Map<String, Value>) {
    let Some(id) = snowflake(value) else { return };
    let world = &state.world;
    let mut add = |part: &str, about: Value| {
        let part = resolved.entry(part).or_insert_with(|| json!({}));
        part[id.to_string()] = about;
    };
    let role = world.roles.iter().find(|role| role.id == id);
    match kind {
        6 | 9 if world.members.contains_key(&id) => {
            add("users", world.user(id));
            if !world.members[&id].left {
                let mut member = world.partial_member(id);
                let may = permissions::guild(world, id);
                member["permissions"] = json!(may.to_string());
                add("members", member);
            }
        }
        8 | 9 => {
            if let Some(role) = role {
                add("roles", world.role(role));
            }
        }
        7 => {
            if let Some(channel) = world.channels.get(&id) {
                let mut about = world.channel(channel);
                about["permissions"] = json!("0");
                add("channels", about);
            }
        }
        11 => {
            if let Some((about, _)) = state.uploads.get(&id) {
                add("attachments", about.clone());
            }
        }
        _ => {}
    }
}
