//! The slash commands, made from the SPECs, and told to Discord when they have changed.

mod compare;
mod options;
mod seen;

use std::time::Duration;

use chat::{Access, Spec, Specs, texts};
use clock::Clock;
use domain::Lang;
use serde_json::{Map, Value, json};
use serenity::{
    http::{LightMethod, Route},
    model::{
        Permissions,
        id::{ApplicationId, GuildId},
    },
};

use crate::{
    check::healed,
    limits,
    rest::{Ask, Content, Failure, Rest},
};

pub(crate) use seen::{hidden, registered};

/// Who lacks this does not see the staff's commands: the least right that staff of a community usually have and
/// members do not. An administrator can open the commands for any role (Server Settings, Integrations). What
/// members may do is decided by the roles in the configuration, whatever they see.
pub(crate) const STAFF_PERMISSION: Permissions = Permissions::MANAGE_MESSAGES;

/// What a question in a message calls, and the flag that says that somebody else may have written it.
const ASK: &str = "ask";
pub(crate) const QUOTED: &str = "quoted";

/// The body of `PUT /applications/{id}/guilds/{id}/commands`: every command that can be typed. Guild commands
/// exist in the server alone, so that no contexts are named.
///
/// ```
/// assert_eq!(discord::registration(&chat::Specs::new(vec![])), serde_json::json!([]));
/// ```
pub fn registration(specs: &Specs) -> Value {
    let mut commands: Vec<Value> = Vec::new();
    for spec in specs.iter().filter(|spec| spec.typed) {
        let words: Vec<&str> = spec.words_of_name().collect();
        let placed = match *words.as_slice() {
            [name] => place(&mut commands, COMMAND, leaf(spec, name)),
            [name, sub] => group(&mut commands, COMMAND, name, name)
                .and_then(|command| place(command, BELOW, leaf(spec, sub))),
            [name, middle, sub] => group(&mut commands, COMMAND, name, name)
                .and_then(|command| group(command, BELOW, middle, &format!("{name}-{middle}")))
                .and_then(|group| place(group, BELOW, leaf(spec, sub))),
            _ => None,
        };
        if placed.is_none() {
            tracing::error!(
                command.name = spec.name,
                "this can't be a slash command: its name is taken, or there are too many"
            );
        }
    }
    let staff = |name: &str| {
        let below = |spec: &&Spec| spec.words_of_name().next() == Some(name);
        let mut list = specs.iter().filter(|spec| spec.typed).filter(below);
        list.all(|spec| spec.access == Access::Staff)
    };
    for command in &mut commands {
        let hidden = command["name"].as_str().is_some_and(staff);
        if hidden {
            command["default_member_permissions"] = json!(STAFF_PERMISSION.bits().to_string());
        }
    }
    let quotes = specs
        .get(ASK)
        .is_some_and(|spec| spec.param(QUOTED).is_some());
    commands.extend(quotes.then(on_message));
    Value::Array(commands)
}

/// Where something stands: how many there may be, and Discord's number for what has others below it.
#[derive(Clone, Copy)]
struct Level {
    most: usize,
    group: u8,
}

/// Among the commands.
const COMMAND: Level = Level {
    most: limits::COMMANDS,
    group: 1,
};
/// Below a command or a group.
const BELOW: Level = Level {
    most: limits::SUBCOMMANDS,
    group: 2,
};

/// Adds a command or subcommand; `None` when its name is taken or there are too many.
fn place(list: &mut Vec<Value>, level: Level, command: Value) -> Option<()> {
    let taken = list.iter().any(|known| known["name"] == command["name"]);
    (!taken && list.len() < level.most).then(|| list.push(command))
}

/// What stands below a command or group of this name, which is added when there is none; `None` when the name
/// is that of a command without subcommands, or there are too many.
fn group<'a>(
    list: &'a mut Vec<Value>,
    level: Level,
    name: &str,
    text_id: &str,
) -> Option<&'a mut Vec<Value>> {
    let at = match list.iter().position(|known| known["name"] == name) {
        Some(at) => at,
        None => {
            let mut value = described(name, &format!("{text_id}-about"));
            value["options"] = json!([]);
            value["type"] = json!(level.group);
            place(list, level, value)?;
            list.len() - 1
        }
    };
    let is_group = |options: &Value| {
        let first = options.as_array()?.first();
        Some(first.is_none_or(|one| matches!(one["type"].as_u64(), Some(1 | 2))))
    };
    if !is_group(&list[at]["options"])? {
        return None;
    }
    list[at]["options"].as_array_mut()
}

/// The command in a message's menu, under Apps.
fn on_message() -> Value {
    let name = |lang| {
        let name = texts::get(lang, "ask-on-message", &[]);
        limits::fit(&name, limits::COMMAND_NAME).into_owned()
    };
    json!({
        "type": 3,
        "name": name(Lang::En),
        "name_localizations": translations(name(Lang::Nl)),
    })
}

fn leaf(spec: &Spec, name: &str) -> Value {
    let mut command = described(name, &format!("{}-about", spec.text_id()));
    command["type"] = json!(1);
    let options = options::options(spec);
    if !options.is_empty() {
        command["options"] = json!(options);
    }
    command
}

/// A name with its description, in English and Dutch.
fn described(name: &str, text_id: &str) -> Value {
    let text = |lang| {
        let text = texts::get(lang, text_id, &[]);
        limits::fit(&text, limits::COMMAND_DESCRIPTION).into_owned()
    };
    json!({
        "name": name,
        "description": text(Lang::En),
        "description_localizations": translations(text(Lang::Nl)),
    })
}

/// Discord has one kind of Dutch; English is what stands there without a translation.
fn translations(dutch: String) -> Map<String, Value> {
    Map::from_iter([("nl".to_owned(), Value::String(dutch))])
}

/// Tells Discord the commands, unless it knows them so already.
pub(crate) async fn register(
    rest: &Rest,
    clock: &Clock,
    application: ApplicationId,
    guild: GuildId,
    wanted: &Value,
) {
    let route = Route::GuildCommands {
        application_id: application,
        guild_id: guild,
    };
    // A wall before Discord comes down again; what Discord itself does not take stays so.
    let ends = |failure: &Failure| failure.is_denial() || failure.status() == Some(400);
    let done = healed(clock, "the registered commands", ends, || async {
        let ask = Ask::get(route).query("with_localizations", true);
        let known: Value = rest.ask(ask).await?;
        if compare::alike(&known, wanted) {
            tracing::debug!("the slash commands are registered already");
            return Ok(());
        }
        let body = Content::json(wanted.to_string().into_bytes());
        // Discord takes its time over many commands.
        let ask = Ask::new(LightMethod::Put, route)
            .with(body)
            .within(Duration::from_secs(30));
        rest.tell(ask).await?;
        let count = wanted.as_array().map_or(0, Vec::len);
        tracing::info!(commands = count, "the slash commands are registered");
        Ok(())
    })
    .await;
    if let Err(failure) = done {
        let what_to_do = advice(&failure);
        tracing::error!(%failure, what_to_do, "cannot register the slash commands");
    }
}

fn advice(failure: &Failure) -> &'static str {
    match failure.code() {
        Some(50001) => {
            "let an administrator add the bot to the server again with the scope \
             applications.commands"
        }
        _ => "this is a fault of the program; the commands stay as they were",
    }
}

#[cfg(test)]
mod tests;
