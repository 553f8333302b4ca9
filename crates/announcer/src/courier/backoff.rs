//! How long to wait before the next attempt.

use std::time::Duration;

/// The first wait.
const FIRST: Duration = Duration::from_secs(2);

/// The longest.
const MOST: Duration = Duration::from_secs(15 * 60);

/// The wait after `attempts` attempts: 2 seconds, doubling up to 15 minutes. `jitter`, from 0 up to 1,
/// takes up to a quarter of it away, so that what failed together does not come back together.
pub(super) fn wait(attempts: i64, jitter: f64) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 17) - 1).unwrap_or_default();
    let whole = FIRST.saturating_mul(1 << doublings).min(MOST);
    whole.mul_f64(1.0 - 0.25 * jitter.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::wait;

    #[test]
    fn the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let waits = [0, 1, 2, 5, 10, i64::MAX].map(|attempts| wait(attempts, 0.0).as_secs());
        assert_eq!(waits, [2, 2, 4, 32, 900, 900]);
    }

    #[test]
    fn jitter_takes_up_to_a_quarter_away() {
        assert_eq!(wait(1, 1.0), Duration::from_millis(1_500));
    }
}
