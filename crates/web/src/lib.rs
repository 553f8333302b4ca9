//! A chat page on this machine: the same commands, posts and direct messages, without any platform.

mod assets;
mod channel;
mod gate;
mod identity;
mod live;
mod outlet;
mod page;
mod posts;
mod render;
mod serve;
mod turns;
mod watch;

pub use channel::{Wall, channels};
pub use identity::{People, Person};
pub use page::Page;
pub use posts::{Posts, PostsFuture, Shown};
pub use serve::serve;
pub use watch::{Metrics, watch};

use domain::Platform;

/// The name by which the page knows itself.
pub const PLATFORM: Platform = Platform::new("page");
