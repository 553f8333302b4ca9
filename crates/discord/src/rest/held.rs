//! Seeing that serenity's limiter holds a request back, which it does in silence and for as long as it takes.

use std::{
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::Notify;

/// What is held back for longer is better tried later by the caller.
const SHORT: Duration = Duration::from_secs(2);

/// Whether one request is held back, and for how long.
#[derive(Debug, Default)]
pub(crate) struct Held {
    wait: Mutex<Option<Duration>>,
    noted: Notify,
}

tokio::task_local! {
    static REQUEST: Arc<Held>;
}

/// Runs a request so that [`note`] knows which one is meant.
pub(crate) async fn scope<F: Future>(held: &Arc<Held>, request: F) -> F::Output {
    REQUEST.scope(held.clone(), request).await
}

/// The limiter is about to wait, before it sends or after a 429: within [`scope`] it says so of that request.
pub(crate) fn note(wait: Duration) {
    // Outside of a scope nobody wants to know.
    let _ = REQUEST.try_with(|held| {
        if wait > SHORT {
            *held.wait.lock().unwrap_or_else(PoisonError::into_inner) = Some(wait);
            held.noted.notify_one();
        }
    });
}

impl Held {
    /// Waits until the request is held back for long; gives for how long. It has certainly not arrived then.
    pub(crate) async fn long(&self) -> Duration {
        loop {
            self.noted.notified().await;
            let wait = self
                .wait
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take();
            if let Some(wait) = wait {
                return wait;
            }
        }
    }
}
