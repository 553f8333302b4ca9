//! Noticing that a future has come to a standstill.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use crate::Clock;

/// Looks are this far apart; three without progress are a standstill.
const LOOK: Duration = Duration::from_secs(30);

/// Counts how often a future is polled. One that waits on the machine's own clock ([`crate::System`]) is polled once
/// a minute at least; one that waits for an answer without a time limit is not, and that shows. Clones count the same.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    polls: AtomicU64,
    running: AtomicUsize,
}

/// A counted future runs as long as this is there.
struct Running(Progress);

impl Progress {
    /// The future, counted.
    pub fn of<'a, T: 'a>(
        &self,
        mut future: Pin<Box<dyn Future<Output = T> + Send + 'a>>,
    ) -> impl Future<Output = T> + Send + 'a {
        self.0.running.fetch_add(1, Ordering::Relaxed);
        let running = Running(self.clone());
        std::future::poll_fn(move |context: &mut Context<'_>| -> Poll<T> {
            running.0.0.polls.fetch_add(1, Ordering::Relaxed);
            future.as_mut().poll(context)
        })
    }

    /// How often it was polled so far.
    pub fn polls(&self) -> u64 {
        self.0.polls.load(Ordering::Relaxed)
    }

    /// Whether there is a counted future that may still be polled.
    pub fn is_running(&self) -> bool {
        self.0.running.load(Ordering::Relaxed) > 0
    }

    /// Ends when nothing has happened for a while.
    pub async fn standstill(&self, clock: &Clock) {
        let mut last = self.polls();
        let mut still = 0;
        while still < 3 {
            clock.sleep(LOOK).await;
            let now = self.polls();
            still = if now == last { still + 1 } else { 0 };
            last = now;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.0.running.fetch_sub(1, Ordering::Relaxed);
    }
}
