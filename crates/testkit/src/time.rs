//! A clock that stands still until a test moves it.

use std::{
    collections::BTreeMap,
    future::Future,
    ops::RangeInclusive,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use clock::{Clock, Time};
use tokio::sync::watch;

type Wait = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Longer than any test lasts, and short enough to be added to an instant.
const FOR_EVER: TimeDelta = TimeDelta::days(36_500);

/// Time that a test moves by hand. Clones are the same time.
#[derive(Clone, Debug)]
pub struct ManualTime(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: watch::Sender<()>,
}

#[derive(Debug)]
struct State {
    now: DateTime<Utc>,
    /// What has passed since the start: jumps of the clock are no part of it.
    passed: TimeDelta,
    /// Who sleeps until an instant, by it and the order in which they lay down.
    sleepers: BTreeMap<(DateTime<Utc>, u64), Waker>,
    /// Who sleeps until so much has passed.
    waiting: BTreeMap<(TimeDelta, u64), Waker>,
    next: u64,
}

/// What ends a sleep.
#[derive(Clone, Copy, Debug)]
enum Until {
    /// The clock shows this.
    Instant(DateTime<Utc>),
    /// So much has passed since the start.
    Passed(TimeDelta),
}

impl ManualTime {
    /// Time that stands at `start`.
    pub fn new(start: DateTime<Utc>) -> Self {
        Self(Arc::new(Shared {
            state: Mutex::new(State {
                now: start,
                passed: TimeDelta::zero(),
                sleepers: BTreeMap::new(),
                waiting: BTreeMap::new(),
                next: 0,
            }),
            changed: watch::Sender::new(()),
        }))
    }

    /// A clock that reads this time.
    pub fn clock(&self) -> Clock {
        Clock::new(self.clone())
    }

    /// The present instant.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.lock().now
    }

    /// Moves time on and wakes, in order, those whose instant has come.
    pub fn advance(&self, by: TimeDelta) {
        self.turn(by, by);
    }

    /// Moves time on to `now` and wakes, in order, those whose instant has come.
    pub fn set(&self, now: DateTime<Utc>) {
        let by = now - self.now();
        self.turn(by, by.max(TimeDelta::zero()));
    }

    /// Sets the clock forth or back while no time passes, as somebody who corrects it would.
    pub fn jump(&self, by: TimeDelta) {
        self.turn(by, TimeDelta::zero());
    }

    fn turn(&self, clock: TimeDelta, passes: TimeDelta) {
        let due = {
            let mut state = self.0.lock();
            state.now += clock;
            state.passed += passes;
            let (now, passed) = (state.now, state.passed);
            let mut due = Vec::new();
            while let Some(first) = state.sleepers.first_entry()
                && first.key().0 <= now
            {
                let (instant, order) = *first.key();
                due.push((now - instant, order, first.remove()));
            }
            while let Some(first) = state.waiting.first_entry()
                && first.key().0 <= passed
            {
                let (until, order) = *first.key();
                due.push((passed - until, order, first.remove()));
            }
            // Who has been due for the longest wakes first.
            due.sort_by_key(|(late, order, _)| (-*late, *order));
            due
        };
        for (_, _, waker) in due {
            waker.wake();
        }
        self.0.changed.send_replace(());
    }

    /// The instants that somebody sleeps until, earliest first.
    pub fn sleepers(&self) -> Vec<DateTime<Utc>> {
        let state = self.0.lock();
        let instants = state.sleepers.keys().map(|(until, _)| *until);
        let waits = state.waiting.keys().map(|(until, _)| *until);
        let waits = waits.map(|until| state.now + (until - state.passed));
        let mut all: Vec<_> = instants.chain(waits).collect();
        all.sort();
        // Who waits for an instant also waits until so much has passed.
        all.dedup();
        all
    }

    /// Waits until so many sleep for a duration: each who is not busy does.
    pub async fn until_so_many_wait(&self, count: usize) {
        let mut changed = self.0.changed.subscribe();
        while self.0.lock().waiting.len() < count {
            if changed.changed().await.is_err() {
                return;
            }
        }
    }

    /// Waits until somebody sleeps until `instant` or later: what was to happen before has happened.
    pub async fn until_somebody_sleeps_until(&self, instant: DateTime<Utc>) {
        self.until_somebody_sleeps(instant..=DateTime::<Utc>::MAX_UTC)
            .await;
    }

    /// Waits until somebody sleeps until an instant in this range.
    pub async fn until_somebody_sleeps(&self, range: RangeInclusive<DateTime<Utc>>) {
        let mut changed = self.0.changed.subscribe();
        while !self.sleepers().iter().any(|until| range.contains(until)) {
            if changed.changed().await.is_err() {
                return;
            }
        }
    }
}

