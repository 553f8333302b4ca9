//! What each table says of the data that it holds: the register of processing is made from this.

use crate::{
    audit, counters, deliveries, feeds, lectures, parked, people, questions, signup_history,
    signups, targets,
};

/// Whose data a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// Nobody's: nothing in it points at a person.
    Nobody,
    /// Anyone who talks to the bot.
    Member,
    /// Who asks a question.
    Asker,
    /// Who signs up for counseling.
    Applicant,
    /// Who moderates.
    Staff,
}

/// How long a row is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Keep {
    /// So many days after it was written.
    Days(u16),
    /// Until the moment that the row itself names.
    UntilExpiry,
    /// So many days after the sign-up it belongs to was closed or last changed.
    AfterSignup(u16),
    /// So many days after it was sent, or ended otherwise; what tells of a sign-up as long as that one.
    AfterDelivery(u16),
    /// As long as other rows refer to it.
    WithPerson,
    /// So many days after the person was last seen, and as long as other rows refer to it.
    AfterSeen(u16),
    /// As long as the bot is in use: nothing in it is of a person.
    Forever,
}

/// A column that is sealed where the operator has set a key. Its table has a text `id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sealed {
    /// A text.
    Text(&'static str),
    /// Something kept as JSON.
    Json(&'static str),
    /// What stands for an e-mail address where equal ones are looked for.
    Digest {
        /// The column.
        column: &'static str,
        /// The column with the address.
        of: &'static str,
    },
}

impl Sealed {
    /// The column's name.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Text(column) | Self::Json(column) | Self::Digest { column, .. } => column,
        }
    }
}

/// What a table holds of people, and what becomes of it. What is said of it to people stands in `locales/`, by the
/// table's name: `register-signups-data`, and so on for title, purpose, shown, exported and erased.
#[derive(Clone, Copy, Debug)]
pub struct Privacy {
    /// The table.
    pub table: &'static str,
    /// Whose data.
    pub whose: &'static [Whose],
    /// How long.
    pub kept: Keep,
    /// Which columns hold what people wrote, or was written of them.
    pub sealed: &'static [Sealed],
}

/// Every table that the store keeps.
pub const TABLES: &[Privacy] = &[
    audit::PRIVACY,
    counters::PRIVACY,
    deliveries::PRIVACY,
    feeds::PRIVACY,
    lectures::PRIVACY,
    parked::PRIVACY,
    people::PRIVACY,
    questions::PRIVACY,
    signup_history::PRIVACY,
    signups::PRIVACY,
    targets::PRIVACY,
];
