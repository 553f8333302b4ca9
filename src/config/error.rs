//! What is wrong with a configuration: everything at once, each with its place and what is expected.

use std::{fmt, path::PathBuf};

/// Everything that is wrong with a configuration. Its text names keys, places and values, but no secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError(Vec<Fault>);

impl ConfigError {
    /// The faults in the order of their places; `None` when there are none.
    pub(super) fn new(mut faults: Vec<Fault>) -> Option<Self> {
        faults.sort();
        (!faults.is_empty()).then_some(Self(faults))
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the configuration cannot work:")?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
    }
}

impl std::error::Error for ConfigError {}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fault {
    pub(super) origin: Origin,
    pub(super) message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.message)
    }
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// A line of the file, counted from 1, where it is known.
    File(PathBuf, Option<usize>),
    /// A variable of the environment.
    Variable(String),
    /// Nowhere: something is missing.
    Nowhere,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, Some(line)) => write!(f, "{}:{line}: ", path.display()),
            Self::File(path, None) => write!(f, "{}: ", path.display()),
            Self::Variable(name) => write!(f, "{name}: "),
            Self::Nowhere => Ok(()),
        }
    }
}
