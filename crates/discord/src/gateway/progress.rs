//! Noticing that a future has come to a standstill.

use std::{
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicU64, Ordering},
    task::{Context, Poll},
    time::Duration,
};

use clock::Clock;

/// Looks are this far apart; three without progress are a standstill.
const LOOK: Duration = Duration::from_secs(30);

/// Counts how often a future is polled. serenity's runner looks up twice a second, but while it opens a socket: there
/// it has no time limit, and would wait for ever in a network that swallows packets.
#[derive(Debug, Default)]
pub(crate) struct Progress(AtomicU64);

impl Progress {
    /// The future, counted.
    pub(crate) fn of<'a, T: 'a>(
        &'a self,
        mut future: Pin<Box<dyn Future<Output = T> + Send + 'a>>,
    ) -> impl Future<Output = T> + Send + 'a {
        std::future::poll_fn(move |context: &mut Context<'_>| -> Poll<T> {
            self.0.fetch_add(1, Ordering::Relaxed);
            future.as_mut().poll(context)
        })
    }

    /// Ends when nothing has happened for a while.
    pub(crate) async fn standstill(&self, clock: &Clock) {
        let mut last = self.0.load(Ordering::Relaxed);
        let mut still = 0;
        while still < 3 {
            clock.sleep(LOOK).await;
            let now = self.0.load(Ordering::Relaxed);
            still = if now == last { still + 1 } else { 0 };
            last = now;
        }
    }
}
