//! The clock: what time it is, and waiting for a time.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, LazyLock},
    task::{Context, Poll},
    time::{Duration, Instant},
};

use chrono::{DateTime, SubsecRound, Utc};
use pin_project_lite::pin_project;

type Wait = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Where time comes from. [`System`] in production; tests pass one that they move by hand.
pub trait Time: Send + Sync + 'static {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
    /// Waits until `instant` has come.
    fn sleep_until(&self, instant: DateTime<Utc>) -> Wait;
    /// How much time has passed since some moment in the past: it only ever goes on, however the clock is set.
    fn elapsed(&self) -> Duration;
    /// Waits until so much time has passed, however the clock is set meanwhile.
    fn sleep(&self, duration: Duration) -> Wait;
}

/// A clock that is handed to everything that needs to know or wait.
#[derive(Clone)]
pub struct Clock(Arc<dyn Time>);

/// A time limit ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elapsed;

impl std::fmt::Display for Elapsed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the time limit ran out")
    }
}

impl std::error::Error for Elapsed {}

impl Clock {
    /// A clock that reads `time`.
    pub fn new(time: impl Time) -> Self {
        Self(Arc::new(time))
    }

    /// The machine's own clock.
    pub fn system() -> Self {
        Self::new(System)
    }

    /// The present instant, cut to milliseconds: what the databases keep.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.now().trunc_subsecs(3)
    }

    /// Waits until `instant` has come; returns at once when it has passed. A clock that is set back meanwhile makes
    /// it no longer: who looks at the clock afterwards may find that it is earlier.
    pub async fn sleep_until(&self, instant: DateTime<Utc>) {
        let left = (instant - self.now()).to_std().unwrap_or_default();
        tokio::select! {
            () = self.0.sleep_until(instant) => {}
            () = self.0.sleep(left) => {}
        }
    }

    /// How much time has passed since some moment in the past, the same for each call. It only ever goes on, while
    /// [`Clock::now`] may be set forth and back: what lasts is measured with this.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    /// Waits for `duration`, however the clock is set meanwhile.
    pub async fn sleep(&self, duration: Duration) {
        self.0.sleep(duration).await;
    }

    /// Runs `future` for at most `limit`; [`Elapsed`] and the future dropped if it takes longer.
    pub const fn timeout<F: Future>(&self, limit: Duration, future: F) -> Timeout<'_, F> {
        Timeout {
            future,
            clock: self,
            limit,
            sleep: None,
        }
    }
}

pin_project! {
    /// A future with a time limit, which counts from when it is first waited for: what is ready at once needs none.
    // Not an `async fn`: that would hold the future twice.
    #[must_use = "futures do nothing unless they are awaited"]
    pub struct Timeout<'a, F> {
        #[pin]
        future: F,
        clock: &'a Clock,
        limit: Duration,
        sleep: Option<Wait>,
    }
}

impl<F: Future> Future for Timeout<'_, F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        if let Poll::Ready(output) = this.future.poll(context) {
            return Poll::Ready(Ok(output));
        }
        let sleep = this
            .sleep
            .get_or_insert_with(|| this.clock.0.sleep(*this.limit));
        sleep.as_mut().poll(context).map(|()| Err(Elapsed))
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// The machine's own clock. Whoever waits on it looks up every minute, which shows that they live
/// ([`crate::Progress`]).
#[derive(Debug, Clone, Copy)]
pub struct System;

/// The longest wait without looking up.
const LOOK_UP: Duration = Duration::from_secs(60);

/// The moment from which [`System`] counts what has passed.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the clock that everything else is handed"
)]
static BEGINNING: LazyLock<Instant> = LazyLock::new(Instant::now);

impl Time for System {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is handed"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is handed"
    )]
    fn sleep_until(&self, instant: DateTime<Utc>) -> Wait {
        // A clock that is set forth must not be noticed only at the end: a minute at most, then look again.
        Box::pin(async move {
            while let Ok(left) = (instant - Utc::now()).to_std()
                && !left.is_zero()
            {
                tokio::time::sleep(left.min(LOOK_UP)).await;
            }
        })
    }

    fn elapsed(&self) -> Duration {
        BEGINNING.elapsed()
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is handed"
    )]
    fn sleep(&self, duration: Duration) -> Wait {
        let end = self.elapsed().saturating_add(duration);
        Box::pin(async move {
            let left = || end.saturating_sub(System.elapsed());
            while !left().is_zero() {
                tokio::time::sleep(left().min(LOOK_UP)).await;
            }
        })
    }
}
