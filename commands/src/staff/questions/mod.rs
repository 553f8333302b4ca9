//! What staff do with questions to the team.

mod case;
mod close;
mod list;
mod open;
mod reopen;
mod reply;
mod send;
mod take;

pub(crate) use close::Close;
pub(crate) use list::List;
pub(crate) use open::Open;
pub(crate) use reopen::Reopen;
pub(crate) use reply::Reply;
pub(crate) use send::Send;
pub(crate) use take::Take;
