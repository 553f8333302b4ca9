//! How often one person may call: a token bucket each, so that nobody slows the others.

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use chat::Caller;
use clock::Clock;
use governor::{
    Quota, RateLimiter, clock::Clock as _, middleware::NoOpMiddleware, nanos::Nanos,
    state::keyed::DefaultKeyedStateStore,
};

use crate::house::Limits;

/// The limiter's view of the clock that is passed in.
#[derive(Clone, Debug)]
struct Passed(Clock);

impl governor::clock::Clock for Passed {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let nanos = self.0.now().timestamp_nanos_opt().unwrap_or(i64::MAX);
        Nanos::new(u64::try_from(nanos).unwrap_or_default())
    }
}

type People = RateLimiter<String, DefaultKeyedStateStore<String>, Passed, NoOpMiddleware<Nanos>>;

/// Who has been quiet long enough is forgotten after so many calls.
const FORGET_EVERY: u32 = 1024;

/// Completions that go with a call: one for each letter that is typed.
const COMPLETIONS_PER_CALL: u32 = 8;

pub(crate) struct Limiter {
    calls: People,
    completions: People,
    counted: AtomicU32,
    clock: Passed,
}

impl Limiter {
    pub(crate) fn new(limits: Limits, clock: Clock) -> Self {
        let clock = Passed(clock);
        let people = |per_minute: u32| {
            let per_minute = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
            RateLimiter::dashmap_with_clock(Quota::per_minute(per_minute), clock.clone())
        };
        Self {
            calls: people(limits.calls_per_minute),
            completions: people(limits.calls_per_minute.saturating_mul(COMPLETIONS_PER_CALL)),
            counted: AtomicU32::new(0),
            clock,
        }
    }

    /// Counts a call; how long to wait where it is one too many.
    pub(crate) fn count(&self, caller: &Caller) -> Result<(), Duration> {
        if self
            .counted
            .fetch_add(1, Ordering::Relaxed)
            .is_multiple_of(FORGET_EVERY)
        {
            self.calls.retain_recent();
            self.completions.retain_recent();
        }
        self.calls
            .check_key(&key(caller))
            .map_err(|not_until| not_until.wait_time_from(self.clock.now()))
    }

    /// Counts a completion; whether it may be given.
    pub(crate) fn may_complete(&self, caller: &Caller) -> bool {
        self.completions.check_key(&key(caller)).is_ok()
    }
}

fn key(caller: &Caller) -> String {
    format!("{} {}", caller.platform, caller.id)
}
