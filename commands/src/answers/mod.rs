//! Answers to questions about DASH.

mod answer;
mod ask;
mod topics;

pub(crate) use answer::contact;
pub(crate) use ask::Ask;
pub(crate) use topics::Topics;
