//! What the bot may do in a channel, computed as Discord does.
//!
//! Source: <https://docs.discord.com/developers/topics/permissions#permission-overwrites>.

use serde::Deserialize;
use serenity::model::{
    Permissions,
    id::{ChannelId, GuildId, RoleId, UserId},
};

/// A permission that the bot uses.
#[derive(Debug)]
pub(crate) struct Used {
    bit: Permissions,
    /// Its name in Discord's settings.
    pub(crate) name: &'static str,
    /// What the bot does with it.
    pub(crate) what_for: &'static str,
}

const fn used(bit: Permissions, name: &'static str, what_for: &'static str) -> Used {
    Used {
        bit,
        name,
        what_for,
    }
}

/// All that the bot uses.
pub(crate) const USED: [Used; 8] = [
    used(
        Permissions::VIEW_CHANNEL,
        "View Channels",
        "hear that it is mentioned, and see the channels that it posts in",
    ),
    used(
        Permissions::SEND_MESSAGES,
        "Send Messages",
        "answer a mention, announce, show sign-ups to staff",
    ),
    used(
        Permissions::SEND_MESSAGES_IN_THREADS,
        "Send Messages in Threads",
        "answer a mention in a thread",
    ),
    used(
        Permissions::CREATE_PUBLIC_THREADS,
        "Create Public Threads",
        "answer in a thread where staff let it answer by itself",
    ),
    used(
        Permissions::EMBED_LINKS,
        "Embed Links",
        "send cards in place of plain text",
    ),
    used(
        Permissions::ATTACH_FILES,
        "Attach Files",
        "send as a file what is too long for a message",
    ),
    used(
        Permissions::READ_MESSAGE_HISTORY,
        "Read Message History",
        "find out after a failure whether its own post has arrived, so that it posts nothing twice",
    ),
    used(
        Permissions::MANAGE_THREADS,
        "Manage Threads",
        "take a thread out of the archive to answer there",
    ),
];

/// What the bot is invited with: what it uses.
pub(crate) const INVITE: Permissions = {
    let mut all = Permissions::empty();
    let mut next = 0;
    while next < USED.len() {
        all = all.union(USED[next].bit);
        next += 1;
    }
    all
};

/// A role, as far as it matters here.
#[derive(Debug, Deserialize)]
pub(crate) struct Role {
    pub(crate) id: RoleId,
    pub(crate) name: String,
    pub(crate) permissions: Permissions,
}

/// The server, as far as it matters here.
#[derive(Debug, Deserialize)]
pub(crate) struct Guild {
    pub(crate) id: GuildId,
    pub(crate) name: String,
    pub(crate) roles: Vec<Role>,
}

/// A channel, as far as it matters here.
#[derive(Debug, Deserialize)]
pub(crate) struct Channel {
    pub(crate) id: ChannelId,
    #[serde(default)]
    pub(crate) name: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: u8,
    /// Who opened a thread.
    #[serde(default)]
    pub(crate) owner_id: Option<UserId>,
    /// The channel that a thread is in.
    #[serde(default)]
    pub(crate) parent_id: Option<ChannelId>,
    #[serde(default)]
    pub(crate) permission_overwrites: Vec<Overwrite>,
}

/// A member, as far as it matters here.
#[derive(Debug, Deserialize)]
pub(crate) struct Member {
    pub(crate) roles: Vec<RoleId>,
}

/// An exception of a channel, for a role or a member.
#[derive(Debug, Deserialize)]
pub(crate) struct Overwrite {
    pub(crate) id: String,
    /// 0 for a role, 1 for a member.
    #[serde(rename = "type")]
    pub(crate) kind: u8,
    pub(crate) allow: Permissions,
    pub(crate) deny: Permissions,
}

/// The permissions of a member with these roles in a channel.
pub(crate) fn in_channel(
    guild: &Guild,
    channel: &Channel,
    member: UserId,
    roles: &[RoleId],
) -> Permissions {
    let everyone = RoleId::new(guild.id.get());
    let has = |role: RoleId| role == everyone || roles.contains(&role);
    let granted = guild.roles.iter().filter(|role| has(role.id));
    let mut all = granted.fold(Permissions::empty(), |all, role| all | role.permissions);
    if all.administrator() {
        return Permissions::all();
    }
    let mut apply = |applies: &dyn Fn(&Overwrite) -> bool| {
        let exceptions = channel
            .permission_overwrites
            .iter()
            .filter(|one| applies(one));
        let (allow, deny) = exceptions.fold(
            (Permissions::empty(), Permissions::empty()),
            |(allow, deny), one| (allow | one.allow, deny | one.deny),
        );
        all = (all - deny) | allow;
    };
    let everyone = everyone.to_string();
    apply(&|one| one.kind == 0 && one.id == everyone);
    apply(&|one| {
        one.kind == 0 && one.id != everyone && roles.iter().any(|role| role.to_string() == one.id)
    });
    apply(&|one| one.kind == 1 && one.id == member.to_string());
    all
}

#[cfg(test)]
mod tests {
    use serenity::model::{
        Permissions,
        id::{RoleId, UserId},
    };

    use super::{Channel, Guild, INVITE, USED, in_channel};

    #[test]
    fn the_readme_names_what_the_bot_is_invited_with_and_nothing_else() {
        let readme = include_str!("../../../README.md").split_whitespace();
        let readme = readme.collect::<Vec<_>>().join(" ").to_lowercase();
        let names = USED.map(|permission| permission.name.to_lowercase());
        let list = format!("the permissions that it uses ({})", names.join(", "));
        assert!(readme.contains(&list), "{list}");
        assert_eq!(INVITE.bits(), 326_417_632_256);
    }

    fn allowed(overwrites: &str) -> Permissions {
        let guild: Guild = serde_json::from_str(
            r#"{"id":"1","name":"DASH","roles":[
                {"id":"1","name":"@everyone","permissions":"3072"},
                {"id":"2","name":"bot","permissions":"16384"}]}"#,
        )
        .unwrap();
        let channel: Channel = serde_json::from_str(&format!(
            r#"{{"id":"9","type":0,"permission_overwrites":[{overwrites}]}}"#
        ))
        .unwrap();
        in_channel(&guild, &channel, UserId::new(7), &[RoleId::new(2)])
    }

    #[test]
    fn exceptions_go_from_everyone_to_roles_to_the_member() {
        let all = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES | Permissions::EMBED_LINKS;
        assert_eq!(allowed(""), all);
        let closed = r#"{"id":"1","type":0,"allow":"0","deny":"1024"}"#;
        assert!(!allowed(closed).view_channel());
        let open_for_role = format!(r#"{closed},{{"id":"2","type":0,"allow":"1024","deny":"0"}}"#);
        assert!(allowed(&open_for_role).view_channel());
        let not_for_bot =
            format!(r#"{open_for_role},{{"id":"7","type":1,"allow":"0","deny":"1024"}}"#);
        assert!(!allowed(&not_for_bot).view_channel());
        let for_others = format!(r#"{closed},{{"id":"3","type":0,"allow":"1024","deny":"0"}}"#);
        assert!(!allowed(&for_others).view_channel());
    }
}
