//! What one look at a channel shows.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::Lang;

use crate::{
    Shown,
    channel::Channel,
    identity::{People, Person},
    turns::Turn,
};

/// A channel as one person sees it.
pub(super) struct View {
    pub(super) lang: Lang,
    pub(super) people: People,
    /// Who looks.
    pub(super) person: Person,
    pub(super) channel: Channel,
    pub(super) now: DateTime<Utc>,
    /// Posts and turns, oldest first.
    pub(super) entries: Vec<Entry>,
    /// Whether the posts could not be had.
    pub(super) failed: bool,
    /// Lines to begin with where nothing was said yet.
    pub(super) starters: Vec<String>,
}

/// A post, or something asked here and its answer.
pub(super) enum Entry {
    Post(Box<Shown>),
    Turn(Arc<Turn>),
}

impl Entry {
    pub(super) fn at(&self) -> DateTime<Utc> {
        match self {
            Self::Post(post) => post.sent_at,
            Self::Turn(turn) => turn.at,
        }
    }
}
