//! Messages: who mentions the bot asks it something, and in a direct message everything is asked.

use chat::{
    Action, Args, Audience, Button, Call, Caller, Kind, Notice, Origin, Reply, Request, Response,
    Sign, Specs,
};
use commands::Said;
use domain::MessageRef;
use serde::Deserialize;
use serenity::{
    http::{LightMethod, Route},
    model::{
        channel::{Message, MessageType},
        id::{ChannelId, MessageId},
    },
};

use crate::{
    Dispatch,
    handler::Handler,
    members::Badge,
    render::{self, Card},
    rest::{Ask, Content, Failure},
    unasked::{talk_in, thread_at},
};

/// What Discord says of a message that it took.
#[derive(Debug, Deserialize)]
struct Posted {
    id: MessageId,
    channel_id: ChannelId,
}

/// Where an answer stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// In reply to the message.
    Reply,
    /// Below the message, where nobody else writes.
    Below,
    /// In a thread that begins at the message.
    Thread,
}

/// What a message asks.
pub(crate) struct Asked {
    pub(crate) request: Request,
    pub(crate) spot: Spot,
    /// Whether the bot was not asked, and answers all the same.
    pub(crate) by_itself: bool,
}

impl<D: Dispatch> Handler<D> {
    /// Answers a message that is meant for the bot, in the server in public, as a reply to it; and some others.
    pub(crate) async fn heard(&self, message: &Message) {
        let asked = match self.asked(message) {
            Some(request) => Some(to_the_bot(request, message.guild_id.is_none())),
            None => self.unasked(message).await,
        };
        let Some(asked) = asked else {
            return;
        };
        let person = message.author.id.to_string();
        if !self
            .dispatcher
            .heard(&place(message), &person, asked.by_itself)
            .await
        {
            return;
        }
        let badge = message.member.as_deref().map(|member| Badge {
            roles: &member.roles,
            nick: member.nick.as_deref(),
        });
        let badge = badge.filter(|_| message.guild_id.is_some());
        let members = &self.server.members;
        // With a message comes no guess at the language.
        let caller = members
            .caller(&message.author, badge, channel_of(message), None)
            .await;
        self.reply_to(message, &caller, asked).await;
    }

    /// Answers what this caller asks with a message.
    pub(crate) async fn reply_to(&self, message: &Message, caller: &Caller, asked: Asked) {
        let Asked {
            request,
            spot,
            by_itself,
        } = asked;
        let place = place(message);
        let said = said(message, spot, by_itself);
        let Some(response) = self.dispatcher.hear(caller, request, &said).await else {
            self.dispatcher.answered(&place, None).await;
            return;
        };
        let reply = match response {
            Response::Reply(reply) => *reply,
            // A message can't open a form; a button can.
            Response::Form(form) => {
                let mut button = Button::new(form.title.clone(), Call::new("")).primary();
                button.code = form.code;
                Reply::new(Sign::Question, form.title).action(Action::Button(button))
            }
        };
        if by_itself && reply.notice != Notice::Info {
            // Who did not ask is not told what the bot cannot do.
            self.dispatcher.answered(&place, None).await;
            return;
        }
        match self.stand(message, &reply, spot).await {
            Ok(Posted { id, channel_id }) => {
                let answer = MessageRef {
                    channel: channel_id.to_string(),
                    message: id.to_string(),
                };
                self.dispatcher.answered(&place, Some(&answer)).await;
            }
            Err(failure) => {
                tracing::warn!(message.id = %message.id, %failure, "cannot answer a message");
                if !failure.heals() {
                    self.dispatcher.answered(&place, None).await;
                }
            }
        }
    }

    /// Says it at this spot; below the message where that can't be replied to.
    async fn stand(&self, message: &Message, reply: &Reply, spot: Spot) -> Result<Posted, Failure> {
        let card = render::card(reply, None);
        let here = message.channel_id;
        if spot == Spot::Thread {
            let said = match self.open_thread(message, &reply.title).await {
                Ok(thread) => self.say(message, &card, thread, false).await,
                Err(failure) => Err(failure),
            };
            if said
                .as_ref()
                .is_err_and(|failure| failure.status() == Some(403))
            {
                self.no_thread_in(here);
            }
            return said;
        }
        let said = self.say(message, &card, here, spot == Spot::Reply).await;
        if said.as_ref().is_err_and(is_of_reference) {
            return self.say(message, &card, here, false).await;
        }
        said
    }

    /// Says something in a channel, in reply to the message where that is wanted.
    async fn say(
        &self,
        message: &Message,
        card: &Card,
        channel_id: ChannelId,
        in_reply: bool,
    ) -> Result<Posted, Failure> {
        let id = message.id.to_string();
        // The nonce keeps an answer from standing there twice when it is sent again.
        let json = render::post(card, &id, in_reply.then_some(&id));
        let ask = || {
            let route = Route::ChannelMessages { channel_id };
            let content = Content {
                json: json.clone(),
                files: card.files.clone(),
            };
            Ask::new(LightMethod::Post, route).with(content)
        };
        self.server.rest.insist_on_answer(ask).await
    }

