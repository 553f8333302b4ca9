//! Who calls, from where.

use domain::{Lang, Platform};

use crate::Access;

/// A person who asks something, as the adapter vouches for them.
#[derive(Clone, PartialEq, Eq)]
pub struct Caller {
    /// The platform on which they are.
    pub platform: Platform,
    /// Their id there.
    pub id: String,
    /// The name under which others see them there.
    pub name: String,
    /// The platform's guess at their language.
    pub locale: Option<Lang>,
    /// What they may do.
    pub standing: Standing,
    /// Where they called from.
    pub origin: Origin,
    /// What stands before a command's name where they type it: `/`, or `/dash `.
    pub typed: &'static str,
}

// Neither id nor name of a person belongs in a log.
impl std::fmt::Debug for Caller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Caller")
            .field("platform", &self.platform)
            .field("standing", &self.standing)
            .finish_non_exhaustive()
    }
}

/// What a person is in the community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Not a member, or it can't be found out: nothing is answered.
    Stranger,
    /// A member.
    Member,
    /// Hosts meetings.
    Host,
    /// Staff.
    Staff,
}

impl Standing {
    /// Whether a person of this standing may call a command with this access.
    pub fn may(self, access: Access) -> bool {
        let least = match access {
            Access::Everyone => Self::Member,
            Access::Host => Self::Host,
            Access::Staff => Self::Staff,
        };
        self >= least
    }
}

/// Where a call came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A channel of the community, by the platform's id.
    Channel(String),
    /// A thread of the community, as far as the platform says so with the call.
    Thread {
        /// The channel, by the platform's id: the one that it belongs to, or itself where a thread is a channel.
        channel: String,
        /// Where the adapter's outlet writes into it.
        address: String,
    },
    /// A direct message.
    Direct,
}

impl Origin {
    /// The channel, by the platform's id; `None` in a direct message.
    pub fn channel(&self) -> Option<&str> {
        match self {
            Self::Channel(channel) | Self::Thread { channel, .. } => Some(channel),
            Self::Direct => None,
        }
    }

    /// Where it is written into the thread; `None` where there is none.
    pub fn thread(&self) -> Option<&str> {
        match self {
            Self::Thread { address, .. } => Some(address),
            Self::Channel(_) | Self::Direct => None,
        }
    }
}
