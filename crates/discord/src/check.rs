//! All that can be found out before the bot goes online, so that no IDENTIFY is spent in vain.

use std::{future::Future, time::Duration};

use clock::Clock;
use domain::Reason;
use serde::{Deserialize, de::DeserializeOwned};
use serenity::{
    http::Route,
    model::{
        Permissions,
        id::{ApplicationId, GuildId, RoleId, UserId},
    },
};

use crate::{
    Config, config, invitation,
    permissions::{self, Channel, Guild, Member},
    registration::STAFF_PERMISSION,
    rest::{Ask, Failure, Rest},
};
use status::{Finding, StartError};

/// Without these a post is refused.
const POST: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::EMBED_LINKS);
/// What a channel for posts should allow.
const NEEDED: [(Permissions, &str); 5] = [
    (Permissions::VIEW_CHANNEL, "View Channel"),
    (Permissions::SEND_MESSAGES, "Send Messages"),
    (Permissions::EMBED_LINKS, "Embed Links"),
    (Permissions::ATTACH_FILES, "Attach Files"),
    (Permissions::READ_MESSAGE_HISTORY, "Read Message History"),
];

/// What was found.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) bot: UserId,
    pub(crate) application: ApplicationId,
    /// Whether messages that do not name the bot are read.
    pub(crate) reads: bool,
    pub(crate) staff: Vec<RoleId>,
    pub(crate) gateway: String,
    /// The channels of the configuration, with why a post there would be refused.
    pub(crate) channels: Vec<(String, Option<Reason>)>,
    pub(crate) findings: Vec<Finding>,
}

