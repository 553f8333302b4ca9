//! Answers to questions about DASH.

mod answer;
mod ask;
mod care;
mod courtesy;
mod helped;
mod live;
mod shown;
mod topics;

pub(crate) use answer::contact;
pub(crate) use ask::Ask;
pub(crate) use helped::Helped;
pub(crate) use live::Live;
pub(crate) use shown::Shown;
pub(crate) use topics::Topics;
