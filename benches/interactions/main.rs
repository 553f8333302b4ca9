//! What a question costs: `/ask` over the gateway of a fake Discord, answered by the program as it is
//! released and by a bare serenity bot that says one fixed text, each a process of its own; and the same in Slack.
//!
//! `cargo bench --bench interactions` (`BENCH_CALLS`, `BENCH_LONG` for other counts; the memory after the
//! long run is compared with that after the first).

mod bare;
mod process;
mod questions;
mod slack;

use std::{sync::Arc, time::Duration};

use clock::Clock;
use serde_json::json;
use testkit::discord::{FakeDiscord, Member};
use tokio::sync::Semaphore;

use process::Process;

const PERSONS: usize = 2_000;
const QUESTIONS: usize = 1_000;
const IN_FLIGHT: usize = 64;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    if let Some(base) = std::env::args().skip_while(|arg| arg != "bare").nth(1) {
        return runtime.block_on(bare::run(&base));
    }
    let calls = count("BENCH_CALLS", 20_000);
    let long = count("BENCH_LONG", 200_000);
    let ours = runtime.block_on(ours(calls, long));
    let bare = runtime.block_on(bare(calls));
    println!("bare serenity   {bare:>8.1} us CPU per interaction");
    println!(
        "dash-bot        {ours:>8.1} us CPU per interaction ({:.2} times)",
        ours / bare
    );
    runtime.block_on(slack::compare(calls));
}

fn count(name: &str, usual: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

async fn discord() -> FakeDiscord {
    FakeDiscord::builder()
        .plain_gateway()
        .validate(false)
        .record(false)
        .start()
        .await
}

async fn ours(calls: usize, long: usize) -> f64 {
    let discord = discord().await;
    let folder = tempfile::tempdir().expect("a folder");
    let database = folder.path().join("bench.sqlite");
    let settings = [
        ("DATABASE_URL", format!("sqlite:{}", database.display())),
        ("DASH_BOT_DISCORD__TOKEN", discord.token()),
        ("DASH_BOT_DISCORD__GUILD", discord.guild_id().to_string()),
        (
            "DASH_BOT_DISCORD__STAFF_ROLES",
            discord.staff_role().id().to_string(),
        ),
        ("DASH_BOT_DISCORD__API", discord.plain_base()),
        ("DASH_BOT_WEB__LISTEN", "127.0.0.1:0".to_owned()),
        ("DASH_BOT_LIMITS__CALLS_PER_MINUTE", "1000".to_owned()),
        (
            "DASH_BOT_LIMITS__CALLS_PER_MINUTE_OVERALL",
            "1000000".to_owned(),
        ),
    ];
    let started = Clock::system().now();
    let mut process = Process::start(
        env!("CARGO_BIN_EXE_dash-bot"),
        &["run"],
        &settings,
        folder.path(),
    );
    discord.ready().await;
    println!(
        "start to ready  {:>8} ms",
        (Clock::system().now() - started).num_milliseconds()
    );
    discord.registered("ask").await;
    println!("memory at start {:>8.1} MB", process.memory_mb());
    let people: Vec<_> = (0..PERSONS)
        .map(|number| discord.join(&format!("Person {number}")))
        .collect();
    let before = process.cpu();
    let discord = Arc::new(discord);
    ask(&discord, &people, calls).await;
    // What is noted of the questions is written within a second, and belongs to the cost.
    Clock::system().sleep(Duration::from_secs(2)).await;
    let each = (process.cpu() - before).as_secs_f64() * 1e6 / calls as f64;
    let first = process.memory_mb();
    println!("memory after {calls:>6} {first:>5.1} MB");
    if long > 0 {
        ask(&discord, &people, long).await;
        let last = process.memory_mb();
        println!(
            "memory after {long:>6} more {last:>5.1} MB ({:+.1} MB)",
            last - first
        );
    }
    process.stop();
    let noted = process::questions(&database).await;
    assert_eq!(noted as usize, calls + long, "every question is noted");
    println!("questions noted {noted:>8}");
    each
}

async fn bare(calls: usize) -> f64 {
    let discord = discord().await;
    let program = std::env::current_exe().expect("the benchmark has a file");
    let folder = tempfile::tempdir().expect("a folder");
    let base = format!(
        "{} {} {}",
        discord.plain_base(),
        discord.token(),
        discord.guild_id()
    );
    let mut process = Process::start(
        &program.display().to_string(),
        &["bare", &base],
        &[],
        folder.path(),
    );
    discord.registered("ask").await;
    let people: Vec<_> = (0..PERSONS)
        .map(|number| discord.join(&format!("Person {number}")))
        .collect();
    let before = process.cpu();
    ask(&Arc::new(discord), &people, calls).await;
    let each = (process.cpu() - before).as_secs_f64() * 1e6 / calls as f64;
    process.stop();
    each
}

/// Asks so often, so many at a time.
async fn ask(discord: &Arc<FakeDiscord>, people: &[Member], calls: usize) {
    let questions = Arc::new(questions::questions(QUESTIONS));
    let slots = Arc::new(Semaphore::new(IN_FLIGHT));
    let general = discord.general();
    for number in 0..calls {
        let slot = slots
            .clone()
            .acquire_owned()
            .await
            .expect("slots stay open");
        let (discord, questions, person) = (
            discord.clone(),
            questions.clone(),
            people[number % people.len()],
        );
        tokio::spawn(async move {
            let question = &questions[(number * 7) % questions.len()];
            let shown = discord
                .slash(&person, general, "ask", json!({ "question": question }))
                .await;
            assert!(!shown.as_message().embeds.is_empty(), "an answer");
            drop(slot);
        });
    }
    let all = slots
        .acquire_many(u32::try_from(IN_FLIGHT).expect("few"))
        .await;
    drop(all);
}