#[derive(Debug, Deserialize)]
struct Me {
    id: UserId,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Application {
    pub(crate) id: ApplicationId,
    #[serde(default)]
    flags: u64,
}

/// The Message Content Intent is switched on: for an application that is verified, or for one in few servers.
const MESSAGE_CONTENT: u64 = 1 << 18 | 1 << 19;

/// What `GET /gateway/bot` says.
#[derive(Debug, Deserialize)]
pub(crate) struct Gateway {
    pub(crate) url: String,
    pub(crate) session_start_limit: StartLimit,
}

/// How many IDENTIFYs are left today.
#[derive(Debug, Deserialize)]
pub(crate) struct StartLimit {
    pub(crate) remaining: u64,
    /// In milliseconds.
    pub(crate) reset_after: u64,
}

/// Looks at all of it. Waits for what can heal.
///
/// # Errors
/// [`StartError::Permanent`] for what no waiting helps against.
pub(crate) async fn check(
    config: &Config,
    rest: &Rest,
    clock: &Clock,
    guild: GuildId,
) -> Result<Found, StartError> {
    let own = Looking {
        rest,
        clock,
        ends: Failure::is_of_token,
    };
    let me: Me = own
        .at("who the bot is", Route::UserMe)
        .await
        .map_err(bad_token)?;
    let application = application(rest, clock).await?;
    let gateway = gateway(rest, clock).await?;
    let mut findings = vec![Finding::good("the token is valid")];
    findings.push(starts(&gateway));
    let in_guild = Looking {
        ends: Failure::is_denial,
        ..own
    };
    let not_joined = |failure: Failure| {
        if failure.is_of_token() {
            bad_token(failure)
        } else {
            not_joined(&failure, application.id, guild)
        }
    };
    let route = Route::Guild { guild_id: guild };
    let guild: Guild = in_guild.at("the server", route).await.map_err(not_joined)?;
    findings.push(Finding::good(format!(
        "the bot is in the server \"{}\"",
        guild.name
    )));
    let route = Route::GuildMember {
        guild_id: guild.id,
        user_id: me.id,
    };
    let member: Member = in_guild
        .at("the bot's roles", route)
        .await
        .map_err(not_joined)?;
    let route = Route::GuildChannels { guild_id: guild.id };
    let channels: Vec<Channel> = in_guild
        .at("the channels", route)
        .await
        .map_err(not_joined)?;
    let reads = reading(config, &application, &mut findings);
    let staff = staff_roles(&config.staff_roles, &guild, &mut findings);
    let named = [
        (
            "announce_channel",
            &config.announce_channel,
            "posts there are refused, and staff are told",
        ),
        (
            "staff_channel",
            &config.staff_channel,
            "posts there are refused; /staff signups list shows the sign-ups",
        ),
    ];
    let mut refusing = Vec::new();
    for (name, id, without) in named {
        let Some(id) = id else { continue };
        let (finding, reason) = match find_channel(id, &channels) {
            Some(channel) => {
                let may = permissions::in_channel(&guild, channel, me.id, &member.roles);
                let refused = !may.contains(POST);
                let finding = usable(name, channel, may, without);
                (finding, refused.then_some(Reason::NotPermitted))
            }
            None => (
                Finding::bad(
                    format!("the channel {id} of {name} does not exist in the server: {without}"),
                    format!(
                        "correct [discord] {name}: Developer Mode, right-click the channel, Copy Channel ID"
                    ),
                ),
                Some(Reason::UnknownTarget),
            ),
        };
        findings.push(finding);
        refusing.push((id.clone(), reason));
    }
    for finding in findings.iter().filter(|finding| !finding.ok) {
        tracing::warn!(what_to_do = finding.what_to_do, "{}", finding.what);
    }
    Ok(Found {
        bot: me.id,
        application: application.id,
        reads,
        staff,
        gateway: gateway.url,
        channels: refusing,
        findings,
    })
}

/// Whether messages that do not name the bot are read: where the operator wants it, and Discord allows it.
fn reading(config: &Config, application: &Application, findings: &mut Vec<Finding>) -> bool {
    let allowed = application.flags & MESSAGE_CONTENT != 0;
    match (config.message_content, allowed) {
        (true, true) => findings.push(Finding::good(
            "messages that do not name the bot are read, as [discord] message_content says: it answers by itself in \
             channels that staff choose, and what is asked on in threads",
        )),
        (true, false) => findings.push(Finding::bad(
            "messages that do not name the bot cannot be read: the Message Content Intent is switched off",
            "switch it on in the Developer Portal (your application, Bot, Privileged Gateway Intents) and start the bot \
             again, or take message_content out of [discord]",
        )),
        (false, _) => {}
    }
    config.message_content && allowed
}

/// The application that the token is of.
///
/// # Errors
/// [`StartError::Permanent`] when the token is refused.
pub(crate) async fn application(rest: &Rest, clock: &Clock) -> Result<Application, StartError> {
    let looking = Looking {
        rest,
        clock,
        ends: Failure::is_of_token,
    };
    let application: Result<Application, _> = looking
        .at("the application", Route::Oauth2ApplicationCurrent)
        .await;
    application.map_err(bad_token)
}

/// The gateway's address, and how many IDENTIFYs are left.
///
/// # Errors
/// [`StartError::Permanent`] when the token is refused.
pub(crate) async fn gateway(rest: &Rest, clock: &Clock) -> Result<Gateway, StartError> {
    let looking = Looking {
        rest,
        clock,
        ends: Failure::is_of_token,
    };
    looking
        .at("the gateway", Route::GatewayBot)
        .await
        .map_err(bad_token)
}

/// Looking at something, and what ends that; all else is waited for.
#[derive(Clone, Copy)]
struct Looking<'a> {
    rest: &'a Rest,
    clock: &'a Clock,
    ends: fn(&Failure) -> bool,
}

impl Looking<'_> {
    async fn at<T: DeserializeOwned>(&self, what: &str, route: Route<'_>) -> Result<T, Failure> {
        let look = async || {
            let asked = self.rest.ask(Ask::get(route)).await;
            if let Err(failure) = &asked
                && !(self.ends)(failure)
            {
                let why = format!("Discord can't be asked for {what}: {failure}");
                self.rest.link().disconnected(&why);
            }
            asked
        };
        healed(self.clock, what, self.ends, look).await
    }
}

/// Asks until there is an answer or a failure that `ends` it, with a line in the log for each time it has to wait.
pub(crate) async fn healed<T, F: Future<Output = Result<T, Failure>>>(
    clock: &Clock,
    what: &str,
    ends: impl Fn(&Failure) -> bool,
    ask: impl Fn() -> F,
) -> Result<T, Failure> {
    let mut wait = Duration::from_secs(1);
    loop {
        let failure = match ask().await {
            Ok(found) => return Ok(found),
            Err(failure) if ends(&failure) => return Err(failure),
            Err(failure) => failure,
        };
        let pause = match failure {
            Failure::Limited { after: Some(after) } => after.max(wait),
            _ => wait,
        };
        let seconds = pause.as_secs();
        tracing::warn!(%failure, "cannot ask Discord for {what}; trying again in {seconds} s");
        clock.sleep(pause).await;
        wait = (wait * 2).min(Duration::from_secs(60));
    }
}

