//! Leaving Slack alone where it wants that: each method by itself, and each channel of those that write.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use clock::Clock;

/// So many messages may go into one channel at once, one a second in the long run.
///
/// Source: <https://docs.slack.dev/apis/web-api/rate-limits>, "one message per second per channel", short bursts
/// are let through.
const BURST: u32 = 10;
const EACH: Duration = Duration::from_secs(1);

/// So many keys are remembered at most; then those are dropped that hold nobody up.
const MOST: usize = 2_000;

/// When what may be called again. Times are what has passed on the clock.
#[derive(Debug)]
pub(crate) struct Pace {
    clock: Clock,
    /// Until when a method, or a method in a channel, is left alone.
    held: Mutex<HashMap<String, Duration>>,
    /// When the next message of a channel would be due if they went out one a second.
    channels: Mutex<HashMap<String, Duration>>,
}

impl Pace {
    pub(crate) fn new(clock: Clock) -> Self {
        Self {
            clock,
            held: Mutex::default(),
            channels: Mutex::default(),
        }
    }

    /// Asks for a call; how long to wait where it is too early.
    pub(crate) fn ask(&self, method: &str, channel: Option<&str>) -> Result<(), Duration> {
        let now = self.clock.elapsed();
        let until = {
            let held = lock(&self.held);
            let by_channel = channel.and_then(|channel| held.get(&key(method, channel)));
            held.get(method).max(by_channel).copied()
        };
        if let Some(until) = until.filter(|until| *until > now) {
            return Err(until - now);
        }
        let Some(channel) = channel.filter(|_| method == "chat.postMessage") else {
            return Ok(());
        };
        let mut channels = lock(&self.channels);
        if channels.len() >= MOST {
            channels.retain(|_, due| *due > now);
        }
        let due = channels.entry(channel.to_owned()).or_insert(now);
        let begins = (*due).max(now);
        let early = begins.saturating_sub(now + EACH * (BURST - 1));
        if !early.is_zero() {
            return Err(early);
        }
        *due = begins + EACH;
        Ok(())
    }

    /// Slack wants a method to be left alone: in this channel, where the call named one.
    pub(crate) fn hold(&self, method: &str, channel: Option<&str>, wait: Duration) {
        let now = self.clock.elapsed();
        let key = channel.map_or_else(|| method.to_owned(), |channel| key(method, channel));
        let mut held = lock(&self.held);
        if held.len() >= MOST {
            held.retain(|_, until| *until > now);
        }
        held.insert(key, now + wait);
    }
}

fn key(method: &str, channel: &str) -> String {
    format!("{method} {channel}")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::TimeDelta;
    use testkit::time::ManualTime;

    use super::Pace;

    const POST: &str = "chat.postMessage";

    fn pace() -> (ManualTime, Pace) {
        let time = ManualTime::new("2026-12-03T15:00:00Z".parse().unwrap());
        let pace = Pace::new(time.clock());
        (time, pace)
    }

    #[test]
    fn a_channel_takes_a_burst_and_then_one_message_a_second() {
        let (time, pace) = pace();
        for _ in 0..10 {
            assert_eq!(pace.ask(POST, Some("C1")), Ok(()));
        }
        assert_eq!(pace.ask(POST, Some("C1")), Err(Duration::from_secs(1)));
        assert_eq!(pace.ask(POST, Some("C2")), Ok(()), "another channel");
        assert_eq!(pace.ask("chat.update", Some("C1")), Ok(()), "an edit");
        time.advance(TimeDelta::seconds(1));
        assert_eq!(pace.ask(POST, Some("C1")), Ok(()));
        assert!(pace.ask(POST, Some("C1")).is_err());
    }

    #[test]
    fn what_slack_wants_to_be_left_alone_is() {
        let (time, pace) = pace();
        pace.hold(POST, Some("C1"), Duration::from_secs(30));
        pace.hold("users.info", None, Duration::from_secs(5));
        assert_eq!(pace.ask(POST, Some("C1")), Err(Duration::from_secs(30)));
        assert_eq!(pace.ask(POST, Some("C2")), Ok(()));
        assert_eq!(pace.ask("users.info", None), Err(Duration::from_secs(5)));
        time.advance(TimeDelta::seconds(30));
        assert_eq!(pace.ask(POST, Some("C1")), Ok(()));
        assert_eq!(pace.ask("users.info", None), Ok(()));
    }
}
