//! Permission bits, and who may do what in which channel.

use super::world::World;

/// See the channel and read its messages.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// Send messages.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// Show embeds.
pub const EMBED_LINKS: u64 = 1 << 14;
/// Attach files.
pub const ATTACH_FILES: u64 = 1 << 15;
/// Read what was said before.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// Open a public thread.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
/// Mention everyone and all roles.
pub const MENTION_EVERYONE: u64 = 1 << 17;
/// Edit the server.
pub const MANAGE_GUILD: u64 = 1 << 5;
/// Delete the messages of others.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// Give and take roles.
pub const MANAGE_ROLES: u64 = 1 << 28;
/// Use slash commands.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// Create scheduled events.
pub const CREATE_EVENTS: u64 = 1 << 44;
/// Everything.
pub const ADMINISTRATOR: u64 = 1 << 3;

/// What everyone may do unless a channel says otherwise.
pub(crate) const EVERYONE: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS;

/// All bits that Discord knows.
const ALL: u64 = (1 << 53) - 1;

/// A channel's exception for one role or member.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Overwrite {
    pub(crate) id: u64,
    pub(crate) is_member: bool,
    pub(crate) allow: u64,
    pub(crate) deny: u64,
}

/// The permissions of a member in a channel, computed in Discord's order: everyone, roles, then the
/// channel's exceptions for everyone, roles and the member.
pub(crate) fn of(world: &World, member: u64, channel: u64) -> u64 {
    let Some(channel) = world.channels.get(&channel) else {
        return 0;
    };
    // A thread has what its channel has.
    let parent = channel
        .parent
        .and_then(|parent| world.channels.get(&parent));
    let channel = parent.unwrap_or(channel);
    if channel.recipient.is_some() {
        return EVERYONE;
    }
    let Some(person) = world.members.get(&member).filter(|member| !member.left) else {
        return 0;
    };
    let mut bits = guild(world, member);
    if bits == ALL {
        return ALL;
    }
    let exceptions = |pick: &dyn Fn(&Overwrite) -> bool| {
        channel
            .overwrites
            .iter()
            .filter(|overwrite| pick(overwrite))
            .fold((0, 0), |sum, one| (sum.0 | one.allow, sum.1 | one.deny))
    };
    let everyone = exceptions(&|overwrite| overwrite.id == world.guild);
    let roles = exceptions(&|overwrite| {
        !overwrite.is_member && overwrite.id != world.guild && person.roles.contains(&overwrite.id)
    });
    let own = exceptions(&|overwrite| overwrite.is_member && overwrite.id == member);
    for (allow, deny) in [everyone, roles, own] {
        bits = bits & !deny | allow;
    }
    if bits & VIEW_CHANNEL == 0 { 0 } else { bits }
}

/// The permissions of a member in the server, whatever the channels say.
pub(crate) fn guild(world: &World, member: u64) -> u64 {
    let Some(person) = world.members.get(&member).filter(|member| !member.left) else {
        return 0;
    };
    let own = |id: u64| id == world.guild || person.roles.contains(&id);
    let roles = world.roles.iter().filter(|role| own(role.id));
    let bits = roles.fold(0, |bits, role| bits | role.permissions);
    if bits & ADMINISTRATOR != 0 || world.owner == member {
        ALL
    } else {
        bits
    }
}