#[expect(clippy::needless_pass_by_value, reason = "made for map_err")]
fn bad_token(failure: Failure) -> StartError {
    StartError::Permanent(format!(
        "Discord does not take the token ({failure}): make a new one in the Developer Portal \
         (your application, Bot, Reset Token) and put it into [discord] token"
    ))
}

fn not_joined(failure: &Failure, application: ApplicationId, guild: GuildId) -> StartError {
    let link = invitation(&application.to_string(), Some(&guild.to_string()));
    StartError::Permanent(format!(
        "the bot is not in the server {guild} ({failure}): check [discord] guild, and let an \
         administrator of the server open {link}"
    ))
}

fn starts(gateway: &Gateway) -> Finding {
    let StartLimit {
        remaining,
        reset_after,
    } = gateway.session_start_limit;
    let minutes = reset_after / 60_000 + 1;
    if remaining > 0 {
        Finding::good(format!("{remaining} connections are left for today"))
    } else {
        Finding::bad(
            "no connections are left for today",
            format!(
                "wait {minutes} min; the bot does so by itself. Find out what else uses the token \
                 or makes the bot start again and again"
            ),
        )
    }
}

fn staff_roles(ids: &[String], guild: &Guild, findings: &mut Vec<Finding>) -> Vec<RoleId> {
    if ids.is_empty() {
        findings.push(Finding::bad(
            "no role makes members staff: nobody can use /staff on Discord",
            "put the ids of the staff's roles into [discord] staff_roles",
        ));
    }
    let mut roles = Vec::new();
    for id in ids {
        let found = config::role(id).and_then(|id| guild.roles.iter().find(|role| role.id == id));
        let Some(role) = found else {
            findings.push(Finding::bad(
                format!("the staff role {id} does not exist in the server"),
                "correct [discord] staff_roles: Developer Mode, Server Settings, Roles, Copy Role ID",
            ));
            continue;
        };
        if role.id.get() == guild.id.get() {
            findings.push(Finding::bad(
                "the staff role is @everyone: it is not used, or all members would be staff",
                "make a role for the staff and put its id into [discord] staff_roles",
            ));
            continue;
        }
        roles.push(role.id);
        let sees = role.permissions.administrator() || role.permissions.contains(STAFF_PERMISSION);
        // What an administrator has allowed beside the permissions can't be seen from here.
        let hint = if sees {
            ""
        } else {
            "; where it does not see /staff, allow it in Server Settings, Integrations"
        };
        findings.push(Finding::good(format!(
            "the role \"{}\" makes members staff{hint}",
            role.name
        )));
    }
    roles
}

fn find_channel<'a>(id: &str, channels: &'a [Channel]) -> Option<&'a Channel> {
    let wanted = config::channel(id)?;
    channels.iter().find(|channel| channel.id == wanted)
}

/// What the bot may do in a channel; `without` is what comes of it where it can't post.
fn usable(name: &str, channel: &Channel, may: Permissions, without: &str) -> Finding {
    let title = channel.name.as_deref().unwrap_or("?");
    // 0 is a text channel, 5 one for announcements.
    if !matches!(channel.kind, 0 | 5) {
        return Finding::bad(
            format!("#{title} of {name} is no text channel"),
            format!("choose a text or announcement channel for [discord] {name}"),
        );
    }
    let missing: Vec<&str> = NEEDED
        .iter()
        .filter(|(bit, _)| !may.contains(*bit))
        .map(|(_, name)| *name)
        .collect();
    if missing.is_empty() {
        return Finding::good(format!("the bot can post in #{title}"));
    }
    let what = if !may.contains(POST) {
        format!("the bot cannot post in #{title}: {without}")
    } else if !may.read_message_history() {
        format!(
            "the bot cannot read back in #{title}: a post of which it is uncertain whether it has \
             arrived is held, and those after it"
        )
    } else {
        format!("the bot cannot do all it should in #{title}")
    };
    Finding::bad(
        what,
        format!(
            "give it {} there (channel settings, Permissions)",
            missing.join(", ")
        ),
    )
}
