//! Trying a few times, as far apart as Discord wants.

use std::time::Duration;

use serde::de::DeserializeOwned;

use super::{Ask, Failure, Rest};

/// The least seconds before each further attempt.
const WAITS: [u64; 3] = [1, 4, 15];
/// No attempt begins later: so long Discord surely knows a nonce again, and nobody waits for longer.
const PATIENCE: Duration = Duration::from_secs(60);

impl Rest {
    /// Sends a request whose answer does not matter, again where that can help. It must do no harm when it is done
    /// twice: an edit, or a message under a nonce.
    ///
    /// # Errors
    /// The [`Failure`] of the last attempt.
    pub(crate) async fn insist<'a>(&self, ask: impl Fn() -> Ask<'a>) -> Result<(), Failure> {
        self.again(|| self.tell(ask())).await
    }

    /// The same where the answer matters.
    ///
    /// # Errors
    /// The [`Failure`] of the last attempt.
    pub(crate) async fn insist_on_answer<'a, T: DeserializeOwned>(
        &self,
        ask: impl Fn() -> Ask<'a>,
    ) -> Result<T, Failure> {
        self.again(|| self.ask(ask())).await
    }

    async fn again<T, F>(&self, attempt: impl Fn() -> F) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let end = self.clock.elapsed() + PATIENCE;
        let mut outcome = attempt().await;
        for least in WAITS {
            let wait = match &outcome {
                Err(failure) if failure.heals() => failure.after().unwrap_or_default(),
                _ => break,
            };
            let wait = wait.max(Duration::from_secs(least));
            if self.clock.elapsed() + wait > end {
                break;
            }
            self.clock.sleep(wait).await;
            outcome = attempt().await;
        }
        outcome
    }
}
