//! What the bot asked for, and what was wrong with it.

use chrono::{DateTime, Utc};
use serde_json::Value;

/// A request that was made.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Recorded {
    /// Slack's method, such as `chat.postMessage`; `response_url` for an answer by one, `upload` and `download` for a
    /// file's bytes.
    pub method: String,
    /// Its arguments, those that were JSON in a form as JSON.
    pub body: Value,
    /// When it came, by the fake's clock.
    pub at: DateTime<Utc>,
    /// The answer's status; 0 while there is none, or when it was withheld.
    pub status: u16,
    /// The answer's error.
    pub error: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Record {
    on: bool,
    pub(crate) requests: Vec<Recorded>,
    pub(crate) violations: Vec<String>,
    pub(crate) validated: usize,
}

impl Record {
    pub(crate) fn new(on: bool) -> Self {
        Self {
            on,
            requests: Vec::new(),
            violations: Vec::new(),
            validated: 0,
        }
    }

    /// Keeps a request; its place, to note the answer.
    pub(crate) fn keep(&mut self, request: Recorded) -> Option<usize> {
        self.on.then(|| {
            self.requests.push(request);
            self.requests.len() - 1
        })
    }

    pub(crate) fn answered(&mut self, place: Option<usize>, status: u16, error: Option<&str>) {
        if let Some(request) = place.and_then(|place| self.requests.get_mut(place)) {
            request.status = status;
            request.error = error.map(str::to_owned);
        }
    }

    pub(crate) fn violation(&mut self, what: String) {
        self.violations.push(what);
    }
}
