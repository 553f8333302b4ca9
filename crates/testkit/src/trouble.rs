//! A fault that was injected into a fake.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;

/// How long a test waits for anything before it fails, in real time.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A fault that was injected: how often it happened, and the end of its waiting.
#[derive(Debug, Clone)]
pub struct Trouble(Arc<watch::Sender<(usize, bool)>>);

impl Trouble {
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new((0, false))))
    }

    pub(crate) fn hit(&self) {
        self.0.send_modify(|(hits, _)| *hits += 1);
    }

    /// How many requests it has met.
    pub fn hits(&self) -> usize {
        self.0.borrow().0
    }

    /// Waits until it has met `hits` requests; panics after 20 s.
    pub async fn met(&self, hits: usize) {
        let mut watch = self.0.subscribe();
        let wait = watch.wait_for(|(met, _)| *met >= hits);
        let met = clock::Clock::system().timeout(PATIENCE, wait).await;
        assert!(
            met.is_ok(),
            "the fault met {} requests and not {hits}",
            self.hits()
        );
    }

    /// Lets everything go on that hangs, now and later.
    pub fn release(&self) {
        self.0.send_modify(|(_, released)| *released = true);
    }

    pub(crate) async fn released(&self) {
        let mut watch = self.0.subscribe();
        // The sender lives in `self`.
        let _ = watch.wait_for(|(_, released)| *released).await;
    }
}
