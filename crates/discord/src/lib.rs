//! The adapter for Discord: what happens there becomes calls, and what is answered or posted becomes messages.
//!
//! Slash commands, buttons, menus, forms, mentions and direct messages arrive over the gateway ([`Discord::run`]);
//! posts go out through the [`announcer::Outlet`] that [`Discord::outlet`] gives.

mod check;
mod config;
mod dispatch;
mod gateway;
mod handler;
mod interaction;
mod invitation;
mod late;
mod limits;
mod losses;
mod members;
mod message;
mod outlet;
mod permissions;
mod registration;
mod render;
mod rest;
mod unasked;

use std::sync::Arc;

use chat::Specs;
use clock::{Clock, Progress};
use domain::{Platform, Reason};
use serenity::model::id::{ApplicationId, GuildId, UserId};
use status::{Finding, Link, StartError};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

pub use config::{Config, Outside};
pub use dispatch::Dispatch;
pub use invitation::{application, invitation, invited_with};
pub use outlet::DiscordOutlet;
pub use registration::registration;

use members::Members;
use rest::Rest;

/// The name by which this adapter knows itself.
pub const PLATFORM: Platform = Platform::new("discord");

/// A Discord that was looked at and can be worked with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Discord(Arc<Server>);

/// The server and the way to it.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) rest: Arc<Rest>,
    pub(crate) clock: Clock,
    pub(crate) guild: GuildId,
    pub(crate) application: ApplicationId,
    pub(crate) bot: UserId,
    pub(crate) members: Members,
    pub(crate) connected: watch::Sender<bool>,
    /// How often sessions are begun, whoever begins them.
    pub(crate) pace: tokio::sync::Mutex<gateway::Pace>,
    pub(crate) progress: Progress,
    gateway: String,
    pub(crate) link: Link,
    channels: Vec<(String, Option<Reason>)>,
    findings: Vec<Finding>,
    outlet: DiscordOutlet,
}

impl Server {
    /// Whether messages that do not name the bot are read.
    pub(crate) fn reads(&self) -> bool {
        self.link.reads_along()
    }

    /// The bot is not online, for this reason.
    pub(crate) fn offline(&self, why: &str) {
        self.connected.send_replace(false);
        self.link.disconnected(why);
    }
}

impl Discord {
    /// Looks at all that can be looked at before the bot goes online: token, server, roles, channels and what the
    /// bot may do in them. Waits for what can heal, with a line in the log each time; what is missing beyond token and
    /// server keeps it from nothing else ([`Discord::findings`]).
    ///
    /// # Errors
    /// [`StartError::Permanent`] when it can't work like this: a bad token, or the bot is not in the server.
    pub async fn check(config: Config, outside: Outside) -> Result<Self, StartError> {
        let Outside {
            clock,
            network,
            link,
        } = outside;
        let guild = config::guild(&config)?;
        let api = config.api.as_deref();
        let rest = Rest::new(&config.token, api, clock.clone(), network, link.clone())?;
        let found = check::check(&config, &rest, &clock, guild).await?;
        let bad = found.findings.iter().filter(|finding| !finding.ok);
        link.set_reads_along(found.reads);
        link.findings(bad.map(ToString::to_string).collect());
        let rest = Arc::new(rest);
        Ok(Self(Arc::new(Server {
            members: Members::new(rest.clone(), clock.clone(), guild, found.staff),
            outlet: DiscordOutlet::new(rest.clone(), clock.clone(), found.bot, guild),
            rest,
            clock,
            guild,
            application: found.application,
            bot: found.bot,
            connected: watch::Sender::new(false),
            pace: tokio::sync::Mutex::default(),
            progress: Progress::default(),
            gateway: found.gateway,
            link,
            channels: found.channels,
            findings: found.findings,
        })))
    }

    /// What was found, good and bad, for the operator.
    pub fn findings(&self) -> &[Finding] {
        &self.0.findings
    }

    /// Where the gateway is.
    pub fn gateway(&self) -> &str {
        &self.0.gateway
    }

    /// Whether Discord knows the commands as they are.
    pub async fn registered(&self, specs: &Specs) -> Finding {
        registration::registered(&self.0, specs).await
    }

    /// What an administrator of the server has hidden from everybody.
    pub async fn hidden(&self) -> Vec<Finding> {
        registration::hidden(&self.0).await
    }

    /// The channels of the configuration, by id, with why a post there would be refused.
    pub fn channels(&self) -> &[(String, Option<Reason>)] {
        &self.0.channels
    }

    /// The way out for posts.
    pub fn outlet(&self) -> DiscordOutlet {
        self.0.outlet.clone()
    }

    /// Whether the bot is online, now and whenever that changes.
    pub fn connected(&self) -> watch::Receiver<bool> {
        self.0.connected.subscribe()
    }

    /// Whether the connection is being kept, and moves on.
    pub fn progress(&self) -> Progress {
        self.0.progress.clone()
    }

    /// Registers the commands and answers calls until `shutdown`; then closes the connection and lets what is
    /// running come to its end, for a few seconds.
    ///
    /// # Errors
    /// [`StartError::Permanent`] when Discord closes the door for good: the token or the intents are refused. All
    /// else is waited for.
    pub async fn run<D: Dispatch>(
        &self,
        dispatcher: D,
        shutdown: CancellationToken,
    ) -> Result<(), StartError> {
        gateway::run(&self.0, dispatcher, shutdown).await
    }
}
