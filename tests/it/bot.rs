//! The bot as a process of its own, against a fake Discord and a fake YouTube, on either database.

use std::{ffi::OsStr, path::PathBuf, process::Stdio};

use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use testkit::{
    discord::{self, FakeDiscord, MESSAGE_CONTENT, Shown, State},
    postgres::Postgres,
    slack::{self, FakeSlack},
    time::ManualTime,
    youtube::FakeYouTube,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
};

use crate::log::Log;

/// The video channel of the tests.
pub(crate) const CHANNEL: &str = "UCdash00000000000000AAAA";

/// The file that vouches for Discord.
const CA_FILE: &str = "authority.pem";

/// What stands around the bot.
pub(crate) struct Town {
    pub(crate) discord: FakeDiscord,
    slack: Option<Workspace>,
    pub(crate) youtube: FakeYouTube,
    pub(crate) database: Database,
    pub(crate) now: DateTime<Utc>,
    /// Discord's clock, where it follows the bot's.
    time: ManualTime,
    /// Where the bot keeps what is no part of its database, and the certificate of Discord's authority.
    folder: tempfile::TempDir,
    /// Settings beside the usual ones.
    pub(crate) settings: Vec<(&'static str, String)>,
    /// The usual ones that are left out.
    missing: Vec<&'static str>,
}

/// The Slack beside it.
struct Workspace {
    slack: FakeSlack,
    /// Whether events come over HTTP.
    over_http: bool,
    /// Whether Discord is there, too.
    beside_discord: bool,
}

/// Where the bot keeps what it knows.
pub(crate) enum Database {
    Sqlite(tempfile::TempDir),
    Postgres(String),
}

impl Database {
    pub(crate) fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().expect("a temporary directory"))
    }

    /// None where the machine has no PostgreSQL.
    pub(crate) async fn postgres() -> Option<Self> {
        Some(Self::Postgres(Postgres::shared()?.database().await))
    }

    /// All that somebody has who got hold of it: the file and its log, or a dump of the server.
    pub(crate) fn whole(&self) -> String {
        match self {
            Self::Sqlite(directory) => {
                let files =
                    ["bot.sqlite", "bot.sqlite-wal"].map(|name| directory.path().join(name));
                let bytes = files.map(|file| std::fs::read(file).unwrap_or_default());
                String::from_utf8_lossy(&bytes.concat()).into_owned()
            }
            Self::Postgres(url) => Postgres::dump(url),
        }
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(directory) => {
                format!("sqlite:{}", directory.path().join("bot.sqlite").display())
            }
            Self::Postgres(url) => url.clone(),
        }
    }
}

impl Town {
    pub(crate) async fn new(database: Database) -> Self {
        let time = ManualTime::new(begin());
        let discord = discord(&time).start().await;
        let town = Self::with(database, discord, FakeYouTube::start().await);
        Self { time, ..town }
    }

    /// A town whose people are in Slack alone.
    pub(crate) async fn on_slack(database: Database) -> Self {
        Self::new(database).await.with_slack(false, false).await
    }

    /// The same, where Slack sends what happens over HTTP.
    pub(crate) async fn on_slack_over_http(database: Database) -> Self {
        let town = Self::new(database).await.set("CHILD_LOG", "info");
        town.with_slack(true, false).await
    }

    /// The same, where there is Discord, too.
    pub(crate) async fn on_both_over_http(database: Database) -> Self {
        let town = Self::new(database).await.set("CHILD_LOG", "info");
        town.with_slack(true, true).await
    }

    /// A town whose people are in Slack and in Discord.
    pub(crate) async fn on_both(database: Database) -> Self {
        Self::new(database).await.with_slack(false, true).await
    }

