//! What the bot may do in a channel, computed as Discord does.
//!
//! Source: <https://docs.discord.com/developers/topics/permissions#permission-overwrites>.

use serde::Deserialize;
use serenity::model::{
    Permissions,
    id::{ChannelId, GuildId, RoleId, UserId},
};

/// What the bot is invited with, and all that it uses. Managing threads takes one out of the archive, to answer there.
pub(crate) const INVITE: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::SEND_MESSAGES_IN_THREADS)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::ATTACH_FILES)
    .union(Permissions::READ_MESSAGE_HISTORY)
    .union(Permissions::MANAGE_THREADS);

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

    use super::{Channel, Guild, INVITE, in_channel};

    #[test]
    fn the_readme_invites_with_what_the_bot_uses() {
        let readme = include_str!("../../../README.md");
        let link = format!("&permissions={}\n", INVITE.bits());
        assert!(readme.contains(&link), "{link}");
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
