//! The server: its roles, channels and members, and how Discord writes them down.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::permissions::{self, Overwrite};

/// A member of the server, or somebody who was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Member(pub(crate) u64);

/// A channel of the server, or a conversation with one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Channel(pub(crate) u64);

impl From<super::MessageRef> for Channel {
    /// The thread that begins at a message: it has the message's id.
    fn from(message: super::MessageRef) -> Self {
        Self(message.id)
    }
}

/// A role of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Role(pub(crate) u64);

macro_rules! ids {
    ($($name:ident $prefix:literal),*) => {$(
        impl $name {
            /// Discord's id, a snowflake.
            pub fn id(self) -> u64 {
                self.0
            }

            /// How it is mentioned in a message's text.
            pub fn mention(self) -> String {
                format!(concat!("<", $prefix, "{}>"), self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }
    )*};
}
ids!(Member "@", Channel "#", Role "@&");

/// The server's id.
pub(crate) const GUILD: u64 = 811_111_111_111_111_111;
/// The application's id, and its bot user's.
pub(crate) const APPLICATION: u64 = 822_222_222_222_222_222;
pub(crate) const OWNER: u64 = 833_333_333_333_333_333;
pub(crate) const CHANNELS: u64 = 844_444_444_444_444_440;
const ROLES: u64 = 855_555_555_555_555_550;
const MEMBERS: u64 = 866_666_666_666_666_660;
const CONVERSATIONS: u64 = 877_777_777_777_777_770;

/// The channels that are there from the beginning.
pub(crate) const GENERAL: Channel = Channel(CHANNELS + 1);
pub(crate) const ANNOUNCEMENTS: Channel = Channel(CHANNELS + 2);
pub(crate) const STAFF: Channel = Channel(CHANNELS + 3);
/// The roles that are there from the beginning.
pub(crate) const BOT_ROLE: Role = Role(ROLES + 1);
pub(crate) const STAFF_ROLE: Role = Role(ROLES + 2);

/// Text, conversation with one person, announcements, public thread.
pub(crate) const TEXT: u8 = 0;
pub(crate) const CONVERSATION: u8 = 1;
pub(crate) const NEWS: u8 = 5;
pub(crate) const THREAD: u8 = 11;

#[derive(Debug, Clone)]
pub(crate) struct RoleRow {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) permissions: u64,
    pub(crate) managed: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct ChannelRow {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) kind: u8,
    pub(crate) overwrites: Vec<Overwrite>,
    /// The channel of a thread.
    pub(crate) parent: Option<u64>,
    /// Who opened a thread, where that was not the server's owner.
    pub(crate) opened_by: Option<u64>,
    /// The other person of a conversation.
    pub(crate) recipient: Option<u64>,
}

#[derive(Debug, Clone)]
pub(crate) struct MemberRow {
    pub(crate) name: String,
    pub(crate) nick: Option<String>,
    pub(crate) roles: Vec<u64>,
    pub(crate) locale: String,
    pub(crate) bot: bool,
    pub(crate) closed: bool,
    pub(crate) left: bool,
}

/// The one server and everybody in it.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) guild: u64,
    pub(crate) owner: u64,
    pub(crate) name: String,
    pub(crate) locale: String,
    pub(crate) roles: Vec<RoleRow>,
    pub(crate) channels: BTreeMap<u64, ChannelRow>,
    pub(crate) members: BTreeMap<u64, MemberRow>,
}

impl World {
    pub(crate) fn new() -> Self {
        let mut world = Self {
            guild: GUILD,
            owner: OWNER,
            name: "DASH".into(),
            locale: "en-US".into(),
            roles: Vec::new(),
            channels: BTreeMap::new(),
            members: BTreeMap::new(),
        };
        let role = |id, name: &str, permissions, managed| RoleRow {
            id,
            name: name.into(),
            permissions,
            managed,
        };
        world
            .roles
            .push(role(GUILD, "@everyone", permissions::EVERYONE, false));
        let bot =
            permissions::EVERYONE | permissions::CREATE_EVENTS | permissions::CREATE_PUBLIC_THREADS;
        world.roles.push(role(BOT_ROLE.0, "dash-bot", bot, true));
        world.roles.push(role(STAFF_ROLE.0, "staff", 0, false));
        for (name, kind) in [("general", TEXT), ("announcements", NEWS), ("staff", TEXT)] {
            world.add_channel(name, kind);
        }
        // Only staff and the bot see the staff's channel.
        for (id, allow, deny) in [
            (GUILD, 0, permissions::VIEW_CHANNEL),
            (STAFF_ROLE.0, permissions::VIEW_CHANNEL, 0),
            (BOT_ROLE.0, permissions::VIEW_CHANNEL, 0),
        ] {
            world.overwrite(
                STAFF.0,
                Overwrite {
                    id,
                    is_member: false,
                    allow,
                    deny,
                },
            );
        }
        world.insert_member(OWNER, "Owner", false);
        world.insert_member(APPLICATION, "dash-bot", true);
        if let Some(bot) = world.members.get_mut(&APPLICATION) {
            bot.roles.push(BOT_ROLE.0);
        }
        world
    }

    pub(crate) fn add_channel(&mut self, name: &str, kind: u8) -> Channel {
        let used = self.channels.keys().filter(|id| **id < ROLES).count() as u64;
        let id = CHANNELS + 1 + used;
        let row = ChannelRow {
            id,
            name: name.into(),
            kind,
            overwrites: Vec::new(),
            parent: None,
            opened_by: None,
            recipient: None,
        };
        self.channels.insert(id, row);
        Channel(id)
    }

    pub(crate) fn add_role(&mut self, name: &str, permissions: u64) -> Role {
        let id = ROLES + self.roles.len() as u64;
        self.roles.push(RoleRow {
            id,
            name: name.into(),
            permissions,
            managed: false,
        });
        Role(id)
    }

    pub(crate) fn overwrite(&mut self, channel: u64, overwrite: Overwrite) {
        if let Some(channel) = self.channels.get_mut(&channel) {
            channel.overwrites.retain(|known| known.id != overwrite.id);
            channel.overwrites.push(overwrite);
        }
    }

    pub(crate) fn add_member(&mut self, name: &str) -> Member {
        let id = MEMBERS + self.members.len() as u64;
        self.insert_member(id, name, false);
        Member(id)
    }

    fn insert_member(&mut self, id: u64, name: &str, bot: bool) {
        let row = MemberRow {
            name: name.into(),
            nick: None,
            roles: Vec::new(),
            locale: "en-GB".into(),
            bot,
            closed: false,
            left: false,
        };
        self.members.insert(id, row);
    }

    /// The conversation of the bot with a person, opened when there is none.
    pub(crate) fn conversation(&mut self, member: u64) -> Channel {
        let known = self
            .channels
            .values()
            .find(|channel| channel.recipient == Some(member));
        if let Some(channel) = known {
            return Channel(channel.id);
        }
        let id = CONVERSATIONS + member - MEMBERS.min(member);
        let row = ChannelRow {
            id,
            name: String::new(),
            kind: CONVERSATION,
            overwrites: Vec::new(),
            parent: None,
            opened_by: None,
            recipient: Some(member),
        };
        self.channels.insert(id, row);
        Channel(id)
    }

    /// What people see as somebody's name.
    pub(crate) fn name(&self, member: u64) -> String {
        self.members.get(&member).map_or_else(
            || "somebody".into(),
            |row| row.nick.clone().unwrap_or_else(|| row.name.clone()),
        )
    }
}
