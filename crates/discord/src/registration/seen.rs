//! Whether people can see the commands: Discord knows them, and nobody has hidden them.
//!
//! Source: <https://docs.discord.com/developers/interactions/application-commands#permissions>.

use chat::Specs;
use serde::Deserialize;
use serde_json::Value;
use serenity::http::Route;

use super::{compare, registration};
use status::Finding;

use crate::{Server, rest::Ask};

/// What an administrator has set for one command, or for all of them.
#[derive(Debug, Deserialize)]
struct Overrides {
    /// The command; the application itself for all of them.
    id: String,
    permissions: Vec<Override>,
}

#[derive(Debug, Deserialize)]
struct Override {
    /// The role; the server itself for everybody.
    id: String,
    /// 1 for a role.
    #[serde(rename = "type")]
    kind: u8,
    permission: bool,
}

#[derive(Debug, Deserialize)]
struct Known {
    id: String,
    name: String,
}

/// Whether Discord knows the commands as they are.
pub(crate) async fn registered(server: &Server, specs: &Specs) -> Finding {
    let ask = Ask::get(route(server)).query("with_localizations", true);
    let known: Value = match server.rest.ask(ask).await {
        Ok(known) => known,
        Err(failure) => {
            return Finding::bad(
                format!("cannot ask for the registered commands ({failure})"),
                "let an administrator add the bot to the server again with the scope applications.commands",
            );
        }
    };
    let wanted = registration(specs);
    if compare::alike(&known, &wanted) {
        return Finding::good("the slash commands are registered");
    }
    let what = match known.as_array().map(Vec::as_slice) {
        Some([]) => "no slash command is registered in the server",
        _ => "the slash commands are registered as another version has them",
    };
    Finding::bad(
        what,
        "`dash-bot run` registers them when it starts; if it runs, its log says why it could not",
    )
}

/// What is hidden from everybody. Where that can't be found out nothing is said.
pub(crate) async fn hidden(server: &Server) -> Vec<Finding> {
    let all = Route::GuildCommandsPermissions {
        application_id: server.application,
        guild_id: server.guild,
    };
    let Ok(overrides) = server.rest.ask::<Vec<Overrides>>(Ask::get(all)).await else {
        return Vec::new();
    };
    let known = server.rest.ask::<Vec<Known>>(Ask::get(route(server))).await;
    let known = known.unwrap_or_default();
    let everybody = server.guild.to_string();
    let hides = |one: &&Overrides| {
        let mut set = one.permissions.iter();
        set.any(|set| set.kind == 1 && set.id == everybody && !set.permission)
    };
    let name = |one: &Overrides| {
        let command = known.iter().find(|command| command.id == one.id);
        command.map_or("all commands".to_owned(), |command| {
            format!("/{}", command.name)
        })
    };
    let hidden = overrides.iter().filter(hides).map(name);
    // Hidden from members is where it belongs.
    let hidden = hidden.filter(|name| name != "/staff");
    hidden
        .map(|name| {
            Finding::bad(
                format!("in the server {name} is hidden from everybody"),
                "allow it for @everyone in Server Settings, Integrations, dash-bot",
            )
        })
        .collect()
}

fn route(server: &Server) -> Route<'static> {
    Route::GuildCommands {
        application_id: server.application,
        guild_id: server.guild,
    }
}
