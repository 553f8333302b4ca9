//! What staff do with sign-ups and channels, and how they see whether the bot is well.

mod accept;
mod case;
mod decline;
mod figures;
pub(crate) mod knowledge;
mod list;
mod open;
pub(crate) mod person;
mod post;
pub(crate) mod questions;
mod reopen;
mod retry;
pub(crate) mod settings;
mod status;

pub(crate) use accept::Accept;
pub(crate) use decline::Decline;
pub(crate) use figures::Figures;
pub(crate) use list::List;
pub(crate) use open::Open;
pub(crate) use post::Post;
pub(crate) use reopen::Reopen;
pub(crate) use retry::Retry;
pub(crate) use status::{Status, channel_refuses};
