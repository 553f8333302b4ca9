//! Why a call of the Web API brought nothing, and whether it can have taken effect.

use std::time::Duration;

use network::NoAnswer;

/// Why a call of the Web API brought nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Slack refused it.
    Refused {
        /// Slack's own word for it, `channel_not_found`.
        error: String,
        /// What it says beside that: what in the request was wrong, which scope is missing.
        detail: String,
    },
    /// Too many calls: it did not take effect.
    Limited {
        /// How long to wait, where Slack said so.
        after: Option<Duration>,
    },
    /// No connection came about: it did not take effect.
    Unreachable,
    /// Slack is ill and said so.
    Down {
        /// The HTTP status, or none where Slack said it in words.
        status: Option<u16>,
    },
    /// The call can't even be made: a token or an address with impossible signs.
    Malformed,
    /// Time-out, reset, a broken answer: it may have taken effect.
    Unknown,
}

/// Slack's words for an illness of its own, after which nothing has happened or everything may have.
const ILL: [&str; 5] = [
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
];

/// Its words for a token that is no good.
const OF_TOKEN: [&str; 6] = [
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
];

impl Failure {
    /// What an answer says that is not `ok`.
    pub(crate) fn of_word(error: String, detail: String) -> Self {
        match error.as_str() {
            "ratelimited" | "rate_limited" | "message_limit_exceeded" => {
                Self::Limited { after: None }
            }
            word if ILL.contains(&word) => Self::Down { status: None },
            _ => Self::Refused { error, detail },
        }
    }

    /// Slack's word for a refusal; empty for another failure.
    pub(crate) fn word(&self) -> &str {
        match self {
            Self::Refused { error, .. } => error,
            _ => "",
        }
    }

    /// Whether trying again can help.
    pub(crate) fn heals(&self) -> bool {
        !matches!(self, Self::Refused { .. } | Self::Malformed)
    }

    /// Whether the token is no good, whatever is asked with it.
    pub(crate) fn is_of_token(&self) -> bool {
        OF_TOKEN.contains(&self.word()) || *self == Self::Malformed
    }

    /// Whether the token was good, and was taken away.
    pub(crate) fn is_revoked(&self) -> bool {
        matches!(
            self.word(),
            "token_revoked" | "account_inactive" | "invalid_auth"
        )
    }

    /// How long Slack wants to be left alone, where it said so.
    pub(crate) fn after(&self) -> Option<Duration> {
        match self {
            Self::Limited { after } => *after,
            _ => None,
        }
    }
}

impl From<NoAnswer> for Failure {
    fn from(none: NoAnswer) -> Self {
        match none {
            NoAnswer::Unreachable => Self::Unreachable,
            NoAnswer::Unknown => Self::Unknown,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused { error, detail } if detail.is_empty() => {
                write!(f, "refused with {error}")
            }
            Self::Refused { error, detail } => write!(f, "refused with {error} ({detail})"),
            Self::Limited { after: Some(after) } => {
                write!(f, "too many calls, wait {} s", after.as_secs())
            }
            Self::Limited { after: None } => f.write_str("too many calls"),
            Self::Unreachable => f.write_str("no connection"),
            Self::Down {
                status: Some(status),
            } => write!(f, "Slack answers {status}"),
            Self::Down { status: None } => f.write_str("Slack says that it is ill"),
            Self::Malformed => f.write_str("the token or an address has impossible signs"),
            Self::Unknown => f.write_str("no answer, or a broken one"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Failure;

    #[test]
    fn slacks_words_say_whether_trying_again_can_help() {
        let of = |word: &str| Failure::of_word(word.to_owned(), String::new());
        assert!(of("internal_error").heals() && of("ratelimited").heals());
        assert!(!of("channel_not_found").heals() && !of("channel_not_found").is_of_token());
        assert!(of("token_revoked").is_of_token());
    }
}
