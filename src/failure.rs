//! Why the program ends, and with which exit status.

use std::process::ExitCode;

use store::OpenError;

/// The exit status for a configuration that can't work (`EX_CONFIG` of sysexits.h): a service manager
/// need not try again.
pub(crate) const EX_CONFIG: u8 = 78;

/// Why the program ends.
#[derive(Debug)]
pub enum Failure {
    /// The configuration can't work: which key, and what to do.
    Configuration(String),
    /// Something that may heal.
    Fault(anyhow::Error),
}

impl Failure {
    /// A database that can't be opened.
    pub(crate) fn database(error: OpenError) -> Self {
        match error {
            OpenError::Unreachable { .. }
            | OpenError::Full { .. }
            | OpenError::InUse { .. }
            | OpenError::Missing { .. }
            | OpenError::Exists { .. }
            | OpenError::File { .. }
            | OpenError::Migration { .. }
            | OpenError::Seals(_)
            | OpenError::Other(_) => Self::Fault(error.into()),
            _ => Self::Configuration(error.to_string()),
        }
    }

    /// Something that was done with a database.
    pub(crate) fn of_database(error: anyhow::Error) -> Self {
        match error.downcast::<OpenError>() {
            Ok(error) => Self::database(error),
            Err(error) => Self::Fault(error),
        }
    }

    /// Says it in one line, and gives the exit status.
    pub fn report(&self) -> ExitCode {
        eprintln!("dash-bot: {self}");
        match self {
            Self::Configuration(_) => ExitCode::from(EX_CONFIG),
            Self::Fault(_) => ExitCode::FAILURE,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Configuration(message) => f.write_str(message),
            Self::Fault(error) => write!(f, "{error:#}"),
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Fault(error)
    }
}
