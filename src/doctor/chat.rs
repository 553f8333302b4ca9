//! What `doctor` says of Discord: the way there, token, server, roles, channels, commands, and its clock.

use ::network::Network;
use clock::Clock;
use discord::Discord;
use status::{Drift, Running, Trouble};
use status::{Finding, StartError};

use super::{Line, PATIENCE, Verdict, bad, fine, network, note, wrong};
use crate::config::Config;

/// Whether Discord can be worked with; `runs` says whether the bot is running.
pub(super) async fn examine(
    config: &Config,
    clock: &Clock,
    way: &Network,
    runs: bool,
) -> Vec<Line> {
    let Some(discord) = config.discord.clone() else {
        return match &config.slack {
            Some(_) => Vec::new(),
            None => vec![wrong(
                "nothing to connect to: set [discord] token and guild (README, \"Connect it to Discord\") or [slack] \
                 bot_token (\"Connect it to Slack\")",
            )],
        };
    };
    let mut lines = vec![network::reached(way, discord.address()).await];
    if lines[0].verdict != Verdict::Fine {
        return lines;
    }
    let running = Running::new(clock.clone());
    let outside = discord::Outside {
        clock: clock.clone(),
        network: way.clone(),
        link: running.link(discord::PLATFORM),
    };
    let checking = Discord::check(discord, outside);
    match clock.timeout(PATIENCE, checking).await {
        Ok(Ok(discord)) => {
            // Only looked at: an IDENTIFY is counted.
            lines.push(network::reached(way, discord.gateway()).await);
            lines.extend(discord.findings().iter().map(line));
            lines.extend(commands(clock, &discord, runs).await);
            lines.extend(running.drift().map(|drift| clock_line(&drift)));
        }
        Ok(Err(StartError::Permanent(message))) => lines.push(wrong(format!("Discord: {message}"))),
        Err(_) => lines.push(bad(format!(
            "Discord: no answer within {} s",
            PATIENCE.as_secs()
        ))),
    }
    lines
}

fn line(finding: &Finding) -> Line {
    let says = format!("Discord: {finding}");
    if finding.ok { fine(says) } else { bad(says) }
}

/// Whether people see the commands.
async fn commands(clock: &Clock, discord: &Discord, runs: bool) -> Vec<Line> {
    let specs = ::commands::specs();
    let looking = async {
        let registered = discord.registered(&specs).await;
        let mut lines = vec![match registered {
            // The bot registers them at its start.
            finding if !finding.ok && !runs => note(format!("Discord: {finding}")),
            finding => line(&finding),
        }];
        lines.extend(discord.hidden().await.iter().map(line));
        lines
    };
    let looked = clock.timeout(PATIENCE, looking).await;
    looked.unwrap_or_else(|_| vec![bad("Discord: no answer when asked for the commands")])
}

/// How this machine's clock compares with Discord's.
fn clock_line(drift: &Drift) -> Line {
    match Trouble::of_clock(drift) {
        Some(trouble) => bad(format!("clock: {trouble}")),
        None => fine("clock: right to a few seconds"),
    }
}
