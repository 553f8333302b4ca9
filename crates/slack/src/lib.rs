//! The adapter for Slack: what happens there becomes calls, and what is answered or posted becomes messages.
//!
//! What happens arrives over a WebSocket (Socket Mode) or over HTTP ([`Slack::receiver`]); posts go out through the
//! [`announcer::Outlet`] that [`Slack::outlet`] gives.

mod answer;
mod api;
mod check;
mod config;
mod handler;
mod home;
mod inbound;
mod late;
mod limits;
mod manifest;
mod members;
mod message;
mod metadata;
mod outlet;
mod press;
mod receiver;
mod render;
mod run;
mod seen;
mod server;
mod socket;
mod staff;
mod surface;
mod thread;

use std::sync::{Arc, OnceLock};

use clock::Progress;
use commands::Dispatcher;
use domain::{Platform, Reason};
use status::{Finding, StartError};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

pub use config::{CommandStyle, Config, Mode, Outside};
pub use manifest::{ManifestOptions, Reached, Scope, explain, manifest};
pub use outlet::SlackOutlet;
pub use receiver::{PATH as RECEIVER_PATH, Receiver};

use check::Identity;
use server::Server;

/// The name by which this adapter knows itself.
pub const PLATFORM: Platform = Platform::new("slack");

/// Who the bot is, once Slack has said it.
pub(crate) type Who = Arc<OnceLock<Identity>>;

/// A workspace, and the way to it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Slack(Arc<Server>);

impl Slack {
    /// A workspace to which nobody has connected yet.
    pub fn new(config: Config, outside: Outside) -> Self {
        Self(Arc::new(Server::new(config, outside)))
    }

    /// Looks at all that can be looked at, once, and says it: for the operator.
    pub async fn look(&self) -> Vec<Finding> {
        run::look(&self.0).await
    }

    /// The way out for posts.
    pub fn outlet(&self) -> SlackOutlet {
        self.0.outlet.clone()
    }

    /// What takes requests where events come over HTTP; `None` where they come over a WebSocket.
    pub fn receiver(&self) -> Option<Receiver> {
        match &self.0.config.mode {
            Mode::Http { signing_secret } => {
                Some(receiver::receiver(self.0.clone(), signing_secret.clone()))
            }
            Mode::Socket { .. } => None,
        }
    }

    /// Whether the bot is online, now and whenever that changes.
    pub fn connected(&self) -> watch::Receiver<bool> {
        self.0.connected.subscribe()
    }

    /// The channels of the configuration, by id, with why a post there would be refused: once they were looked at, and
    /// whenever they are again.
    pub fn channels(&self) -> watch::Receiver<Vec<(String, Option<Reason>)>> {
        self.0.channels.subscribe()
    }

    /// Whether the connection is being kept, and moves on.
    pub fn progress(&self) -> Progress {
        self.0.progress.clone()
    }

    /// Answers calls until `shutdown`; then closes the connection and lets what is running come to its end, for a few
    /// seconds. What does not work is waited for, also a token that is refused: `first` says whether that is an error
    /// instead, as long as the bot was not online yet.
    ///
    /// # Errors
    /// [`StartError::Permanent`] for a token that is refused from the beginning, where `first` says so.
    pub async fn run(
        &self,
        dispatcher: Dispatcher,
        first: bool,
        shutdown: CancellationToken,
    ) -> Result<(), StartError> {
        run::run(&self.0, dispatcher, first, shutdown).await
    }
}
