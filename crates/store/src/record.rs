//! What is known of a person, row by row: for them to read, and to take along.

use chrono::{DateTime, Utc};

/// A row of a person.
#[derive(Clone, PartialEq)]
pub struct Record {
    /// The table in which it stands.
    pub table: &'static str,
    /// Names and values, in the order in which people read them. What a name is called stands in `locales/` as
    /// `record-<name>`.
    pub fields: Vec<(&'static str, Value)>,
}

/// One value of a record.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// Words, or an id.
    Text(String),
    /// One of a few kinds: its id, and the sentence in `locales/` that says it.
    Kind(&'static str, String),
    /// An instant.
    At(DateTime<Utc>),
}

impl Record {
    pub(crate) const fn of(table: &'static str) -> Self {
        Self {
            table,
            fields: Vec::new(),
        }
    }

    /// With a text; nothing where there is none.
    pub(crate) fn text(mut self, name: &'static str, text: Option<impl Into<String>>) -> Self {
        self.fields
            .extend(text.map(|text| (name, Value::Text(text.into()))));
        self
    }

    /// With one of a few kinds, said by the sentence of this id.
    pub(crate) fn kind(mut self, name: &'static str, id: &'static str, sentence: String) -> Self {
        self.fields.push((name, Value::Kind(id, sentence)));
        self
    }

    /// With an instant; nothing where there is none.
    pub(crate) fn at(mut self, name: &'static str, at: Option<DateTime<Utc>>) -> Self {
        self.fields.extend(at.map(|at| (name, Value::At(at))));
        self
    }
}

// It is a person's.
impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Record")
            .field("table", &self.table)
            .field("fields", &self.fields.len())
            .finish()
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Value(…)")
    }
}
