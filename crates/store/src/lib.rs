//! SQLite and PostgreSQL behind one unit of work. One file is one table.

#[macro_use]
mod sql;

mod addresses;
mod audit;
mod counters;
mod database;
mod deliveries;
mod delivery_claims;
mod delivery_outcomes;
mod delivery_row;
mod feeds;
mod keys;
mod lectures;
mod listener;
mod migrations;
mod open_error;
mod parked;
mod people;
mod privacy;
mod questions;
mod rekey;
mod seal;
mod signup_history;
mod signup_moves;
mod signups;
mod sqlite;
mod store;
mod targets;
mod text;
mod tx;
mod wakeups;

pub use deliveries::Enqueue;
pub use delivery_claims::Claim;
pub use feeds::Feed;
pub use keys::{Key, Keys};
pub use lectures::Saved;
pub use open_error::OpenError;
pub use people::Person;
pub use privacy::{Keep, Privacy, Sealed, TABLES, Whose};
pub use questions::{AskedQuestion, QUESTIONS_KEPT_DAYS};
pub use rekey::Seals;
pub use signup_history::HistoryLine;
pub use signup_moves::Moved;
pub use store::Store;
pub use tx::Tx;
pub use wakeups::Wakeups;
