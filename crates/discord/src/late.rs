//! Messages that were heard before this session and not answered, because the process that heard them ended: they are
//! answered now, unless their answer stands there already.

use chat::{Caller, Origin, Request};
use chrono::TimeDelta;
use commands::Unanswered;
use domain::MessageRef;
use serde::Deserialize;
use serenity::{
    http::Route,
    model::{
        channel::Message,
        id::{ChannelId, MessageId, UserId},
    },
};

use crate::{
    Dispatch,
    handler::Handler,
    message::{Asked, Spot, channel_of, to_the_bot},
    permissions::Channel,
    rest::{Ask, Failure},
    unasked::OwnThread,
};

/// A conversation with one person, by its type.
const CONVERSATION: u8 = 1;
/// So many messages behind one are looked through for its answer.
const PAGE: usize = 100;
/// For so long Discord surely knows a nonce again, so that an answer can't stand there twice.
const NONCE: TimeDelta = TimeDelta::seconds(60);

/// A message that may be the answer.
#[derive(Debug, Deserialize)]
pub(crate) struct Later {
    pub(crate) id: MessageId,
    pub(crate) author: Author,
    #[serde(default)]
    message_reference: Option<Reference>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Author {
    pub(crate) id: UserId,
}

#[derive(Debug, Deserialize)]
struct Reference {
    #[serde(default)]
    message_id: Option<MessageId>,
}

/// What became of a message that did not name the bot.
enum Begun {
    /// The thread is there, and waits for this to be answered.
    Answer(Request),
    /// All was done that will be.
    Answered(Option<MessageRef>),
}

impl<D: Dispatch> Handler<D> {
    /// Answers a message that was heard before this session.
    pub(crate) async fn answer_late(&self, heard: Unanswered) {
        let place = &heard.message;
        match self.late(&heard).await {
            Ok(()) => {}
            // It was deleted, or can't be seen any more: nothing is left to answer.
            Err(failure) if failure.is_denial() => {
                self.dispatcher.answered(place, None).await;
            }
            Err(failure) => {
                tracing::warn!(message.id = place.message, %failure, "cannot look at a message without an answer");
            }
        }
    }

    async fn late(&self, heard: &Unanswered) -> Result<(), Failure> {
        let place = &heard.message;
        let (Some(channel_id), Some(message_id)) = (number(&place.channel), number(&place.message))
        else {
            return Ok(());
        };
        let (channel_id, message_id) = (ChannelId::new(channel_id), MessageId::new(message_id));
        let rest = &self.server.rest;
        let channel: Channel = rest.ask(Ask::get(Route::Channel { channel_id })).await?;
        let direct = channel.kind == CONVERSATION;
        let route = Route::ChannelMessage {
            channel_id,
            message_id,
        };
        let message: Message = rest.ask(Ask::get(route)).await?;
        if let Some(answer) = self.answer_of(heard, &message, direct).await? {
            self.dispatcher.answered(place, Some(&answer)).await;
            return Ok(());
        }
        // It was meant for the bot when it was heard; somebody may have changed it since.
        let asked = match self.meant(&message, direct) {
            Some(request) => to_the_bot(request, direct),
            None => match self.begun_by_itself(&message, direct).await? {
                Begun::Answer(request) => Asked {
                    request,
                    spot: Spot::Thread,
                    by_itself: true,
                },
                Begun::Answered(answer) => {
                    self.dispatcher.answered(place, answer.as_ref()).await;
                    return Ok(());
                }
            },
        };
        if !self.dispatcher.on_duty().await {
            return Ok(());
        }
        tracing::info!(
            message.id = place.message,
            "answering what was heard before"
        );
        let members = &self.server.members;
        let caller = members
            .caller(&message.author, None, Origin::Direct, None)
            .await;
        let origin = if direct {
            Origin::Direct
        } else {
            channel_of(&message)
        };
        let caller = Caller { origin, ..caller };
        self.reply_to(&message, &caller, asked).await;
        Ok(())
    }

    /// What became of a message that did not name the bot: a thread that it opened there is not left empty.
    async fn begun_by_itself(&self, message: &Message, direct: bool) -> Result<Begun, Failure> {
        let own = match direct {
            true => None,
            false => self.own_thread(message).await?,
        };
        Ok(match own {
            Some(OwnThread(None)) if self.server.reads() => {
                let channel = message.channel_id.to_string();
                let request = self.dispatcher.volunteers(&channel, &message.content);
                request.map_or(Begun::Answered(None), Begun::Answer)
            }
            Some(OwnThread(answer)) => Begun::Answered(answer),
            None => Begun::Answered(None),
        })
    }

    /// The answer to a message, where it stands there. In a conversation answers are no replies: later than
    /// Discord knows a nonce, whatever the bot said next is taken for the answer, rather than to say it twice.
    async fn answer_of(
        &self,
        heard: &Unanswered,
        message: &Message,
        direct: bool,
    ) -> Result<Option<MessageRef>, Failure> {
        let channel_id = message.channel_id;
        let ask = Ask::get(Route::ChannelMessages { channel_id })
            .query("after", message.id)
            .query("limit", PAGE);
        let mut later: Vec<Later> = self.server.rest.ask(ask).await?;
        later.sort_by_key(|later| later.id);
        let old = self.server.clock.now() - heard.at >= NONCE;
        let found = later.into_iter().find(|later| {
            let reference = later.message_reference.as_ref();
            let replies = reference.and_then(|reference| reference.message_id) == Some(message.id);
            later.author.id == self.server.bot && (replies || (direct && old))
        });
        Ok(found.map(|found| MessageRef {
            channel: channel_id.to_string(),
            message: found.id.to_string(),
        }))
    }
}

/// A snowflake; 0 is none.
fn number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number| *number > 0)
}
