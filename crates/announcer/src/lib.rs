//! What goes out by itself: the feed that is watched, the posts, and the courier that delivers them.

mod outlet;

pub use outlet::{Outlet, OutletFuture, Post, SendError};
