//! How often one person may call, and all together: a token bucket each, so that nobody slows the others.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use chat::Caller;
use clock::Clock;
use governor::{
    Quota, RateLimiter,
    clock::Clock as _,
    middleware::NoOpMiddleware,
    nanos::Nanos,
    state::{InMemoryState, NotKeyed, keyed::DefaultKeyedStateStore},
};

use crate::house::Limits;

/// The limiter's view of the clock that is passed in.
#[derive(Clone, Debug)]
struct Passed(Clock);

impl governor::clock::Clock for Passed {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        // A clock that is set back must not make anybody wait.
        Nanos::from(self.0.elapsed())
    }
}

type People = RateLimiter<String, DefaultKeyedStateStore<String>, Passed, NoOpMiddleware<Nanos>>;
type Everyone = RateLimiter<NotKeyed, InMemoryState, Passed, NoOpMiddleware<Nanos>>;

/// Who has been quiet long enough is forgotten after so many calls.
const FORGET_EVERY: u32 = 1024;

/// Completions that go with a call: one for each letter that is typed.
const COMPLETIONS_PER_CALL: u32 = 8;

/// For so long whoever was told that it is a lot is not told again where others read it.
const TOLD: Duration = Duration::from_secs(60);

/// Whose limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Person,
    Everyone,
}

/// A call that is one too many.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TooMany {
    pub(crate) whose: Whose,
    /// How long to wait.
    pub(crate) wait: Duration,
}

/// The buckets of one kind of call.
struct Buckets {
    people: People,
    everyone: Everyone,
    clock: Passed,
}

impl Buckets {
    fn new(each: u32, overall: u32, clock: &Passed) -> Self {
        let quota = |per_minute: u32| {
            Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN))
        };
        Self {
            people: RateLimiter::dashmap_with_clock(quota(each), clock.clone()),
            everyone: RateLimiter::direct_with_clock(quota(overall), clock.clone()),
            clock: clock.clone(),
        }
    }

    /// The person's own bucket comes first: what is refused to one costs the others nothing.
    fn count(&self, key: &String) -> Result<(), TooMany> {
        let too_many = |whose, wait| TooMany { whose, wait };
        self.people.check_key(key).map_err(|not_until| {
            too_many(Whose::Person, not_until.wait_time_from(self.clock.now()))
        })?;
        self.everyone.check().map_err(|not_until| {
            too_many(Whose::Everyone, not_until.wait_time_from(self.clock.now()))
        })
    }
}

pub(crate) struct Limiter {
    calls: Buckets,
    completions: Buckets,
    counted: AtomicU32,
    /// Until when those who were told that it is a lot are not told again.
    told: Mutex<HashMap<String, Duration>>,
    clock: Clock,
}

impl Limiter {
    pub(crate) fn new(limits: Limits, clock: Clock) -> Self {
        let passed = Passed(clock.clone());
        let (each, overall) = (limits.calls_per_minute, limits.calls_per_minute_overall);
        let typed = |calls: u32| calls.saturating_mul(COMPLETIONS_PER_CALL);
        Self {
            calls: Buckets::new(each, overall, &passed),
            completions: Buckets::new(typed(each), typed(overall), &passed),
            counted: AtomicU32::new(0),
            told: Mutex::default(),
            clock,
        }
    }

    /// Counts a call; how long to wait where it is one too many.
    pub(crate) fn count(&self, caller: &Caller) -> Result<(), TooMany> {
        if self
            .counted
            .fetch_add(1, Ordering::Relaxed)
            .is_multiple_of(FORGET_EVERY)
        {
            self.calls.people.retain_recent();
            self.completions.people.retain_recent();
            let now = self.clock.elapsed();
            self.told().retain(|_, until| *until > now);
        }
        self.calls.count(&key(caller)).inspect_err(refused)
    }

    /// Counts a completion; whether it may be given.
    pub(crate) fn may_complete(&self, caller: &Caller) -> bool {
        let counted = self.completions.count(&key(caller));
        counted.inspect_err(refused).is_ok()
    }

    /// Whether this person was told a short while ago that it is a lot; from now on they were.
    pub(crate) fn was_told(&self, caller: &Caller) -> bool {
        let now = self.clock.elapsed();
        let mut told = self.told();
        let until = told.entry(key(caller)).or_insert(now);
        let was_told = *until > now;
        if !was_told {
            *until = now + TOLD;
        }
        was_told
    }

    fn told(&self) -> std::sync::MutexGuard<'_, HashMap<String, Duration>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn refused(too_many: &TooMany) {
    let whose = match too_many.whose {
        Whose::Person => "person",
        Whose::Everyone => "overall",
    };
    metrics::counter!("dash_bot_limit_refusals_total", "limit" => whose).increment(1);
}

fn key(caller: &Caller) -> String {
    format!("{} {}", caller.platform, caller.id)
}
