//! How often one person may call: a token bucket each, so that nobody slows the others.

use std::{num::NonZeroU32, time::Duration};

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

pub(crate) struct Limiter {
    people: RateLimiter<String, DefaultKeyedStateStore<String>, Passed, NoOpMiddleware<Nanos>>,
    clock: Passed,
}

impl Limiter {
    pub(crate) fn new(limits: Limits, clock: Clock) -> Self {
        let calls = NonZeroU32::new(limits.calls_per_minute).unwrap_or(NonZeroU32::MIN);
        let clock = Passed(clock);
        Self {
            people: RateLimiter::dashmap_with_clock(Quota::per_minute(calls), clock.clone()),
            clock,
        }
    }

    /// Counts a call; how long to wait where it is one too many.
    pub(crate) fn count(&self, caller: &Caller) -> Result<(), Duration> {
        if self.people.len() > 4096 {
            self.people.retain_recent();
        }
        let key = format!("{} {}", caller.platform, caller.id);
        self.people
            .check_key(&key)
            .map_err(|not_until| not_until.wait_time_from(self.clock.now()))
    }
}
