//! `dash-bot run`: the bot in production.

use std::{net::SocketAddr, process::ExitCode, sync::Arc};

use announcer::feed::Source;
use clock::{Clock, Ids};
use secrecy::ExposeSecret as _;
use slack::Slack;
use status::{Reporter, Running, StartError};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    base::{Base, Channels, Plan},
    config::Config,
    failure::Failure,
    on_discord::OnDiscord,
    service::{self, Loops, Manager},
    signals,
    turn::Turn,
    watched, way_out,
};

/// What comes from outside the process. Tests hand in their own.
pub struct Outside {
    /// The clock.
    pub clock: Clock,
    /// Where ids come from.
    pub ids: Ids,
    /// Host names that are found elsewhere than the resolver says; none in production.
    pub hosts: Vec<(String, SocketAddr)>,
    /// Ends the run.
    pub shutdown: CancellationToken,
    /// Is cancelled when the bot is ready to answer.
    pub ready: CancellationToken,
    /// Who watches over the process.
    pub manager: Manager,
}

/// Runs until a signal comes.
pub(crate) async fn command(config: Config, manager: Manager) -> ExitCode {
    let shutdown = CancellationToken::new();
    signals::cancel_on_signal(shutdown.clone());
    let outside = Outside {
        clock: Clock::system(),
        ids: Ids::system(),
        hosts: Vec::new(),
        shutdown,
        ready: CancellationToken::new(),
        manager,
    };
    match run(config, outside).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

/// Runs until `outside.shutdown`.
///
/// # Errors
/// [`Failure::Configuration`] for what trying again can't help, [`Failure::Fault`] for anything else.
pub async fn run(config: Config, outside: Outside) -> Result<(), Failure> {
    let community = config.community();
    let ledger = Some(config.ledger());
    if config.discord.is_none() && config.slack.is_none() {
        return Err(Failure::Configuration(
            "nothing to connect to: set [discord] token and guild (README, \"Connect it to Discord\") or [slack] bot_token \
             (\"Connect it to Slack\"), or try `dash-bot demo`"
                .to_owned(),
        ));
    }
    let network = way_out::open(&config.network, outside.hosts, &outside.clock, &outside.ids)?;
    // A channel that can't be written to now stays a target: staff are told of what is refused there.
    // What is configured no more rests.
    let (announce, staff) = match &config.discord {
        Some(discord) => (
            discord.announce_channel.as_ref(),
            discord.staff_channel.as_ref(),
        ),
        None => (None, None),
    };
    let mut channels = Vec::from(Channels::of(&discord::PLATFORM, announce, staff));
    let (announce, staff) = match &config.slack {
        Some(slack) => (
            slack.announce_channel.as_ref(),
            slack.staff_channel.as_ref(),
        ),
        None => (None, None),
    };
    channels.extend(Channels::of(&slack::PLATFORM, announce, staff));
    let running = Running::new(outside.clock.clone());
    // Who reports is known before anything is looked at.
    let discord = config.discord.map(|discord| {
        let outside = discord::Outside {
            clock: outside.clock.clone(),
            network: network.clone(),
            link: running.link(discord::PLATFORM),
        };
        (discord, outside)
    });
    let slack = config.slack.map(|slack| {
        let outside = slack::Outside {
            clock: outside.clock.clone(),
            ids: outside.ids.clone(),
            network: network.clone(),
            link: running.link(slack::PLATFORM),
        };
        Slack::new(slack, outside)
    });
    let plan = Plan {
        database: config.database.expose_secret(),
        ledger,
        keys: config.keys,
        knowledge: config.knowledge.as_deref(),
        community,
        upkeep: config.upkeep,
        limits: config.limits,
        running: running.clone(),
        sources: config.youtube.iter().map(Source::name).collect(),
    };
    let (stage, stages) = watch::channel(Stage::Database);
    let (reporter, reporters) = watch::channel(Reporter::starting(running.clone()));
    let quiet = CancellationToken::new();
    let _quiet_at_any_end = quiet.clone().drop_guard();
    // Who watches over the bot hears of a start that takes long, too.
    let loops = Loops::default();
    let watching = tokio::spawn(service::watch(
        outside.manager,
        outside.clock.clone(),
        stages.clone(),
        loops.clone(),
        outside.shutdown.clone(),
    ));
    tokio::spawn(watched::serve(
        config.web.listen,
        reporters,
        slack.as_ref().and_then(Slack::receiver),
        outside.clock.clone(),
        quiet.clone(),
    ));
    let opening = Base::open(plan, outside.clock.clone(), outside.ids);
    let base = tokio::select! {
        opened = opening => opened?,
        () = outside.shutdown.cancelled() => return Ok(()),
    };
    reporter.send_replace(base.reporter.clone());
    loops.add("courier", base.courier.clone());
    let discord = discord.map(|(config, outside)| {
        let alone = slack.is_none();
        OnDiscord::new(config, outside, alone, loops.clone())
    });
    if let Some(discord) = &discord
        && discord.is_alone()
    {
        stage.send_replace(Stage::ChatServer);
        running.reached(status::Stage::LookingAtChatServer);
        tokio::select! {
            looked = discord.look() => drop(looked.map_err(start_failure)?),
            () = outside.shutdown.cancelled() => return Ok(()),
        }
    }
    let mut connected = Vec::new();
    if let Some(discord) = &discord {
        connected.push(discord.connected());
    }
    if let Some(slack) = &slack {
        loops.add("slack", slack.progress());
        connected.push(slack.connected());
    }
    let connected = everywhere(connected, quiet.clone());
    tokio::spawn(say_ready(connected.clone(), outside.ready));
    let turn = Turn {
        base: &base,
        discord: discord.as_ref(),
        slack: slack.as_ref(),
        channels: &channels,
        feed: config.youtube.map(|source| (network, source)),
    };
    let waits = || {
        tracing::info!("another process holds the gateway; waiting to take over");
        stage.send_replace(Stage::Standby);
        running.reached(status::Stage::Standby);
    };
    let ended = loop {
        let taken = tokio::select! {
            taken = base.lease.take(waits) => taken,
            () = outside.shutdown.cancelled() => break Ok(()),
        };
        stage.send_replace(Stage::Running(connected.clone()));
        running.reached(status::Stage::Working);
        let ended = turn.run(taken, &outside.shutdown).await;
        if ended.is_err() || outside.shutdown.is_cancelled() {
            break ended;
        }
    };
    base.store.close().await;
    drop(stage);
    drop(watching.await);
    ended
}

/// Whether the bot is online on every platform, now and whenever that changes.
fn everywhere(
    platforms: Vec<watch::Receiver<bool>>,
    quiet: CancellationToken,
) -> watch::Receiver<bool> {
    let (all, everywhere) = watch::channel(false);
    let all = Arc::new(all);
    for mut platform in platforms.clone() {
        let (all, platforms) = (all.clone(), platforms.clone());
        let quiet = quiet.clone();
        tokio::spawn(async move {
            loop {
                let are = platforms.iter().all(|platform| *platform.borrow());
                all.send_if_modified(|known| std::mem::replace(known, are) != are);
                let changed = quiet.run_until_cancelled(platform.changed()).await;
                if !matches!(changed, Some(Ok(()))) {
                    return;
                }
            }
        });
    }
    everywhere
}

/// Says so when the bot is online for the first time.
async fn say_ready(mut connected: watch::Receiver<bool>, ready: CancellationToken) {
    if connected.wait_for(|connected| *connected).await.is_ok() {
        tracing::info!("ready");
        ready.cancel();
    }
}

/// How far the start has come.
pub(crate) enum Stage {
    /// The database is being opened.
    Database,
    /// The chat server is being looked at.
    ChatServer,
    /// Another process is online; this one takes over when that one ends.
    Standby,
    /// The bot does its work, and is online or not.
    Running(watch::Receiver<bool>),
}

impl Stage {
    /// It in a few words.
    pub(crate) fn status(&self) -> &'static str {
        match self {
            Self::Database => "starting: waiting for the database",
            Self::ChatServer => "starting: waiting for the chat server",
            Self::Standby => "standby: another process is online",
            Self::Running(connected) if *connected.borrow() => "online",
            Self::Running(..) => "not connected to the chat server",
        }
    }

    /// Whether the bot does what it can: it is online, or ready to be.
    pub(crate) fn is_ready(&self) -> bool {
        match self {
            Self::Running(connected) => *connected.borrow(),
            Self::Standby => true,
            Self::Database | Self::ChatServer => false,
        }
    }

    /// Whether the bot is online, now and whenever that changes, when the start has come so far.
    pub(crate) fn connected(&self) -> Option<watch::Receiver<bool>> {
        match self {
            Self::Running(connected) => Some(connected.clone()),
            Self::Database | Self::ChatServer | Self::Standby => None,
        }
    }
}

pub(crate) fn start_failure(StartError::Permanent(message): StartError) -> Failure {
    Failure::Configuration(message)
}
