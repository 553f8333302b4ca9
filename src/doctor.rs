//! `dash-bot doctor`: looks at all that must be right, a line each, and says what to do where it is not.

use std::{process::ExitCode, time::Duration};

use announcer::feed::{self, FeedProblem, Source};
use clock::{Clock, Ids};
use discord::{Discord, StartError};
use secrecy::ExposeSecret as _;
use store::Store;

use crate::{
    base,
    config::Config,
    failure::{EX_CONFIG, Failure},
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
    /// Something does not work; trying again may help.
    Bad,
    /// The configuration can't work.
    Wrong,
}

/// Prints the report. The exit status is 0 when all is well, 1 when something may heal, 78 when the
/// configuration can't work.
pub(crate) async fn command(config: Config) -> ExitCode {
    let lines = examine(&config, &Clock::system()).await;
    for line in &lines {
        let mark = if line.verdict == Verdict::Fine {
            "ok     "
        } else {
            "PROBLEM"
        };
        println!("{mark}  {}", line.what);
    }
    match lines.iter().map(|line| line.verdict).max() {
        Some(Verdict::Wrong) => ExitCode::from(EX_CONFIG),
        Some(Verdict::Bad) => ExitCode::FAILURE,
        Some(Verdict::Fine) | None => ExitCode::SUCCESS,
    }
}

async fn examine(config: &Config, clock: &Clock) -> Vec<Line> {
    let mut lines = vec![answers(config), database(config, clock).await];
    lines.extend(chat(config, clock).await);
    lines.push(videos(config, clock).await);
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

async fn database(config: &Config, clock: &Clock) -> Line {
    let store = match Store::connect(
        config.database.expose_secret(),
        clock.clone(),
        Ids::system(),
    )
    .await
    {
        Ok(store) => store,
        Err(error) => {
            return match Failure::database(error) {
                Failure::Configuration(message) => wrong(format!("database: {message}")),
                Failure::Fault(error) => bad(format!("database: {error:#}")),
            };
        }
    };
    let line = match store.pending_migrations().await {
        Ok(pending) if pending.is_empty() => fine("database: reached and up to date"),
        Ok(pending) => fine(format!(
            "database: reached; `run` applies {} migrations first",
            pending.len()
        )),
        Err(error) => wrong(format!("database: {error}")),
    };
    store.close().await;
    line
}

async fn chat(config: &Config, clock: &Clock) -> Vec<Line> {
    let Some(discord) = config.discord.clone() else {
        return vec![wrong(
            "Discord: not configured; set [discord] token and guild (README, \"Connect it to Discord\")",
        )];
    };
    let outside = discord::Outside {
        clock: clock.clone(),
        http: None,
    };
    match clock
        .timeout(PATIENCE, Discord::check(discord, outside))
        .await
    {
        Ok(Ok(discord)) => discord
            .findings()
            .iter()
            .map(|finding| {
                if finding.ok {
                    fine(format!("Discord: {}", finding.what))
                } else {
                    bad(format!("Discord: {}; {}", finding.what, finding.what_to_do))
                }
            })
            .collect(),
        Ok(Err(StartError::Permanent(message))) => vec![wrong(format!("Discord: {message}"))],
        Err(_) => vec![bad(format!(
            "Discord: no answer within {} s; is discord.com reached from this machine?",
            PATIENCE.as_secs()
        ))],
    }
}

async fn videos(config: &Config, clock: &Clock) -> Line {
    let Some(source) = &config.youtube else {
        return fine("mini-lectures: not announced ([youtube] channel is not set)");
    };
    match clock.timeout(PATIENCE, count(source, clock)).await {
        Ok(Ok(count)) => fine(format!(
            "mini-lectures: the feed is read, {count} videos stand in it"
        )),
        Ok(Err(problem)) => bad(format!("mini-lectures: {}", feed::show_problem(&problem))),
        Err(_) => bad(
            "mini-lectures: the feed does not answer; is its address reached from this machine?",
        ),
    }
}

/// How many videos stand in the feed.
async fn count(source: &Source, clock: &Clock) -> Result<usize, FeedProblem> {
    let http = feed::client().map_err(|_| FeedProblem::Address)?;
    let bytes = feed::fetch(&http, clock, source.url()?.as_str()).await?;
    feed::parse(&bytes).map(|videos| videos.len())
}
