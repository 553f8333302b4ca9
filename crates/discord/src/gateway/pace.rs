//! How often a new session may be begun.

use std::time::Duration;

/// The least seconds between two beginnings, by how many sessions in a row were short.
const GAPS: [u64; 7] = [0, 5, 15, 30, 60, 120, 300];
/// A session that lasted so long was a good one.
const LONG: Duration = Duration::from_secs(600);

/// Counts short sessions. At most four begin in a minute, and in the long run twelve in an hour: of the thousand
/// IDENTIFYs that a day has, this never spends a third. Its instants are what has passed on the clock: a clock that is
/// set back keeps nobody waiting.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    started: Option<Duration>,
    short: usize,
}

impl Pace {
    /// When the next session may begin.
    pub(crate) fn next(&self, now: Duration) -> Duration {
        let gap = GAPS[self.short.min(GAPS.len() - 1)];
        self.started
            .map_or(now, |started| started + Duration::from_secs(gap))
    }

    /// A session begins.
    pub(crate) fn started(&mut self, now: Duration) {
        self.started = Some(now);
    }

    /// It has ended.
    pub(crate) fn ended(&mut self, now: Duration) {
        let long = self.started.is_some_and(|started| now - started >= LONG);
        self.short = if long { 0 } else { self.short + 1 };
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Pace;

    #[test]
    fn short_sessions_follow_each_other_ever_more_slowly() {
        let begin = Duration::from_secs(60);
        let mut pace = Pace::default();
        let mut now = begin;
        let mut starts = Vec::new();
        for _ in 0..9 {
            now = pace.next(now).max(now);
            starts.push((now - begin).as_secs());
            pace.started(now);
            now += Duration::from_secs(1);
            pace.ended(now);
        }
        assert_eq!(starts, [0, 5, 20, 50, 110, 230, 530, 830, 1130]);
        pace.started(now);
        now += Duration::from_secs(3600);
        pace.ended(now);
        assert!(pace.next(now) <= now);
    }
}