impl Time for ManualTime {
    fn now(&self) -> DateTime<Utc> {
        Self::now(self)
    }

    fn sleep_until(&self, instant: DateTime<Utc>) -> Wait {
        self.wait(Until::Instant(instant))
    }

    fn elapsed(&self) -> Duration {
        self.0.lock().passed.to_std().unwrap_or_default()
    }

    fn sleep(&self, duration: Duration) -> Wait {
        // What is longer than any test is as long as a test can be.
        let duration = TimeDelta::from_std(duration)
            .unwrap_or(FOR_EVER)
            .min(FOR_EVER);
        let until = self.0.lock().passed + duration;
        self.wait(Until::Passed(until))
    }
}

impl ManualTime {
    fn wait(&self, until: Until) -> Wait {
        Box::pin(Sleep {
            shared: Arc::clone(&self.0),
            until,
            order: None,
        })
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Sleep {
    shared: Arc<Shared>,
    until: Until,
    order: Option<u64>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let shared = Arc::clone(&self.shared);
        let mut state = shared.lock();
        let come = match self.until {
            Until::Instant(instant) => state.now >= instant,
            Until::Passed(passed) => state.passed >= passed,
        };
        if come {
            return Poll::Ready(());
        }
        let order = *self.order.get_or_insert_with(|| {
            state.next += 1;
            state.next
        });
        let waker = cx.waker().clone();
        let before = match self.until {
            Until::Instant(instant) => state.sleepers.insert((instant, order), waker),
            Until::Passed(passed) => state.waiting.insert((passed, order), waker),
        };
        drop(state);
        if before.is_none() {
            shared.changed.send_replace(());
        }
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(order) = self.order {
            let mut state = self.shared.lock();
            match self.until {
                Until::Instant(instant) => state.sleepers.remove(&(instant, order)),
                Until::Passed(passed) => state.waiting.remove(&(passed, order)),
            };
            drop(state);
            self.shared.changed.send_replace(());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use chrono::{DateTime, TimeDelta, Utc};

    use super::ManualTime;

    fn start() -> DateTime<Utc> {
        "2026-01-05T09:00:00Z".parse().unwrap()
    }

    #[tokio::test]
    async fn sleepers_wake_in_the_order_of_their_instants() {
        let time = ManualTime::new(start());
        let woken = Arc::new(Mutex::new(Vec::new()));
        let mut tasks = Vec::new();
        for minutes in [3, 1, 2, 9] {
            let (clock, woken) = (time.clock(), Arc::clone(&woken));
            tasks.push(tokio::spawn(async move {
                clock
                    .sleep_until(start() + TimeDelta::minutes(minutes))
                    .await;
                woken.lock().unwrap().push(minutes);
            }));
            time.until_somebody_sleeps_until(start() + TimeDelta::minutes(minutes))
                .await;
        }
        assert_eq!(time.sleepers().len(), 4);

        time.advance(TimeDelta::minutes(3));
        for task in tasks.drain(..3) {
            task.await.unwrap();
        }

        assert_eq!(*woken.lock().unwrap(), [1, 2, 3]);
        assert_eq!(time.sleepers(), [start() + TimeDelta::minutes(9)]);
    }

    #[tokio::test]
    async fn a_sleep_that_is_dropped_is_no_sleeper() {
        let time = ManualTime::new(start());
        let clock = time.clock();
        let limit = std::time::Duration::from_secs(5);
        assert_eq!(clock.timeout(limit, async { 7 }).await, Ok(7));
        assert!(time.sleepers().is_empty());
    }

    #[tokio::test]
    async fn a_clock_that_is_set_back_or_forth_makes_no_wait_longer_or_shorter() {
        let time = ManualTime::new(start());
        let clock = time.clock();
        let mut wait = Box::pin(clock.sleep(std::time::Duration::from_secs(60)));
        let hour = TimeDelta::hours(1);
        for jump in [hour, -hour, -hour, hour] {
            assert!(futures_util::poll!(&mut wait).is_pending());
            time.jump(jump);
            assert_eq!(time.sleepers(), [time.now() + TimeDelta::minutes(1)]);
        }
        time.jump(-hour);
        time.advance(TimeDelta::minutes(1));
        assert!(futures_util::poll!(&mut wait).is_ready());
        assert_eq!(clock.elapsed().as_secs(), 60);
        assert_eq!(clock.now(), start() - TimeDelta::minutes(59));
    }
}