    /// A town in Discord whose operator lets the bot read what does not name it; `allowed`: and Discord does, too.
    pub(crate) async fn that_is_read(database: Database, allowed: bool) -> Self {
        let time = ManualTime::new(begin());
        let intents = if allowed { MESSAGE_CONTENT } else { 0 };
        let discord = discord(&time).privileged_intents(intents);
        let discord = discord.start().await;
        let town = Self::with(database, discord, FakeYouTube::start().await);
        Self { time, ..town }.set("DASH_BOT_DISCORD__MESSAGE_CONTENT", "true")
    }

    /// The same in Slack.
    pub(crate) async fn on_slack_that_is_read(database: Database) -> Self {
        let town = Self::on_slack(database).await;
        town.set("DASH_BOT_SLACK__MESSAGE_CONTENT", "true")
    }

    async fn with_slack(mut self, over_http: bool, beside_discord: bool) -> Self {
        let slack = FakeSlack::builder().clock(self.time.clock()).start().await;
        self.slack = Some(Workspace {
            slack,
            over_http,
            beside_discord,
        });
        self
    }

    /// The Slack of a town that has one.
    pub(crate) fn slack(&self) -> &FakeSlack {
        let workspace = self.slack.as_ref().expect("the town has a Slack");
        &workspace.slack
    }

    /// Ends it; panics when a platform was asked for what it would not take.
    pub(crate) fn finish(self) {
        self.discord.finish();
        if let Some(workspace) = self.slack {
            workspace.slack.finish();
        }
    }

    pub(crate) fn with(database: Database, discord: FakeDiscord, youtube: FakeYouTube) -> Self {
        youtube.add_channel(CHANNEL, "DASH");
        let folder = tempfile::tempdir().expect("a temporary directory");
        std::fs::write(folder.path().join(CA_FILE), discord.ca_pem()).expect("a file");
        Self {
            discord,
            slack: None,
            youtube,
            database,
            folder,
            now: begin(),
            time: ManualTime::new(begin()),
            settings: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// With another setting.
    pub(crate) fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.settings.push((name, value.into()));
        self
    }

    /// Without one of the usual settings.
    pub(crate) fn without(mut self, name: &'static str) -> Self {
        self.missing.push(name);
        self
    }

    /// Starts the bot; it is ready when this returns.
    pub(crate) async fn bot(&self) -> Bot {
        let mut bot = Bot::start(self);
        if self.slack.as_ref().is_some_and(|slack| slack.over_http) {
            let path = "/slack/events";
            self.slack()
                .receiver(&format!("{}{path}", bot.served().await));
        }
        bot.until("ready").await;
        bot
    }

    /// Waits until a message says this; the message as it is then.
    pub(crate) async fn changed(&self, message: &Shown, says: &str) -> Shown {
        let place = message.as_message().place();
        let says_it = |state: &State| {
            state
                .message(place)
                .is_some_and(|found| format!("{found:?}").contains(says))
        };
        self.discord.until(says_it).await;
        self.discord.look(place).expect("it stands")
    }

    /// The file that vouches for Discord.
    pub(crate) fn ca_file(&self) -> PathBuf {
        self.folder.path().join(CA_FILE)
    }

    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let discord = &self.discord;
        let hosts: Vec<String> = discord
            .hosts()
            .iter()
            .map(|(name, address)| format!("{name}={address}"))
            .collect();
        let ca_file = self.ca_file();
        let mut environment = vec![
            ("CHILD_NOW", self.now.to_rfc3339()),
            ("CHILD_HOSTS", hosts.join(" ")),
            ("DASH_BOT_NETWORK__CA_FILE", ca_file.display().to_string()),
            ("DATABASE_URL", self.database.url()),
            (
                "DASH_BOT_STORE__ERASED",
                self.folder.path().join("erased").display().to_string(),
            ),
            ("DASH_BOT_WEB__LISTEN", "127.0.0.1:0".to_owned()),
            ("DASH_BOT_COMMUNITY__LANGUAGE", "en".to_owned()),
            ("DASH_BOT_YOUTUBE__CHANNEL", CHANNEL.to_owned()),
            ("DASH_BOT_YOUTUBE__BASE", self.youtube.base()),
            (
                "DASH_BOT_COUNSELING__EMAIL_PURPOSE_EN",
                "To send you the invitation".to_owned(),
            ),
            (
                "DASH_BOT_COUNSELING__EMAIL_PURPOSE_NL",
                "Om je de uitnodiging te sturen".to_owned(),
            ),
        ];
        let on_discord = self.slack.as_ref().is_none_or(|slack| slack.beside_discord);
        if on_discord {
            environment.extend(of_discord(discord));
        }
        if let Some(workspace) = &self.slack {
            environment.extend(of_slack(workspace));
        }
        environment.retain(|(name, _)| !self.missing.contains(name));
        environment.extend(self.settings.iter().cloned());
        environment
    }
}

