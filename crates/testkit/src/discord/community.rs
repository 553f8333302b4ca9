//! The server's people, channels and roles, as a test arranges them.

use std::sync::atomic::Ordering;

use serde_json::json;

use super::{Channel, FakeDiscord, GUILD_MEMBERS, GUILDS, Member, Role, permissions, world};

impl FakeDiscord {
    /// Somebody becomes a member.
    pub fn join(&self, name: &str) -> Member {
        self.shared.change(|state| state.world.add_member(name))
    }

    /// Somebody with the staff role becomes a member.
    pub fn join_staff(&self, name: &str) -> Member {
        let member = self.join(name);
        self.grant(&member, self.staff_role());
        member
    }

    /// Another text channel.
    pub fn add_channel(&self, name: &str) -> Channel {
        self.shared.change(|state| {
            let channel = state.world.add_channel(name, world::TEXT);
            let row = state.world.channel(&state.world.channels[&channel.0]);
            state.sessions.dispatch(GUILDS, "CHANNEL_CREATE", &row);
            channel
        })
    }

    /// A public thread in a channel.
    pub fn add_thread(&self, parent: Channel, name: &str) -> Channel {
        self.shared.change(|state| {
            let thread = state.world.add_channel(name, world::THREAD);
            if let Some(row) = state.world.channels.get_mut(&thread.0) {
                row.parent = Some(parent.0);
            }
            let row = state.world.channel(&state.world.channels[&thread.0]);
            state.sessions.dispatch(GUILDS, "THREAD_CREATE", &row);
            thread
        })
    }

    /// A channel is deleted, with all that was said in it.
    pub fn delete_channel(&self, channel: Channel) {
        self.shared.change(|state| {
            if let Some(row) = state.world.channels.remove(&channel.0) {
                let data = state.world.channel(&row);
                state.sessions.dispatch(GUILDS, "CHANNEL_DELETE", &data);
            }
            state
                .messages
                .retain(|_, message| message.channel != channel);
        });
    }

    /// The privileged intents that are switched on for the application from now on; running sessions keep theirs.
    pub fn set_privileged_intents(&self, intents: u64) {
        self.shared.privileged.store(intents, Ordering::Relaxed);
    }

    /// Another role, with these permission bits.
    pub fn add_role(&self, name: &str, permissions: u64) -> Role {
        self.shared
            .change(|state| state.world.add_role(name, permissions))
    }

    /// A role is deleted; nobody has it any more.
    pub fn delete_role(&self, role: Role) {
        self.shared.change(|state| {
            state.world.roles.retain(|row| row.id != role.0);
            for member in state.world.members.values_mut() {
                member.roles.retain(|known| *known != role.0);
            }
            let guild = state.world.guild.to_string();
            let data = json!({ "guild_id": guild, "role_id": role.0.to_string() });
            state.sessions.dispatch(GUILDS, "GUILD_ROLE_DELETE", &data);
        });
    }

    /// A member gets a role.
    pub fn grant(&self, member: &Member, role: Role) {
        self.update(*member, |row| {
            row.roles.retain(|known| *known != role.0);
            row.roles.push(role.0);
        });
    }

    /// A member loses a role.
    pub fn revoke(&self, member: &Member, role: Role) {
        self.update(*member, |row| row.roles.retain(|known| *known != role.0));
    }

    /// A member's name in the server.
    pub fn set_nick(&self, member: &Member, nick: &str) {
        self.update(*member, |row| row.nick = Some(nick.into()));
    }

    /// The language of a member's own Discord, such as `nl`.
    pub fn set_locale(&self, member: &Member, locale: &str) {
        self.update(*member, |row| row.locale = locale.into());
    }

    /// The language of the server, such as `nl`.
    pub fn set_guild_locale(&self, locale: &str) {
        self.shared
            .change(|state| state.world.locale = locale.into());
    }

    /// Whether a member's client shows a command (its first word): whether it is registered, and the member has the
    /// permissions that it asks for. People may call it by other means; the bot has to refuse.
    pub fn offers(&self, member: &Member, command: &str) -> bool {
        self.now(|state| {
            let Some(command) = state.commands.find(command, true) else {
                return false;
            };
            let may = permissions::guild(&state.world, member.0);
            match command["default_member_permissions"]
                .as_str()
                .map(str::parse::<u64>)
            {
                // Written as "0" it is for administrators only.
                Some(Ok(0)) => may & permissions::ADMINISTRATOR != 0,
                Some(Ok(needed)) => may & needed == needed,
                _ => true,
            }
        })
    }

    /// An administrator hides a command (its first word) from everybody.
    pub fn hide(&self, command: &str) {
        self.shared.change(|state| state.commands.hide(command));
    }

    /// A member takes no private messages from now on.
    pub fn close_dms(&self, member: &Member) {
        self.update(*member, |row| row.closed = true);
    }

    /// A member takes private messages again.
    pub fn open_dms(&self, member: &Member) {
        self.update(*member, |row| row.closed = false);
    }

    /// A member leaves the server.
    pub fn leave(&self, member: &Member) {
        self.shared.change(|state| {
            if let Some(row) = state.world.members.get_mut(&member.0) {
                row.left = true;
            }
            let user = state.world.user(member.0);
            let data = json!({ "guild_id": state.world.guild.to_string(), "user": user });
            state
                .sessions
                .dispatch(GUILD_MEMBERS, "GUILD_MEMBER_REMOVE", &data);
        });
    }

    fn update(&self, member: Member, change: impl FnOnce(&mut world::MemberRow)) {
        self.shared.change(|state| {
            if let Some(row) = state.world.members.get_mut(&member.0) {
                change(row);
            }
            let mut data = state.world.member(member.0);
            data["guild_id"] = json!(state.world.guild.to_string());
            state
                .sessions
                .dispatch(GUILD_MEMBERS, "GUILD_MEMBER_UPDATE", &data);
        });
    }

    /// Takes permissions from the bot in one channel; this takes the place of what was set there before.
    pub fn deny(&self, channel: Channel, permissions: u64) {
        self.except(channel, 0, permissions);
    }

    /// Gives the bot permissions in one channel; this takes the place of what was set there before.
    pub fn allow(&self, channel: Channel, permissions: u64) {
        self.except(channel, permissions, 0);
    }

    fn except(&self, channel: Channel, allow: u64, deny: u64) {
        let overwrite = permissions::Overwrite {
            id: world::APPLICATION,
            is_member: true,
            allow,
            deny,
        };
        self.shared.change(|state| {
            state.world.overwrite(channel.0, overwrite);
            if let Some(row) = state.world.channels.get(&channel.0) {
                let data = state.world.channel(row);
                state.sessions.dispatch(GUILDS, "CHANNEL_UPDATE", &data);
            }
        });
    }
}
