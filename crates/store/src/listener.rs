//! The one connection on which PostgreSQL tells of commits of other processes.

use std::time::Duration;

use clock::Clock;
use sqlx::{PgPool, postgres::PgListener};
use tokio::task::AbortHandle;

use crate::wakeups::{CHANNEL, Waker};

/// How long to wait before a lost connection is made anew.
const PAUSE: Duration = Duration::from_secs(5);

/// Listens in the background until it is dropped or the pool is closed.
#[derive(Debug)]
pub(crate) struct Listener(AbortHandle);

impl Listener {
    pub(crate) fn start(pool: PgPool, clock: Clock, waker: Waker) -> Self {
        let task = tokio::spawn(async move {
            while !pool.is_closed() {
                if let Err(error) = listen(&pool, &waker).await
                    && !pool.is_closed()
                {
                    tracing::warn!(
                        store.channel = CHANNEL,
                        error = %error,
                        "cannot hear of deliveries of other processes; connecting again"
                    );
                    clock.sleep(PAUSE).await;
                }
            }
        });
        Self(task.abort_handle())
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn listen(pool: &PgPool, waker: &Waker) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        // What was told before the connection stood, or while it was lost, was missed.
        waker.wake();
        while listener.try_recv().await?.is_some() {
            waker.wake();
        }
    }
}
