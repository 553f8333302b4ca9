//! What the operator says of the Slack workspace, and what comes from outside the process.

use clock::{Clock, Ids};
use network::Network;
use secrecy::SecretString;
use status::{Link, Running};

use crate::PLATFORM;

/// Where the Web API is.
pub(crate) const ADDRESS: &str = "https://slack.com/api/";

/// What the operator says of the Slack workspace. Ids are Slack's own: `C…` for channels, `S…` for user groups.
#[derive(Debug, Clone)]
pub struct Config {
    /// The bot's token, `xoxb-…`.
    pub bot_token: SecretString,
    /// How events come.
    pub mode: Mode,
    /// The user group whose members are staff; without one the members of the staff channel are.
    pub staff_group: Option<String>,
    /// The channel of the staff.
    pub staff_channel: Option<String>,
    /// The channel in which the community hears of things.
    pub announce_channel: Option<String>,
    /// Whether messages that do not name the bot may be read.
    pub message_content: bool,
    /// How commands are typed.
    pub commands: CommandStyle,
    /// Another server that speaks the Web API, `http://127.0.0.1:3000/api/`.
    pub api: Option<String>,
}

impl Config {
    /// Where the Web API is.
    pub fn address(&self) -> &str {
        self.api.as_deref().unwrap_or(ADDRESS)
    }
}

/// How events come.
#[derive(Debug, Clone)]
pub enum Mode {
    /// Over a WebSocket that the bot opens with this token, `xapp-…`: nothing has to reach the bot.
    Socket {
        /// The app's token, with the scope `connections:write`.
        app_token: SecretString,
    },
    /// Slack sends them to a public address, signed with this secret.
    Http {
        /// The signing secret of *Basic Information*.
        signing_secret: SecretString,
    },
}

/// How commands are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CommandStyle {
    /// All of them behind one `/dash`.
    #[default]
    One,
    /// Beside `/dash` one for each first word; those that Slack has itself, or nearly, are called `/dash-…`.
    Each,
}

/// What comes from outside the process.
#[derive(Debug, Clone)]
pub struct Outside {
    /// The clock.
    pub clock: Clock,
    /// Where chance comes from.
    pub ids: Ids,
    /// The way to Slack.
    pub network: Network,
    /// Where is reported how the connection fares.
    pub link: Link,
}

impl Outside {
    /// For a look from the command line, of which nobody else is told.
    pub fn of_command(clock: Clock, ids: Ids, network: Network) -> Self {
        Self {
            link: Running::new(clock.clone()).link(PLATFORM),
            network,
            clock,
            ids,
        }
    }
}
