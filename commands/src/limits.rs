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
use domain::Platform;
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

/// Somebody who was told that it is a lot.
#[derive(Clone, Copy)]
struct Told {
    /// Until then they are not told again.
    until: Duration,
    /// Until then each call is one too many.
    full_until: Duration,
}

pub(crate) struct Limiter {
    calls: Buckets,
    completions: Buckets,
    counted: AtomicU32,
    /// Those who were told a short while ago that it is a lot.
    told: Mutex<HashMap<String, Told>>,
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
            self.told().retain(|_, told| told.until > now);
        }
        self.calls
            .count(&key(&caller.platform, &caller.id))
            .inspect_err(refused)
    }

    /// Counts a completion; whether it may be given.
    pub(crate) fn may_complete(&self, caller: &Caller) -> bool {
        let counted = self.completions.count(&key(&caller.platform, &caller.id));
        counted.inspect_err(refused).is_ok()
    }

    /// Whether this person, whose call is one too many, was told so a short while ago; from now on they were.
    pub(crate) fn was_told(&self, caller: &Caller, too_many: &TooMany) -> bool {
        let now = self.clock.elapsed();
        let full_until = now + too_many.wait;
        let mut people = self.told();
        let told = people
            .entry(key(&caller.platform, &caller.id))
            .or_insert(Told {
                until: now,
                full_until,
            });
        let was_told = told.until > now;
        if !was_told {
            told.until = now + TOLD;
        }
        told.full_until = full_until;
        was_told
    }

    /// Whether silence will be the answer to whatever this account says now; then nothing need be done about it.
    pub(crate) fn is_silent(&self, platform: &Platform, account: &str) -> bool {
        let now = self.clock.elapsed();
        let people = self.told();
        let is_full = |told: &Told| told.until > now && told.full_until > now;
        people.get(&key(platform, account)).is_some_and(is_full)
    }

    fn told(&self) -> std::sync::MutexGuard<'_, HashMap<String, Told>> {
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

fn key(platform: &Platform, account: &str) -> String {
    [platform.as_str(), " ", account].concat()
}
