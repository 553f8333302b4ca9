//! A member's questions to the team: asking, looking, answering back.

mod ask;
mod back;
mod hand;
mod helped;
mod here;
mod mine;
mod questions;
mod send;

pub(crate) use ask::Ask;
pub(crate) use back::Back;
pub(crate) use hand::Hand;
pub(crate) use helped::Helped;
pub(crate) use here::Here;
pub(crate) use questions::Questions;
pub(crate) use send::Send;
