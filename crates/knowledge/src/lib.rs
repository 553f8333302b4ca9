//! The answers: reads them in English and Dutch, and finds the right one for a question, or none.

mod alike;
mod check;
mod entry;
mod eval;
mod examples;
mod fact;
mod features;
mod find;
mod follow;
mod fresh;
mod front_matter;
mod glossary;
mod knowledge;
mod likeness;
mod source;
mod table;
mod text;
mod topic;
mod train;
mod weights;

pub(crate) use eval::Counts;

pub use alike::{Alike, alike};
pub use check::{Finding, check, wrong_facts};
pub use entry::{Answer, Entry, Link};
pub use eval::{ByLang, Miss, Rates, Report, eval};
pub use fact::{Fact, facts, with_facts};
pub use find::{Asked, Candidate, Found};
pub use front_matter::{EntryError, Problem};
pub use knowledge::Knowledge;
pub use source::{Loaded, bundled, directory};
pub use topic::TopicId;
pub use train::{Training, Validation, train};
pub use weights::{WEIGHTS_FILE, Weights};
