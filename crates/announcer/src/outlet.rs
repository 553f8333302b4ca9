//! The way out of the house: what the courier asks of an adapter.

use std::{future::Future, pin::Pin, time::Duration};

use chat::Reply;
use chrono::{DateTime, Utc};
use domain::{DeliveryId, Marker, MessageRef, Platform, Reason, Target};

/// What an outlet's methods return: boxed, because outlets are chosen at run time.
pub type OutletFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, SendError>> + Send + 'a>>;

/// One message to send: rendered by the adapter, marked so that it can be found again.
#[derive(Debug, Clone)]
pub struct Post {
    /// The delivery.
    pub delivery: DeliveryId,
    /// The message's nonce and marker.
    pub marker: Marker,
    /// Where it goes.
    pub target: Target,
    /// What it says; the codes of its buttons are set.
    pub reply: Reply,
}

/// An adapter, as the courier sees it. Every method ends within [`Outlet::time_limit`].
pub trait Outlet: Send + Sync + 'static {
    /// The platform whose targets it serves.
    fn platform(&self) -> Platform;

    /// Sends a post and says where it stands. Sending the same marker again within
    /// [`Outlet::nonce_window`] of the first attempt gives the same message.
    fn send<'a>(&'a self, post: &'a Post) -> OutletFuture<'a, MessageRef>;

    /// Puts the post's present state where `message` stands.
    fn edit<'a>(&'a self, message: &'a MessageRef, post: &'a Post) -> OutletFuture<'a, ()>;

    /// Deletes a message of the bot's in this target.
    fn retract<'a>(&'a self, message: &'a MessageRef, target: &'a Target) -> OutletFuture<'a, ()>;

    /// Looks among the bot's messages in the post's target since `since` for the post's marker.
    fn find<'a>(
        &'a self,
        post: &'a Post,
        since: DateTime<Utc>,
    ) -> OutletFuture<'a, Option<MessageRef>>;

    /// For how long after the first attempt the platform recognises a repeated one; zero where it does not.
    fn nonce_window(&self) -> Duration;

    /// After this time an attempt is given up; its outcome is unknown then.
    fn time_limit(&self) -> Duration;
}

/// Why a message was not sent, or not surely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendError {
    /// It certainly did not arrive, and trying later can help: `after` as the platform says.
    Later {
        /// How long the platform wants to be left alone.
        after: Option<Duration>,
    },
    /// It may have arrived: time-out, reset, a broken answer.
    Unknown,
    /// Refused for good.
    Refused(Reason),
    /// The message to edit is gone.
    Gone,
}
