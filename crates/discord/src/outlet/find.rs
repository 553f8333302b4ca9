//! Looking for a post whose fate is unknown among the bot's messages.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use announcer::{Post, SendError};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{DeliveryId, MessageRef, Purpose};
use serde::{Deserialize, de::DeserializeOwned};
use serenity::{
    http::Route,
    model::{
        Permissions,
        id::{ChannelId, MessageId, UserId},
    },
};

use super::{Inner, refusal};
use crate::{
    permissions::{self, Channel, Guild, Member},
    render,
    rest::Ask,
};

/// Discord's first millisecond: 2015-01-01T00:00Z.
const EPOCH: i64 = 1_420_070_400_000;
/// Discord's clock and ours need not agree.
const SLACK: TimeDelta = TimeDelta::seconds(60);
const PAGE: usize = 100;
/// So many pages are looked through at once, in time; the next search goes on behind them.
const PAGES: usize = 5;
/// So many unfinished searches are remembered at most; then all begin anew.
const MOST: usize = 100;
/// A thread, by its type: of announcements, public, private.
const THREADS: std::ops::RangeInclusive<u8> = 10..=12;

/// The searches that are not at their end: up to which message each has looked.
#[derive(Debug, Default)]
pub(super) struct Searches(Mutex<HashMap<DeliveryId, u64>>);

impl Searches {
    fn reached(&self, delivery: &DeliveryId) -> Option<u64> {
        self.known().get(delivery).copied()
    }

    fn note(&self, delivery: &DeliveryId, reached: u64) {
        let mut known = self.known();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(delivery.clone(), reached);
    }

    fn end(&self, delivery: &DeliveryId) {
        self.known().remove(delivery);
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<DeliveryId, u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

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
    /// Looks for a post since `since`. That it is not there is only said where it would have been seen.
    pub(super) async fn find(
        &self,
        post: &Post,
        since: DateTime<Utc>,
    ) -> Result<Option<MessageRef>, SendError> {
        let channel_id = self.channel(post).await?;
        let fragment = render::fragment(post.marker.as_str());
        let reached = self.searches.reached(&post.delivery);
        let mut after = reached.unwrap_or_else(|| snowflake(since - SLACK));
        for page in 0..PAGES {
            let first = page == 0 && reached.is_none();
            let route = Route::ChannelMessages { channel_id };
            let ask = Ask::get(route).query("after", after).query("limit", PAGE);
            let page: Vec<Message> = self.look(ask).await?;
            let marked = |message: &&Message| {
                let links = message
                    .embeds
                    .iter()
                    .filter_map(|embed| embed.url.as_deref());
                message.author.id == self.bot
                    && links.into_iter().any(|url| url.ends_with(&fragment))
            };
            if let Some(found) = page.iter().find(marked) {
                self.searches.end(&post.delivery);
                return Ok(Some(MessageRef {
                    channel: channel_id.to_string(),
                    message: found.id.to_string(),
                }));
            }
            // Who may not read the past is given an empty list.
            if first && page.is_empty() && !self.may_read(post, channel_id).await? {
                tracing::warn!(
                    delivery.id = %post.delivery,
                    what_to_do = "give the bot Read Message History in the channel",
                    "cannot find out whether a post has arrived"
                );
                return Err(SendError::Later { after: None });
            }
            let newest = page.iter().map(|message| message.id.get()).max();
            match newest {
                Some(newest) if page.len() == PAGE => after = newest,
                _ => {
                    self.searches.end(&post.delivery);
                    return Ok(None);
                }
            }
            self.searches.note(&post.delivery, after);
        }
        tracing::info!(delivery.id = %post.delivery, "a post is still looked for among many messages");
        Err(SendError::Later { after: None })
    }

    /// Whether the bot may read what was said in the channel of a post.
    async fn may_read(&self, post: &Post, channel_id: ChannelId) -> Result<bool, SendError> {
        if post.target.purpose == Purpose::Direct {
            return Ok(true);
        }
        let mut channel: Channel = self.look(Ask::get(Route::Channel { channel_id })).await?;
        // A thread has what its channel has.
        if let Some(channel_id) = channel
            .parent_id
            .filter(|_| THREADS.contains(&channel.kind))
        {
            channel = self.look(Ask::get(Route::Channel { channel_id })).await?;
        }
        let guild_id = self.guild;
        let guild: Guild = self.look(Ask::get(Route::Guild { guild_id })).await?;
        let user_id = self.bot;
        let route = Route::GuildMember { guild_id, user_id };
        let member: Member = self.look(Ask::get(route)).await?;
        let may = permissions::in_channel(&guild, &channel, self.bot, &member.roles);
        Ok(may.contains(Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY))
    }

    async fn look<T: DeserializeOwned>(&self, ask: Ask<'_>) -> Result<T, SendError> {
        let found = self.rest.ask(ask).await;
        found.map_err(refusal::of_repeatable)
    }
}

/// The least id of a message of this instant.
fn snowflake(at: DateTime<Utc>) -> u64 {
    u64::try_from(at.timestamp_millis() - EPOCH).unwrap_or_default() << 22
}
