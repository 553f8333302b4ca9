//! Looking for a post whose fate is unknown among the bot's messages.

use announcer::{Post, SendError};
use chrono::{DateTime, TimeDelta, Utc};
use domain::MessageRef;
use serde::Deserialize;

use super::{Inner, POST, Place, refusal};
use crate::metadata::Metadata;

/// Slack's clock and ours need not agree.
const SLACK: TimeDelta = TimeDelta::seconds(60);
/// So many pages are looked through at most: in a quiet channel the messages of weeks.
const PAGES: usize = 20;

#[derive(Debug, Deserialize)]
struct Page {
    messages: Vec<Message>,
    #[serde(default)]
    response_metadata: Next,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Next {
    next_cursor: String,
}

#[derive(Debug, Deserialize)]
struct Message {
    ts: String,
    #[serde(default)]
    user: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

impl Inner {
    /// Looks for a post since `since`.
    pub(super) async fn find(
        &self,
        post: &Post,
        since: DateTime<Utc>,
    ) -> Result<Option<MessageRef>, SendError> {
        let Place { channel, thread } = self.place(post).await?;
        let Some(bot) = self.who.get().map(|identity| identity.user.clone()) else {
            return Err(SendError::Later { after: None });
        };
        let oldest = (since - SLACK).timestamp().to_string();
        let method = match thread {
            Some(_) => "conversations.replies",
            None => "conversations.history",
        };
        let mut cursor = String::new();
        for _ in 0..PAGES {
            let mut args = vec![
                ("channel", channel.as_str()),
                ("oldest", &oldest),
                ("limit", "200"),
                ("include_all_metadata", "true"),
                ("cursor", &cursor),
            ];
            args.extend(thread.as_deref().map(|thread| ("ts", thread)));
            let page = self.api.read::<Page>(method, &args).await;
            let page = match page.map_err(|failure| refusal::of_repeatable(&failure)) {
                Ok(page) => page,
                // With its thread it is gone; sending it again finds that out, too.
                Err(SendError::Gone) => return Ok(None),
                Err(error) => return Err(error),
            };
            let found = page.messages.into_iter().find(|message| {
                message.user.as_deref() == Some(&bot)
                    && message.metadata.says(POST, "marker") == Some(post.marker.as_str())
            });
            if let Some(found) = found {
                return Ok(Some(MessageRef {
                    channel,
                    message: found.ts,
                }));
            }
            cursor = page.response_metadata.next_cursor;
            if cursor.is_empty() {
                return Ok(None);
            }
        }
        tracing::warn!(delivery.id = %post.delivery, "a post is looked for among very many messages");
        Err(SendError::Later { after: None })
    }
}
