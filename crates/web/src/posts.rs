//! What the page asks of the house: the posts that stand on one of its walls.

use std::{future::Future, pin::Pin};

use chat::Reply;
use chrono::{DateTime, Utc};
use domain::DeliveryId;

use crate::Wall;

/// What [`Posts::on`] returns: boxed, because the page is handed any implementation.
pub type PostsFuture<'a> = Pin<Box<dyn Future<Output = anyhow::Result<Vec<Shown>>> + Send + 'a>>;

/// A post as it is shown now.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The delivery that it is.
    pub id: DeliveryId,
    /// What it says now; the codes of its buttons are set.
    pub reply: Reply,
    /// When it was posted.
    pub sent_at: DateTime<Utc>,
}

/// Where the page's posts come from. A post is its delivery's row, so it stands from the moment in which
/// the row is committed, whether or not the courier has passed by; rows that ended without being of use
/// (expired, gone, subject gone) are left out.
pub trait Posts: Send + Sync + 'static {
    /// The latest posts of the targets that `wall` [holds](Wall::holds), at most fifty of each, oldest first.
    fn on(&self, wall: Wall) -> PostsFuture<'_>;
}
