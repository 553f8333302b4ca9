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
    /// So many days after it was sent, or ended otherwise.
    AfterDelivery(u16),
    /// As long as the person has other rows here.
    WithPerson,
    /// For ever, and why that is right.
    Forever(&'static str),
}

/// What a table holds of people, and what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Privacy {
    /// The table.
    pub table: &'static str,
    /// Whose data.
    pub whose: &'static [Whose],
    /// Which data.
    pub data: &'static str,
    /// What for.
    pub purpose: &'static str,
    /// How long.
    pub kept: Keep,
    /// To whom it is shown.
    pub shown: &'static str,
    /// How the person gets a copy.
    pub exported: &'static str,
    /// How it goes when the person asks.
    pub erased: &'static str,
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
