//! Users, members, roles, channels and the server, as Discord writes them down.

use serde_json::{Value, json};

use super::world::{
    APPLICATION, CHANNELS, CONVERSATION, ChannelRow, GENERAL, RoleRow, STAFF, THREAD, World,
};

impl World {
    pub(crate) fn user(&self, member: u64) -> Value {
        let name = self
            .members
            .get(&member)
            .map_or("deleted user", |row| row.name.as_str());
        let bot = self.members.get(&member).is_some_and(|row| row.bot);
        json!({
            "id": member.to_string(),
            "username": name.to_lowercase().replace(' ', "."),
            "discriminator": "0",
            "global_name": name,
            "avatar": null,
            "avatar_decoration_data": null,
            "bot": bot,
            "public_flags": 0,
            "flags": 0,
            "banner": null,
            "accent_color": null,
        })
    }

    /// A member without the user, as it stands in messages.
    pub(crate) fn partial_member(&self, member: u64) -> Value {
        let row = self.members.get(&member);
        let roles: Vec<String> = row.map_or_else(Vec::new, |row| {
            row.roles.iter().map(u64::to_string).collect()
        });
        json!({
            "nick": row.and_then(|row| row.nick.clone()),
            "avatar": null,
            "banner": null,
            "roles": roles,
            "joined_at": "2024-01-08T09:00:00.000000+00:00",
            "premium_since": null,
            "communication_disabled_until": null,
            "deaf": false,
            "mute": false,
            "pending": false,
            "flags": 0,
        })
    }

    pub(crate) fn member(&self, member: u64) -> Value {
        let mut value = self.partial_member(member);
        value["user"] = self.user(member);
        value
    }

    pub(crate) fn role(&self, role: &RoleRow) -> Value {
        let position = self.roles.iter().position(|row| row.id == role.id);
        let mut value = json!({
            "id": role.id.to_string(),
            "name": role.name,
            "description": null,
            "color": 0,
            "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
            "hoist": false,
            "icon": null,
            "unicode_emoji": null,
            "position": position,
            "permissions": role.permissions.to_string(),
            "managed": role.managed,
            "mentionable": false,
            "flags": 0,
        });
        if role.managed {
            value["tags"] = json!({ "bot_id": APPLICATION.to_string() });
        }
        value
    }

    pub(crate) fn channel(&self, channel: &ChannelRow) -> Value {
        if let Some(recipient) = channel.recipient {
            return json!({
                "id": channel.id.to_string(),
                "type": CONVERSATION,
                "last_message_id": null,
                "flags": 0,
                "recipients": [self.user(recipient)],
            });
        }
        let overwrites: Vec<Value> = channel
            .overwrites
            .iter()
            .map(|overwrite| {
                json!({
                    "id": overwrite.id.to_string(),
                    "type": u8::from(overwrite.is_member),
                    "allow": overwrite.allow.to_string(),
                    "deny": overwrite.deny.to_string(),
                })
            })
            .collect();
        let mut value = json!({
            "id": channel.id.to_string(),
            "type": channel.kind,
            "guild_id": self.guild.to_string(),
            "name": channel.name,
            "topic": null,
            "position": channel.id - CHANNELS,
            "parent_id": channel.parent.map(|id| id.to_string()),
            "last_message_id": null,
            "nsfw": false,
            "rate_limit_per_user": 0,
            "flags": 0,
            "permission_overwrites": overwrites,
        });
        if channel.kind == THREAD {
            value["owner_id"] = json!(channel.opened_by.unwrap_or(self.owner).to_string());
            value["message_count"] = json!(0);
            value["member_count"] = json!(1);
            value["thread_metadata"] = json!({
                "archived": false,
                "auto_archive_duration": 4320,
                "archive_timestamp": "2024-01-08T09:00:00.000000+00:00",
                "locked": false,
            });
        }
        value
    }

    pub(crate) fn guild(&self) -> Value {
        let roles: Vec<Value> = self.roles.iter().map(|role| self.role(role)).collect();
        json!({
            "id": self.guild.to_string(), "name": self.name, "owner_id": self.owner.to_string(),
            "icon": null, "icon_hash": null, "splash": null, "discovery_splash": null,
            "banner": null, "description": null, "vanity_url_code": null,
            "afk_channel_id": null, "afk_timeout": 300,
            "widget_enabled": false, "widget_channel_id": null,
            "verification_level": 1, "default_message_notifications": 1,
            "explicit_content_filter": 2, "mfa_level": 0, "nsfw_level": 0, "nsfw": false,
            "roles": roles, "emojis": [], "stickers": [], "features": ["COMMUNITY", "NEWS"],
            "application_id": null, "system_channel_id": GENERAL, "system_channel_flags": 0,
            "rules_channel_id": GENERAL, "public_updates_channel_id": STAFF,
            "safety_alerts_channel_id": null, "incidents_data": null,
            "max_members": 500_000, "max_presences": null, "max_video_channel_users": 25,
            "max_stage_video_channel_users": 50, "premium_tier": 0,
            "premium_subscription_count": 0, "premium_progress_bar_enabled": false,
            "preferred_locale": self.locale, "region": "deprecated",
        })
    }

    /// The server's own channels, without conversations and threads.
    pub(crate) fn guild_channels(&self) -> Vec<Value> {
        let own = self
            .channels
            .values()
            .filter(|channel| channel.recipient.is_none());
        own.map(|channel| self.channel(channel)).collect()
    }

    /// What `GUILD_CREATE` carries. Without the member list's intent only the bot itself is in it.
    pub(crate) fn guild_create(&self) -> Value {
        let mut value = self.guild();
        let present = self.members.values().filter(|member| !member.left).count();
        value["joined_at"] = json!("2024-01-08T09:00:00.000000+00:00");
        value["large"] = json!(false);
        value["unavailable"] = json!(false);
        value["member_count"] = json!(present);
        value["members"] = json!([self.member(APPLICATION)]);
        value["channels"] = json!(self.guild_channels());
        for empty in [
            "threads",
            "voice_states",
            "presences",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds",
        ] {
            value[empty] = json!([]);
        }
        value
    }
}
