//! What the bot writes to its standard error, line by line.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::ChildStderr,
    sync::watch,
};

/// The lines so far; they also go to the test's own output.
#[derive(Clone)]
pub(crate) struct Log {
    lines: Arc<Mutex<Vec<String>>>,
    /// How many there are, and whether that is all.
    progress: watch::Receiver<(usize, bool)>,
}

impl Log {
    pub(crate) fn of(stderr: ChildStderr) -> Self {
        let lines = Arc::<Mutex<Vec<String>>>::default();
        let (sender, progress) = watch::channel((0, false));
        let kept = lines.clone();
        tokio::spawn(async move {
            let mut said = BufReader::new(stderr).lines();
            while let Ok(Some(line)) = said.next_line().await {
                eprintln!("{line}");
                kept.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(line);
                sender.send_modify(|(count, _)| *count += 1);
            }
            sender.send_modify(|(_, ended)| *ended = true);
        });
        Self { lines, progress }
    }

    /// The lines that say this.
    pub(crate) fn lines(&self, says: &str) -> Vec<String> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let found = lines.iter().filter(|line| line.contains(says));
        found.cloned().collect()
    }

    /// Waits until so many lines say this; the last of them.
    pub(crate) async fn says(&self, says: &str, times: usize) -> String {
        self.heard(says, times, Duration::from_secs(30)).await;
        let mut found = self.lines(says);
        assert!(
            found.len() >= times,
            "the bot did not say {says:?} {times} times but:\n{}",
            self.lines("").join("\n")
        );
        found.swap_remove(times - 1)
    }

    /// Waits a while for so many lines that say this; whether they came.
    pub(crate) async fn heard(&self, says: &str, times: usize, limit: Duration) -> bool {
        let mut progress = self.progress.clone();
        let said = progress.wait_for(|(_, ended)| *ended || self.lines(says).len() >= times);
        // An error means that the task has ended, and with it the log.
        drop(clock::Clock::system().timeout(limit, said).await);
        self.lines(says).len() >= times
    }

    /// All of it, when the bot has ended.
    pub(crate) async fn whole(&self) -> String {
        let mut progress = self.progress.clone();
        drop(progress.wait_for(|(_, ended)| *ended).await);
        self.lines("").join("\n")
    }
}
