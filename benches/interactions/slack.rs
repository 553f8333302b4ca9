//! The same in Slack: `/dash` over the socket of a fake Slack, answered by the program and by Bolt for JavaScript with a
//! constant. Bolt is taken from where `.ci/run` installs it.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use clock::Clock;
use testkit::slack::{FakeSlack, Member};
use tokio::sync::Semaphore;

use crate::{IN_FLIGHT, PERSONS, QUESTIONS, process::Process, questions};

/// What was measured of a bot.
struct Measured {
    /// CPU of its process for a command, in microseconds.
    cpu: f64,
    /// In how much time 99 of 100 commands were acknowledged.
    acknowledged: Duration,
}

/// Measures both and prints it.
pub(crate) async fn compare(calls: usize) {
    let ours = ours(calls).await;
    tell("dash-bot", &ours);
    match bolt(calls).await {
        Some(bolt) => {
            tell("Bolt for JS", &bolt);
            println!("dash-bot takes {:.2} of Bolt's CPU", ours.cpu / bolt.cpu);
        }
        None => println!("Bolt is not installed in target/bolt: `.ci/run` does that"),
    }
}

fn tell(name: &str, measured: &Measured) {
    println!(
        "{name:<15} {:>8.1} us CPU per command, acknowledged in {:.1} ms (p99)",
        measured.cpu,
        measured.acknowledged.as_secs_f64() * 1e3
    );
}

async fn slack() -> FakeSlack {
    FakeSlack::builder()
        .validate(false)
        .record(false)
        .start()
        .await
}

async fn ours(calls: usize) -> Measured {
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
    measured(slack, process, calls).await
}

async fn bolt(calls: usize) -> Option<Measured> {
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
    Some(measured(slack, process, calls).await)
}

async fn measured(slack: FakeSlack, mut process: Process, calls: usize) -> Measured {
    slack.ready().await;
    let people: Vec<_> = (0..PERSONS)
        .map(|number| slack.join(&format!("Person {number}")))
        .collect();
    slack.acknowledged().await;
    let before = process.cpu();
    let slack = Arc::new(slack);
    let mut times = ask(&slack, &people, calls).await;
    // What is noted of the questions is written within a second, and belongs to the cost.
    Clock::system().sleep(Duration::from_secs(2)).await;
    let cpu = (process.cpu() - before).as_secs_f64() * 1e6 / calls as f64;
    process.stop();
    times.sort_unstable();
    let acknowledged = times[times.len() * 99 / 100];
    Measured { cpu, acknowledged }
}

/// Asks so often, so many at a time; how long each acknowledgement took.
async fn ask(slack: &Arc<FakeSlack>, people: &[Member], calls: usize) -> Vec<Duration> {
    let questions = Arc::new(questions::questions(QUESTIONS));
    let slots = Arc::new(Semaphore::new(IN_FLIGHT));
    let times = Arc::new(Mutex::new(Vec::with_capacity(calls)));
    let (general, clock) = (slack.general(), Clock::system());
    for number in 0..calls {
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
