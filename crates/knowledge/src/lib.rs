//! The answers: reads them in English and Dutch, and finds the right one for a question, or none.

mod analysis;
mod check;
mod entry;
mod eval;
mod find;
mod front_matter;
mod index;
mod knowledge;
mod language;
mod outside;
mod score;
mod source;
mod spelling;
mod topic;
mod words;

pub use check::{Finding, check};
pub use entry::{Answer, Entry, Link};
pub use eval::{ByLang, Miss, Rates, Report, eval};
pub use find::{Asked, Candidate, Found};
pub use front_matter::{EntryError, Problem};
pub use knowledge::Knowledge;
pub use source::{Loaded, bundled, directory};
pub use topic::TopicId;
