//! The workspace: its people, channels and user group, and how Slack writes them down.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// Somebody in the workspace, or somebody who was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Member(pub(crate) u32);

/// A channel, or a conversation with one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Channel {
    pub(crate) direct: bool,
    pub(crate) number: u32,
}

/// The bot's own user.
pub(crate) const BOT: Member = Member(1);
/// The channels that are there from the beginning.
pub(crate) const GENERAL: Channel = public(1);
pub(crate) const ANNOUNCEMENTS: Channel = public(2);
pub(crate) const STAFF: Channel = public(3);

const fn public(number: u32) -> Channel {
    Channel {
        direct: false,
        number,
    }
}

/// An id in Slack's form: a letter for the kind, then ten figures and capitals. The same number gives the same id.
pub(crate) fn id(kind: char, number: u32) -> String {
    const FIGURES: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    // Has no factor in common with 36, so that no two numbers share an id.
    let mut rest = u64::from(number) * 60_466_177_513 % 36_u64.pow(9);
    let mut tail = Vec::new();
    for _ in 0..9 {
        tail.push(char::from(
            FIGURES[usize::try_from(rest % 36).unwrap_or_default()],
        ));
        rest /= 36;
    }
    let tail: String = tail.into_iter().rev().collect();
    format!("{kind}0{tail}")
}

/// The workspace's id.
pub(crate) fn team() -> String {
    id('T', 1)
}

/// The id of a workspace of others.
pub(crate) fn other_team() -> String {
    id('T', 2)
}

/// The app's id.
pub(crate) fn app() -> String {
    id('A', 1)
}

/// The id of the bot that the app has, which is not its user's.
pub(crate) fn bot() -> String {
    id('B', 1)
}

/// The id of the user group of staff.
pub(crate) fn staff_group() -> String {
    id('S', 1)
}

impl Member {
    /// Slack's id, `U…`.
    pub fn id(self) -> String {
        id('U', self.0)
    }

    /// How it is mentioned in a message's text.
    pub fn mention(self) -> String {
        format!("<@{}>", self.id())
    }
}

impl Channel {
    /// Slack's id, `C…`, or `D…` of a conversation with one person.
    pub fn id(self) -> String {
        id(if self.direct { 'D' } else { 'C' }, self.number)
    }

    /// How it is mentioned in a message's text.
    pub fn mention(self) -> String {
        format!("<#{}>", self.id())
    }
}

impl Serialize for Member {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.id())
    }
}

impl Serialize for Channel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.id())
    }
}

#[derive(Debug, Clone)]
pub(crate) struct MemberRow {
    pub(crate) name: String,
    pub(crate) locale: String,
    pub(crate) bot: bool,
    pub(crate) deactivated: bool,
    /// Takes no direct messages of apps.
    pub(crate) closed: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct ChannelRow {
    pub(crate) name: String,
    pub(crate) private: bool,
    pub(crate) archived: bool,
    /// Whether another organisation owns it, and shares it with this workspace.
    pub(crate) elsewhere: bool,
    pub(crate) members: BTreeSet<Member>,
    /// The other person of a conversation.
    pub(crate) user: Option<Member>,
}

/// The one workspace and everybody in it.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) members: BTreeMap<Member, MemberRow>,
    pub(crate) channels: BTreeMap<Channel, ChannelRow>,
    pub(crate) staff: BTreeSet<Member>,
    /// Whether the user group of staff was disabled.
    pub(crate) no_group: bool,
    pub(crate) created: i64,
    next_member: u32,
    next_channel: u32,
}

impl World {
    pub(crate) fn new(created: i64) -> Self {
        let mut world = Self {
            members: BTreeMap::new(),
            channels: BTreeMap::new(),
            staff: BTreeSet::new(),
            no_group: false,
            created,
            next_member: 1,
            next_channel: 1,
        };
        world.add_member("dash-bot", true);
        for (name, private) in [
            ("general", false),
            ("announcements", false),
            ("staff", true),
        ] {
            let channel = world.add_channel(name, private);
            world.enter(BOT, channel);
        }
        world
    }

    pub(crate) fn add_member(&mut self, name: &str, bot: bool) -> Member {
        let member = Member(self.next_member);
        self.next_member += 1;
        let row = MemberRow {
            name: name.into(),
            locale: "en-US".into(),
            bot,
            deactivated: false,
            closed: false,
        };
        self.members.insert(member, row);
        member
    }

    pub(crate) fn add_channel(&mut self, name: &str, private: bool) -> Channel {
        let channel = public(self.next_channel);
        self.next_channel += 1;
        let row = ChannelRow {
            name: name.into(),
            private,
            archived: false,
            elsewhere: false,
            members: BTreeSet::new(),
            user: None,
        };
        self.channels.insert(channel, row);
        channel
    }

