//! The bot as a process of its own, to be killed: the wiring of production with the addresses and the clock of a
//! test. Its clock stands still until a line on standard input moves it: `advance MILLISECONDS`, or sets it forth or
//! back while no time passes: `jump MILLISECONDS`. It says `ready` when it is, and `now` after each move. `sleeps SECONDS` is
//! answered with `sleeping` once something waits for that long, or up to four times as long: the feed's next look.

use std::{net::SocketAddr, process::ExitCode};

use chrono::{DateTime, TimeDelta, Utc};
use clock::{Clock, Ids};
use dash_bot::{
    config::Config,
    run::{Outside, run},
    service::Manager,
};
use testkit::time::ManualTime;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio_util::sync::CancellationToken;

fn main() -> ExitCode {
    let runtime = dash_bot::cli::runtime().expect("a runtime can be made");
    let status = runtime.block_on(live());
    // Standard input is still being read: nobody waits for that.
    runtime.shutdown_background();
    status
}

async fn live() -> ExitCode {
    if let Ok(level) = std::env::var("CHILD_LOG") {
        let level = if level == "1" { "info" } else { &level };
        dash_bot::logging::start(Some(level)).expect("a log can be started");
    }
    let start: DateTime<Utc> = env("CHILD_NOW").parse().expect("CHILD_NOW is an instant");
    let time = ManualTime::new(start);
    let config = Config::load(None, std::env::vars()).expect("the test's configuration can work");
    if std::env::var("CHILD_COMMAND").is_ok_and(|command| command == "doctor") {
        return dash_bot::doctor::report(&config, &Clock::system(), hosts()).await;
    }
    let shutdown = CancellationToken::new();
    let ready = CancellationToken::new();
    tokio::spawn(listen(time.clone(), shutdown.clone()));
    let said = ready.clone();
    tokio::spawn(async move {
        said.cancelled().await;
        println!("ready");
    });
    let outside = Outside {
        clock: time.clock(),
        ids: Ids::system(),
        hosts: hosts(),
        shutdown,
        ready,
        manager: Manager::new(std::env::vars()),
    };
    match run(config, outside).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

/// The names that are found where the test says: `NAME=ADDRESS NAME=ADDRESS`.
fn hosts() -> Vec<(String, SocketAddr)> {
    let hosts = env("CHILD_HOSTS");
    let hosts = hosts.split_whitespace().map(|host| {
        let (name, address) = host.split_once('=').expect("NAME=ADDRESS");
        let address = address.parse().expect("CHILD_HOSTS holds addresses");
        (name.to_owned(), address)
    });
    hosts.collect()
}

/// Does what the test says; when the test is gone, so is the child.
async fn listen(time: ManualTime, shutdown: CancellationToken) {
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some(milliseconds) = line.strip_prefix("advance ") {
            let milliseconds = milliseconds.parse().expect("a number of milliseconds");
            time.advance(TimeDelta::milliseconds(milliseconds));
            println!("now {}", time.now());
        } else if let Some(milliseconds) = line.strip_prefix("jump ") {
            let milliseconds = milliseconds.parse().expect("a number of milliseconds");
            time.jump(TimeDelta::milliseconds(milliseconds));
            println!("now {}", time.now());
        } else if let Some(seconds) = line.strip_prefix("sleeps ") {
            let seconds = seconds.parse().expect("a number of seconds");
            let from = time.now() + TimeDelta::seconds(seconds);
            let to = time.now() + TimeDelta::seconds(seconds * 4);
            time.until_somebody_sleeps(from..=to).await;
            println!("sleeping");
        } else if let Some(words) = line.strip_prefix("panic ") {
            let words = words.to_owned();
            drop(tokio::spawn(async move { panic!("{words}") }).await);
        }
    }
    shutdown.cancel();
}

fn env(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}
