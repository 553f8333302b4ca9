//! The channel's feed: what it says, looking at it again and again, and announcing what is new.

mod atom;
mod fetch;
mod look;
mod problem;
mod show;
mod video;
mod watch;

pub use atom::parse;
pub use fetch::{MAX_BYTES, TIME_LIMIT, client, fetch};
pub use look::Look;
pub use problem::FeedProblem;
pub use show::{show, show_problem};
pub use video::Video;
pub use watch::{Source, Watcher};

#[cfg(test)]
mod tests;
