//! The way out for posts: each is sent once, found again when that is uncertain, and edited in place.

mod directs;
mod find;
mod nonce;
mod refusal;
mod retract;

use std::{sync::Arc, time::Duration};

use announcer::{Outlet, OutletFuture, Post, SendError};
use chrono::{DateTime, Utc};
use clock::Clock;
use domain::{MessageRef, Platform, Purpose, Reason, Target};
use serde::Deserialize;
use serde_json::json;
use serenity::{
    http::{LightMethod, Route},
    model::id::{ChannelId, GuildId, MessageId, UserId},
};

use crate::{
    PLATFORM, config,
    render::{self, Card, Marker},
    rest::{Ask, Content, Failure, Rest},
};
use directs::Directs;
use find::Searches;

/// After this an attempt is given up.
const LIMIT: Duration = Duration::from_secs(10);
/// For so long Discord surely knows a nonce again ("a few minutes").
const NONCE_WINDOW: Duration = Duration::from_secs(60);
/// "Thread is archived."
const ARCHIVED: i64 = 50083;

/// The courier's way to Discord. Cheap to clone.
#[derive(Debug, Clone)]
pub struct DiscordOutlet(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    rest: Arc<Rest>,
    clock: Clock,
    bot: UserId,
    guild: GuildId,
    /// The page that a post's title links to when it has none of its own.
    page: String,
    directs: Directs,
    searches: Searches,
}

#[derive(Debug, Deserialize)]
struct Sent {
    id: MessageId,
}

impl DiscordOutlet {
    pub(crate) fn new(rest: Arc<Rest>, clock: Clock, bot: UserId, guild: GuildId) -> Self {
        Self(Arc::new(Inner {
            directs: Directs::new(rest.clone()),
            rest,
            clock,
            bot,
            guild,
            searches: Searches::default(),
            page: format!("https://discord.com/channels/{guild}"),
        }))
    }

    /// Ends an attempt in time, whatever it waits for.
    fn limited<'a, T: Send + 'a>(
        &'a self,
        attempt: impl Future<Output = Result<T, SendError>> + Send + 'a,
    ) -> OutletFuture<'a, T> {
        let clock = &self.0.clock;
        Box::pin(async move {
            let attempt = clock.timeout(LIMIT, attempt).await;
            attempt.unwrap_or(Err(SendError::Unknown))
        })
    }
}

impl Outlet for DiscordOutlet {
    fn platform(&self) -> Platform {
        PLATFORM
    }

    fn send<'a>(&'a self, post: &'a Post) -> OutletFuture<'a, MessageRef> {
        self.limited(self.0.send(post))
    }

    fn edit<'a>(&'a self, message: &'a MessageRef, post: &'a Post) -> OutletFuture<'a, ()> {
        self.limited(self.0.edit(message, post))
    }

    fn retract<'a>(&'a self, message: &'a MessageRef, _: &'a Target) -> OutletFuture<'a, ()> {
        self.limited(self.0.retract(message))
    }

    fn find<'a>(
        &'a self,
        post: &'a Post,
        since: DateTime<Utc>,
    ) -> OutletFuture<'a, Option<MessageRef>> {
        self.limited(self.0.find(post, since))
    }

    fn nonce_window(&self) -> Duration {
        NONCE_WINDOW
    }

    fn time_limit(&self) -> Duration {
        LIMIT
    }
}

impl Inner {
    async fn send(&self, post: &Post) -> Result<MessageRef, SendError> {
        let channel_id = self.channel(post).await?;
        let card = self.card(post);
        let nonce = nonce::nonce(&post.marker);
        let json = render::post(&card, &nonce, None);
        let ask = || {
            let content = Content {
                json: json.clone(),
                files: card.files.clone(),
            };
            Ask::new(LightMethod::Post, Route::ChannelMessages { channel_id }).with(content)
        };
        let mut sent = self.rest.ask::<Sent>(ask()).await;
        if sent
            .as_ref()
            .is_err_and(|failure| failure.code() == Some(ARCHIVED))
        {
            self.unarchive(channel_id).await?;
            sent = self.rest.ask(ask()).await;
        }
        let sent = sent.map_err(|failure| self.refused(post, failure, refusal::of_sending))?;
        Ok(MessageRef {
            channel: channel_id.to_string(),
            message: sent.id.to_string(),
        })
    }

    async fn edit(&self, message: &MessageRef, post: &Post) -> Result<(), SendError> {
        let ids = config::channel(&message.channel).zip(config::snowflake(&message.message));
        let Some((channel_id, message_id)) = ids else {
            return Err(SendError::Gone);
        };
        let card = self.card(post);
        let json = render::edit(&card);
        let ask = || {
            let route = Route::ChannelMessage {
                channel_id,
                message_id: MessageId::new(message_id),
            };
            let content = Content {
                json: json.clone(),
                files: card.files.clone(),
            };
            Ask::new(LightMethod::Patch, route).with(content)
        };
        let mut edited = self.rest.tell(ask()).await;
        if edited
            .as_ref()
            .is_err_and(|failure| failure.code() == Some(ARCHIVED))
        {
            self.unarchive(channel_id).await?;
            edited = self.rest.tell(ask()).await;
        }
        edited.map_err(|failure| self.refused(post, failure, refusal::of_repeatable))
    }

    /// Nothing can be said in an archived thread, and its buttons are dead.
    async fn unarchive(&self, channel_id: ChannelId) -> Result<(), SendError> {
        let json = json!({ "archived": false }).to_string().into_bytes();
        let ask = Ask::new(LightMethod::Patch, Route::Channel { channel_id });
        let done = self.rest.tell(ask.with(Content::json(json))).await;
        done.map_err(refusal::of_repeatable)
    }

    fn card(&self, post: &Post) -> Card {
        let marker = Marker {
            text: post.marker.as_str(),
            page: &self.page,
        };
        render::card(&post.reply, Some(marker))
    }

    /// The channel that a post goes to; for a person the one of their direct messages.
    async fn channel(&self, post: &Post) -> Result<ChannelId, SendError> {
        let address = &post.target.address;
        if post.target.purpose == Purpose::Direct {
            return self.directs.channel(address).await;
        }
        config::channel(address).ok_or(SendError::Refused(Reason::UnknownTarget))
    }

    fn refused(
        &self,
        post: &Post,
        failure: Failure,
        meaning: fn(Failure) -> SendError,
    ) -> SendError {
        tracing::debug!(delivery.id = %post.delivery, %failure, "a post was not taken");
        let error = meaning(failure);
        if matches!(error, SendError::Refused(_)) && post.target.purpose == Purpose::Direct {
            self.directs.forget(&post.target.address);
        }
        error
    }
}
