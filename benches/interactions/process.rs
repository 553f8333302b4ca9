//! A process that is measured: its CPU time and memory, as Linux tells them.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use clock::{Clock, Ids};
use store::Store;

/// Clock ticks a second in `/proc`, which is 100 on every Linux that people use.
const TICKS: f64 = 100.0;

pub(crate) struct Process(Child);

impl Process {
    pub(crate) fn start(
        program: &str,
        args: &[&str],
        settings: &[(&str, String)],
        folder: &Path,
    ) -> Self {
        let child = Command::new(program)
            .args(args)
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .current_dir(folder)
            .stderr(Stdio::inherit())
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        Self(child)
    }

    /// User and system time so far.
    pub(crate) fn cpu(&self) -> Duration {
        let stat =
            fs::read_to_string(format!("/proc/{}/stat", self.0.id())).expect("the process runs");
        let fields: Vec<&str> = stat
            .rsplit(')')
            .next()
            .expect("a name in brackets")
            .split_whitespace()
            .collect();
        let ticks: f64 = [11, 12]
            .iter()
            .map(|field| fields[*field].parse::<f64>().expect("a number"))
            .sum();
        Duration::from_secs_f64(ticks / TICKS)
    }

    /// Resident memory.
    pub(crate) fn memory_mb(&self) -> f64 {
        let status =
            fs::read_to_string(format!("/proc/{}/status", self.0.id())).expect("the process runs");
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS"))
            .expect("it has memory");
        let kilobytes: f64 = line
            .split_whitespace()
            .nth(1)
            .and_then(|text| text.parse().ok())
            .expect("a number");
        kilobytes / 1024.0
    }

    /// Ends it as a service manager would.
    pub(crate) fn stop(&mut self) {
        let id = self.0.id().to_string();
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .expect("kill is there");
        self.0.wait().expect("it ends");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How many questions stand in the database.
pub(crate) async fn questions(database: &Path) -> i64 {
    let url = format!("sqlite:{}", database.display());
    let store = Store::connect(&url, Clock::system(), Ids::system())
        .await
        .expect("the database opens");
    let mut tx = store.read().await.expect("it can be read");
    tx.questions_count().await.expect("they can be counted")
}
