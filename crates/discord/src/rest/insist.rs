//! Trying a few times, as far apart as Discord wants.

use std::time::Duration;

use chrono::TimeDelta;

use super::{Ask, Failure, Rest};

/// The least seconds before each further attempt.
const WAITS: [u64; 3] = [1, 4, 15];
/// No attempt begins later: so long Discord surely knows a nonce again, and nobody waits for longer.
const PATIENCE: TimeDelta = TimeDelta::seconds(60);

impl Rest {
    /// Sends a request whose answer does not matter, again where that can help. It must do no harm when it is done
    /// twice: an edit, or a message under a nonce.
    ///
    /// # Errors
    /// The [`Failure`] of the last attempt.
    pub(crate) async fn insist<'a>(&self, ask: impl Fn() -> Ask<'a>) -> Result<(), Failure> {
        let end = self.clock.now() + PATIENCE;
        let mut outcome = self.tell(ask()).await;
        for least in WAITS {
            let wait = match &outcome {
                Err(failure) if failure.heals() => failure.after().unwrap_or_default(),
                _ => break,
            };
            let wait = wait.max(Duration::from_secs(least));
            if self.clock.now() + wait > end {
                break;
            }
            self.clock.sleep(wait).await;
            outcome = self.tell(ask()).await;
        }
        outcome
    }
}
