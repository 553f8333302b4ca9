//! The way out for posts: each is sent once, found again when that is uncertain, and edited in place.

mod conversations;
mod find;
mod refusal;

use std::{sync::Arc, time::Duration};

use announcer::{Outlet, OutletFuture, Post, SendError};
use chrono::{DateTime, Utc};
use domain::{MessageRef, Platform, Purpose, Reason, Target};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    PLATFORM, Who,
    answer::Content,
    api::{Api, Done, LIMIT},
    home::Homes,
    members::Members,
    render::{self, Card},
    thread::Thread,
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

/// Where a post goes.
#[derive(Debug)]
struct Place {
    channel: String,
    /// The message at which its thread begins, where it goes into one.
    thread: Option<String>,
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
        let Place { channel, thread } = self.place(post).await?;
        let card = self.card(post).await;
        let mut further = json!({ "channel": channel });
        if let Some(thread) = &thread {
            self.look_at_thread(&channel, thread).await?;
            further["thread_ts"] = thread.as_str().into();
        }
        let args = Content::of(&card).with(marked(post, further));
        let sent = self
            .api
            .write::<Said>("chat.postMessage", Some(&channel), &args)
            .await;
        let said = sent.map_err(|failure| self.refused(post, refusal::of_sending(&failure)))?;
        for file in &card.files {
            let below = Some(thread.as_deref().unwrap_or(&said.ts));
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

    /// The channel or thread that a post goes to; for a person the conversation with them.
    async fn place(&self, post: &Post) -> Result<Place, SendError> {
        let address = &post.target.address;
        let (channel, thread) = match post.target.purpose {
            Purpose::Direct => (self.conversations.with(address).await?, None),
            Purpose::Thread => {
                let thread = Thread::read(address);
                let Thread { channel, ts } =
                    thread.ok_or(SendError::Refused(Reason::UnknownTarget))?;
                (channel.to_owned(), Some(ts.to_owned()))
            }
            Purpose::Announcements | Purpose::Staff | Purpose::Start => (address.clone(), None),
        };
        Ok(Place { channel, thread })
    }

    /// Looks whether a thread is still there: what is said in one that is gone, Slack shows to the whole channel.
    async fn look_at_thread(&self, channel: &str, ts: &str) -> Result<(), SendError> {
        let args = [("channel", channel), ("ts", ts), ("limit", "1")];
        let looked = self.api.read::<Done>("conversations.replies", &args).await;
        looked
            .map(drop)
            .map_err(|failure| refusal::of_repeatable(&failure))
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
            Purpose::Thread => {
                let addressed = post.reply.addressed.iter();
                addressed.for_each(|person| self.homes.changed(person));
            }
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
