//! The list of commands: one line each, in the order of `/help`.

use crate::{
    answers::{Ask, Topics},
    command::{Entry, command},
    counseling::{Discard, Edit, Send, Signup, Status, Withdraw},
    help::Help,
    language::Language,
    lectures::Latest,
    staff::{Accept, Decline, List, Open, Post, Reopen},
};

pub(crate) fn all() -> Vec<Entry> {
    vec![
        command::<Ask>(),
        command::<Topics>(),
        command::<Latest>(),
        command::<Signup>(),
        command::<Send>(),
        command::<Discard>(),
        command::<Status>(),
        command::<Edit>(),
        command::<Withdraw>(),
        command::<Language>(),
        command::<Help>(),
        command::<List>(),
        command::<Open>(),
        command::<Accept>(),
        command::<Decline>(),
        command::<Reopen>(),
        command::<Post>(),
    ]
}