fn of_discord(discord: &FakeDiscord) -> [(&'static str, String); 5] {
    let (staff, announcements) = (discord.staff_channel(), discord.announcements());
    [
        ("DASH_BOT_DISCORD__TOKEN", discord.token()),
        ("DASH_BOT_DISCORD__GUILD", discord.guild_id().to_string()),
        (
            "DASH_BOT_DISCORD__STAFF_ROLES",
            discord.staff_role().id().to_string(),
        ),
        (
            "DASH_BOT_DISCORD__ANNOUNCE_CHANNEL",
            announcements.id().to_string(),
        ),
        ("DASH_BOT_DISCORD__STAFF_CHANNEL", staff.id().to_string()),
    ]
}

fn of_slack(workspace: &Workspace) -> Vec<(&'static str, String)> {
    let slack = &workspace.slack;
    let secret = if workspace.over_http {
        [
            ("DASH_BOT_SLACK__MODE", "http".to_owned()),
            ("DASH_BOT_SLACK__SIGNING_SECRET", slack.signing_secret()),
        ]
    } else {
        [
            ("DASH_BOT_SLACK__MODE", "socket".to_owned()),
            ("DASH_BOT_SLACK__APP_TOKEN", slack.app_token()),
        ]
    };
    let mut settings = vec![
        ("DASH_BOT_SLACK__BOT_TOKEN", slack.token()),
        ("DASH_BOT_SLACK__API", slack.api_base()),
        ("DASH_BOT_SLACK__STAFF_GROUP", slack.staff_group()),
        ("DASH_BOT_SLACK__STAFF_CHANNEL", slack.staff_channel().id()),
        (
            "DASH_BOT_SLACK__ANNOUNCE_CHANNEL",
            slack.announcements().id(),
        ),
    ];
    settings.extend(secret);
    settings
}

/// A Discord that gives a busy machine longer for the first answer than its 3 s.
fn discord(time: &ManualTime) -> discord::Builder {
    let limit = std::time::Duration::from_secs(20);
    FakeDiscord::builder()
        .clock(time.clock())
        .answer_limit(limit)
}

/// When the stories begin.
fn begin() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0)
        .single()
        .expect("an instant")
}

/// The running bot. Dropped, it is killed.
pub(crate) struct Bot {
    child: Child,
    control: ChildStdin,
    said: Lines<BufReader<ChildStdout>>,
    /// Whether it said so while something else was waited for.
    ready: bool,
    /// What it writes to its standard error.
    pub(crate) log: Log,
}

impl Bot {
    /// Starts it without waiting.
    pub(crate) fn start(town: &Town) -> Self {
        town.time.set(town.now);
        let mut command = cleaned(program());
        let mut child = command
            .envs(town.environment())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the child program starts");
        let control = child.stdin.take().expect("its input is piped");
        let said = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
        let log = Log::of(child.stderr.take().expect("its errors are piped"));
        Self {
            child,
            control,
            said,
            ready: false,
            log,
        }
    }

