//! What staff set: how the bot works, as far as that is theirs to say.

mod change;
mod here;
mod history;
mod lines;
mod reset;
mod set;
mod show;
mod undo;

pub(crate) use here::Here;
pub(crate) use history::History;
pub(crate) use reset::Reset;
pub(crate) use set::Set;
pub(crate) use show::Show;
pub(crate) use undo::Undo;
