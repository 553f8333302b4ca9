//! A clock that stands still until a test moves it.

use std::{
    collections::BTreeMap,
    future::Future,
    ops::RangeInclusive,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use chrono::{DateTime, TimeDelta, Utc};
use clock::{Clock, Time};
use tokio::sync::watch;

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
    /// Who sleeps, by the instant and the order in which they lay down.
    sleepers: BTreeMap<Place, Waker>,
    next: u64,
}

type Place = (DateTime<Utc>, u64);

impl ManualTime {
    /// Time that stands at `start`.
    pub fn new(start: DateTime<Utc>) -> Self {
        Self(Arc::new(Shared {
            state: Mutex::new(State {
                now: start,
                sleepers: BTreeMap::new(),
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
        let to = self.now() + by;
        self.set(to);
    }

    /// Sets the time, back or forth, and wakes, in order, those whose instant has come.
    pub fn set(&self, now: DateTime<Utc>) {
        let due = {
            let mut state = self.0.lock();
            state.now = now;
            let later = state.sleepers.split_off(&(now, u64::MAX));
            std::mem::replace(&mut state.sleepers, later)
        };
        for waker in due.into_values() {
            waker.wake();
        }
        self.0.changed.send_replace(());
    }

    /// The instants that somebody sleeps until, earliest first.
    pub fn sleepers(&self) -> Vec<DateTime<Utc>> {
        self.0
            .lock()
            .sleepers
            .keys()
            .map(|(until, _)| *until)
            .collect()
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

    fn sleep_until(&self, instant: DateTime<Utc>) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(Sleep {
            shared: Arc::clone(&self.0),
            until: instant,
            place: None,
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
    until: DateTime<Utc>,
    place: Option<Place>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let shared = Arc::clone(&self.shared);
        let mut state = shared.lock();
        if state.now >= self.until {
            return Poll::Ready(());
        }
        let until = self.until;
        let place = *self.place.get_or_insert_with(|| {
            state.next += 1;
            (until, state.next)
        });
        let is_new = state.sleepers.insert(place, cx.waker().clone()).is_none();
        drop(state);
        if is_new {
            shared.changed.send_replace(());
        }
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(place) = self.place {
            self.shared.lock().sleepers.remove(&place);
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
}
