//! Why a request brought no answer, and whether it can have arrived.

use std::time::Duration;

use serenity::{
    Error,
    http::{DiscordJsonError, HttpError},
};

/// Why a request brought no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Discord refused it.
    Refused {
        /// The HTTP status.
        status: u16,
        /// Discord's own code; 0 or less when there is none.
        code: i64,
        /// Which parts of the request were wrong, as `path: code`.
        parts: String,
    },
    /// Too many requests: it did not arrive.
    Limited {
        /// How long to wait, where Discord said so.
        after: Option<Duration>,
    },
    /// No connection came about: it did not arrive.
    Unreachable,
    /// Discord is ill and said so (5xx).
    Down {
        /// The HTTP status.
        status: u16,
    },
    /// The request can't even be made: a token with impossible signs.
    Malformed,
    /// Time-out, reset, a broken answer: it may have arrived.
    Unknown,
}

impl Failure {
    /// Discord's own code for a refusal.
    pub(crate) fn code(&self) -> Option<i64> {
        match self {
            Self::Refused { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// The HTTP status of a refusal.
    pub(crate) fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Whether trying again can help.
    pub(crate) fn heals(&self) -> bool {
        !matches!(self, Self::Refused { .. } | Self::Malformed)
    }

    /// Whether it says that the token is wrong, and not what was asked with it.
    pub(crate) fn is_of_token(&self) -> bool {
        self.status() == Some(401) || *self == Self::Malformed
    }

    /// Whether Discord itself denies it: the token, the access, or that there is such a thing. A 403 or 404 without
    /// a code of Discord's own comes from a wall before it, which comes down again.
    pub(crate) fn is_denial(&self) -> bool {
        let denied = matches!(self.status(), Some(403 | 404));
        self.is_of_token() || (denied && self.code().is_some_and(|code| code > 0))
    }

    /// How long Discord wants to be left alone, where it said so.
    pub(crate) fn after(&self) -> Option<Duration> {
        match self {
            Self::Limited { after } => *after,
            _ => None,
        }
    }

    /// What an answer means that is no success, with what it says where Discord itself gave it.
    pub(crate) fn from_status(status: u16, said: Option<&DiscordJsonError>) -> Self {
        let parts = said.map_or(&[][..], |said| &said.errors);
        let parts: Vec<String> = parts
            .iter()
            .map(|part| format!("{}: {}", part.path, part.code))
            .collect();
        let code = said.and_then(|said| i64::try_from(said.code).ok());
        match status {
            429 => Self::Limited { after: None },
            500.. => Self::Down { status },
            _ => Self::Refused {
                status,
                code: code.unwrap_or_default(),
                parts: parts.join(", "),
            },
        }
    }

    pub(crate) fn from_reqwest(error: &reqwest::Error) -> Self {
        if error.is_builder() {
            Self::Malformed
        } else if error.is_connect() {
            Self::Unreachable
        } else {
            Self::Unknown
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Http(HttpError::UnsuccessfulRequest(response)) => {
                Self::from_status(response.status_code.as_u16(), Some(&response.error))
            }
            Error::Http(HttpError::Request(error)) => Self::from_reqwest(&error),
            Error::Http(HttpError::InvalidHeader(_) | HttpError::Url(_)) => Self::Malformed,
            _ => Self::Unknown,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused {
                status,
                code,
                parts,
            } => {
                write!(f, "refused with {status}, code {code}")?;
                if !parts.is_empty() {
                    write!(f, " ({parts})")?;
                }
                Ok(())
            }
            Self::Limited { after: Some(after) } => {
                write!(f, "too many requests, wait {} s", after.as_secs())
            }
            Self::Limited { after: None } => f.write_str("too many requests"),
            Self::Unreachable => f.write_str("no connection"),
            Self::Down { status } => write!(f, "Discord answers {status}"),
            Self::Malformed => f.write_str("the token or an address has impossible signs"),
            Self::Unknown => f.write_str("no answer, or a broken one"),
        }
    }
}
