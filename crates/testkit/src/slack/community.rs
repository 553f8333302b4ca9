//! The workspace's people, channels and user group, as a test arranges them.

use serde_json::json;

use super::{
    Channel, FakeSlack, Member,
    world::{BOT, GENERAL, STAFF, World, staff_group},
};

impl FakeSlack {
    /// Somebody comes into the workspace, and into the channel where everyone talks.
    pub fn join(&self, name: &str) -> Member {
        self.shared.change(|state| {
            let member = state.world.add_member(name, false);
            let user = json!({ "user": state.world.user(member, true) });
            state.notice(&self.shared, "team_join", Some("users:read"), user);
            state.world.enter(member, GENERAL);
            state.joined(&self.shared, member, GENERAL);
            member
        })
    }

    /// Somebody of staff comes: in the user group, and in the channel of staff.
    pub fn join_staff(&self, name: &str) -> Member {
        let member = self.join(name);
        self.grant(&member);
        self.enter(&member, STAFF);
        member
    }

    /// A person comes into the user group of staff.
    pub fn grant(&self, member: &Member) {
        self.group(|world| world.staff.insert(*member));
    }

    /// A person leaves the user group of staff.
    pub fn revoke(&self, member: &Member) {
        self.group(|world| world.staff.remove(member));
    }

    /// A person leaves the user group of staff, and the event that says so is lost.
    pub fn revoke_unsaid(&self, member: &Member) {
        self.shared.change(|state| state.world.staff.remove(member));
    }

    /// The user group of staff is disabled, or enabled again.
    pub fn set_group(&self, enabled: bool) {
        self.group(|world| std::mem::replace(&mut world.no_group, !enabled));
    }

    fn group(&self, change: impl FnOnce(&mut World) -> bool) {
        self.shared.change(|state| {
            change(&mut state.world);
            let group = json!({ "subteam": state.world.group(true), "subteam_id": staff_group() });
            state.notice(
                &self.shared,
                "subteam_updated",
                Some("usergroups:read"),
                group,
            );
        });
    }

    /// A public channel; the bot is not in it.
    pub fn add_channel(&self, name: &str) -> Channel {
        self.create(name, false)
    }

    /// A private channel; the bot is not in it.
    pub fn add_private_channel(&self, name: &str) -> Channel {
        self.create(name, true)
    }

    fn create(&self, name: &str, private: bool) -> Channel {
        self.shared.change(|state| {
            let channel = state.world.add_channel(name, private);
            let event = json!({ "channel": { "id": channel, "name": name } });
            if !private {
                state.notice(
                    &self.shared,
                    "channel_created",
                    Some("channels:read"),
                    event,
                );
            }
            channel
        })
    }

    /// A channel turns out to be another organisation's, which shares it: what happens there names that one's workspace.
    pub fn own_elsewhere(&self, channel: Channel) {
        self.shared.change(|state| {
            if let Some(row) = state.world.channels.get_mut(&channel) {
                row.elsewhere = true;
            }
        });
    }

    /// A person comes into a channel.
    pub fn enter(&self, member: &Member, channel: Channel) {
        self.shared.change(|state| {
            if state.world.enter(*member, channel) {
                state.joined(&self.shared, *member, channel);
            }
        });
    }

    /// Somebody invites the bot into a channel.
    pub fn invite_bot(&self, channel: Channel) {
        self.enter(&BOT, channel);
    }

    /// Somebody takes the bot out of a channel.
    pub fn remove_bot(&self, channel: Channel) {
        self.shared.change(|state| {
            if state.world.leave(BOT, channel) {
                let (name, scope) = match state.channel_type(channel) {
                    "group" => ("group_left", "groups:read"),
                    _ => ("channel_left", "channels:read"),
                };
                state.notice(
                    &self.shared,
                    name,
                    Some(scope),
                    json!({ "channel": channel }),
                );
            }
        });
    }

    /// A channel is archived: nothing can be said in it any more.
    pub fn archive(&self, channel: Channel) {
        self.set_archived(channel, true);
    }

    /// A channel is taken into use again.
    pub fn unarchive(&self, channel: Channel) {
        self.set_archived(channel, false);
    }

    fn set_archived(&self, channel: Channel, archived: bool) {
        self.shared.change(|state| {
            if let Some(row) = state.world.channels.get_mut(&channel) {
                row.archived = archived;
            }
            let group = state.channel_type(channel) == "group";
            let name = match (group, archived) {
                (false, true) => "channel_archive",
                (false, false) => "channel_unarchive",
                (true, true) => "group_archive",
                (true, false) => "group_unarchive",
            };
            let scope = if group {
                "groups:read"
            } else {
                "channels:read"
            };
            state.notice(
                &self.shared,
                name,
                Some(scope),
                json!({ "channel": channel }),
            );
        });
    }

    /// A channel is deleted, with all that was said in it.
    pub fn delete_channel(&self, channel: Channel) {
        self.shared.change(|state| {
            state.world.channels.remove(&channel);
            state.messages.retain(|place, _| place.channel != channel);
            let event = json!({ "channel": channel });
            state.notice(
                &self.shared,
                "channel_deleted",
                Some("channels:read"),
                event,
            );
        });
    }

    /// A channel gets another name.
    pub fn rename_channel(&self, channel: Channel, name: &str) {
        self.shared.change(|state| {
            if let Some(row) = state.world.channels.get_mut(&channel) {
                row.name = name.into();
            }
            let event = json!({ "channel": { "id": channel, "name": name } });
            state.notice(&self.shared, "channel_rename", Some("channels:read"), event);
        });
    }

    /// The language of a person's Slack, such as `nl-NL`.
    pub fn set_locale(&self, member: &Member, locale: &str) {
        self.update(*member, |row| row.locale = locale.into());
    }

    /// A person's name.
    pub fn set_name(&self, member: &Member, name: &str) {
        self.update(*member, |row| row.name = name.into());
    }

    /// A person leaves the workspace: their account is deactivated.
    pub fn deactivate(&self, member: &Member) {
        self.update(*member, |row| row.deactivated = true);
    }

    /// A person comes back.
    pub fn reactivate(&self, member: &Member) {
        self.update(*member, |row| row.deactivated = false);
    }

    /// A person takes no direct messages of the app from now on, or takes them again.
    pub fn set_dms(&self, member: &Member, open: bool) {
        self.update(*member, |row| row.closed = !open);
    }

    fn update(&self, member: Member, change: impl FnOnce(&mut super::world::MemberRow)) {
        self.shared.change(|state| {
            if let Some(row) = state.world.members.get_mut(&member) {
                change(row);
            }
            let user = json!({ "user": state.world.user(member, true) });
            state.notice(&self.shared, "user_change", Some("users:read"), user);
        });
    }

    /// A person's modals are gone, as after a reload of their Slack; so is what they alone were shown.
    pub fn reload(&self, member: &Member) {
        self.shared.change(|state| {
            state.views.clear(*member);
            state
                .messages
                .retain(|_, message| message.seen_by != Some(*member));
        });
    }
}
