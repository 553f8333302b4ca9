//! Rate limits: the headers that every answer carries, and a 429 where a test sets a real limit.

use std::{collections::HashMap, time::Duration};

use chrono::{DateTime, Utc};

use super::record::matches;

/// So much that no client waits for it.
const GENEROUS: u64 = 1_000_000;

#[derive(Debug)]
struct Window {
    began: DateTime<Utc>,
    used: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Limits {
    rules: Vec<(String, String, u64, Duration)>,
    windows: HashMap<String, Window>,
}

/// What the headers of one answer say.
#[derive(Debug)]
pub(crate) struct Allowance {
    pub(crate) bucket: String,
    pub(crate) limit: u64,
    pub(crate) remaining: u64,
    pub(crate) reset: DateTime<Utc>,
    pub(crate) reset_after: f64,
    pub(crate) exceeded: bool,
}

impl Limits {
    pub(crate) fn set(&mut self, method: &str, pattern: &str, limit: u64, window: Duration) {
        self.rules
            .push((method.into(), pattern.into(), limit, window));
    }

    /// Counts one request. Buckets are per method and path, for the ids in a path are the major parameters.
    pub(crate) fn count(&mut self, method: &str, path: &str, now: DateTime<Utc>) -> Allowance {
        let rule = self
            .rules
            .iter()
            .rev()
            .find(|(on, pattern, ..)| (on == "*" || on == method) && matches(pattern, path));
        let Some((on, pattern, limit, window)) = rule else {
            return Allowance {
                bucket: format!("{method} {path}"),
                limit: GENEROUS,
                remaining: GENEROUS - 1,
                reset: now + Duration::from_secs(1),
                reset_after: 1.0,
                exceeded: false,
            };
        };
        let bucket = format!("{on} {pattern} {path}");
        let state = self.windows.entry(bucket.clone()).or_insert(Window {
            began: now,
            used: 0,
        });
        if now - state.began >= chrono::TimeDelta::from_std(*window).unwrap_or_default() {
            *state = Window {
                began: now,
                used: 0,
            };
        }
        state.used += 1;
        let reset = state.began + *window;
        let left = (reset - now).to_std().unwrap_or_default();
        Allowance {
            bucket,
            limit: *limit,
            remaining: limit.saturating_sub(state.used),
            reset,
            reset_after: left.as_secs_f64(),
            exceeded: state.used > *limit,
        }
    }
}
