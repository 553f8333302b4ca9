//! What is looked at before the bot goes online in Slack: the token, what it may do, the channels, who is staff.

use domain::Reason;
use serde::Deserialize;
use status::Finding;

use crate::{
    Config, Mode, Server,
    api::Failure,
    manifest,
    staff::{Closed, StaffOf},
};

/// Who the bot is, as the token says.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Identity {
    /// The workspace.
    #[serde(rename = "team_id")]
    pub(crate) team: String,
    /// The organisation around it, where there is one.
    #[serde(rename = "enterprise_id", default)]
    pub(crate) enterprise: Option<String>,
    /// The bot as a user.
    #[serde(rename = "user_id")]
    pub(crate) user: String,
    #[serde(rename = "team", default)]
    pub(crate) team_name: String,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub(crate) findings: Vec<Finding>,
    /// The channels of the configuration, by id, with why a post there would be refused.
    pub(crate) channels: Vec<(String, Option<Reason>)>,
}

#[derive(Debug, Deserialize)]
struct Looked {
    channel: Channel,
}

#[derive(Debug, Deserialize)]
struct Door {
    channel: Closed,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Channel {
    name: String,
    is_archived: bool,
    is_member: bool,
}

/// Asks Slack who the bot is.
///
/// # Errors
/// The [`Failure`].
pub(crate) async fn identity(server: &Server) -> Result<(Identity, Option<String>), Failure> {
    server.api.identity::<Identity>().await
}

/// Looks at the rest. What is missing keeps the bot from nothing else.
pub(crate) async fn look(server: &Server, identity: &Identity, scopes: Option<&str>) -> Found {
    let config = &server.config;
    let mut found = Found::default();
    found.findings.push(Finding::good(format!(
        "the token is taken: workspace {} ({})",
        identity.team_name, identity.team
    )));
    if let Some(scopes) = scopes {
        found.findings.push(of_scopes(scopes));
    }
    if config.message_content {
        found.findings.push(Finding::good(
            "messages that do not name the bot are read, as [slack] message_content says, if the app has the events \
             message.channels and message.groups (`dash-bot manifest slack --message-content`); /dash staff status tells when \
             one was last read",
        ));
    }
    for (id, what_for) in channels(config) {
        let (finding, reason) = channel(server, id, what_for).await;
        found.findings.push(finding);
        found.channels.push((id.to_owned(), reason));
    }
    found.findings.push(staff(server).await);
    found
}

/// Whether the app's token opens connections; asked from the command line alone, since each time counts.
pub(crate) async fn connections(server: &Server) -> Option<Finding> {
    let Mode::Socket { app_token } = &server.config.mode else {
        return None;
    };
    let what = "Socket Mode: connections can be opened";
    Some(match server.api.socket(app_token).await {
        Ok(_) => Finding::good(what),
        Err(failure) => Finding::bad(
            format!("Socket Mode: no connection can be opened: {failure}"),
            "make an app-level token with the scope connections:write (Basic Information), put it into [slack] \
             app_token, and switch Socket Mode on",
        ),
    })
}

fn of_scopes(given: &str) -> Finding {
    let given: Vec<&str> = given.split(',').map(str::trim).collect();
    let mut missing = manifest::needed(&commands::specs());
    missing.retain(|scope| !given.contains(scope));
    if missing.is_empty() {
        return Finding::good("the app has the scopes that it needs");
    }
    Finding::bad(
        format!("the app lacks the scopes {}", missing.join(", ")),
        "paste what `dash-bot manifest slack` prints into the app's manifest and install the app again",
    )
}

fn channels(config: &Config) -> impl Iterator<Item = (&str, &'static str)> {
    let announce = config.announce_channel.as_deref();
    let staff = config.staff_channel.as_deref();
    let all = [(announce, "announce_channel"), (staff, "staff_channel")];
    all.into_iter()
        .filter_map(|(id, what_for)| Some((id?, what_for)))
}

async fn channel(server: &Server, id: &str, what_for: &str) -> (Finding, Option<Reason>) {
    let looked = server
        .api
        .read::<Looked>("conversations.info", &[("channel", id)])
        .await;
    let key = format!("[slack] {what_for}");
    match looked {
        Ok(Looked { channel }) if channel.is_archived => (
            Finding::bad(
                format!("{key}: #{} is archived", channel.name),
                "name another channel, or unarchive this one",
            ),
            Some(Reason::NotPermitted),
        ),
        Ok(Looked { channel }) if !channel.is_member => (
            Finding::bad(
                format!("{key}: the bot is not in #{}", channel.name),
                "type /invite and the bot's name there",
            ),
            Some(Reason::NotPermitted),
        ),
        Ok(Looked { channel }) => (
            Finding::good(format!("{key}: the bot may write in #{}", channel.name)),
            None,
        ),
        Err(failure) if failure.word() == "channel_not_found" => (
            Finding::bad(
                format!(
                    "{key}: there is no channel {id}, or it is private and the bot is not in it"
                ),
                "put the id there that stands at the end of the channel's details (C…), and type /invite and the \
                 bot's name in it",
            ),
            Some(Reason::UnknownTarget),
        ),
        Err(failure) => (
            Finding::bad(
                format!("{key}: cannot look at it: {failure}"),
                "look again in a moment",
            ),
            None,
        ),
    }
}

async fn staff(server: &Server) -> Finding {
    let of = StaffOf::of(&server.config);
    let named = match &of {
        StaffOf::Group(_) => "[slack] staff_group",
        StaffOf::Channel(_) => "[slack] staff_channel",
        StaffOf::Nobody => {
            return Finding::bad(
                "nobody is staff in Slack",
                "set [slack] staff_group, or staff_channel, whose members are staff then",
            );
        }
    };
    if let StaffOf::Channel(id) = &of
        && let Ok(Door { channel }) = server
            .api
            .read("conversations.info", &[("channel", id)])
            .await
        && !channel.is_closed()
    {
        return Finding::bad(
            format!(
                "{named}: it is public or shared with others, so nobody is staff in Slack: whoever likes could join"
            ),
            "make it private, or set [slack] staff_group",
        );
    }
    match server.members().staff().read().await {
        Ok(0) => Finding::bad(
            format!("{named}: it has no members, so nobody is staff in Slack"),
            "add the staff to it",
        ),
        Ok(count) => Finding::good(format!("{named}: {count} members are staff")),
        Err(failure) => Finding::bad(
            format!("{named}: cannot read its members, so nobody is staff in Slack: {failure}"),
            "put the id of a user group (S…) or of a channel that the bot is in (C…) there",
        ),
    }
}
