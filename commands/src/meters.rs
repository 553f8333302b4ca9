//! What is counted of the calls of a command, found once: names and labels are looked up no second time.

use std::{sync::OnceLock, time::Duration};

use metrics::{Counter, Histogram};

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Answered,
    Refused,
    Failed,
}

/// The meters of one command, there from its first call on.
#[derive(Default)]
pub(crate) struct Meters(OnceLock<Found>);

struct Found {
    answered: Counter,
    refused: Counter,
    failed: Counter,
    seconds: Histogram,
}

impl Meters {
    /// Counts a call of the command that has this name.
    pub(crate) fn count(&self, name: &'static str, outcome: Outcome, took: Duration) {
        let found = self.0.get_or_init(|| Found::of(name));
        let counter = match outcome {
            Outcome::Answered => &found.answered,
            Outcome::Refused => &found.refused,
            Outcome::Failed => &found.failed,
        };
        counter.increment(1);
        found.seconds.record(took.as_secs_f64());
    }
}

impl Found {
    fn of(name: &'static str) -> Self {
        let calls = |result| metrics::counter!("dash_bot_calls_total", "command" => name, "result" => result);
        Self {
            answered: calls("answered"),
            refused: calls("refused"),
            failed: calls("failed"),
            seconds: metrics::histogram!("dash_bot_call_seconds", "command" => name),
        }
    }
}
