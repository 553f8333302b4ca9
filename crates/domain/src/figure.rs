//! Figures: what is counted by month, without persons.

use serde::{Deserialize, Serialize};

use crate::signup::named;

named! {
    /// Something that is counted by month.
    Figure {
        /// A sign-up was sent.
        Sent = "sent",
        /// One was accepted.
        Accepted = "accepted",
        /// One was declined.
        Declined = "declined",
        /// One was withdrawn.
        Withdrawn = "withdrawn",
        /// A question was answered.
        Answered = "answered",
        /// To a question no answer was known.
        Unanswered = "unanswered",
        /// Somebody was erased.
        Erased = "erased",
    }
}