    /// The bot's conversation with a person, and whether it is new.
    pub(crate) fn conversation(&mut self, member: Member) -> (Channel, bool) {
        let channel = Channel {
            direct: true,
            number: member.0,
        };
        let fresh = !self.channels.contains_key(&channel);
        self.channels.entry(channel).or_insert_with(|| ChannelRow {
            name: format!("direct-{}", member.0),
            private: true,
            archived: false,
            elsewhere: false,
            members: [BOT, member].into(),
            user: Some(member),
        });
        (channel, fresh)
    }

    pub(crate) fn enter(&mut self, member: Member, channel: Channel) -> bool {
        let row = self.channels.get_mut(&channel);
        row.is_some_and(|row| row.members.insert(member))
    }

    pub(crate) fn leave(&mut self, member: Member, channel: Channel) -> bool {
        let row = self.channels.get_mut(&channel);
        row.is_some_and(|row| row.members.remove(&member))
    }

    pub(crate) fn name(&self, member: Member) -> String {
        let row = self.members.get(&member);
        row.map_or_else(|| "somebody".into(), |row| row.name.clone())
    }

    pub(crate) fn channel_name(&self, channel: Channel) -> &str {
        let row = self.channels.get(&channel);
        row.map_or("gone", |row| row.name.as_str())
    }

    /// Whether a person sees what is said in a channel.
    pub(crate) fn sees(&self, member: Member, channel: Channel) -> bool {
        let row = self.channels.get(&channel);
        row.is_some_and(|row| !row.private || row.members.contains(&member))
    }

    pub(crate) fn member_by_id(&self, id: &str) -> Option<Member> {
        self.members.keys().copied().find(|known| known.id() == id)
    }

    pub(crate) fn channel_by_id(&self, id: &str) -> Option<Channel> {
        self.channels.keys().copied().find(|known| known.id() == id)
    }

    pub(crate) fn user(&self, member: Member, locale: bool) -> Value {
        let Some(row) = self.members.get(&member) else {
            return Value::Null;
        };
        let handle = row.name.to_lowercase().replace(' ', ".");
        let mut user = json!({
            "id": member,
            "team_id": team(),
            "name": handle,
            "deleted": row.deactivated,
            "color": "9f69e7",
            "real_name": row.name,
            "tz": "Europe/Amsterdam",
            "tz_label": "Central European Time",
            "tz_offset": 3600,
            "profile": {
                "title": "",
                "real_name": row.name,
                "real_name_normalized": row.name,
                "display_name": row.name,
                "display_name_normalized": row.name,
                "status_text": "",
                "status_emoji": "",
                "team": team(),
            },
            "is_admin": false,
            "is_owner": false,
            "is_primary_owner": false,
            "is_restricted": false,
            "is_ultra_restricted": false,
            "is_bot": row.bot,
            "is_app_user": false,
            "updated": self.created,
            "is_email_confirmed": !row.bot,
        });
        if locale {
            user["locale"] = json!(row.locale);
        }
        user
    }

    pub(crate) fn channel(&self, channel: Channel) -> Value {
        let Some(row) = self.channels.get(&channel) else {
            return Value::Null;
        };
        if let Some(user) = row.user {
            return json!({
                "id": channel, "created": self.created, "is_im": true, "is_org_shared": false,
                "is_archived": row.archived, "is_user_deleted": false, "user": user, "priority": 0,
            });
        }
        json!({
            "id": channel,
            "name": row.name,
            "name_normalized": row.name,
            "is_channel": !row.private,
            "is_group": false,
            "is_im": false,
            "is_mpim": false,
            "is_private": row.private,
            "created": self.created,
            "is_archived": row.archived,
            "is_general": channel == GENERAL,
            "is_shared": false,
            "is_org_shared": false,
            "is_member": row.members.contains(&BOT),
            "creator": BOT,
            "context_team_id": team(),
            "topic": { "value": "", "creator": "", "last_set": 0 },
            "purpose": { "value": "", "creator": "", "last_set": 0 },
            "num_members": row.members.len(),
        })
    }

    pub(crate) fn group(&self, users: bool) -> Value {
        let mut group = json!({
            "id": staff_group(),
            "team_id": team(),
            "is_usergroup": true,
            "name": "Staff",
            "description": "",
            "handle": "staff",
            "is_external": false,
            "date_create": self.created,
            "date_update": self.created,
            "date_delete": if self.no_group { self.created } else { 0 },
            "user_count": self.staff.len(),
        });
        if users {
            group["users"] = json!(self.staff);
        }
        group
    }
}
