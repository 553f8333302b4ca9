//! Messages: who mentions the bot asks it something, and in a direct message everything is asked.

use chat::{Action, Args, Button, Call, Kind, Reply, Request, Response, Sign, Spec};
use serenity::{
    http::{LightMethod, Route},
    model::channel::{Message, MessageType},
};

use crate::{
    Dispatch,
    handler::Handler,
    members::Badge,
    render,
    rest::{Ask, Content},
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
        let caller = members
            .caller(&message.author, badge, message.channel_id, self.server.lang)
            .await;
        let reply = match self.dispatcher.dispatch(&caller, request).await {
            Response::Reply(reply) => *reply,
            // A message can't open a form; a button can.
            Response::Form(form) => {
                let mut button = Button::new(form.title.clone(), Call::new("")).primary();
                button.code = form.code;
                Reply::new(Sign::Question, form.title).action(Action::Button(button))
            }
        };
        let id = message.id.to_string();
        let card = render::card(&reply, None);
        let reply_to = message.guild_id.is_some().then_some(id.as_str());
        // The nonce keeps an answer from standing there twice when it is sent again.
        let json = render::post(&card, &id, reply_to);
        let route = Route::ChannelMessages {
            channel_id: message.channel_id,
        };
        let content = Content {
            json,
            files: card.files,
        };
        let ask = Ask::new(LightMethod::Post, route).with(content);
        if let Err(failure) = self.server.rest.tell(ask).await {
            tracing::warn!(message.id = %message.id, %failure, "cannot answer a message");
        }
    }

    /// What a message asks; `None` for one that is not meant for the bot.
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
        let me = self.server.bot;
        let text = match message.guild_id {
            None => without_mentions(&message.content),
            Some(guild) => {
                let mentioned = message.mentions.iter().any(|user| user.id == me);
                // Without a member there is nobody who could be let in.
                if guild != self.server.guild || !mentioned || message.member.is_none() {
                    return None;
                }
                without_mentions(&message.content)
            }
        };
        if message.guild_id.is_none()
            && let Some(spec) = specs.by_word(&text)
        {
            return Some(Request::typed(spec, Args::new()));
        }
        if text.is_empty() {
            return specs
                .get("help")
                .map(|spec| Request::typed(spec, Args::new()));
        }
        let spec = specs.get("ask")?;
        let mut args = Args::new();
        args.set(question(spec)?, text);
        Some(Request::typed(spec, args))
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

/// The parameter that takes what is asked.
fn question(spec: &'static Spec) -> Option<&'static str> {
    let mut texts = spec
        .params
        .iter()
        .filter(|param| matches!(param.kind, Kind::Text { .. }));
    texts.next().map(|param| param.name)
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
