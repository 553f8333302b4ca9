//! What people write: in channels, to the bot, in reply.

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
};

use super::{Channel, FakeDiscord, Member, Message, MessageRef, Shown};

/// Something that was written. Awaited, it gives the bot's next message in the channel.
#[derive(Debug)]
pub struct Said<'a> {
    discord: &'a FakeDiscord,
    place: MessageRef,
}

impl FakeDiscord {
    /// Somebody mentions the bot: `@dash-bot text`.
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

    /// Somebody replies to a message.
    pub fn reply(&self, member: &Member, to: impl Into<MessageRef>, text: &str) -> Said<'_> {
        let to = to.into();
        self.write(*member, to.channel, text, Some((to.id, true)))
    }

    /// The same without telling the one who is replied to.
    pub fn reply_quietly(
        &self,
        member: &Member,
        to: impl Into<MessageRef>,
        text: &str,
    ) -> Said<'_> {
        let to = to.into();
        self.write(*member, to.channel, text, Some((to.id, false)))
    }

    /// Another bot writes in a channel.
    pub fn say_as_bot(&self, name: &str, channel: Channel, text: &str) -> Said<'_> {
        let bot = self.shared.change(|state| {
            let bot = state.world.add_member(name);
            if let Some(row) = state.world.members.get_mut(&bot.0) {
                row.bot = true;
            }
            bot
        });
        self.write(bot, channel, text, None)
    }

    /// Sends the same message event once more, as a second gateway would.
    pub fn repeat(&self, message: impl Into<MessageRef>) {
        let place = message.into();
        self.shared.change(|state| {
            if let Some(message) = state.message(place).cloned() {
                state
                    .sessions
                    .message("MESSAGE_CREATE", &state.world, &state.messages, &message);
            }
        });
    }

    /// Somebody deletes a message.
    pub fn delete(&self, message: impl Into<MessageRef>) {
        let place = message.into();
        self.shared
            .change(|state| super::routes::remove(state, place));
    }

    fn write(
        &self,
        author: Member,
        channel: Channel,
        text: &str,
        to: Option<(u64, bool)>,
    ) -> Said<'_> {
        let now = self.shared.clock.now();
        let place = self.shared.change(|state| {
            let id = state.snowflake(now);
            let mut message = Message::new(id, channel, author, now);
            message.content = text.into();
            message.reply_to = to.map(|(id, _)| id);
            message.ping(None, &state.world);
            if let Some((id, true)) = to
                && let Some(to) = state.messages.get(&id)
                && !message.pings.contains(&to.author)
            {
                message.pings.push(to.author);
            }
            state.publish(message).place()
        });
        Said {
            discord: self,
            place,
        }
    }
}

impl Said<'_> {
    /// Where it stands.
    pub fn place(&self) -> MessageRef {
        self.place
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
        let bot = self.discord.bot();
        Box::pin(async move {
            self.discord
                .wait_for(|state| {
                    let later = state.messages(self.place.channel).into_iter();
                    let mut later = later.filter(|message| message.id > self.place.id);
                    let found = later.find(|message| {
                        let about = message.reply_to.is_none_or(|id| id == self.place.id);
                        message.author == bot && about
                    })?;
                    Some(Shown::message(&state.world, found))
                })
                .await
        })
    }
}
