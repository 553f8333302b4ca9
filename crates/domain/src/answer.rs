//! What staff do with an answer.

use serde::{Deserialize, Serialize};

use crate::signup::named;

named! {
    /// What was done with an answer; each is a version of it.
    AnswerAction {
        /// It was written.
        Edit = "edit",
        /// It was taken away.
        Retire = "retire",
        /// It was given back to what the file says.
        Restore = "restore",
        /// What the file says was looked at, and holds.
        Reviewed = "reviewed",
    }
}

impl AnswerAction {
    /// Whether something else than the file says counts from then on.
    pub const fn is_over_the_file(self) -> bool {
        matches!(self, Self::Edit | Self::Retire)
    }
}

named! {
    /// Whether a version counts.
    AnswerStanding {
        /// It counts, or did until another was published.
        Published = "published",
        /// It waits until somebody else publishes it.
        Waiting = "waiting",
        /// Another was written while it waited.
        Replaced = "replaced",
        /// It was not published.
        Discarded = "discarded",
    }
}
