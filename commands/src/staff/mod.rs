//! What staff do with sign-ups and channels.

mod accept;
mod case;
mod decline;
mod figures;
mod list;
mod open;
pub(crate) mod person;
mod post;
mod reopen;

pub(crate) use accept::Accept;
pub(crate) use decline::Decline;
pub(crate) use figures::Figures;
pub(crate) use list::List;
pub(crate) use open::Open;
pub(crate) use post::Post;
pub(crate) use reopen::Reopen;
