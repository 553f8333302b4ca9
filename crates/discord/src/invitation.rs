//! The link with which an administrator lets the bot into the server.

use secrecy::SecretString;

use crate::{Outside, check, permissions, rest::Rest};
use status::StartError;

/// The link, for the application with this id. It asks for the permissions that the bot uses and for no other; with
/// a server, that one is chosen already.
pub fn invitation(application: &str, guild: Option<&str>) -> String {
    let guild = guild.map_or(String::new(), |guild| format!("&guild_id={guild}"));
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}\
         &scope=bot+applications.commands&permissions={}{guild}",
        permissions::INVITE.bits()
    )
}

/// What the link asks for: each permission as Discord's settings call it, and what the bot does with it.
pub fn invited_with() -> impl Iterator<Item = (&'static str, &'static str)> {
    permissions::USED
        .iter()
        .map(|permission| (permission.name, permission.what_for))
}

/// Asks Discord which application a token is of; its id. `api` is as in [`crate::Config`]. Waits for what can heal.
///
/// # Errors
/// [`StartError::Permanent`] when the token is not taken.
pub async fn application(
    token: &SecretString,
    api: Option<&str>,
    outside: Outside,
) -> Result<String, StartError> {
    let Outside {
        clock,
        network,
        link,
    } = outside;
    let rest = Rest::new(token, api, clock.clone(), network, link)?;
    let id = check::application(&rest, &clock).await?.id;
    Ok(id.to_string())
}
