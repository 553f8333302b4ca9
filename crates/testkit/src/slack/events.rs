//! Events, and the changes that cause them.

use serde_json::{Value, json};

use super::{
    delivery::Kind,
    message::{Message, MessageRef},
    state::{Shared, State},
    world::{self, BOT, Channel, Member},
};

impl State {
    /// Tells the bot of something, where it asked for it and may know it.
    pub(crate) fn event(
        &mut self,
        shared: &Shared,
        name: &str,
        scope: Option<&str>,
        event: &Value,
    ) {
        let allowed = scope.is_none_or(|scope| self.app.scopes.contains(scope));
        if !allowed || !self.app.events.contains(name) {
            return;
        }
        let copies = std::mem::take(&mut self.deliveries.copies);
        for _ in 0..=copies {
            self.send_event(shared, event);
        }
    }

    /// Sends an event whatever the bot asked for.
    pub(crate) fn send_event(&mut self, shared: &Shared, event: &Value) {
        let team = if self.app.nameless_team {
            Value::Null
        } else {
            json!(world::team())
        };
        let channel = event["channel"].as_str();
        let channel = channel.and_then(|id| self.world.channel_by_id(id));
        let row = channel.and_then(|channel| self.world.channels.get(&channel));
        let around = if row.is_some_and(|row| row.elsewhere) {
            json!(world::other_team())
        } else {
            team.clone()
        };
        self.send_event_of(shared, event, &around, &team);
    }

    /// Sends an event of the workspace `around`, for the installation in the workspace `team`.
    pub(crate) fn send_event_of(
        &mut self,
        shared: &Shared,
        event: &Value,
        around: &Value,
        team: &Value,
    ) {
        let number = self.number();
        let payload = json!({
            "token": "fake-verification-token",
            "team_id": around,
            "context_team_id": team,
            "context_enterprise_id": null,
            "api_app_id": world::app(),
            "event": event,
            "type": "event_callback",
            "event_id": format!("Ev{number:09}"),
            "event_time": shared.clock.now().timestamp(),
            "authorizations": [{
                "enterprise_id": null, "team_id": team, "user_id": BOT, "is_bot": true, "is_enterprise_install": false,
            }],
            "is_ext_shared_channel": around != team,
            "event_context": format!("4-fake-{number}"),
        });
        self.deliver(Kind::Event, payload, None);
    }

    /// Keeps a message and tells the bot.
    pub(crate) fn publish(&mut self, shared: &Shared, message: Message) {
        let (channel, author) = (message.channel, message.author);
        let ephemeral = message.is_ephemeral();
        let mut event = message.json(true);
        self.messages.insert(message.place(), message);
        if ephemeral {
            return;
        }
        event["channel"] = json!(channel);
        event["event_ts"] = event["ts"].clone();
        event["channel_type"] = json!(self.channel_type(channel));
        self.message_event(shared, channel, &event);
        let text = event["text"].as_str().unwrap_or_default();
        if text.contains(&BOT.mention()) && author != BOT && !channel.direct && self.bot_in(channel)
        {
            event["type"] = json!("app_mention");
            if let Some(fields) = event.as_object_mut() {
                fields.remove("channel_type");
            }
            self.event(shared, "app_mention", Some("app_mentions:read"), &event);
        }
    }

    pub(crate) fn channel_type(&self, channel: Channel) -> &'static str {
        let private = self
            .world
            .channels
            .get(&channel)
            .is_some_and(|row| row.private);
        match (channel.direct, private) {
            (true, _) => "im",
            (false, true) => "group",
            (false, false) => "channel",
        }
    }

    pub(crate) fn message_event(&mut self, shared: &Shared, channel: Channel, event: &Value) {
        if !self.bot_in(channel) {
            return;
        }
        let (name, scope) = match self.channel_type(channel) {
            "im" => ("message.im", "im:history"),
            "group" => ("message.groups", "groups:history"),
            _ => ("message.channels", "channels:history"),
        };
        self.event(shared, name, Some(scope), event);
    }

    /// Puts a message in the place of what stood there.
    pub(crate) fn change_message(&mut self, message: Message) {
        self.messages.insert(message.place(), message);
    }

    /// Deletes a message and tells the bot.
    pub(crate) fn delete_message(&mut self, shared: &Shared, place: MessageRef) {
        let Some(message) = self.messages.remove(&place) else {
            return;
        };
        self.deleted.push(place);
        if message.is_ephemeral() {
            return;
        }
        let now = self.ts(shared.clock.now());
        let event = json!({
            "type": "message", "subtype": "message_deleted", "hidden": true, "channel": place.channel,
            "deleted_ts": place.ts, "previous_message": message.json(false), "ts": now, "event_ts": now,
            "channel_type": self.channel_type(place.channel),
        });
        self.message_event(shared, place.channel, &event);
    }

    /// Somebody has come into a channel.
    pub(crate) fn joined(&mut self, shared: &Shared, member: Member, channel: Channel) {
        let now = self.ts(shared.clock.now());
        let event = json!({
            "type": "member_joined_channel", "user": member, "channel": channel,
            "channel_type": if self.channel_type(channel) == "group" { "G" } else { "C" },
            "team": world::team(), "event_ts": now,
        });
        self.event(
            shared,
            "member_joined_channel",
            Some("channels:read"),
            &event,
        );
    }

    /// Something about a channel or a person, under its own name.
    pub(crate) fn notice(
        &mut self,
        shared: &Shared,
        name: &str,
        scope: Option<&str>,
        mut event: Value,
    ) {
        let now = self.ts(shared.clock.now());
        event["type"] = json!(name);
        event["event_ts"] = json!(now);
        self.event(shared, name, scope, &event);
    }
}
