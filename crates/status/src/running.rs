//! What is known only while the bot runs: adapters report into it, whoever asks reads it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use clock::Clock;
use domain::Platform;

use crate::report::{Drift, Stage};

/// An answer that took longer says too little about the time at which it was given.
const PROMPT: TimeDelta = TimeDelta::seconds(2);

/// How the process runs. Clones are the same.
#[derive(Debug, Clone)]
pub struct Running(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    clock: Clock,
    started_at: DateTime<Utc>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    stage: Stage,
    drift: Option<Drift>,
    links: BTreeMap<Platform, LinkState>,
}

/// The connection to one platform.
#[derive(Debug, Clone, Default)]
pub(crate) struct LinkState {
    pub(crate) connected_since: Option<DateTime<Utc>>,
    pub(crate) why_not: Option<String>,
    pub(crate) heard_at: Option<DateTime<Utc>>,
    pub(crate) sent_at: Option<DateTime<Utc>>,
    /// `None` where there is nothing to read but what is said to the bot.
    pub(crate) reads_along: Option<bool>,
    pub(crate) read_at: Option<DateTime<Utc>>,
    pub(crate) findings: Vec<String>,
}

/// A moment's copy.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    pub(crate) started_at: DateTime<Utc>,
    pub(crate) stage: Stage,
    pub(crate) drift: Option<Drift>,
    pub(crate) links: BTreeMap<Platform, LinkState>,
}

impl Running {
    /// A process that starts now.
    pub fn new(clock: Clock) -> Self {
        Self(Arc::new(Inner {
            started_at: clock.now(),
            clock,
            state: Mutex::new(State {
                stage: Stage::OpeningDatabase,
                drift: None,
                links: BTreeMap::new(),
            }),
        }))
    }

    /// How far it has come.
    pub fn stage(&self) -> Stage {
        self.lock().stage
    }

    /// It has come so far.
    pub fn reached(&self, stage: Stage) {
        self.lock().stage = stage;
    }

    /// How the clock differs from a platform's, once that is known.
    pub fn drift(&self) -> Option<Drift> {
        self.lock().drift.clone()
    }

    /// Whether messages there are read that do not name the bot; `None` where there are none, and until it is said.
    pub(crate) fn reads_along(&self, platform: &Platform) -> Option<bool> {
        self.lock().links.get(platform)?.reads_along
    }

    /// The handle with which a platform's adapter reports. Until it says otherwise it is not connected.
    pub fn link(&self, platform: Platform) -> Link {
        self.lock().links.entry(platform.clone()).or_default();
        Link {
            running: self.clone(),
            platform,
        }
    }

