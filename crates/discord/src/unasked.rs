//! Messages that do not name the bot, where it may read them: it answers by itself in a thread, and goes on in one.

use chat::Request;
use domain::MessageRef;
use serde::Deserialize;
use serde_json::json;
use serenity::{
    http::{LightMethod, Route},
    model::{
        channel::Message,
        id::{ChannelId, MessageId},
    },
};

use crate::{
    Dispatch,
    handler::Handler,
    late::Later,
    message::{Asked, Spot, by_person, replied_to},
    permissions::Channel,
    rest::{Ask, Content, Failure},
};

/// Threads, by their type: of announcements, public, private.
const THREADS: [u8; 3] = [10, 11, 12];
/// A thread is put away after so many minutes in which nobody writes.
const PUT_AWAY: u16 = 1440;
/// The most characters of a thread's name.
const NAME: usize = 100;
/// The thread is there already.
const THERE_ALREADY: i64 = 160_004;

/// So many messages of a thread are looked through for what the bot said.
const LOOKED_AT: usize = 100;

/// A thread that the bot opened, and what it said in it first.
pub(crate) struct OwnThread(pub(crate) Option<MessageRef>);

#[derive(Debug, Deserialize)]
struct Opened {
    id: ChannelId,
}

impl<D: Dispatch> Handler<D> {
    /// What a message asks that names nobody, if the bot answers it all the same.
    pub(crate) async fn unasked(&self, message: &Message) -> Option<Asked> {
        let ours = message.guild_id == Some(self.server.guild) && message.member.is_some();
        if !self.server.reads() || !ours || !message.mentions.is_empty() || !by_person(message) {
            return None;
        }
        self.server.link.read();
        let asked = |request: Request, spot| Asked {
            request,
            spot,
            by_itself: true,
        };
        if message.message_reference.is_some() {
            // A reply without a ping goes on with an answer, or is for others.
            let answer = replied_to(message)?;
            let request = self.dispatcher.goes_on(&answer, &message.content)?;
            return Some(asked(request, Spot::Reply));
        }
        let talk = talk_in(message.channel_id, message);
        if let Some(request) = self.dispatcher.goes_on(&talk, &message.content)
            && self.is_thread(message.channel_id).await
        {
            return Some(asked(request, Spot::Reply));
        }
        let channel = message.channel_id.to_string();
        let request = self.dispatcher.volunteers(&channel, &message.content)?;
        Some(asked(request, Spot::Thread))
    }

    async fn is_thread(&self, channel_id: ChannelId) -> bool {
        let route = Route::Channel { channel_id };
        let channel: Result<Channel, _> = self.server.rest.ask(Ask::get(route)).await;
        channel.is_ok_and(|channel| THREADS.contains(&channel.kind))
    }

    /// Reports that nothing can be said in threads of a channel in which staff let the bot answer by itself.
    pub(crate) fn no_thread_in(&self, channel: ChannelId) {
        self.server.link.finding(format!(
            "the bot cannot answer in a thread of channel {channel}, in which staff let it answer by itself: give it Create \
             Public Threads and Send Messages in Threads there, or take the channel out (/staff settings here)"
        ));
    }

    /// The thread that the bot opened at a message and what it said there, if it did.
    pub(crate) async fn own_thread(&self, message: &Message) -> Result<Option<OwnThread>, Failure> {
        let channel_id = thread_at(message.id);
        let rest = &self.server.rest;
        let thread: Result<Channel, _> = rest.ask(Ask::get(Route::Channel { channel_id })).await;
        let owner = match thread {
            Ok(thread) => thread.owner_id,
            Err(failure) if failure.is_denial() => return Ok(None),
            Err(failure) => return Err(failure),
        };
        if owner != Some(self.server.bot) {
            return Ok(None);
        }
        let ask = Ask::get(Route::ChannelMessages { channel_id }).query("limit", LOOKED_AT);
        let said: Vec<Later> = rest.ask(ask).await?;
        // The newest comes first.
        let mut own = said.iter().rev();
        let own = own.find(|said| said.author.id == self.server.bot);
        Ok(Some(OwnThread(own.map(|said| MessageRef {
            channel: channel_id.to_string(),
            message: said.id.to_string(),
        }))))
    }

    /// Opens a thread at a message, or finds the one that is there.
    pub(crate) async fn open_thread(
        &self,
        message: &Message,
        name: &str,
    ) -> Result<ChannelId, Failure> {
        let name: String = name.chars().take(NAME).collect();
        let body = json!({ "name": name, "auto_archive_duration": PUT_AWAY });
        let ask = || {
            let route = Route::ChannelMessageThreads {
                channel_id: message.channel_id,
                message_id: message.id,
            };
            Ask::new(LightMethod::Post, route).with(Content::json(body.to_string().into_bytes()))
        };
        let opened: Result<Opened, _> = self.server.rest.insist_on_answer(ask).await;
        match opened {
            Ok(opened) => Ok(opened.id),
            Err(Failure::Refused { code, .. }) if code == THERE_ALREADY => {
                Ok(thread_at(message.id))
            }
            Err(failure) => Err(failure),
        }
    }
}

/// The thread that begins at a message: it has the message's id.
pub(crate) fn thread_at(message: MessageId) -> ChannelId {
    ChannelId::new(message.get())
}

/// The place at which somebody goes on with what was said to them in a channel or thread.
pub(crate) fn talk_in(channel: ChannelId, message: &Message) -> MessageRef {
    MessageRef {
        channel: channel.to_string(),
        message: message.author.id.to_string(),
    }
}
