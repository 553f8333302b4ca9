//! A call and its arguments.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime};
use domain::Platform;
use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// Something asked of the bot: a command and its arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The command's name, as in its SPEC.
    pub command: Cow<'static, str>,
    /// Its arguments.
    pub args: Args,
}

impl Call {
    /// A call without arguments.
    pub const fn new(command: &'static str) -> Self {
        Self {
            command: Cow::Borrowed(command),
            args: Args::new(),
        }
    }

    /// With one more argument.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Self {
        self.args.set(name, value);
        self
    }

    /// With these arguments.
    #[must_use]
    pub fn with_all(mut self, args: Args) -> Self {
        self.args = args;
        self
    }
}

/// Arguments by name: a handful, one behind the other.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Args(LiteMap<Cow<'static, str>, Value>);

/// One argument. What came from the wire is text until [`Args::check`] has made it what its parameter says.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Text; also the id of a choice or of something picked.
    #[serde(rename = "text")]
    Text(String),
    /// A whole number.
    #[serde(rename = "int")]
    Int(i64),
    /// Yes or no.
    #[serde(rename = "flag")]
    Flag(bool),
    /// A day.
    #[serde(rename = "day")]
    Day(NaiveDate),
    /// A day and a time, on the community's wall clock.
    #[serde(rename = "moment")]
    Moment(NaiveDateTime),
    /// A person, by the platform's id.
    #[serde(rename = "person")]
    Person(Platform, String),
    /// A file.
    #[serde(rename = "file")]
    File(File),
}

/// A file that a person handed over; its bytes stay on the platform until they are asked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type, as the platform says.
    pub media_type: String,
    /// Its size.
    pub bytes: u64,
    /// Where it is fetched.
    pub url: String,
}

// What people typed is never printed: arguments show their names only.
impl std::fmt::Debug for Args {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Value(…)")
    }
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "File({} bytes)", self.bytes)
    }
}

impl Args {
    /// None.
    pub const fn new() -> Self {
        Self(LiteMap::new_vec())
    }

    /// Sets one.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) {
        self.0.insert(name.into(), value.into());
    }

    /// Takes one away.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }

    /// Whether it was given.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// One as it is.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// A text, a choice's id, or the id of something picked.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.0.get(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A whole number.
    pub fn int(&self, name: &str) -> Option<i64> {
        match self.0.get(name)? {
            Value::Int(int) => Some(*int),
            _ => None,
        }
    }

    /// Yes or no; no when it was not given.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.0.get(name), Some(Value::Flag(true)))
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds those of `other`, which win.
    pub fn merge(&mut self, other: Self) {
        self.0.extend_from_litemap(other.0);
    }

    /// Keeps those for which `keep` says so.
    pub fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        self.0.retain(|name, _| keep(name));
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(int: i64) -> Self {
        Self::Int(int)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}
