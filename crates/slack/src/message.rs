//! Messages: who mentions the bot asks it something, and in a direct message everything is asked.

use std::time::Duration;

use chat::{Action, Button, Call, Caller, Origin, Reply, Request, Response, Sign};
use commands::Unanswered;
use domain::MessageRef;
use serde::Deserialize;
use serde_json::json;

use crate::{
    PLATFORM,
    answer::Content,
    api::{Failure, LIMIT},
    handler::Handler,
    inbound::{Message, plain, without_mention},
    render,
};

/// What an answer is marked with, so that it can be found.
pub(crate) const ANSWER: &str = "dash_answer";

/// After an attempt whose outcome is unknown: by then it has taken effect, or never will.
const SETTLED: Duration = LIMIT.saturating_add(Duration::from_secs(30));

#[derive(Debug, Deserialize)]
struct Said {
    channel: String,
    ts: String,
}

impl Handler {
    /// Answers a message that is meant for the bot; in a channel in its thread.
    pub(crate) async fn heard(&self, message: &Message) {
        let Some(person) = message.by_person() else {
            return;
        };
        let Some(request) = self.meant(message) else {
            return;
        };
        // Somebody of another workspace, in a channel that both share.
        let foreign = message.user_team.as_deref();
        if foreign.is_some_and(|team| !self.server.is_ours(Some(team), None)) {
            return;
        }
        if !self
            .dispatcher
            .heard(&PLATFORM, &place(message), person)
            .await
        {
            return;
        }
        let caller = self.writer(message, person).await;
        self.reply_to(message, &caller, request).await;
    }

    /// What a message asks; `None` for one that is not meant for the bot.
    pub(crate) fn meant(&self, message: &Message) -> Option<Request> {
        let direct = message.is_direct();
        let words = if direct {
            plain(&message.text)
        } else {
            without_mention(&message.text, &self.server.identity()?.user)?
        };
        self.dispatcher.specs().heard(&words, direct)
    }

    pub(crate) async fn writer(&self, message: &Message, person: &str) -> Caller {
        let origin = if message.is_direct() {
            Origin::Direct
        } else {
            Origin::Channel(message.channel.clone())
        };
        let caller = self.server.members().caller(person, "", origin).await;
        Caller {
            typed: self.typed(),
            ..caller
        }
    }

    /// Answers what this caller asks with a message.
    pub(crate) async fn reply_to(&self, message: &Message, caller: &Caller, request: Request) {
        let place = place(message);
        let Some(response) = self.dispatcher.hear(caller, request).await else {
            self.dispatcher.answered(&PLATFORM, &place, None).await;
            return;
        };
        let reply = match self.named(response).await {
            Response::Reply(reply) => *reply,
            // A message can't open a form; a button can.
            Response::Form(form) => {
                let mut button = Button::new(form.title.clone(), Call::new("")).primary();
                button.code = form.code;
                Reply::new(Sign::Question, form.title).action(Action::Button(button))
            }
        };
        let card = render::card(&reply);
        let thread = thread(message);
        let mut further = json!({
            "channel": message.channel,
            "metadata": { "event_type": ANSWER, "event_payload": { "to": message.ts } },
        });
        if let Some(thread) = thread {
            further["thread_ts"] = thread.into();
        }
        let args = Content::of(&card).with(further);
        match self.post(&message.channel, &args).await {
            Ok(Said { channel, ts }) => {
                let answer = MessageRef {
                    channel: channel.clone(),
                    message: ts,
                };
                self.dispatcher
                    .answered(&PLATFORM, &place, Some(&answer))
                    .await;
                for file in &card.files {
                    if let Err(failure) = self.server.api.upload(file, &channel, thread).await {
                        tracing::warn!(%failure, "cannot hand a file over");
                    }
                }
            }
            Err(Failure::Unknown | Failure::Down { .. }) => {
                // It may stand there: when that is certain, it is looked for.
                let heard = Unanswered {
                    message: place,
                    at: self.server.clock.now(),
                };
                let wait = self.server.clock.sleep(SETTLED);
                // Where the run ends before, the next one looks.
                if self.ending.run_until_cancelled(wait).await.is_some() {
                    Box::pin(self.answer_late(heard)).await;
                }
            }
            Err(failure) => {
                tracing::warn!(message.id = message.ts, %failure, "cannot answer a message");
                if !failure.heals() {
                    self.dispatcher.answered(&PLATFORM, &place, None).await;
                }
            }
        }
    }

    /// Posts, again where it is certain that nothing was posted.
    async fn post(&self, channel: &str, args: &serde_json::Value) -> Result<Said, Failure> {
        let api = &self.server.api;
        let mut outcome = api.write("chat.postMessage", Some(channel), args).await;
        for wait in [1, 4, 15] {
            let Err(failure @ (Failure::Limited { .. } | Failure::Unreachable)) = &outcome else {
                break;
            };
            let wait = failure.after().unwrap_or(Duration::from_secs(wait));
            if wait > SETTLED {
                break;
            }
            self.server.clock.sleep(wait).await;
            outcome = api.write("chat.postMessage", Some(channel), args).await;
        }
        outcome
    }
}

/// The thread in which it is answered: its own, in a channel in any case.
fn thread(message: &Message) -> Option<&str> {
    let own = message.thread_ts.as_deref();
    own.or_else(|| (!message.is_direct()).then_some(message.ts.as_str()))
}

fn place(message: &Message) -> MessageRef {
    MessageRef {
        channel: message.channel.clone(),
        message: message.ts.clone(),
    }
}
