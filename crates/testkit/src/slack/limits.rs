//! Rate limits: a 429 where a test sets a real limit, none otherwise.

use std::{collections::HashMap, time::Duration};

use super::fault::fits;

#[derive(Debug, Default)]
pub(crate) struct Limits {
    rules: Vec<(String, usize, Duration)>,
    windows: HashMap<String, (Duration, usize)>,
}

impl Limits {
    pub(crate) fn set(&mut self, method: &str, limit: usize, window: Duration) {
        self.rules.push((method.into(), limit, window));
    }

    /// Counts one request; the seconds to wait where it is one too many.
    pub(crate) fn count(&mut self, method: &str, now: Duration) -> Option<u64> {
        let rule = self.rules.iter().rev().find(|(on, ..)| fits(on, method));
        let (_, limit, window) = rule?;
        let entry = self.windows.entry(method.to_owned());
        let (began, used) = entry.or_insert((now, 0));
        if now.saturating_sub(*began) >= *window {
            (*began, *used) = (now, 0);
        }
        *used += 1;
        if *used <= *limit {
            return None;
        }
        let left = (*began + *window).saturating_sub(now);
        Some(left.as_secs() + u64::from(left.subsec_nanos() > 0))
    }
}
