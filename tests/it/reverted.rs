//! The bot is away for long, or an older state of its database is put back under it: nothing is posted twice, nothing
//! stale is sent, no number is given out again, and staff are told.

use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use testkit::{
    discord::{Channel, Fault, Shown, State},
    youtube::Video,
};

use crate::{
    bot::{Bot, CHANNEL, Database, Town},
    personal::signs_up,
    program::dash_bot,
    transcript::Transcript,
};

/// What the log says of a message that it need not send.
const THERE: &str = "it stands there already";

/// What it says of one that it has sent: the clock must not be moved before.
const SENT: &str = "\"message\":\"sent\"";

/// How a state is kept, and put back.
enum Way {
    /// The files are copied beside the running bot, and put back under the killed one.
    Files,
    /// With `backup` and `restore`.
    Commands,
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_an_hour_ago_is_put_back() {
    let away = TimeDelta::minutes(61);
    reverted(Database::sqlite(), &Way::Files, away, "files").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_a_week_ago_is_put_back() {
    reverted(Database::sqlite(), &Way::Files, TimeDelta::days(7), "files").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_five_minutes_ago_is_restored_on_sqlite() {
    let away = TimeDelta::minutes(5);
    reverted(Database::sqlite(), &Way::Commands, away, "commands").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_week_ago_is_restored_on_postgresql() {
    match Database::postgres().await {
        Some(database) => {
            reverted(database, &Way::Commands, TimeDelta::days(7), "commands").await;
        }
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn reverted(database: Database, way: &Way, lost: TimeDelta, snapshot: &str) {
    let mut town = Town::new(database)
        .await
        .set("CHILD_LOG", "info,announcer=debug");
    let kept = tempfile::tempdir().expect("a folder");
    let (announcements, staff) = (town.discord.announcements(), town.discord.staff_channel());
    let clara = town.discord.join("Clara");
    let dirk = town.discord.join("Dirk");
    let sam = town.discord.join_staff("Sam");
    let mut bot = town.bot().await;
    bot.watches().await;
    signs_up(&town, &clara, "Can we predict readmission?").await;
    town.discord.private_post(&clara, 1).await;
    let card = town.discord.post(staff, 1).await;
    bot.log.says(SENT, 2).await;
    publishes(&mut town, &mut bot, "aaa00000001", "Missing data").await;
    bot.log.says(SENT, 3).await;
    // One waits for Discord at the moment that is kept.
    let busy = town.discord.fault(
        Fault::on(
            "POST",
            &format!("/channels/{}/messages", announcements.id()),
        )
        .status(503),
    );
    publishes(&mut town, &mut bot, "bbb00000001", "Calibration").await;
    busy.met(1).await;
    bot.log.says("tried again later", 1).await;
    way.keep(&town, kept.path()).await;

    // What the kept state knows nothing of.
    bot.until_discord(&mut town, |state| posts(state, announcements).len() == 2)
        .await;
    bot.log.says(SENT, 4).await;
    publishes(&mut town, &mut bot, "ccc00000001", "Fairness").await;
    bot.log.says(SENT, 5).await;
    signs_up(&town, &dirk, "Can we predict delirium?").await;
    town.discord.private_post(&dirk, 1).await;
    let lost_card = town.discord.post(staff, 2).await;
    town.discord.press(&sam, &card, "Accept").await;
    town.discord.private_post(&clara, 2).await;
    town.changed(&card, "Accepted").await;
    bot.log.says(SENT, 8).await;
    bot.advance(&mut town, lost).await;
    bot.watches().await;
    bot.kill().await;
    way.put_back(&town, kept.path()).await;

    town.now += TimeDelta::minutes(1);
    let mut bot = town.bot().await;
    bot.watches().await;
    // What happens from now on was not held up.
    bot.advance(&mut town, TimeDelta::seconds(1)).await;
    let mut seen = Transcript::default();
    seen.add(
        "Clara's card shows what is known again",
        town.changed(&card, "Decline").await,
    );
    let again = town.discord.press(&sam, &card, "Accept").await;
    seen.add("Sam accepts her again", again);
    let gone = town.discord.press(&sam, &lost_card, "Open").await;
    seen.add("Sam opens the card of a sign-up that is lost", gone);
    let eva = town.discord.join("Eva");
    let sent = signs_up(&town, &eva, "Can we predict falls?").await;
    seen.add("Eva signs up", sent);
    town.discord.private_post(&eva, 1).await;
    // Two lectures, and that Clara was accepted.
    bot.log.says(THERE, 3).await;
    bot.log.says(SENT, 2).await;
    publishes(&mut town, &mut bot, "ddd00000001", "Validation").await;
    bot.until_discord(&mut town, |state| {
        let reported = posts(state, staff).iter().any(|post| post.contains("away"));
        reported && posts(state, announcements).len() > 3
    })
    .await;
    bot.log.says(SENT, 4).await;
    let told = told(&town).await;
    seen.add("Staff are told", told);
    insta::assert_snapshot!(format!("reverted_{snapshot}"), seen.text());

    let titles = ["Missing data", "Calibration", "Fairness", "Validation"];
    once(&town, &titles);
    let direct = |member| {
        town.discord
            .messages(town.discord.conversation(member))
            .len()
    };
    assert_eq!((direct(&clara), direct(&dirk), direct(&eva)), (2, 1, 1));
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_week_without_the_bot_only_what_is_of_use_is_sent() {
    let mut town = Town::new(Database::sqlite()).await.set("CHILD_LOG", "info");
    let announcements = town.discord.announcements();
    let mut bot = town.bot().await;
    bot.watches().await;
    let busy = town.discord.fault(
        Fault::on(
            "POST",
            &format!("/channels/{}/messages", announcements.id()),
        )
        .status(503),
    );
    publishes(&mut town, &mut bot, "aaa00000001", "Missing data").await;
    busy.met(1).await;
    bot.log.says("tried again later", 1).await;
    bot.kill().await;
    town.now += TimeDelta::days(8);
    let yesterday = town.now - TimeDelta::days(1);
    for (id, title, at) in [
        ("bbb00000001", "Calibration", yesterday),
        (
            "ccc00000001",
            "Fairness",
            yesterday - TimeDelta::days(6) - TimeDelta::hours(1),
        ),
    ] {
        town.youtube.publish(CHANNEL, Video::new(id, title, at));
    }
    let mut bot = town.bot().await;
    bot.watches().await;
    bot.log.says(SENT, 1).await;
    bot.advance(&mut town, TimeDelta::minutes(10)).await;
    let staff = town.discord.staff_channel();
    bot.until_discord(&mut town, |state| !posts(state, staff).is_empty())
        .await;
    insta::assert_snapshot!(told(&town).await);
    once(&town, &["Calibration"]);
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

/// A video comes out, and the feed is read.
async fn publishes(town: &mut Town, bot: &mut Bot, id: &str, title: &str) {
    town.youtube
        .publish(CHANNEL, Video::new(id, title, town.now));
    bot.advance(town, TimeDelta::minutes(11)).await;
    bot.watches().await;
}

/// What the messages of a channel say.
fn posts(state: &State, channel: Channel) -> Vec<String> {
    let messages = state.messages(channel).into_iter();
    messages
        .map(|message| format!("{:?}", message.embeds))
        .collect()
}

/// Each is announced once, and nothing else is.
fn once(town: &Town, titles: &[&str]) {
    let announced = town
        .discord
        .now(|state| posts(state, town.discord.announcements()));
    for title in titles {
        let count = announced.iter().filter(|post| post.contains(title)).count();
        assert_eq!(count, 1, "{title}");
    }
    assert_eq!(announced.len(), titles.len(), "{announced:?}");
}

/// What staff are told of the time away, once; without its instants.
async fn told(town: &Town) -> String {
    let staff = town.discord.staff_channel();
    let messages = town.discord.messages(staff);
    let shown = messages
        .iter()
        .filter_map(|message| town.discord.look(message))
        .map(|shown: Shown| shown.to_text())
        .filter(|text| text.contains("I was away"));
    let told: Vec<String> = shown.collect();
    assert_eq!(told.len(), 1, "{told:?}");
    let lines = told[0].lines().filter(|line| !line.contains("<t:"));
    lines.collect::<Vec<_>>().join("\n")
}

impl Way {
    async fn keep(&self, town: &Town, folder: &Path) {
        match self {
            Self::Files => copy(&files(town), folder),
            Self::Commands => {
                let file = folder.join("kept.sqlite").display().to_string();
                let said = dash_bot(town, &["backup", &file]).await;
                assert!(said.contains("read through and in order"), "{said}");
                let found = dash_bot(town, &["backup", "verify", &file]).await;
                assert!(found.contains("1 signups"), "{found}");
            }
        }
    }

    async fn put_back(&self, town: &Town, folder: &Path) {
        match self {
            Self::Files => {
                let there = files(town);
                for file in std::fs::read_dir(&there).expect("the folder is there") {
                    let file = file.expect("it can be read").path();
                    std::fs::remove_file(file).expect("it goes");
                }
                copy(folder, &there);
            }
            Self::Commands => {
                let file = folder.join("kept.sqlite").display().to_string();
                let said = dash_bot(town, &["restore", &file, "--force"]).await;
                assert!(said.contains("Restored"), "{said}");
            }
        }
    }
}

fn files(town: &Town) -> PathBuf {
    match &town.database {
        Database::Sqlite(folder) => folder.path().to_owned(),
        Database::Postgres(_) => panic!("PostgreSQL has no file to copy"),
    }
}

/// Copies the database and its journal, as `cp` beside a running bot does; what is shared memory is made anew.
fn copy(from: &Path, to: &Path) {
    for name in ["bot.sqlite", "bot.sqlite-wal"] {
        if from.join(name).exists() {
            std::fs::copy(from.join(name), to.join(name)).expect("the file can be copied");
        }
    }
}
