//! Answers to questions about DASH.

mod answer;
mod ask;
mod care;
mod helped;
mod live;
mod topics;

pub(crate) use answer::contact;
pub(crate) use ask::Ask;
pub(crate) use helped::Helped;
pub(crate) use live::Live;
pub(crate) use topics::Topics;