    /// What a message asks; `None` for one that is not meant for the bot.
    fn asked(&self, message: &Message) -> Option<Request> {
        // In the server, without a member there is nobody who could be let in.
        let may_be = message
            .guild_id
            .is_none_or(|guild| guild == self.server.guild && message.member.is_some());
        may_be
            .then(|| self.meant(message, message.guild_id.is_none()))
            .flatten()
    }

    /// What a message in the server or a direct one asks; `None` for one that is not meant for the bot. In the server
    /// everyone sees the answer.
    pub(crate) fn meant(&self, message: &Message, direct: bool) -> Option<Request> {
        if !by_person(message) {
            return None;
        }
        let specs = self.dispatcher.specs();
        let text = without_mentions(&message.content);
        if direct {
            let meant = specs
                .by_word(&text)
                .map(|spec| Request::typed(spec, Args::new()));
            return meant.or_else(|| question(specs, text));
        }
        let me = self.server.bot;
        if !message.mentions.iter().any(|user| user.id == me) {
            return None;
        }
        Some(Request {
            audience: Audience::Everyone,
            ..question(specs, text)?
        })
    }
}

/// The channel from which a message asks. Whether that is a thread does not come with it.
pub(crate) fn channel_of(message: &Message) -> Origin {
    Origin::Channel(message.channel_id.to_string())
}

/// Where a message stands.
fn place(message: &Message) -> MessageRef {
    MessageRef {
        channel: message.channel_id.to_string(),
        message: message.id.to_string(),
    }
}

/// What a message that is meant for the bot asks.
pub(crate) const fn to_the_bot(request: Request, direct: bool) -> Asked {
    Asked {
        request,
        spot: if direct { Spot::Below } else { Spot::Reply },
        by_itself: false,
    }
}

/// Whether a person wrote it, and it is one like any other.
pub(crate) fn by_person(message: &Message) -> bool {
    let usual = matches!(
        message.kind,
        MessageType::Regular | MessageType::InlineReply
    );
    !message.author.bot && message.webhook_id.is_none() && usual
}

/// The message in its talk: it may follow what it replies to, or what was said to its writer in the channel; its writer
/// goes on there, or in the thread that begins at it.
fn said(message: &Message, spot: Spot, by_itself: bool) -> Said {
    let channel = match spot {
        Spot::Below => None,
        Spot::Reply => Some(message.channel_id),
        Spot::Thread => Some(thread_at(message.id)),
    };
    let within = channel.map(|channel| talk_in(channel, message));
    let replied_to = replied_to(message);
    Said {
        message: place(message),
        follows: replied_to.into_iter().chain(within.clone()).collect(),
        goes_on: within.into_iter().collect(),
        by_itself,
    }
}

/// The message that one replies to.
pub(crate) fn replied_to(message: &Message) -> Option<MessageRef> {
    let reference = message.message_reference.as_ref()?;
    Some(MessageRef {
        channel: reference.channel_id.to_string(),
        message: reference.message_id?.to_string(),
    })
}

/// What was written but the mentions: who is named is no part of a question, and is not kept with it.
pub(crate) fn without_mentions(written: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(written.len()), written);
    while let Some((before, after)) = rest.split_once("<@") {
        text.push_str(before);
        let id = after.trim_start_matches(['!', '&']).split_once('>');
        rest = match id {
            Some((id, behind)) if id.bytes().all(|byte| byte.is_ascii_digit()) => behind,
            _ => {
                text.push_str("<@");
                after
            }
        };
    }
    text.push_str(rest);
    text.trim().to_owned()
}

/// The call that answers a question; who says nothing gets help.
pub(crate) fn question(specs: &Specs, text: String) -> Option<Request> {
    if text.is_empty() {
        let spec = specs.get("help")?;
        return Some(Request::typed(spec, Args::new()));
    }
    let spec = specs.get("ask")?;
    let mut params = spec.params.iter();
    let takes = params.find(|param| matches!(param.kind, Kind::Text { .. }))?;
    let mut args = Args::new();
    args.set(takes.name, text);
    Some(Request::typed(spec, args))
}

/// Whether it is only refused because of the message that it replies to: that one is gone, or the channel's past
/// can't be read.
fn is_of_reference(failure: &Failure) -> bool {
    match failure {
        Failure::Refused { code, parts, .. } => {
            matches!(code, 160_002 | 10008) || parts.contains("message_reference")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::without_mentions;

    #[test]
    fn mentions_are_no_part_of_what_is_asked() {
        for (written, text) in [
            ("<@1> what is DASH?", "what is DASH?"),
            ("<@!1> ask <@&22> or <@333>", "ask  or"),
            ("<@1>", ""),
            ("is 1 <@ 2 or <@x> so?", "is 1 <@ 2 or <@x> so?"),
            ("a <@12", "a <@12"),
        ] {
            assert_eq!(without_mentions(written), text);
        }
    }
}
