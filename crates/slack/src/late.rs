//! Messages that were heard before and not answered, because the process that heard them ended or the answer's fate is
//! unknown: they are answered now, unless their answer stands there already.

use commands::Unanswered;
use domain::MessageRef;
use serde::Deserialize;

use crate::{
    PLATFORM,
    api::Failure,
    handler::Handler,
    inbound::Message,
    message::{ANSWER, Asked},
    metadata::Metadata,
};

/// So many messages are looked through for an answer.
const PAGE: &str = "200";

#[derive(Debug, Deserialize)]
struct Page {
    #[serde(default)]
    messages: Vec<Said>,
}

/// A message of a conversation.
#[derive(Debug, Clone, Deserialize)]
struct Said {
    #[serde(flatten)]
    message: Message,
    #[serde(default)]
    metadata: Metadata,
}

impl Said {
    /// Whether it is the answer to this message.
    fn answers(&self, ts: &str, bot: &str) -> bool {
        self.message.user.as_deref() == Some(bot) && self.metadata.says(ANSWER, "to") == Some(ts)
    }
}

impl Handler {
    /// Answers all of them.
    pub(crate) async fn answer_what_was_heard(&self, all: Vec<Unanswered>) {
        for heard in all {
            self.answer_late(&heard).await;
        }
    }

    /// Answers a message that was heard before; whether that is settled.
    pub(crate) async fn answer_late(&self, heard: &Unanswered) -> bool {
        match self.late(heard).await {
            Ok(settled) => settled,
            // It was deleted, or can't be seen any more: nothing is left to answer.
            Err(failure) if !failure.heals() && !failure.is_of_token() => {
                self.dispatcher
                    .answered(&PLATFORM, &heard.message, None)
                    .await;
                true
            }
            Err(failure) => {
                let id = &heard.message.message;
                tracing::warn!(message.id = id, %failure, "cannot look at a message without an answer");
                false
            }
        }
    }

    async fn late(&self, heard: &Unanswered) -> Result<bool, Failure> {
        let MessageRef { channel, message } = &heard.message;
        let Some(identity) = self.server.identity() else {
            return Ok(false);
        };
        let mut all = self.thread(channel, message, None).await?;
        let within = all.iter().find(|said| said.message.ts == *message);
        let within = within.and_then(|said| said.message.thread_ts.clone());
        // Of a message within a thread only that itself is given by its own time.
        if let Some(thread) = within.filter(|thread| thread != message) {
            all.extend(self.thread(channel, &thread, Some(message)).await?);
        }
        let args = [
            ("channel", channel.as_str()),
            ("oldest", message),
            ("inclusive", "true"),
            ("limit", PAGE),
            ("include_all_metadata", "true"),
        ];
        let api = &self.server.api;
        let after: Page = api.read("conversations.history", &args).await?;
        all.extend(after.messages);
        let found = all
            .iter()
            .find(|said| said.answers(message, &identity.user));
        if let Some(found) = found {
            let answer = MessageRef {
                channel: channel.clone(),
                message: found.message.ts.clone(),
            };
            self.dispatcher
                .answered(&PLATFORM, &heard.message, Some(&answer))
                .await;
            return Ok(true);
        }
        let asked = all.into_iter().find(|said| said.message.ts == *message);
        let asked = asked.map(|said| Message {
            channel: channel.clone(),
            ..said.message
        });
        // It was meant for the bot when it was heard; somebody may have changed or deleted it since.
        let meant = asked.as_ref().and_then(|asked| {
            let person = asked.by_person()?.to_owned();
            Some((asked, person, self.meant(asked)?))
        });
        let Some((asked, person, request)) = meant else {
            self.dispatcher
                .answered(&PLATFORM, &heard.message, None)
                .await;
            return Ok(true);
        };
        if !self.dispatcher.on_duty().await {
            return Ok(true);
        }
        tracing::info!(message.id = message, "answering what was heard before");
        let caller = self.writer(asked, &person).await;
        let meant = Asked {
            request,
            by_itself: false,
        };
        Ok(self.reply_to(asked, &caller, meant).await)
    }

    /// A thread, from one of its messages on.
    async fn thread(
        &self,
        channel: &str,
        ts: &str,
        oldest: Option<&str>,
    ) -> Result<Vec<Said>, Failure> {
        let mut args = vec![
            ("channel", channel),
            ("ts", ts),
            ("limit", PAGE),
            ("include_all_metadata", "true"),
        ];
        if let Some(oldest) = oldest {
            args.extend([("oldest", oldest), ("inclusive", "true")]);
        }
        let page: Page = self.server.api.read("conversations.replies", &args).await?;
        Ok(page.messages)
    }
}
