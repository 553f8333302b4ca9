//! What the bot asked for, and what was wrong with it.

use chrono::{DateTime, Utc};
use serde_json::Value;

/// A request that was made.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Recorded {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path behind `/api/v10`.
    pub path: String,
    /// What stands behind the `?`.
    pub query: String,
    /// The JSON body, or the `payload_json` of a form; null without one.
    pub body: Value,
    /// The names of the files that came with it.
    pub files: Vec<String>,
    /// When it came, by the fake's clock.
    pub at: DateTime<Utc>,
    /// The answer's status; 0 while there is none, or when it was withheld.
    pub status: u16,
}

impl Recorded {
    /// Whether it was `method` (`*` is any) on a path like `/channels/*/messages`.
    pub fn is(&self, method: &str, pattern: &str) -> bool {
        (method == "*" || method == self.method) && matches(pattern, &self.path)
    }
}

/// Whether a path fits a pattern in which `*` stands for one segment, and `**` at the end for all that follows.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    let mut path = path.split('/');
    for part in pattern.split('/') {
        match (part, path.next()) {
            ("**", _) => return true,
            (part, Some(segment)) if part == "*" || part == segment => {}
            _ => return false,
        }
    }
    path.next().is_none()
}

#[derive(Debug)]
pub(crate) struct Record {
    on: bool,
    pub(crate) requests: Vec<Recorded>,
    pub(crate) violations: Vec<String>,
    pub(crate) validated: usize,
    pub(crate) refusals: usize,
}

impl Record {
    pub(crate) fn new(on: bool) -> Self {
        Self {
            on,
            requests: Vec::new(),
            violations: Vec::new(),
            validated: 0,
            refusals: 0,
        }
    }

    /// Keeps a request; its place, to note the answer's status.
    pub(crate) fn keep(&mut self, request: Recorded) -> Option<usize> {
        self.on.then(|| {
            self.requests.push(request);
            self.requests.len() - 1
        })
    }

    pub(crate) fn answered(&mut self, place: Option<usize>, status: u16) {
        if let Some(request) = place.and_then(|place| self.requests.get_mut(place)) {
            request.status = status;
        }
        if matches!(status, 401 | 403 | 429) {
            self.refusals += 1;
        }
    }
}
