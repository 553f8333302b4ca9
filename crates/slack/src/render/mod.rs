//! From a reply or a form to what Slack is sent.

mod address;
mod body;
mod card;
mod elements;
mod escape;
mod fallback;
mod input;
mod lasting;
mod markdown;
mod payload;
mod rich;
mod room;
mod table;
mod view;

pub(crate) use card::{Card, card};
pub(crate) use fallback::sentence;
pub(crate) use payload::{Block, Upload, View};
pub(crate) use view::{home, loading, modal, modal_again, options, reply_view};

#[cfg(test)]
pub(crate) use tests::validator;

#[cfg(test)]
mod tests;
