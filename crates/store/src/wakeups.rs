//! Wake-ups: who waits for deliveries hears of each commit that made or changed some.

use std::sync::Arc;

use tokio::sync::watch;

/// The channel on which PostgreSQL tells the other processes.
pub(crate) const CHANNEL: &str = "dash_bot_deliveries";

/// Hears of deliveries. Wake-ups that come while nobody waits are kept, as one.
#[derive(Debug)]
pub struct Wakeups(watch::Receiver<()>);

impl Wakeups {
    /// Waits until deliveries were made or changed since the last time, or since this was made. It may
    /// wake without cause; after a lost connection it does, because a wake-up may have been missed.
    pub async fn next(&mut self) {
        if self.0.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Wakes those who wait.
#[derive(Clone, Debug)]
pub(crate) struct Waker(Arc<watch::Sender<()>>);

impl Waker {
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(())))
    }

    pub(crate) fn wake(&self) {
        self.0.send_replace(());
    }

    pub(crate) fn wakeups(&self) -> Wakeups {
        Wakeups(self.0.subscribe())
    }
}
