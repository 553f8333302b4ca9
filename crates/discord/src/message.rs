//! Messages: who mentions the bot asks it something, and in a direct message everything is asked.

use chat::{Action, Args, Audience, Button, Call, Kind, Reply, Request, Response, Sign, Specs};
use serenity::{
    http::{LightMethod, Route},
    model::channel::{Message, MessageType},
};

use crate::{
    Dispatch,
    handler::Handler,
    members::Badge,
    render::{self, Card},
    rest::{Ask, Content, Failure},
};

impl<D: Dispatch> Handler<D> {
    /// Answers a message that is meant for the bot; in the server in public, as a reply to it.
    pub(crate) async fn heard(&self, message: &Message) {
        let Some(request) = self.asked(message) else {
            return;
        };
        let badge = message.member.as_deref().map(|member| Badge {
            roles: &member.roles,
            nick: member.nick.as_deref(),
        });
        let badge = badge.filter(|_| message.guild_id.is_some());
        let members = &self.server.members;
        // With a message comes no guess at the language.
        let caller = members
            .caller(&message.author, badge, message.channel_id, None)
            .await;
        let Some(response) = self.dispatcher.hear(&caller, request).await else {
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
        let card = render::card(&reply, None);
        let mut said = self.say(message, &card, message.guild_id.is_some()).await;
        if said.as_ref().is_err_and(is_of_reference) {
            said = self.say(message, &card, false).await;
        }
        if let Err(failure) = said {
            tracing::warn!(message.id = %message.id, %failure, "cannot answer a message");
        }
    }

    /// Says something where the message stands, in reply to it where that is wanted.
    async fn say(&self, message: &Message, card: &Card, in_reply: bool) -> Result<(), Failure> {
        let id = message.id.to_string();
        // The nonce keeps an answer from standing there twice when it is sent again.
        let json = render::post(card, &id, in_reply.then_some(&id));
        let ask = || {
            let route = Route::ChannelMessages {
                channel_id: message.channel_id,
            };
            let content = Content {
                json: json.clone(),
                files: card.files.clone(),
            };
            Ask::new(LightMethod::Post, route).with(content)
        };
        self.server.rest.insist(ask).await
    }

    /// What a message asks; `None` for one that is not meant for the bot. In the server everyone sees the answer.
    fn asked(&self, message: &Message) -> Option<Request> {
        let by_person = !message.author.bot && message.webhook_id.is_none();
        if !by_person
            || !matches!(
                message.kind,
                MessageType::Regular | MessageType::InlineReply
            )
        {
            return None;
        }
        let specs = self.dispatcher.specs();
        let text = without_mentions(&message.content);
        let Some(guild) = message.guild_id else {
            let meant = specs
                .by_word(&text)
                .map(|spec| Request::typed(spec, Args::new()));
            return meant.or_else(|| question(specs, text));
        };
        let me = self.server.bot;
        let mentioned = message.mentions.iter().any(|user| user.id == me);
        // Without a member there is nobody who could be let in.
        if guild != self.server.guild || !mentioned || message.member.is_none() {
            return None;
        }
        Some(Request {
            audience: Audience::Everyone,
            ..question(specs, text)?
        })
    }
}

/// What was written but the mentions: who is named is no part of a question, and is not kept with it.
fn without_mentions(written: &str) -> String {
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
fn question(specs: &Specs, text: String) -> Option<Request> {
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
