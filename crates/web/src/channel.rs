//! The page's channels, and the targets that they stand for.

use chat::{Origin, Standing};
use domain::{Purpose, Target};

use crate::{PLATFORM, Person};

/// The targets that the page's channels serve, with their addresses: the program makes a row of each.
/// A person's direct messages have the person's id as address, as everywhere.
pub fn channels() -> [(Purpose, &'static str); 2] {
    [
        (Purpose::Announcements, Channel::Announcements.id()),
        (Purpose::Staff, Channel::Staff.id()),
    ]
}

/// A place on the page where posts stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wall {
    /// The channel with this address.
    Channel(&'static str),
    /// The direct messages of the person with this id.
    Direct(&'static str),
}

impl Wall {
    /// Whether the posts of this target stand here.
    pub fn holds(self, target: &Target) -> bool {
        let direct = target.purpose == Purpose::Direct;
        target.platform == PLATFORM
            && match self {
                Self::Channel(address) => !direct && target.address == address,
                Self::Direct(person) => direct && target.address == person,
            }
    }
}

/// A channel of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    /// The conversation with the bot.
    Ask,
    /// What the community hears of.
    Announcements,
    /// What the bot tells one person.
    Direct,
    /// The staff's own.
    Staff,
}

impl Channel {
    pub(crate) const ALL: [Self; 4] = [Self::Ask, Self::Announcements, Self::Direct, Self::Staff];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Announcements => "announcements",
            Self::Direct => "direct",
            Self::Staff => "staff",
        }
    }

    pub(crate) fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.id() == id)
    }

    /// Whether this person sees it.
    pub(crate) fn open_to(self, person: Person) -> bool {
        self != Self::Staff || person.standing() == Standing::Staff
    }

    /// Whether one types here.
    pub(crate) fn takes_lines(self) -> bool {
        self != Self::Announcements
    }

    /// Where a call made here came from.
    pub(crate) fn origin(self) -> Origin {
        match self {
            Self::Direct => Origin::Direct,
            _ => Origin::Channel(self.id().to_owned()),
        }
    }

    /// Whose posts this person sees here.
    pub(crate) fn wall(self, person: Person) -> Wall {
        match self {
            Self::Direct => Wall::Direct(person.id()),
            _ => Wall::Channel(self.id()),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{Platform, Purpose, Target, TargetId};

    use super::Channel;
    use crate::{
        PLATFORM,
        identity::{ROBIN, SAM},
    };

    fn target(platform: Platform, purpose: Purpose, address: &str) -> Target {
        Target {
            id: TargetId::new("t"),
            platform,
            purpose,
            address: address.to_owned(),
            person: None,
        }
    }

    #[test]
    fn a_persons_messages_are_not_the_channel_of_the_same_name() {
        let messages = target(PLATFORM, Purpose::Direct, "staff");
        let channel = target(PLATFORM, Purpose::Staff, "staff");
        let direct = Channel::Direct.wall(SAM);
        assert!(direct.holds(&messages) && !direct.holds(&channel));
        let staff = Channel::Staff.wall(SAM);
        assert!(staff.holds(&channel) && !staff.holds(&messages));
        assert!(!Channel::Direct.wall(ROBIN).holds(&messages));
    }

    #[test]
    fn targets_of_others_stand_nowhere() {
        let other = target(Platform::new("other"), Purpose::Staff, "staff");
        assert!(!Channel::Staff.wall(SAM).holds(&other));
    }
}
