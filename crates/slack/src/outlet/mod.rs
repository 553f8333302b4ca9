//! The way out for posts: each is sent once, found again when that is uncertain, and edited in place.

mod conversations;
mod find;
mod refusal;

use std::{sync::Arc, time::Duration};

use announcer::{Outlet, OutletFuture, Post, SendError};
use chrono::{DateTime, Utc};
use domain::{MessageRef, Platform, Purpose, Target};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    PLATFORM, Who,
    answer::Content,
    api::{Api, Done, LIMIT},
    home::Homes,
    members::Members,
    render::{self, Card},
};
use conversations::Conversations;

/// What a post is marked with.
pub(crate) const POST: &str = "dash_post";

/// The courier's way to Slack. Cheap to clone.
#[derive(Debug, Clone)]
pub struct SlackOutlet(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    api: Arc<Api>,
    who: Who,
    members: Arc<Members>,
    homes: Arc<Homes>,
    conversations: Conversations,
}

#[derive(Debug, Deserialize)]
struct Said {
    channel: String,
    ts: String,
}

impl SlackOutlet {
    pub(crate) fn new(api: Arc<Api>, who: Who, members: Arc<Members>, homes: Arc<Homes>) -> Self {
        Self(Arc::new(Inner {
            conversations: Conversations::new(api.clone()),
            api,
            who,
            members,
            homes,
        }))
    }

    /// The conversation with a person.
    pub(crate) async fn conversation(&self, person: &str) -> Result<String, SendError> {
        self.0.conversations.with(person).await
    }

    /// Ends an attempt in time, whatever it waits for.
    fn limited<'a, T: Send + 'a>(
        &'a self,
        attempt: impl Future<Output = Result<T, SendError>> + Send + 'a,
    ) -> OutletFuture<'a, T> {
        let clock = self.0.api.clock();
        Box::pin(async move {
            let attempt = clock.timeout(LIMIT, attempt).await;
            attempt.unwrap_or(Err(SendError::Unknown))
        })
    }
}

impl Outlet for SlackOutlet {
    fn platform(&self) -> Platform {
        PLATFORM
    }

    fn send<'a>(&'a self, post: &'a Post) -> OutletFuture<'a, MessageRef> {
        self.limited(self.0.send(post))
    }

    fn edit<'a>(&'a self, message: &'a MessageRef, post: &'a Post) -> OutletFuture<'a, ()> {
        self.limited(self.0.edit(message, post))
    }

    fn retract<'a>(&'a self, message: &'a MessageRef, target: &'a Target) -> OutletFuture<'a, ()> {
        if target.purpose == Purpose::Direct {
            self.0.homes.erased(&target.address);
        }
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
        // Slack knows no message again.
        Duration::ZERO
    }

    fn time_limit(&self) -> Duration {
        LIMIT
    }
}

impl Inner {
    async fn send(&self, post: &Post) -> Result<MessageRef, SendError> {
        let channel = self.channel(post).await?;
        let card = self.card(post).await;
        let args = Content::of(&card).with(marked(post, json!({ "channel": channel })));
        let sent = self
            .api
            .write::<Said>("chat.postMessage", Some(&channel), &args)
            .await;
        let said = sent.map_err(|failure| self.refused(post, refusal::of_sending(&failure)))?;
        for file in &card.files {
            let below = Some(said.ts.as_str());
            if let Err(failure) = self.api.upload(file, &said.channel, below).await {
                tracing::warn!(delivery.id = %post.delivery, %failure, "cannot send a file with a post");
            }
        }
        self.told(post);
        Ok(MessageRef {
            channel: said.channel,
            message: said.ts,
        })
    }

    async fn edit(&self, message: &MessageRef, post: &Post) -> Result<(), SendError> {
        let card = self.card(post).await;
        let place = json!({ "channel": message.channel, "ts": message.message });
        let args = Content::of(&card).with(marked(post, place));
        let edited = self
            .api
            .write::<Done>("chat.update", Some(&message.channel), &args)
            .await;
        edited.map_err(|failure| self.refused(post, refusal::of_repeatable(&failure)))?;
        self.told(post);
        Ok(())
    }

    async fn retract(&self, message: &MessageRef) -> Result<(), SendError> {
        // A file that was handed over by itself.
        let deleted = if message.message.starts_with('F') {
            let args = json!({ "file": message.message });
            self.api.write::<Done>("files.delete", None, &args).await
        } else {
            let args = json!({ "channel": message.channel, "ts": message.message });
            let at = Some(message.channel.as_str());
            self.api.write::<Done>("chat.delete", at, &args).await
        };
        deleted
            .map(drop)
            .map_err(|failure| refusal::of_deleting(&failure))
    }

    async fn card(&self, post: &Post) -> Card {
        let mut reply = post.reply.clone();
        self.members.name(&mut reply).await;
        render::card(&reply)
    }

    /// The channel that a post goes to; for a person the conversation with them.
    async fn channel(&self, post: &Post) -> Result<String, SendError> {
        let address = &post.target.address;
        if post.target.purpose == Purpose::Direct {
            return self.conversations.with(address).await;
        }
        Ok(address.clone())
    }

    fn refused(&self, post: &Post, error: SendError) -> SendError {
        if matches!(error, SendError::Refused(_)) && post.target.purpose == Purpose::Direct {
            self.conversations.forget(&post.target.address);
        }
        error
    }

    /// Something is told that also stands on people's own pages.
    fn told(&self, post: &Post) {
        match post.target.purpose {
            Purpose::Direct => self.homes.changed(&post.target.address),
            Purpose::Announcements => self.homes.all_changed(),
            Purpose::Staff | Purpose::Start => {}
        }
    }
}

/// With the mark by which the post is found again.
fn marked(post: &Post, mut further: Value) -> Value {
    further["metadata"] = json!({
        "event_type": POST,
        "event_payload": { "marker": post.marker.as_str() },
    });
    further
}
