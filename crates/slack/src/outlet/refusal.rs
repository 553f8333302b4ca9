//! What Slack's refusals mean for a post.
//!
//! Source: the errors of <https://docs.slack.dev/reference/methods/chat.postMessage>, `chat.update` and `chat.delete`.

use std::time::Duration;

use announcer::SendError;
use domain::Reason;

use crate::api::Failure;

/// What is left alone for a while: a token that is not taken.
const SHUT_OUT: Duration = Duration::from_secs(600);

/// Of a call that makes a message: whether to give up, try later, or look whether it has arrived.
pub(super) fn of_sending(failure: &Failure) -> SendError {
    match failure {
        // Who says 502 need not be who made the message.
        Failure::Down { .. } | Failure::Unknown => SendError::Unknown,
        failure => of_repeatable(failure),
    }
}

/// Of a call that deletes: what is not there is as good as deleted.
pub(super) fn of_deleting(failure: &Failure) -> SendError {
    match failure.word() {
        "channel_not_found" | "file_not_found" | "file_deleted" => SendError::Gone,
        _ => of_repeatable(failure),
    }
}

/// Of a call that does no harm when it is made twice: whether to give up or try later.
pub(super) fn of_repeatable(failure: &Failure) -> SendError {
    match failure {
        Failure::Limited { after } => SendError::Later { after: *after },
        Failure::Unreachable | Failure::Down { .. } | Failure::Unknown => {
            SendError::Later { after: None }
        }
        Failure::Malformed => SendError::Later {
            after: Some(SHUT_OUT),
        },
        failure if failure.is_of_token() => SendError::Later {
            after: Some(SHUT_OUT),
        },
        Failure::Refused { error, .. } => refused(error),
    }
}

fn refused(word: &str) -> SendError {
    SendError::Refused(match word {
        "message_not_found" | "thread_not_found" => return SendError::Gone,
        "channel_not_found" => Reason::UnknownTarget,
        "not_in_channel"
        | "is_archived"
        | "restricted_action"
        | "no_permission"
        | "missing_scope"
        | "access_denied"
        | "team_access_not_granted"
        | "restricted_action_read_only_channel"
        | "cant_delete_message" => Reason::NotPermitted,
        "user_not_found"
        | "user_disabled"
        | "users_not_found"
        | "user_not_visible"
        | "cannot_dm_bot"
        | "messages_tab_disabled"
        | "account_disabled" => Reason::DirectClosed,
        _ => Reason::Refused,
    })
}

#[cfg(test)]
mod tests {
    use announcer::SendError;
    use domain::Reason;

    use super::{of_deleting, of_repeatable, of_sending};
    use crate::api::Failure;

    fn word(word: &str) -> Failure {
        Failure::of_word(word.to_owned(), String::new())
    }

    #[test]
    fn what_may_have_arrived_is_looked_for() {
        let later = SendError::Later { after: None };
        for failure in [Failure::Down { status: Some(502) }, Failure::Unknown] {
            assert_eq!(of_sending(&failure), SendError::Unknown);
            assert_eq!(of_repeatable(&failure), later);
        }
        assert_eq!(of_sending(&Failure::Unreachable), later);
    }

    #[test]
    fn each_refusal_has_its_reason() {
        for (error, reason) in [
            ("channel_not_found", Reason::UnknownTarget),
            ("not_in_channel", Reason::NotPermitted),
            ("user_disabled", Reason::DirectClosed),
            ("invalid_blocks", Reason::Refused),
        ] {
            assert_eq!(
                of_sending(&word(error)),
                SendError::Refused(reason),
                "{error}"
            );
        }
        assert_eq!(of_repeatable(&word("message_not_found")), SendError::Gone);
        assert_eq!(of_deleting(&word("channel_not_found")), SendError::Gone);
        let revoked = of_sending(&word("token_revoked"));
        assert!(matches!(revoked, SendError::Later { after: Some(_) }));
    }
}
