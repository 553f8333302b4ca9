//! `dash-bot doctor`: looks at all that must be right, a line each, and says what to do where it is not.

mod bot;
mod chat;
mod database;
mod ledger;
mod line;
mod network;
mod sealing;
mod slack;
mod videos;

use std::{net::SocketAddr, process::ExitCode, time::Duration};

use clock::{Clock, Ids};

use line::{Line, Verdict, bad, fine, note, wrong};

use crate::{base, config::Config, failure::EX_CONFIG, way_out};

/// What can heal is not waited for longer than this.
const PATIENCE: Duration = Duration::from_secs(20);

/// Prints the report. The exit status is 0 when all is well, 1 when something may heal, 78 when the
/// configuration can't work.
pub(crate) async fn command(config: Config) -> ExitCode {
    report(&config, &Clock::system(), Vec::new()).await
}

/// The same with a clock, and with `hosts` that stand elsewhere than the machine would find them.
pub async fn report(config: &Config, clock: &Clock, hosts: Vec<(String, SocketAddr)>) -> ExitCode {
    let lines = examine(config, clock, hosts).await;
    for line in &lines {
        println!("{}{}", line.verdict.mark(), line.what);
    }
    match lines.iter().map(|line| line.verdict).max() {
        Some(Verdict::Wrong) => ExitCode::from(EX_CONFIG),
        Some(Verdict::Bad) => ExitCode::FAILURE,
        Some(Verdict::Fine | Verdict::Note) | None => ExitCode::SUCCESS,
    }
}

async fn examine(config: &Config, clock: &Clock, hosts: Vec<(String, SocketAddr)>) -> Vec<Line> {
    let (status, mut lines) = bot::examine(config).await;
    lines.push(answers(config));
    lines.extend(database::examine(config, clock, status.as_ref()).await);
    lines.push(ledger::examine(config));
    lines.extend(sealing::key_file(config));
    match way_out::open(&config.network, hosts, clock, &Ids::system()) {
        Ok(way) => {
            lines.push(network::trusted(config, &way));
            lines.extend(chat::examine(config, clock, &way, status.is_some()).await);
            lines.extend(slack::examine(config, clock, &way).await);
            lines.push(videos::examine(config, clock, &way).await);
        }
        Err(failure) => lines.push(wrong(format!("network: {failure}"))),
    }
    lines.push(match &config.email_purpose {
        Some(_) => fine("sign-ups: an e-mail address is asked for, with what it is for"),
        None => fine(
            "sign-ups: no e-mail address is asked for ([counseling] says not what it would be for)",
        ),
    });
    lines
}

fn answers(config: &Config) -> Line {
    match base::answers(config.knowledge.as_deref()) {
        Ok(knowledge) => fine(format!(
            "answers: {} topics in both languages",
            knowledge.topics().len()
        )),
        Err(failure) => wrong(format!("answers: {failure}")),
    }
}
