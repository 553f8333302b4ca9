//! What Discord's refusals mean for a post.
//!
//! Source: <https://docs.discord.com/developers/topics/opcodes-and-status-codes#json>.

use std::time::Duration;

use announcer::SendError;
use domain::Reason;

use crate::rest::Failure;

/// What is left alone for a while: a token that is not taken, an address that is shut out.
const SHUT_OUT: Duration = Duration::from_secs(600);

/// Of a request that makes a message: whether to give up, try later, or look whether it has arrived.
pub(super) fn of_sending(failure: Failure) -> SendError {
    match failure {
        // Who says 502 need not be who made the message.
        Failure::Down { .. } | Failure::Unknown => SendError::Unknown,
        failure => of_repeatable(failure),
    }
}

/// Of a request that does no harm when it is made twice: whether to give up or try later.
pub(super) fn of_repeatable(failure: Failure) -> SendError {
    match failure {
        Failure::Limited { after } => SendError::Later { after },
        Failure::Unreachable | Failure::Down { .. } | Failure::Unknown => {
            SendError::Later { after: None }
        }
        Failure::Malformed => SendError::Later {
            after: Some(SHUT_OUT),
        },
        Failure::Refused { status, code, .. } => refused(status, code),
    }
}

fn refused(status: u16, code: i64) -> SendError {
    let reason = match (status, code) {
        (_, 10008) => return SendError::Gone,
        // Unknown channel, guild; missing access.
        (_, 10003 | 10004 | 50001) => Reason::UnknownTarget,
        // Unknown user; takes no messages; no server in common.
        (_, 10013 | 50007 | 50278) => Reason::DirectClosed,
        // Opening direct messages too fast; the write rate; slow mode.
        (_, 40003 | 20028 | 20016) => {
            return SendError::Later {
                after: Some(Duration::from_secs(60)),
            };
        }
        (401, _) => {
            return SendError::Later {
                after: Some(SHUT_OUT),
            };
        }
        // Without a code of Discord's own it comes from the wall before it, and concerns all.
        (403, ..=0) => {
            return SendError::Later {
                after: Some(SHUT_OUT),
            };
        }
        (403, _) => Reason::NotPermitted,
        (404, _) => Reason::UnknownTarget,
        _ => Reason::Refused,
    };
    SendError::Refused(reason)
}

#[cfg(test)]
mod tests {
    use announcer::SendError;
    use domain::Reason;

    use super::{of_repeatable, of_sending, refused};
    use crate::rest::Failure;

    #[test]
    fn what_may_have_arrived_is_looked_for() {
        let later = SendError::Later { after: None };
        for failure in [Failure::Down { status: 502 }, Failure::Unknown] {
            assert_eq!(of_sending(failure.clone()), SendError::Unknown);
            assert_eq!(of_repeatable(failure), later);
        }
        assert_eq!(of_sending(Failure::Unreachable), later);
    }

    #[test]
    fn each_refusal_has_its_reason() {
        for (status, code, reason) in [
            (404, 10003, Reason::UnknownTarget),
            (403, 50001, Reason::UnknownTarget),
            (403, 50013, Reason::NotPermitted),
            (403, 50007, Reason::DirectClosed),
            (400, 50278, Reason::DirectClosed),
            (400, 50035, Reason::Refused),
        ] {
            assert_eq!(refused(status, code), SendError::Refused(reason), "{code}");
        }
        assert_eq!(refused(404, 10008), SendError::Gone);
        assert!(matches!(refused(403, 0), SendError::Later { .. }));
        assert!(matches!(refused(401, 0), SendError::Later { .. }));
    }
}
