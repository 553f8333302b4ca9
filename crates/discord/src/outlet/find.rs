//! Looking for a post whose fate is unknown among the bot's messages.

use announcer::{Post, SendError};
use chrono::{DateTime, TimeDelta, Utc};
use domain::MessageRef;
use serde::Deserialize;
use serenity::{
    http::Route,
    model::id::{MessageId, UserId},
};

use super::{Inner, refusal};
use crate::{render, rest::Ask};

/// Discord's first millisecond: 2015-01-01T00:00Z.
const EPOCH: i64 = 1_420_070_400_000;
/// Discord's clock and ours need not agree.
const SLACK: TimeDelta = TimeDelta::seconds(60);
const PAGE: usize = 100;
/// Messages since an attempt are looked through up to this many pages: what a busy channel says in hours.
const PAGES: usize = 5;

#[derive(Debug, Deserialize)]
struct Message {
    id: MessageId,
    author: Author,
    #[serde(default)]
    embeds: Vec<Embed>,
}

#[derive(Debug, Deserialize)]
struct Author {
    id: UserId,
}

#[derive(Debug, Deserialize)]
struct Embed {
    #[serde(default)]
    url: Option<String>,
}

impl Inner {
    pub(super) async fn find(
        &self,
        post: &Post,
        since: DateTime<Utc>,
    ) -> Result<Option<MessageRef>, SendError> {
        let channel_id = self.channel(post).await?;
        let fragment = render::fragment(post.delivery.as_str());
        let mut after = snowflake(since - SLACK);
        for _ in 0..PAGES {
            let route = Route::ChannelMessages { channel_id };
            let ask = Ask::get(route).query("after", after).query("limit", PAGE);
            let page: Vec<Message> = self.rest.ask(ask).await.map_err(refusal::of_repeatable)?;
            let marked = |message: &&Message| {
                let links = message
                    .embeds
                    .iter()
                    .filter_map(|embed| embed.url.as_deref());
                message.author.id == self.bot
                    && links.into_iter().any(|url| url.ends_with(&fragment))
            };
            if let Some(found) = page.iter().find(marked) {
                return Ok(Some(MessageRef {
                    channel: channel_id.to_string(),
                    message: found.id.to_string(),
                }));
            }
            let newest = page.iter().map(|message| message.id.get()).max();
            match newest {
                Some(newest) if page.len() == PAGE => after = newest,
                _ => return Ok(None),
            }
        }
        tracing::warn!(delivery.id = %post.delivery, "a post was not found among {} messages", PAGE * PAGES);
        Ok(None)
    }
}

/// The least id of a message of this instant.
fn snowflake(at: DateTime<Utc>) -> u64 {
    u64::try_from(at.timestamp_millis() - EPOCH).unwrap_or_default() << 22
}
