//! The same in Slack: `/dash` over the socket of a fake Slack, answered by the program and by Bolt for JavaScript with a
//! constant. Bolt is taken from where `.ci/run` installs it.

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use clock::Clock;
use tempfile::TempDir;
use testkit::slack::{FakeSlack, Member};
use tokio::sync::Semaphore;

use crate::{IN_FLIGHT, PERSONS, QUESTIONS, process::Process, questions};

/// By turns, in so many rounds: what else the machine does meets both alike.
const ROUNDS: usize = 5;

/// A bot before a Slack of its own.
struct Bot {
    name: &'static str,
    slack: Arc<FakeSlack>,
    people: Vec<Member>,
    process: Process,
    asked: usize,
    cpu: Duration,
    acknowledged: Vec<Duration>,
    // What it has written goes with it.
    _folder: Option<TempDir>,
}

/// Measures both and prints it.
pub(crate) async fn compare(calls: usize) {
    let mut ours = ours().await;
    let mut bolt = bolt().await;
    for _ in 0..ROUNDS {
        ours.round(calls / ROUNDS).await;
        if let Some(bolt) = &mut bolt {
            bolt.round(calls / ROUNDS).await;
        }
    }
    ours.tell();
    match bolt {
        Some(mut bolt) => {
            bolt.tell();
            let ratio = ours.each() / bolt.each();
            println!("dash-bot takes {ratio:.2} of Bolt's CPU");
        }
        None => println!("Bolt is not installed in target/bolt: `.ci/run` does that"),
    }
}

async fn slack() -> FakeSlack {
    FakeSlack::builder()
        .validate(false)
        .record(false)
        .start()
        .await
}

async fn ours() -> Bot {
    let slack = slack().await;
    let folder = tempfile::tempdir().expect("a folder");
    let database = folder.path().join("bench.sqlite");
    let settings = [
        ("DATABASE_URL", format!("sqlite:{}", database.display())),
        ("DASH_BOT_SLACK__BOT_TOKEN", slack.token()),
        ("DASH_BOT_SLACK__APP_TOKEN", slack.app_token()),
        ("DASH_BOT_SLACK__API", slack.api_base()),
        ("DASH_BOT_SLACK__STAFF_GROUP", slack.staff_group()),
        ("DASH_BOT_WEB__LISTEN", "127.0.0.1:0".to_owned()),
        ("DASH_BOT_LIMITS__CALLS_PER_MINUTE", "1000".to_owned()),
        (
            "DASH_BOT_LIMITS__CALLS_PER_MINUTE_OVERALL",
            "1000000".to_owned(),
        ),
    ];
    let program = env!("CARGO_BIN_EXE_dash-bot");
    let process = Process::start(program, &["run"], &settings, folder.path());
    Bot::ready("dash-bot", slack, process, Some(folder)).await
}

async fn bolt() -> Option<Bot> {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bolt/javascript");
    if !library.join("node_modules/@slack/bolt").exists() {
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/interactions/bolt.js");
    let slack = slack().await;
    let modules: PathBuf = library.join("node_modules");
    let settings = [
        ("NODE_PATH", modules.display().to_string()),
        ("SLACK_API_URL", slack.api_base()),
        ("SLACK_BOT_TOKEN", slack.token()),
        ("SLACK_APP_TOKEN", slack.app_token()),
    ];
    let script = script.display().to_string();
    let process = Process::start("node", &[&script], &settings, &library);
    Some(Bot::ready("Bolt for JS", slack, process, None).await)
}

impl Bot {
    async fn ready(
        name: &'static str,
        slack: FakeSlack,
        process: Process,
        folder: Option<TempDir>,
    ) -> Self {
        slack.ready().await;
        let people = (0..PERSONS).map(|number| slack.join(&format!("Person {number}")));
        let people = people.collect();
        slack.acknowledged().await;
        Self {
            name,
            slack: Arc::new(slack),
            people,
            process,
            asked: 0,
            cpu: Duration::ZERO,
            acknowledged: Vec::new(),
            _folder: folder,
        }
    }

    /// Has it answer so many more.
    async fn round(&mut self, calls: usize) {
        let before = self.process.cpu();
        let asked = self.asked..self.asked + calls;
        self.asked = asked.end;
        let times = ask(&self.slack, &self.people, asked).await;
        self.acknowledged.extend(times);
        // What is noted of the questions is written within a second, and belongs to the cost.
        Clock::system().sleep(Duration::from_secs(1)).await;
        self.cpu += self.process.cpu() - before;
    }

    /// CPU of its process for a command, in microseconds.
    fn each(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.asked as f64
    }

    fn tell(&mut self) {
        self.process.stop();
        self.acknowledged.sort_unstable();
        let slowest = self.acknowledged[self.acknowledged.len() * 99 / 100];
        println!(
            "{:<15} {:>8.1} us CPU per command, acknowledged in {:.1} ms (p99)",
            self.name,
            self.each(),
            slowest.as_secs_f64() * 1e3
        );
    }
}

/// Asks these questions, so many at a time; how long each acknowledgement took.
async fn ask(slack: &Arc<FakeSlack>, people: &[Member], numbers: Range<usize>) -> Vec<Duration> {
    let questions = Arc::new(questions::questions(QUESTIONS));
    let slots = Arc::new(Semaphore::new(IN_FLIGHT));
    let times = Arc::new(Mutex::new(Vec::with_capacity(numbers.len())));
    let (general, clock) = (slack.general(), Clock::system());
    for number in numbers {
        let slot = slots.clone().acquire_owned().await;
        let slot = slot.expect("slots stay open");
        let (slack, questions, times) = (slack.clone(), questions.clone(), times.clone());
        let (person, clock) = (people[number % people.len()], clock.clone());
        tokio::spawn(async move {
            let question = &questions[(number * 7) % questions.len()];
            let begun = clock.elapsed();
            let asked = slack
                .slash(&person, general, "/dash", &format!("ask {question}"))
                .send()
                .await;
            asked.acknowledged().await;
            let took = clock.elapsed() - begun;
            times.lock().expect("no panic").push(took);
            assert!(
                !asked.shown().await.as_message().blocks.is_empty(),
                "an answer"
            );
            drop(slot);
        });
    }
    let all = slots
        .acquire_many(u32::try_from(IN_FLIGHT).expect("few"))
        .await;
    drop(all);
    std::mem::take(&mut *times.lock().expect("no panic"))
}
