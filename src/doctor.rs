//! `dash-bot doctor`: looks at all that must be right, a line each, and says what to do where it is not.

mod network;
mod sealing;

use std::{process::ExitCode, time::Duration};

use ::network::Network;
use announcer::feed::{self, FeedProblem, Source};
use clock::{Clock, Ids};
use discord::{Discord, StartError};
use secrecy::ExposeSecret as _;
use store::Store;

use crate::{
    base,
    config::Config,
    failure::{EX_CONFIG, Failure},
    way_out,
};

/// What can heal is not waited for longer than this.
const PATIENCE: Duration = Duration::from_secs(20);

/// One line of the report.
struct Line {
    verdict: Verdict,
    what: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// As it should be, or not wanted.
    Fine,
    /// It works, and there is something to consider.
    Note,
    /// Something does not work; trying again may help.
    Bad,
    /// The configuration can't work.
    Wrong,
}

impl Verdict {
    /// What a line begins with.
    fn mark(self) -> &'static str {
        match self {
            Self::Fine => "ok       ",
            Self::Note => "note     ",
            Self::Bad | Self::Wrong => "PROBLEM  ",
        }
    }
}

/// Prints the report. The exit status is 0 when all is well, 1 when something may heal, 78 when the
/// configuration can't work.
pub(crate) async fn command(config: Config) -> ExitCode {
    let lines = examine(&config, &Clock::system()).await;
    for line in &lines {
        println!("{}{}", line.verdict.mark(), line.what);
    }
    match lines.iter().map(|line| line.verdict).max() {
        Some(Verdict::Wrong) => ExitCode::from(EX_CONFIG),
        Some(Verdict::Bad) => ExitCode::FAILURE,
        Some(Verdict::Fine | Verdict::Note) | None => ExitCode::SUCCESS,
    }
}

async fn examine(config: &Config, clock: &Clock) -> Vec<Line> {
    let mut lines = vec![answers(config)];
    lines.extend(database(config, clock).await);
    lines.extend(sealing::key_file(config));
    match way_out::open(&config.network, Vec::new(), clock, &Ids::system()) {
        Ok(way) => {
            lines.push(network::trusted(config, &way));
            lines.extend(chat(config, clock, &way).await);
            lines.push(videos(config, clock, &way).await);
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

fn fine(what: impl Into<String>) -> Line {
    Line {
        verdict: Verdict::Fine,
        what: what.into(),
    }
}

fn note(what: impl Into<String>) -> Line {
    Line {
        verdict: Verdict::Note,
        what: what.into(),
    }
}

fn bad(what: impl Into<String>) -> Line {
    Line {
        verdict: Verdict::Bad,
        what: what.into(),
    }
}

fn wrong(what: impl Into<String>) -> Line {
    Line {
        verdict: Verdict::Wrong,
        what: what.into(),
    }
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

async fn database(config: &Config, clock: &Clock) -> Vec<Line> {
    let store = match Store::connect_with(
        config.database.expose_secret(),
        config.keys.clone(),
        clock.clone(),
        Ids::system(),
    )
    .await
    {
        Ok(store) => store,
        Err(error) => {
            return vec![match Failure::database(error) {
                Failure::Configuration(message) => wrong(format!("database: {message}")),
                Failure::Fault(error) => bad(format!("database: {error:#}")),
            }];
        }
    };
    let lines = match store.pending_migrations().await {
        Ok(pending) if pending.is_empty() => vec![
            fine("database: reached and up to date"),
            sealing::state(&store).await,
        ],
        Ok(pending) => {
            let migrations = format!(
                "database: reached; `run` applies {} migrations first",
                pending.len()
            );
            let off = config.keys.current().is_none().then(sealing::off);
            [fine(migrations)].into_iter().chain(off).collect()
        }
        Err(error) => vec![wrong(format!("database: {error}"))],
    };
    store.close().await;
    lines
}

async fn chat(config: &Config, clock: &Clock, way: &Network) -> Vec<Line> {
    let Some(discord) = config.discord.clone() else {
        return vec![wrong(
            "Discord: not configured; set [discord] token and guild (README, \"Connect it to Discord\")",
        )];
    };
    let mut lines = vec![network::reached(way, discord.address()).await];
    if lines[0].verdict != Verdict::Fine {
        return lines;
    }
    let outside = discord::Outside::of_command(clock.clone(), way.clone());
    let checking = Discord::check(discord, outside);
    match clock.timeout(PATIENCE, checking).await {
        Ok(Ok(discord)) => {
            // Only looked at: an IDENTIFY is counted.
            lines.push(network::reached(way, discord.gateway()).await);
            lines.extend(discord.findings().iter().map(|finding| {
                if finding.ok {
                    fine(format!("Discord: {}", finding.what))
                } else {
                    bad(format!("Discord: {}; {}", finding.what, finding.what_to_do))
                }
            }));
        }
        Ok(Err(StartError::Permanent(message))) => lines.push(wrong(format!("Discord: {message}"))),
        Err(_) => lines.push(bad(format!(
            "Discord: no answer within {} s",
            PATIENCE.as_secs()
        ))),
    }
    lines
}

async fn videos(config: &Config, clock: &Clock, way: &Network) -> Line {
    let Some(source) = &config.youtube else {
        return fine("mini-lectures: not announced ([youtube] channel is not set)");
    };
    match clock.timeout(PATIENCE, count(source, clock, way)).await {
        Ok(Ok(count)) => fine(format!(
            "mini-lectures: the feed is read, {count} videos stand in it"
        )),
        Ok(Err(problem)) => {
            let said = feed::show_problem(&problem);
            match way.try_out(&source.base).await {
                Err(trouble) if problem == FeedProblem::Unreachable => bad(format!(
                    "mini-lectures: {trouble}; {}",
                    trouble.what_to_do()
                )),
                _ => bad(format!("mini-lectures: {said}")),
            }
        }
        Err(_) => bad(
            "mini-lectures: the feed does not answer; is its address reached from this machine?",
        ),
    }
}

/// How many videos stand in the feed.
async fn count(source: &Source, clock: &Clock, way: &Network) -> Result<usize, FeedProblem> {
    let http = feed::client(way).map_err(|_| FeedProblem::Address)?;
    let bytes = feed::fetch(&http, clock, source.url()?.as_str()).await?;
    feed::parse(&bytes).map(|videos| videos.len())
}
