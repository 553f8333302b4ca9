//! Messages: who mentions the bot asks it something, and in a direct message everything is asked.

use std::time::Duration;

use chat::{
    Action, Audience, Button, Call, Caller, Notice, Origin, Reply, Request, Response, Sign,
};
use commands::{Said, Unanswered};
use domain::MessageRef;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    PLATFORM,
    answer::Content,
    api::Failure,
    handler::Handler,
    inbound::{Message, plain, without_mention},
    render,
    thread::Thread,
};

/// What an answer is marked with, so that it can be found.
pub(crate) const ANSWER: &str = "dash_answer";

/// After so many seconds each an answer that did not come about, or may not have, is looked for and given: after the
/// first of them an attempt has taken effect, or never will.
const AGAIN: [u64; 5] = [45, 60, 120, 240, 300];
/// What is limited for longer is tried later.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug, Deserialize)]
struct Posted {
    channel: String,
    ts: String,
}

/// What a message asks.
pub(crate) struct Asked {
    pub(crate) request: Request,
    /// Whether the bot was not asked, and answers all the same.
    pub(crate) by_itself: bool,
}

impl Handler {
    /// Answers a message that is meant for the bot; in a channel in its thread.
    pub(crate) async fn heard(&self, message: &Message) {
        let Some(person) = message.by_person() else {
            return;
        };
        let asked = match self.meant(message) {
            Some(request) => Some(Asked {
                request,
                by_itself: false,
            }),
            None => self.unasked(message, person),
        };
        let Some(asked) = asked else {
            return;
        };
        // Somebody of another workspace, in a channel that both share.
        let foreign = message.user_team.as_deref();
        if foreign.is_some_and(|team| !self.server.is_ours(Some(team), None)) {
            return;
        }
        if !self
            .dispatcher
            .heard(&PLATFORM, &place(message), person, asked.by_itself)
            .await
        {
            return;
        }
        let caller = self.writer(message, person).await;
        if self.reply_to(message, &caller, asked).await {
            return;
        }
        // Its answer may stand there, or Slack is ill: it is looked for, and given, as long as somebody waits for it.
        let heard = Unanswered {
            message: place(message),
            at: self.server.clock.now(),
        };
        for wait in AGAIN {
            let wait = self.server.clock.sleep(Duration::from_secs(wait));
            // Where the run ends before, the next one looks.
            if self.ending.run_until_cancelled(wait).await.is_none()
                || Box::pin(self.answer_late(&heard)).await
            {
                return;
            }
        }
    }

    /// What a message asks; `None` for one that is not meant for the bot.
    pub(crate) fn meant(&self, message: &Message) -> Option<Request> {
        let direct = message.is_direct();
        let words = if direct {
            plain(&message.text)
        } else {
            without_mention(&message.text, &self.server.identity()?.user)?
        };
        let mut request = self.dispatcher.specs().heard(&words, direct)?;
        if !direct {
            // It stands in the thread, for everyone to see.
            request.audience = Audience::Everyone;
        }
        Some(request)
    }

    /// What a message asks that names nobody, where the bot may read it and answers it all the same: by itself at the
    /// beginning of a thread, and in a thread to whom it has just answered there.
    fn unasked(&self, message: &Message, person: &str) -> Option<Asked> {
        let reads = self.server.config.message_content && !message.is_direct();
        if !reads || message.text.contains("<@") {
            return None;
        }
        self.server.link.read();
        let words = plain(&message.text);
        let request = match &message.thread_ts {
            Some(thread) if *thread != message.ts => {
                let talk = talk_in(&message.channel, thread, person);
                self.dispatcher.goes_on(&PLATFORM, &talk, &words)
            }
            _ => self
                .dispatcher
                .volunteers(&PLATFORM, &message.channel, &words),
        };
        Some(Asked {
            request: request?,
            by_itself: true,
        })
    }

    pub(crate) async fn writer(&self, message: &Message, person: &str) -> Caller {
        let origin = if message.is_direct() {
            Origin::Direct
        } else {
            Origin::Channel(message.channel.clone())
        };
        self.server.members().caller(person, "", origin).await
    }

    /// Answers what this caller asks with a message; whether that is settled.
    pub(crate) async fn reply_to(&self, message: &Message, caller: &Caller, asked: Asked) -> bool {
        let Asked { request, by_itself } = asked;
        let place = place(message);
        let thread = thread(message);
        let places = thread.map(|thread| followed(&message.channel, thread, &caller.id));
        let places: Vec<_> = places.into_iter().flatten().collect();
        let said = Said {
            message: place.clone(),
            follows: places.clone(),
            goes_on: places,
            by_itself,
        };
        let Some(response) = self.dispatcher.hear(caller, request, &said).await else {
            self.dispatcher.answered(&PLATFORM, &place, None).await;
            return true;
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
        if by_itself && reply.notice != Notice::Info {
            // Who did not ask is not told what the bot cannot do.
            self.dispatcher.answered(&PLATFORM, &place, None).await;
            return true;
        }
        let card = render::card(&reply);
        let mut further = json!({
            "channel": message.channel,
            "metadata": { "event_type": ANSWER, "event_payload": { "to": message.ts } },
        });
        if let Some(thread) = thread {
            further["thread_ts"] = thread.into();
        }
        let args = Content::of(&card).with(further);
        match self.post(&message.channel, &args).await {
            Ok(Posted { channel, ts }) => {
                let answer = MessageRef {
                    channel: channel.clone(),
                    message: ts,
                };
                self.dispatcher
                    .answered(&PLATFORM, &place, Some(&answer))
                    .await;
                self.hand_over(&caller.id, &channel, thread, &card).await;
                true
            }
            Err(failure) => {
                tracing::warn!(message.id = message.ts, %failure, "cannot answer a message");
                let refused = !failure.heals() && !failure.is_of_token();
                if refused {
                    self.dispatcher.answered(&PLATFORM, &place, None).await;
                }
                refused
            }
        }
    }

    /// Posts, again where it is certain that nothing was posted.
    async fn post(&self, channel: &str, args: &Content<'_, Value>) -> Result<Posted, Failure> {
        let api = &self.server.api;
        let mut outcome = api.write("chat.postMessage", Some(channel), args).await;
        for wait in [1, 4, 15] {
            let Err(failure @ (Failure::Limited { .. } | Failure::Unreachable)) = &outcome else {
                break;
            };
            let wait = failure.after().unwrap_or(Duration::from_secs(wait));
            if wait > PATIENCE {
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

/// What is gone on with in a thread: what was said to this person, else what was said in it last.
fn followed(channel: &str, thread: &str, person: &str) -> [MessageRef; 2] {
    let thread_itself = MessageRef {
        channel: channel.to_owned(),
        message: thread.to_owned(),
    };
    [talk_in(channel, thread, person), thread_itself]
}

/// The place at which somebody goes on with what was said to them in a thread.
fn talk_in(channel: &str, thread: &str, person: &str) -> MessageRef {
    MessageRef {
        channel: Thread::address(channel, thread),
        message: person.to_owned(),
    }
}

fn place(message: &Message) -> MessageRef {
    MessageRef {
        channel: message.channel.clone(),
        message: message.ts.clone(),
    }
}