    /// Starts it where another was killed: it waits until that one's turn has surely ended. How many seconds of its
    /// clock that took.
    pub(crate) async fn after_another(town: &mut Town) -> (Self, i64) {
        let mut bot = Self::start(town);
        let begun = town.now;
        for _ in 0..100 {
            if bot.is_ready().await {
                let passed = (town.now - begun).num_seconds();
                return (bot, passed);
            }
            bot.advance(town, TimeDelta::seconds(1)).await;
        }
        panic!("the bot never had its turn");
    }

    /// Whether it has become ready, since this was last asked or within a moment.
    pub(crate) async fn is_ready(&mut self) -> bool {
        let a_moment = std::time::Duration::from_millis(100);
        let said = self.until("ready");
        clock::Clock::system().timeout(a_moment, said).await.is_ok()
    }

    /// Waits until it says something that begins like this. That it is ready, it may have said before.
    pub(crate) async fn until(&mut self, beginning: &str) {
        if beginning == "ready" && std::mem::take(&mut self.ready) {
            return;
        }
        let listening = async {
            while let Ok(Some(line)) = self.said.next_line().await {
                if line.starts_with(beginning) {
                    return;
                }
                self.ready |= line == "ready";
            }
            panic!("the bot ended before it said {beginning:?}");
        };
        let limit = std::time::Duration::from_secs(30);
        clock::Clock::system()
            .timeout(limit, listening)
            .await
            .expect("the bot says it in time");
    }

    /// Where it serves what monitoring asks: `http://127.0.0.1:PORT`. The log has to be on.
    pub(crate) async fn served(&self) -> String {
        let line = self.log.says("/healthz is served", 1).await;
        let line: serde_json::Value = serde_json::from_str(&line).expect("a line of JSON");
        format!(
            "http://{}",
            line["web.listen"].as_str().expect("an address")
        )
    }

    /// What it answers to monitoring: status and text.
    pub(crate) async fn asked(&self, path: &str) -> (u16, String) {
        let answer = reqwest::get(format!("{}{path}", self.served().await)).await;
        let answer = answer.expect("it is answered");
        let status = answer.status().as_u16();
        (status, answer.text().await.expect("it is a text"))
    }

