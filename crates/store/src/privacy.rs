//! What each table says of the data that it holds: the register of processing is made from this.

use std::{future::Future, pin::Pin};

use chrono::{DateTime, Utc};
use domain::{Lang, PersonId};

use crate::{
    Record, Tx, answers, audit, counters, deliveries, feeds, gaps, heard, inquiries, inquiry_lines,
    leases, lectures, months, parked, people, pulse, questions, settings, signup_history, signups,
    targets,
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
    /// So many days after the question to the team it belongs to was last changed.
    AfterInquiry(u16),
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
    /// Gives the rows of a person, for them to see and to take along; none where it is not known whose they are, or
    /// where they come with other rows.
    pub(crate) export: Option<Export>,
    /// Takes a person out of it.
    pub(crate) erase: Option<Erase>,
    /// Forgets what has passed its time; none where that comes with other rows, or never.
    pub(crate) sweep: Option<Sweep>,
}

impl Privacy {
    /// A table that is nobody's: there is nothing to export, to erase or to forget.
    pub(crate) const NOBODYS: Self = Self {
        table: "",
        whose: &[Whose::Nobody],
        kept: Keep::Forever,
        sealed: &[],
        export: None,
        erase: None,
        sweep: None,
    };
}

/// What the functions of a declaration return: boxed, because they are chosen at run time.
pub(crate) type Work<'a, T> = Pin<Box<dyn Future<Output = anyhow::Result<T>> + Send + 'a>>;
/// The rows of a person, in words of this language.
pub(crate) type Export = for<'a> fn(&'a mut Tx, &'a PersonId, Lang) -> Work<'a, Vec<Record>>;
/// Takes out what a person left in it until an instant; how many rows.
pub(crate) type Erase = for<'a> fn(&'a mut Tx, &'a PersonId, DateTime<Utc>) -> Work<'a, u64>;
/// Forgets what was written, or ended, before an instant; how many rows.
pub(crate) type Sweep = for<'a> fn(&'a mut Tx, DateTime<Utc>) -> Work<'a, u64>;

/// Every table that the store keeps, those that refer to others before them: the order in which rows are taken out.
pub const TABLES: &[Privacy] = &[
    audit::PRIVACY,
    answers::PRIVACY,
    settings::PRIVACY,
    inquiry_lines::PRIVACY,
    inquiries::PRIVACY,
    signup_history::PRIVACY,
    signups::PRIVACY,
    parked::PRIVACY,
    deliveries::PRIVACY,
    heard::PRIVACY,
    targets::PRIVACY,
    people::PRIVACY,
    questions::PRIVACY,
    months::PRIVACY,
    counters::PRIVACY,
    feeds::PRIVACY,
    leases::PRIVACY,
    lectures::PRIVACY,
    gaps::PRIVACY,
    pulse::PRIVACY,
];
