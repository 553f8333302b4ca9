//! What people write: in channels, to the bot, in threads; and what they change and take back.

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
};

use serde_json::{Value, json};

use super::{
    Channel, FakeSlack, Interaction, Member, Message, MessageRef, Shown,
    deed::{Deed, Kind},
    message::Ts,
};

/// Something that was written. Awaited, it gives the bot's next message there.
#[derive(Debug)]
pub struct Said<'a> {
    slack: &'a FakeSlack,
    place: MessageRef,
    interaction: Interaction,
}

impl FakeSlack {
    /// Somebody mentions the bot: `@dash-bot text`. The bot hears of it as a mention and, where it listens, as a message.
    pub fn mention(&self, member: &Member, channel: Channel, text: &str) -> Said<'_> {
        let text = format!("{} {text}", self.bot().mention());
        self.write(*member, channel, &text, None)
    }

    /// Somebody writes to the bot alone.
    pub fn dm(&self, member: &Member, text: &str) -> Said<'_> {
        let channel = self.conversation(member);
        self.write(*member, channel, text, None)
    }

    /// Somebody writes in a channel.
    pub fn say(&self, member: &Member, channel: Channel, text: &str) -> Said<'_> {
        self.write(*member, channel, text, None)
    }

    /// Somebody replies in the thread of a message.
    pub fn reply(&self, member: &Member, to: impl Into<MessageRef>, text: &str) -> Said<'_> {
        let to = to.into();
        let root = self.now(|state| state.message(to).and_then(|message| message.thread));
        self.write(*member, to.channel, text, Some(root.unwrap_or(to.ts)))
    }

    /// Another bot writes in a channel.
    pub fn say_as_bot(&self, name: &str, channel: Channel, text: &str) -> Said<'_> {
        let bot = self
            .shared
            .change(|state| state.world.add_member(name, true));
        self.write(bot, channel, text, None)
    }

    /// Gives a message metadata, as the app that wrote it might have.
    pub fn mark(&self, message: impl Into<MessageRef>, metadata: Value) {
        let place = message.into();
        self.shared.change(|state| {
            let message = state.message(place).cloned();
            let message = message.unwrap_or_else(|| panic!("the message is gone"));
            state.change_message(Message {
                metadata,
                ..message
            });
        });
    }

    /// Sends the event of a message once more, under a new id.
    pub fn repeat(&self, message: impl Into<MessageRef>) {
        let place = message.into();
        self.shared.change(|state| {
            if let Some(message) = state.message(place) {
                let mut event = message.json(true);
                event["channel"] = json!(place.channel);
                event["event_ts"] = event["ts"].clone();
                event["channel_type"] = json!(state.channel_type(place.channel));
                state.message_event(&self.shared, place.channel, &event);
            }
        });
    }

    /// Somebody changes what they wrote.
    pub fn edit(&self, member: &Member, message: impl Into<MessageRef>, text: &str) {
        let place = message.into();
        self.shared.change(|state| {
            let now = state.ts(self.shared.clock.now());
            let before = state.message(place).cloned();
            let before = before.unwrap_or_else(|| panic!("the message is gone"));
            assert!(before.author == *member, "this is somebody else's message");
            let mut changed = before.clone();
            changed.text = text.into();
            changed.edited = Some(now);
            let event = json!({
                "type": "message", "subtype": "message_changed", "hidden": true, "channel": place.channel,
                "message": changed.json(false), "previous_message": before.json(false),
                "ts": now, "event_ts": now, "channel_type": state.channel_type(place.channel),
            });
            state.change_message(changed);
            state.message_event(&self.shared, place.channel, &event);
        });
    }

    /// Somebody deletes a message.
    pub fn delete(&self, message: impl Into<MessageRef>) {
        let place = message.into();
        self.shared
            .change(|state| state.delete_message(&self.shared, place));
    }

    fn write(&self, author: Member, channel: Channel, text: &str, thread: Option<Ts>) -> Said<'_> {
        let now = self.shared.clock.now();
        let (place, deed) = self.shared.change(|state| {
            let row = state.world.channels.get(&channel);
            assert!(
                row.is_some_and(|row| !row.archived),
                "nothing can be written there"
            );
            state.world.enter(author, channel);
            let ts = state.ts(now);
            let place = MessageRef { channel, ts };
            let deed = state.deed(Deed {
                kind: Kind::Written,
                member: author,
                channel: Some(channel),
                surface: None,
                thread: Some(thread.unwrap_or(ts)),
                root: None,
                action: None,
                since: 0,
            });
            let mut message = Message::new(place, author);
            message.text = text.into();
            message.thread = thread;
            state.publish(&self.shared, message);
            (place, deed)
        });
        let shared = self.shared.clone();
        Said {
            slack: self,
            place,
            interaction: Interaction { shared, deed },
        }
    }
}

impl Said<'_> {
    /// Where it stands.
    pub fn place(&self) -> MessageRef {
        self.place
    }

    /// The bot's answer after `before` others.
    pub async fn nth(&self, before: usize) -> Shown {
        match self.interaction.answer(before).await {
            Some(shown) => shown,
            None => panic!("what was written was not answered\n{}", self.slack.dump()),
        }
    }
}

impl From<&Said<'_>> for MessageRef {
    fn from(said: &Said<'_>) -> Self {
        said.place
    }
}

impl<'a> IntoFuture for Said<'a> {
    type Output = Shown;
    type IntoFuture = Pin<Box<dyn Future<Output = Shown> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.nth(0).await })
    }
}