    /// The clock by which it runs.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn moment(&self) -> Moment {
        let state = self.lock();
        Moment {
            started_at: self.0.started_at,
            stage: state.stage,
            drift: state.drift.clone(),
            links: state.links.clone(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What an adapter reports with.
#[derive(Debug, Clone)]
pub struct Link {
    running: Running,
    platform: Platform,
}

impl Link {
    /// The platform.
    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    /// The bot is connected from now on, unless it was already.
    pub fn connected(&self) {
        let now = self.running.clock().now();
        self.change(|link| {
            link.connected_since.get_or_insert(now);
            link.why_not = None;
        });
    }

    /// It is not connected, for this reason, which holds no text of people and no token.
    pub fn disconnected(&self, why: &str) {
        self.change(|link| {
            link.connected_since = None;
            link.why_not = Some(why.to_owned());
        });
    }

    /// An event came.
    pub fn heard(&self) {
        let now = self.running.clock().now();
        self.change(|link| link.heard_at = Some(now));
    }

    /// The platform took something from us: an answer or a post.
    pub fn sent(&self) {
        let now = self.running.clock().now();
        self.change(|link| link.sent_at = Some(now));
    }

    /// Whether messages there are read that do not name the bot. Until it is said, they are not.
    pub fn reads_along(&self) -> bool {
        self.running.reads_along(&self.platform).unwrap_or(false)
    }

    /// Says whether they are; whether they were before.
    pub fn set_reads_along(&self, reads: bool) -> bool {
        let mut before = None;
        self.change(|link| before = link.reads_along.replace(reads));
        before.unwrap_or(false)
    }

    /// Such a message came.
    pub fn read(&self) {
        let now = self.running.clock().now();
        self.change(|link| link.read_at = Some(now));
    }

    /// What does not stand as it should on the platform, and what to do, a line each, for the operator.
    pub fn findings(&self, findings: Vec<String>) {
        self.change(|link| link.findings = findings);
    }

    /// One more of these, unless it is known.
    pub fn finding(&self, finding: String) {
        self.change(|link| {
            if !link.findings.contains(&finding) {
                link.findings.push(finding);
            }
        });
    }

    /// One of these stands as it should again.
    pub fn mended(&self, finding: &str) {
        self.change(|link| link.findings.retain(|known| known != finding));
    }

    /// The platform dated an answer to a request of `asked_at` that came now, to the second.
    pub fn dated(&self, theirs: DateTime<Utc>, asked_at: DateTime<Utc>) {
        let now = self.running.clock().now();
        let took = now - asked_at;
        if took > PROMPT || took < TimeDelta::zero() {
            return;
        }
        // A date without fractions lies on average half a second before the instant that it means.
        let ahead = (asked_at + took / 2) - (theirs + TimeDelta::milliseconds(500));
        self.running.lock().drift = Some(Drift {
            ahead_ms: ahead.num_milliseconds(),
            against: self.platform.clone(),
            seen_at: now,
        });
    }

    fn change(&self, change: impl FnOnce(&mut LinkState)) {
        let mut state = self.running.lock();
        change(state.links.entry(self.platform.clone()).or_default());
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use domain::Platform;
    use testkit::time::ManualTime;

    use super::Running;

    #[test]
    fn the_clock_is_compared_only_with_an_answer_that_came_promptly() {
        let time = ManualTime::new("2026-12-03T15:00:00Z".parse().unwrap());
        let running = Running::new(time.clock());
        let link = running.link(Platform::new("chat"));
        let asked_at = time.now();
        time.advance(TimeDelta::seconds(3));
        link.dated(asked_at, asked_at);
        assert_eq!(running.moment().drift, None);
        let asked_at = time.now();
        time.advance(TimeDelta::seconds(1));
        link.dated(asked_at - TimeDelta::seconds(9), asked_at);
        assert_eq!(running.moment().drift.unwrap().ahead_ms, 9_000);
    }

    #[test]
    fn what_is_mended_is_found_no_more() {
        let time = ManualTime::new("2026-12-03T15:00:00Z".parse().unwrap());
        let running = Running::new(time.clock());
        let link = running.link(Platform::new("chat"));
        let found = || running.moment().links[link.platform()].findings.clone();
        for finding in ["no token", "no channel", "no token"] {
            link.finding(finding.to_owned());
        }
        assert_eq!(found(), ["no token", "no channel"]);
        link.mended("no token");
        link.mended("no staff");
        assert_eq!(found(), ["no channel"]);
    }

    #[test]
    fn who_is_connected_stays_so_since_the_first_time() {
        let time = ManualTime::new("2026-12-03T15:00:00Z".parse().unwrap());
        let running = Running::new(time.clock());
        let link = running.link(Platform::new("chat"));
        let state = || running.moment().links[link.platform()].clone();
        link.connected();
        let since = state().connected_since;
        time.advance(TimeDelta::hours(1));
        link.connected();
        assert_eq!(state().connected_since, since);
        link.disconnected("the connection broke");
        assert_eq!(state().connected_since, None);
        link.connected();
        assert_eq!(state().connected_since, Some(time.now()));
        assert_eq!(state().why_not, None);
    }
}
