//! The clock: what time it is, and waiting for a time.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

type Wait = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Where time comes from. [`System`] in production; tests pass one that they move by hand.
pub trait Time: Send + Sync + 'static {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
    /// Waits until `instant` has come.
    fn sleep_until(&self, instant: DateTime<Utc>) -> Wait;
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

    /// Waits until `instant` has come; returns at once when it has passed.
    pub async fn sleep_until(&self, instant: DateTime<Utc>) {
        self.0.sleep_until(instant).await;
    }

    /// Waits for `duration`.
    pub async fn sleep(&self, duration: Duration) {
        let duration = TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX);
        let until = self
            .now()
            .checked_add_signed(duration)
            .unwrap_or(DateTime::<Utc>::MAX_UTC);
        self.0.sleep_until(until).await;
    }

    /// Runs `future` for at most `limit`; [`Elapsed`] and the future dropped if it takes longer.
    pub async fn timeout<F: Future>(
        &self,
        limit: Duration,
        future: F,
    ) -> Result<F::Output, Elapsed> {
        tokio::select! {
            biased;
            output = future => Ok(output),
            () = self.sleep(limit) => Err(Elapsed),
        }
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy)]
pub struct System;

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
        // A wall clock that is set back or forth must not stretch a wait for ever: a minute at most, then look again.
        Box::pin(async move {
            while let Ok(left) = (instant - Utc::now()).to_std()
                && !left.is_zero()
            {
                tokio::time::sleep(left.min(Duration::from_secs(60))).await;
            }
        })
    }
}
