//! What is known of a person: shown to them, handed to them, erased at their word. Staff do the same for somebody who
//! has left.

mod erase;
mod erasing;
mod export;
mod file;
mod known;
mod meant;
mod show;

pub(crate) use erase::{Erase, SURE};
pub(crate) use erasing::{consequences, receipt};
pub(crate) use export::Export;
pub(crate) use known::counts;
pub(crate) use show::Show;

pub use erasing::erase_person;
pub use file::export_json;
pub use meant::people_meant;
