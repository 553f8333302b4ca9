//! Where the bot is: Discord, Slack.

use secrecy::SecretString;

use crate::config::{Application, kind, reader::Reader};

const DISCORD: (&str, &str) = (
    "discord",
    "The Discord server: the only one that is answered. Nothing runs there without token and guild.",
);

pub(in crate::config) fn discord(from: &mut Reader) -> Option<discord::Config> {
    from.section(DISCORD.0, DISCORD.1);
    let token = token(from);
    let guild = guild(from);
    let staff_roles = from.list(
        &kind::SNOWFLAKE,
        "staff_roles",
        "1180000000000000002",
        "The roles that make a member staff. Without any, nobody can moderate sign-ups in Discord.",
    );
    let announce_channel = from.optional(
        &kind::SNOWFLAKE,
        "announce_channel",
        "1180000000000000003",
        "The channel in which new lectures are announced.",
    );
    let staff_channel = from.optional(
        &kind::SNOWFLAKE,
        "staff_channel",
        "1180000000000000004",
        "The channel of the staff, in which sign-ups appear; only staff should see it.",
    );
    let message_content = from.with_default(
        &kind::FLAG,
        "message_content",
        false,
        "Whether the bot may read messages that do not name it: to answer by itself in channels that staff choose \
         (/staff settings here), and what is asked on in threads. Switch the Message Content Intent on, too: \
         Developer Portal, Bot.",
    );
    let api = api(from);
    from.require(&["token", "guild"]);
    Some(discord::Config {
        token: token?,
        guild: guild?,
        staff_roles,
        announce_channel,
        staff_channel,
        message_content,
        api,
    })
}

pub(in crate::config) fn slack(from: &mut Reader) -> Option<slack::Config> {
    from.section(
        "slack",
        "The Slack workspace: the only one that is answered. Nothing runs there without bot_token.",
    );
    let bot_token = from.optional(
        &kind::SECRET,
        "bot_token",
        "the bot's token",
        "The bot's token, xoxb-…, from the app's page OAuth & Permissions. Better not kept here, but in \
         DASH_BOT_SLACK__BOT_TOKEN or in a file named by DASH_BOT_SLACK__BOT_TOKEN_FILE.",
    );
    let mode = from.with_default(
        &kind::SLACK_MODE,
        "mode",
        "socket".to_owned(),
        "How events come: over a WebSocket that the bot opens (socket), or to a public address that leads to [web] \
         listen (http).",
    );
    let app_token = from.optional(
        &kind::SECRET,
        "app_token",
        "the app's token",
        "For socket: the app's token, xapp-…, with the scope connections:write, from Basic Information, App-Level \
         Tokens.",
    );
    let signing_secret = from.optional(
        &kind::SECRET,
        "signing_secret",
        "the signing secret",
        "For http: the signing secret, from Basic Information, App Credentials.",
    );
    let staff_group = from.optional(
        &kind::SLACK_GROUP,
        "staff_group",
        "S0123456789",
        "The user group whose members are staff. Without one the members of staff_channel are.",
    );
    let staff_channel = from.optional(
        &kind::SLACK_CHANNEL,
        "staff_channel",
        "C0123456780",
        "The channel of the staff, in which sign-ups appear: a private one, into which the bot is invited.",
    );
    let announce_channel = from.optional(
        &kind::SLACK_CHANNEL,
        "announce_channel",
        "C0123456789",
        "The channel in which new lectures are announced.",
    );
    let message_content = from.with_default(
        &kind::FLAG,
        "message_content",
        false,
        "Whether the bot may read messages that do not name it: to answer by itself in channels that staff choose \
         (/staff settings here), and what is asked on in threads. Print the manifest with --message-content then, and give it to the app: it hears of more.",
    );
    let command_style = from.with_default(
        &kind::SLACK_COMMANDS,
        "command_style",
        "one".to_owned(),
        "How commands are typed: all behind /dash (one), or each as a slash command, too (each; print the manifest \
         anew then).",
    );
    let api = from.optional(
        &kind::URL,
        "api",
        "http://127.0.0.1:3000/api/",
        "Another server that speaks Slack's Web API, for a proxy or a benchmark.",
    );
    from.require(if mode == "http" {
        &["bot_token", "signing_secret"]
    } else {
        &["bot_token", "app_token"]
    });
    let mode = if mode == "http" {
        slack::Mode::Http {
            signing_secret: signing_secret?,
        }
    } else {
        slack::Mode::Socket {
            app_token: app_token?,
        }
    };
    Some(slack::Config {
        bot_token: bot_token?,
        mode,
        staff_group,
        staff_channel,
        announce_channel,
        message_content,
        commands: if command_style == "each" {
            slack::CommandStyle::Each
        } else {
            slack::CommandStyle::One
        },
        api,
    })
}

/// What is known of the application before it is in a server.
pub(in crate::config) fn application(from: &mut Reader) -> Application {
    from.section(DISCORD.0, DISCORD.1);
    Application {
        token: token(from),
        guild: guild(from),
        api: api(from),
        network: super::network(from),
    }
}

fn token(from: &mut Reader) -> Option<SecretString> {
    from.optional(
        &kind::SECRET,
        "token",
        "the bot's token",
        "The bot's token, from the Discord Developer Portal (Bot, Reset Token). Better not kept here, but in \
         DASH_BOT_DISCORD__TOKEN or in a file named by DASH_BOT_DISCORD__TOKEN_FILE.",
    )
}

fn guild(from: &mut Reader) -> Option<String> {
    from.optional(
        &kind::SNOWFLAKE,
        "guild",
        "1180000000000000001",
        "The server's id: in Discord switch on Developer Mode, right-click the server, Copy Server ID.",
    )
}

fn api(from: &mut Reader) -> Option<String> {
    from.optional(
        &kind::URL,
        "api",
        "http://127.0.0.1:3000",
        "Another server that speaks Discord's HTTP API, for a proxy or a benchmark.",
    )
}
