//! What staff do with answers.

mod answer;
mod edit;
mod export;
mod gaps;
mod history;
mod import;
mod list;
mod origin;
mod place;
mod retire;
mod review;
mod show;
mod since;
mod still;
mod undo;
mod write;

pub(crate) use edit::Edit;
pub(crate) use export::Export;
pub(crate) use gaps::{Dismiss, Gaps};
pub(crate) use history::History;
pub(crate) use import::Import;
pub(crate) use list::List;
pub(crate) use place::Place;
pub(crate) use retire::{Restore, Retire};
pub(crate) use review::{Discard, Publish, Review};
pub(crate) use show::Show;
pub(crate) use still::StillRight;
pub(crate) use undo::Undo;
pub(crate) use write::Write;