    /// Waits until it answers to monitoring with this status; the text then.
    pub(crate) async fn until_asked(&mut self, path: &str, status: u16) -> String {
        let clock = clock::Clock::system();
        let mut last = None;
        for _ in 0..100 {
            let (found, text) = self.asked(path).await;
            if found == status {
                return text;
            }
            last = Some((found, text));
            clock.sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{path} never answered {status}: {last:?}");
    }

    /// Moves its clock.
    pub(crate) async fn advance(&mut self, town: &mut Town, by: TimeDelta) {
        // What is signed by one clock is not looked at by the other.
        if town.slack.as_ref().is_some_and(|slack| slack.over_http) {
            town.slack().acknowledged().await;
        }
        town.now += by;
        town.time.set(town.now);
        self.pass(by).await;
    }

    /// Moves its clock, and no other's.
    pub(crate) async fn pass(&mut self, by: TimeDelta) {
        self.say(&format!("advance {}", by.num_milliseconds()))
            .await;
        self.until("now").await;
    }

    /// Sets its clock forth or back, while no time passes.
    pub(crate) async fn jump(&mut self, town: &mut Town, by: TimeDelta) {
        town.now += by;
        self.say(&format!("jump {}", by.num_milliseconds())).await;
        self.until("now").await;
    }

    /// Says a line to it, which it reads when it can.
    pub(crate) async fn say(&mut self, line: &str) {
        let line = format!("{line}\n");
        self.control
            .write_all(line.as_bytes())
            .await
            .expect("the bot listens");
    }

    /// Sends it a signal, by its name.
    pub(crate) async fn signal(&self, name: &str) {
        let id = self.child.id().expect("it runs").to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status().await;
        assert!(sent.expect("there is a kill").success());
    }

    /// Waits until the feed was read and the next look is some minutes away.
    pub(crate) async fn watches(&mut self) {
        self.sleeps(300).await;
    }

    /// Waits until something in it waits for so many seconds, or up to four times as many.
    pub(crate) async fn sleeps(&mut self, seconds: u32) {
        self.say(&format!("sleeps {seconds}")).await;
        self.until("sleeping").await;
    }

    /// Moves its clock on, a few seconds at a time, until it is ready.
    pub(crate) async fn until_ready(&mut self, town: &mut Town) {
        for _ in 0..300 {
            if self.is_ready().await {
                return;
            }
            self.advance(town, TimeDelta::seconds(5)).await;
        }
        panic!("the bot was never ready");
    }

    /// Moves its clock on, a few seconds at a time, until Discord looks as it should.
    pub(crate) async fn until_discord(
        &mut self,
        town: &mut Town,
        mut look: impl FnMut(&State) -> bool,
    ) {
        let a_moment = std::time::Duration::from_millis(100);
        for _ in 0..300 {
            let seen = town.discord.until(&mut look);
            if clock::Clock::system().timeout(a_moment, seen).await.is_ok() {
                return;
            }
            self.advance(town, TimeDelta::seconds(5)).await;
        }
        panic!("Discord never looked as it should\n{}", town.discord.dump());
    }

    /// Moves its clock on by so many seconds, a few at a time, with a moment between in which what is under way ends.
    pub(crate) async fn live_on(&mut self, town: &mut Town, seconds: i64) {
        let a_moment = std::time::Duration::from_millis(100);
        let end = town.now + TimeDelta::seconds(seconds);
        while town.now < end {
            clock::Clock::system().sleep(a_moment).await;
            let step = TimeDelta::seconds(5).min(end - town.now);
            self.advance(town, step).await;
        }
    }

    /// Moves its clock on, a few seconds at a time, until Slack looks as it should.
    pub(crate) async fn until_slack(
        &mut self,
        town: &mut Town,
        mut look: impl FnMut(&slack::State) -> bool,
    ) {
        let a_moment = std::time::Duration::from_millis(100);
        for _ in 0..300 {
            let seen = town.slack().until(&mut look);
            if clock::Clock::system().timeout(a_moment, seen).await.is_ok() {
                return;
            }
            self.advance(town, TimeDelta::seconds(5)).await;
        }
        panic!("Slack never looked as it should\n{}", town.slack().dump());
    }

    /// Kills it, as a power cut would.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.expect("it can be killed");
    }

    /// Lets it end by itself; its exit status.
    pub(crate) async fn stop(mut self) -> Option<i32> {
        drop(self.control);
        self.child.wait().await.expect("it ends").code()
    }

    /// Waits for it to end by itself; its exit status, and what it wrote to its standard error.
    pub(crate) async fn ended(mut self) -> (Option<i32>, String) {
        let ending = clock::Clock::system()
            .timeout(std::time::Duration::from_secs(30), self.child.wait())
            .await;
        let status = ending.expect("it ends in time").expect("it ends");
        (status.code(), self.log.whole().await)
    }
}

/// A program of ours, without what the tests themselves are told.
pub(crate) fn cleaned(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .env_remove("DATABASE_URL")
        .env_remove("DATABASE_URL_FILE");
    // It refuses variables that it does not know, and the way out of the machine that tests is none of its own.
    let proxies = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"];
    for (name, _) in std::env::vars() {
        let usual = proxies.iter().any(|proxy| name.eq_ignore_ascii_case(proxy));
        if usual || name.starts_with("DASH_BOT_") {
            command.env_remove(name);
        }
    }
    command
}

/// The child program, which `cargo test` builds beside the tests.
pub(crate) fn program() -> PathBuf {
    let tests = std::env::current_exe().expect("the tests have a file");
    let target = tests
        .parent()
        .and_then(|deps| deps.parent())
        .expect("it stands in deps");
    let program = target.join("examples").join("child");
    assert!(
        program.exists(),
        "{} is missing: build it with `cargo build --example child`",
        program.display()
    );
    program
}
