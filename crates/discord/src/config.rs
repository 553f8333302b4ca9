//! What the operator says of the Discord server, and what comes from outside the process.

use clock::Clock;
use network::Network;
use secrecy::SecretString;
use serenity::model::id::{ChannelId, GuildId, RoleId};

use status::{Link, Running, StartError};

use crate::{PLATFORM, rest::ADDRESS};

/// What the operator says of the Discord server. Ids are snowflakes as text.
#[derive(Debug, Clone)]
pub struct Config {
    /// The bot's token.
    pub token: SecretString,
    /// The server's id: the only one that is answered.
    pub guild: String,
    /// The roles that make a member staff.
    pub staff_roles: Vec<String>,
    /// The channel in which the community hears of things.
    pub announce_channel: Option<String>,
    /// The channel of the staff.
    pub staff_channel: Option<String>,
    /// Whether messages that do not name the bot may be read.
    pub message_content: bool,
    /// Another server that speaks the HTTP API, `http://127.0.0.1:3000`: a proxy, or a benchmark.
    pub api: Option<String>,
}

impl Config {
    /// Where the HTTP API is.
    pub fn address(&self) -> &str {
        self.api.as_deref().unwrap_or(ADDRESS)
    }
}

/// What comes from outside the process.
#[derive(Debug, Clone)]
pub struct Outside {
    /// The clock.
    pub clock: Clock,
    /// The way to Discord.
    pub network: Network,
    /// Where is reported how the connection fares.
    pub link: Link,
}

impl Outside {
    /// For a look from the command line, of which nobody else is told.
    pub fn of_command(clock: Clock, network: Network) -> Self {
        Self {
            link: Running::new(clock.clone()).link(PLATFORM),
            network,
            clock,
        }
    }
}

/// The server's id.
///
/// # Errors
/// [`StartError::Permanent`] when it is no snowflake.
pub(crate) fn guild(config: &Config) -> Result<GuildId, StartError> {
    snowflake(&config.guild).map(GuildId::new).ok_or_else(|| {
        StartError::Permanent(
            "[discord] guild is no server id: switch on Developer Mode in Discord, right-click the \
             server, choose Copy Server ID and put the number there"
                .to_owned(),
        )
    })
}

/// A role's id; `None` when it is no snowflake.
pub(crate) fn role(id: &str) -> Option<RoleId> {
    snowflake(id).map(RoleId::new)
}

/// A channel's id; `None` when it is no snowflake.
pub(crate) fn channel(id: &str) -> Option<ChannelId> {
    snowflake(id).map(ChannelId::new)
}

/// An id as a number; `None` when it is no snowflake.
pub(crate) fn snowflake(id: &str) -> Option<u64> {
    // The largest value is not a snowflake, and serenity panics at it.
    id.trim()
        .parse()
        .ok()
        .filter(|id| (1..u64::MAX).contains(id))
}
