//! What goes out by itself: the feed that is watched, the posts, and the courier that delivers them.

mod channels;
mod courier;
pub mod feed;
mod outlet;
pub mod posts;

pub use channels::{channel_deleted, channel_refuses, staff_role_deleted};
pub use courier::Courier;
pub use outlet::{Outlet, OutletFuture, Outlets, Post, SendError};

#[cfg(test)]
mod tests;
