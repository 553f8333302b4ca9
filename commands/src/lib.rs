//! What people can ask of the bot: one file, one command, once for every platform.

mod answers;
mod book;
mod brief;
mod cards;
mod command;
mod context;
mod counseling;
mod dispatch;
mod facts;
mod heard;
mod help;
mod house;
mod language;
mod lectures;
mod limits;
mod list;
mod meters;
mod mydata;
mod pages;
mod people;
mod questions;
mod remind;
mod staff;
mod start;
mod sweep;
mod talks;
mod team;
#[cfg(test)]
mod tests;
mod unasked;
mod upkeep;

pub use book::{Answers, written_over};
pub use cards::post_missing_cards;
pub use dispatch::{Dispatcher, FieldProblem, Said};
pub use house::{Limits, Setup};
pub use mydata::{erase_person, export_json, people_meant};
pub use questions::QuestionLog;
pub use store::Unanswered;
pub use sweep::sweep;
pub use upkeep::Upkeep;

/// Every command's SPEC, in the order of `/help`.
pub fn specs() -> chat::Specs {
    chat::Specs::new(list::all().into_iter().map(|entry| entry.spec).collect())
}
