//! The way out of the house: what the courier asks of an adapter.

use std::{fmt, future::Future, pin::Pin, sync::Arc, time::Duration};

use chat::Reply;
use chrono::{DateTime, Utc};
use domain::{DeliveryId, Marker, MessageRef, Platform, Reason, Target};
use tokio::sync::watch;

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

/// The outlets there are, one for a platform. More can come while the courier runs: a platform that is away when the
/// bot starts has its posts wait, and no other's. Clones are the same outlets.
#[derive(Clone, Default)]
pub struct Outlets(Arc<watch::Sender<Vec<Arc<dyn Outlet>>>>);

impl Outlets {
    /// Adds an outlet; one that is there for the same platform goes.
    pub fn add(&self, outlet: Arc<dyn Outlet>) {
        self.0.send_modify(|outlets| {
            outlets.retain(|other| other.platform() != outlet.platform());
            outlets.push(outlet);
        });
    }

    /// The one that serves a platform.
    pub(crate) fn of(&self, platform: &Platform) -> Option<Arc<dyn Outlet>> {
        let outlets = self.0.borrow();
        let mut outlets = outlets.iter();
        outlets
            .find(|outlet| outlet.platform() == *platform)
            .cloned()
    }

    /// The platforms that are served.
    pub(crate) fn platforms(&self) -> Vec<Platform> {
        self.0
            .borrow()
            .iter()
            .map(|outlet| outlet.platform())
            .collect()
    }

    /// The longest time that an attempt may take in one of them.
    pub(crate) fn time_limit(&self) -> Duration {
        let outlets = self.0.borrow();
        let limits = outlets.iter().map(|outlet| outlet.time_limit());
        limits.max().unwrap_or_default()
    }

    /// Tells of each that is added from now on.
    pub(crate) fn added(&self) -> watch::Receiver<Vec<Arc<dyn Outlet>>> {
        self.0.subscribe()
    }
}

impl fmt::Debug for Outlets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.platforms()).finish()
    }
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
