//! The words that commands and adapters share: what is asked, by whom, and what is answered. No I/O.

mod action;
mod adapter;
mod args;
mod caller;
mod check;
mod code;
mod error;
mod form;
pub mod grammar;
mod kept;
mod lost;
mod reply;
mod request;
mod spec;
mod specs;
pub mod texts;

pub use action::{Action, Button, Choice, Completion, Menu, Style};
pub use args::{Args, Call, File, Value};
pub use caller::{Caller, Origin, Standing};
pub use check::Problem;
pub use code::{BadCode, CODE_MAX, DoesNotFit};
pub use error::Error;
pub use form::{Form, Input};
pub use kept::Kept;
pub use lost::Lost;
pub use reply::{Block, Field, Inline, Notice, Reply, Sign, Table};
pub use request::Request;
pub use spec::{Access, Asked, Audience, Kind, Lines, Param, Place, Source, Spec};
pub use specs::Specs;

/// What a call is answered with.
#[derive(Debug, Clone, PartialEq)]
pub enum Response {
    /// Something to read, and what can be done next.
    Reply(Box<Reply>),
    /// Questions to fill in; submitted, the same call is made with the answers.
    Form(Box<Form>),
}
