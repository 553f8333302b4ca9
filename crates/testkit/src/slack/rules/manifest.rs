//! The limits of an app's manifest.

use serde_json::Value;

use super::{count, entries, length, required, unique};

/// Names of Slack's own commands, which no app can have.
const TAKEN: [&str; 27] = [
    "/archive",
    "/call",
    "/collapse",
    "/dm",
    "/expand",
    "/feed",
    "/giphy",
    "/invite",
    "/join",
    "/leave",
    "/me",
    "/msg",
    "/mute",
    "/open",
    "/people",
    "/remind",
    "/remove",
    "/rename",
    "/search",
    "/shortcuts",
    "/shrug",
    "/star",
    "/status",
    "/topic",
    "/who",
    "/help",
    "/away",
];

/// What is wrong with a manifest.
pub(crate) fn check(manifest: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let about = &manifest["display_information"];
    required(
        &mut found,
        "display_information.name",
        &about["name"],
        1,
        35,
    );
    length(
        &mut found,
        "display_information.description",
        &about["description"],
        0,
        140,
    );
    length(
        &mut found,
        "display_information.long_description",
        &about["long_description"],
        174,
        4000,
    );
    let features = &manifest["features"];
    length(
        &mut found,
        "bot_user.display_name",
        &features["bot_user"]["display_name"],
        1,
        80,
    );
    commands(&mut found, &features["slash_commands"]);
    shortcuts(&mut found, &features["shortcuts"]);
    let events = &manifest["settings"]["event_subscriptions"]["bot_events"];
    count(&mut found, "bot_events", events, 0, 100);
    count(
        &mut found,
        "scopes.bot",
        &manifest["oauth_config"]["scopes"]["bot"],
        0,
        255,
    );
    found
}

fn commands(found: &mut Vec<String>, commands: &Value) {
    count(found, "slash_commands", commands, 0, 50);
    for (name, command) in entries("slash_commands", commands) {
        required(
            found,
            &format!("{name}.command"),
            &command["command"],
            2,
            32,
        );
        required(
            found,
            &format!("{name}.description"),
            &command["description"],
            1,
            2000,
        );
        length(
            found,
            &format!("{name}.usage_hint"),
            &command["usage_hint"],
            0,
            1000,
        );
        let word = command["command"].as_str().unwrap_or_default();
        if !word.starts_with('/')
            || word.contains(char::is_whitespace)
            || word.to_lowercase() != word
        {
            found.push(format!("{name}.command: `{word}` is no command"));
        }
        if TAKEN.contains(&word) {
            found.push(format!("{name}.command: `{word}` is Slack's own"));
        }
    }
    let list = commands.as_array().into_iter().flatten();
    unique(
        found,
        "slash_commands",
        list.map(|command| &command["command"]),
    );
}

fn shortcuts(found: &mut Vec<String>, shortcuts: &Value) {
    count(found, "shortcuts", shortcuts, 0, 10);
    for (name, shortcut) in entries("shortcuts", shortcuts) {
        required(found, &format!("{name}.name"), &shortcut["name"], 1, 24);
        required(
            found,
            &format!("{name}.description"),
            &shortcut["description"],
            1,
            150,
        );
        required(
            found,
            &format!("{name}.callback_id"),
            &shortcut["callback_id"],
            1,
            255,
        );
        let kind = &shortcut["type"];
        if kind != "global" && kind != "message" {
            found.push(format!("{name}.type: {kind}"));
        }
    }
}
