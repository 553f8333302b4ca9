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

#[cfg(test)]
mod tests {
    use testkit::time::ManualTime;

    use super::{LOOK, Progress};

    #[tokio::test]
    async fn what_is_not_polled_any_more_has_come_to_a_standstill() {
        let time = ManualTime::new("2026-12-03T15:00:00Z".parse().unwrap());
        let progress = Progress::default();
        let clock = time.clock();
        let mut standstill = Box::pin(progress.standstill(&clock));
        for look in 0..5 {
            assert!(poll(&mut standstill).is_pending(), "look {look}");
            if look < 2 {
                assert!(poll(&mut progress.of(Box::pin(async {}))).is_ready());
            }
            time.advance(chrono::TimeDelta::from_std(LOOK).unwrap());
        }
        assert!(poll(&mut standstill).is_ready());
    }

    fn poll<F: Future + Unpin>(future: &mut F) -> std::task::Poll<F::Output> {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        std::pin::Pin::new(future).poll(&mut context)
    }
}
