//! The app manifest: what an operator pastes into Slack to make the app, made from the list of SPECs.

pub(crate) mod commands;
mod scopes;

use chat::Specs;
use serde_json::{Map, Value, json};

pub use scopes::{Scope, explain};

pub(crate) use scopes::needed;

use crate::CommandStyle;

/// The callback id of the shortcut on a message.
pub(crate) const ASK_MESSAGE: &str = "ask_message";

/// What the manifest leaves to the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestOptions {
    /// The app's name, at most 35 characters.
    pub name: String,
    /// Which slash commands there are.
    pub style: CommandStyle,
    /// How Slack reaches the bot.
    pub reached: Reached,
    /// Whether it hears messages that do not name it.
    pub message_content: bool,
}

/// How Slack reaches the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reached {
    /// Over sockets that the bot opens.
    Socket,
    /// By requests to an address; all kinds come to the same one, and are told apart by what they hold.
    Http {
        /// The address, `https`.
        url: String,
    },
}

impl Default for ManifestOptions {
    fn default() -> Self {
        Self {
            name: "DASH-bot".to_owned(),
            style: CommandStyle::One,
            reached: Reached::Socket,
            message_content: false,
        }
    }
}

/// What happens in Slack that the bot hears of.
const EVENTS: [&str; 15] = [
    "app_home_opened",
    "app_mention",
    "message.im",
    // A channel in which the bot posts is gone, or the bot is gone from it.
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "group_archive",
    "group_deleted",
    "group_left",
    "member_left_channel",
    // Who belongs to the staff.
    "subteam_members_changed",
    "subteam_updated",
    // What is known of people.
    "user_change",
    // The end.
    "app_uninstalled",
    "tokens_revoked",
];

/// Messages that do not name the bot, in the channels that it was invited to.
const MESSAGES: [&str; 2] = ["message.channels", "message.groups"];

/// The manifest. An operator pastes it at <https://api.slack.com/apps>.
pub fn manifest(specs: &Specs, options: &ManifestOptions) -> Value {
    let url = match &options.reached {
        Reached::Socket => None,
        Reached::Http { url } => Some(url.as_str()),
    };
    let mut events = Map::new();
    let mut interactivity = Map::from_iter([("is_enabled".to_owned(), json!(true))]);
    if let Some(url) = url {
        events.insert("request_url".to_owned(), json!(url));
        interactivity.insert("request_url".to_owned(), json!(url));
        interactivity.insert("message_menu_options_url".to_owned(), json!(url));
    }
    let all = options.message_content.then_some(MESSAGES);
    let heard: Vec<_> = EVENTS
        .into_iter()
        .chain(all.into_iter().flatten())
        .collect();
    events.insert("bot_events".to_owned(), json!(heard));
    json!({
        "display_information": {
            "name": options.name,
            "description": "Answers, announcements and counseling sign-ups of the Data Science Center in Health",
            "background_color": "#1f4f82",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": true,
                "messages_tab_enabled": true,
                "messages_tab_read_only_enabled": false,
            },
            "bot_user": { "display_name": display_name(&options.name), "always_online": true },
            "shortcuts": [{
                "type": "message",
                "name": "Ask DASH",
                "callback_id": ASK_MESSAGE,
                "description": "Ask DASH the question in this message; only you see the answer",
            }],
            "slash_commands": commands::slash_commands(specs, options.style, url),
        },
        "oauth_config": { "scopes": { "bot": needed(specs) } },
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": false,
            "socket_mode_enabled": url.is_none(),
            "token_rotation_enabled": false,
        },
    })
}

/// The app's name as Slack takes it for its user: small letters, digits, hyphens, underscores and dots.
fn display_name(name: &str) -> String {
    let sign = |c: char| match c.to_ascii_lowercase() {
        c @ ('a'..='z' | '0'..='9' | '-' | '_' | '.') => c,
        _ => '-',
    };
    let name: String = name.trim().chars().map(sign).take(80).collect();
    if name.chars().any(char::is_alphanumeric) {
        name
    } else {
        "dash-bot".to_owned()
    }
}

#[cfg(test)]
mod tests;
