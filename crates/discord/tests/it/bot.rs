//! A bot that stands before a house and the fake Discord.

use chrono::TimeDelta;
use clock::{Clock, Ids};
use discord::{Config, Discord, Outside};
use network::{Authorities, Network, Settings};
use secrecy::SecretString;
use status::{Reporter, Running, StartError};
use testkit::{discord::FakeDiscord, time::ManualTime};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::house::House;

/// How the bot of these tests is configured.
pub(crate) fn config(fake: &FakeDiscord) -> Config {
    Config {
        token: SecretString::from(fake.token()),
        guild: fake.guild_id().to_string(),
        staff_roles: vec![fake.staff_role().id().to_string()],
        announce_channel: Some(fake.announcements().id().to_string()),
        message_content: false,
        staff_channel: Some(fake.staff_channel().id().to_string()),
        api: None,
    }
}

/// What lies outside: the fake under Discord's names.
pub(crate) fn outside(fake: &FakeDiscord, clock: Clock) -> Outside {
    reporting(fake, &Running::new(clock))
}

/// The same, reporting how the connection fares.
fn reporting(fake: &FakeDiscord, running: &Running) -> Outside {
    let (link, clock) = (running.link(discord::PLATFORM), running.clock().clone());
    let settings = Settings {
        authorities: Authorities::from_pem(fake.ca_pem().as_bytes()).expect("a certificate"),
        hosts: fake.hosts(),
        ..Settings::default()
    };
    let network = Network::new(settings, clock.clone(), Ids::system());
    Outside {
        network: network.expect("somebody is trusted"),
        clock,
        link,
    }
}

pub(crate) async fn checked(fake: &FakeDiscord, clock: Clock) -> Result<Discord, StartError> {
    Discord::check(config(fake), outside(fake, clock)).await
}

/// A bot that runs.
pub(crate) struct Bot {
    pub(crate) house: House,
    pub(crate) discord: Discord,
    reporter: Reporter,
    pub(crate) shutdown: CancellationToken,
    running: JoinHandle<Result<(), StartError>>,
}

impl Bot {
    /// Starts one on the system's clock and waits until it is online.
    pub(crate) async fn start(fake: &FakeDiscord) -> Self {
        Self::start_at(fake, Clock::system()).await
    }

    pub(crate) async fn start_at(fake: &FakeDiscord, clock: Clock) -> Self {
        let bot = Self::begin(fake, clock).await;
        let mut connected = bot.discord.connected();
        connected
            .wait_for(|connected| *connected)
            .await
            .expect("the bot lives");
        bot
    }

    /// Starts one.
    pub(crate) async fn begin(fake: &FakeDiscord, clock: Clock) -> Self {
        Self::begin_with(fake, clock, House::new()).await
    }

    /// Starts one before a house in which something has happened.
    pub(crate) async fn begin_with(fake: &FakeDiscord, clock: Clock, house: House) -> Self {
        let running = Running::new(clock);
        let config = Config {
            message_content: house.reads,
            ..config(fake)
        };
        let discord = Discord::check(config, reporting(fake, &running)).await;
        let discord = discord.expect("a good configuration");
        let reporter = Reporter::starting(running);
        let shutdown = CancellationToken::new();
        let running = {
            let (discord, house, shutdown) = (discord.clone(), house.clone(), shutdown.clone());
            tokio::spawn(async move { discord.run(house, shutdown).await })
        };
        Self {
            house,
            discord,
            reporter,
            shutdown,
            running,
        }
    }

    /// What the operator is told to mend.
    pub(crate) async fn findings(&self) -> String {
        let status = self.reporter.status().await;
        let findings = status.platforms.into_iter().flat_map(|it| it.findings);
        findings.collect::<Vec<_>>().join("\n")
    }

    /// What was called so far.
    pub(crate) fn calls(&self) -> String {
        self.house.calls.lock().expect("no panic").join("\n")
    }

    /// Stops it and gives how it ended.
    pub(crate) async fn stop(self) -> Result<(), StartError> {
        self.shutdown.cancel();
        self.running.await.expect("no panic")
    }

    /// Waits until it ends by itself.
    pub(crate) async fn ended(self) -> Result<(), StartError> {
        self.running.await.expect("no panic")
    }
}

/// Waits until somebody sleeps for so many seconds and no longer, as between two attempts; lets them pass.
pub(crate) async fn pause(time: &ManualTime, seconds: i64) {
    let until = time.now() + TimeDelta::seconds(seconds);
    // A request's own time limit sleeps longer.
    while !time.sleepers().contains(&until) {
        tokio::task::yield_now().await;
    }
    time.set(until);
}
