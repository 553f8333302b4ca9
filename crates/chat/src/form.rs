//! A form: the arguments of a call that are still to be given.

use crate::{Kind, Request};

/// A form of at most five inputs (what the narrowest platform shows). Submitting it makes `request` with
/// the answers added to its arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Its title, at most 24 characters where every platform shall show it whole; others cut at 45.
    pub title: String,
    /// What is called with the answers.
    pub request: Request,
    /// The code of that request; set by the dispatcher before an adapter sees it.
    pub code: String,
    /// The inputs in order.
    pub inputs: Vec<Input>,
}

/// One input of a form.
#[derive(Clone, PartialEq)]
pub struct Input {
    /// The parameter that it fills.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// What is asked.
    pub label: String,
    /// An example, shown while it is empty.
    pub placeholder: Option<String>,
    /// What stands in it already.
    pub value: Option<String>,
    /// Whether it must be filled.
    pub required: bool,
}

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
