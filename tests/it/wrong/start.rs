//! A start that can't be, or that has to wait.

use chrono::TimeDelta;
use testkit::discord::{Fault, State};

use crate::bot::{Bot, Database, Town};

/// What a service manager need not try again.
const EX_CONFIG: Option<i32> = Some(78);

async fn town() -> Town {
    Town::new(Database::sqlite()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_ends_it_with_what_to_do() {
    let town = town()
        .await
        .set("DASH_BOT_DISCORD__TOKEN", "wrong.token.here");
    let (status, said) = Bot::start(&town).ended().await;
    assert_eq!(status, EX_CONFIG);
    assert!(!said.contains("wrong.token"), "a token is never shown");
    insta::assert_snapshot!(said);
    assert_eq!(town.discord.now(State::identifies), 0);
    town.discord.forgive();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_server_ends_it_with_what_to_do() {
    let town = town()
        .await
        .set("DASH_BOT_DISCORD__GUILD", "811000000000000000");
    let (status, said) = Bot::start(&town).ended().await;
    assert_eq!(status, EX_CONFIG);
    insta::assert_snapshot!(said);
    assert_eq!(town.discord.now(State::identifies), 0);
    town.discord.forgive();
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_intents_end_it_with_what_to_do() {
    let town = town().await;
    town.discord.refuse_identify(4014);
    let (status, said) = Bot::start(&town).ended().await;
    assert_eq!(status, EX_CONFIG);
    insta::assert_snapshot!(said);
    assert_eq!(town.discord.now(State::identifies), 1, "once, and no more");
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_announcement_channel_is_said_once_and_the_rest_works() {
    let town = town()
        .await
        .set("CHILD_LOG", "info")
        .set("DASH_BOT_DISCORD__ANNOUNCE_CHANNEL", "844000000000000000");
    let bot = town.bot().await;
    let anna = town.discord.join("Anna");
    let general = town.discord.general();
    let answer = town.discord.mention(&anna, general, "what is DASH?").await;
    assert!(answer.to_text().contains("Data Science Center in Health"));
    let log = bot.log.clone();
    assert_eq!(bot.stop().await, Some(0));
    log.whole().await;
    let mut warnings = log.lines("\"level\":\"WARN\"");
    // serenity is not content with how the socket was closed.
    warnings.retain(|line| !line.contains("serenity::"));
    assert_eq!(warnings.len(), 1, "one warning: {warnings:#?}");
    assert!(warnings[0].contains("844000000000000000"), "{warnings:?}");
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn with_no_identify_left_it_says_so_and_waits() {
    let mut town = town().await.set("CHILD_LOG", "info");
    town.discord.set_remaining_identifies(0);
    let mut bot = Bot::start(&town);
    let said = bot
        .log
        .says("no connections are left for today; waiting", 1)
        .await;
    assert!(said.contains(" min"), "{said}");
    assert_eq!(town.discord.now(State::identifies), 0);
    bot.sleeps(3600).await;
    bot.advance(&mut town, TimeDelta::minutes(30)).await;
    assert_eq!(town.discord.now(State::identifies), 0);
    town.discord.set_remaining_identifies(1000);
    // It looks again every hour, counted from when it began to wait.
    for _ in 0..12 {
        if bot.is_ready().await {
            break;
        }
        bot.advance(&mut town, TimeDelta::minutes(10)).await;
    }
    assert_eq!(town.discord.now(State::identifies), 1);
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_server_that_is_not_there_is_waited_for() {
    let nobody = "postgres://dash:secret@127.0.0.1:1/dash".to_owned();
    let mut town = Town::new(Database::Postgres(nobody))
        .await
        .set("CHILD_LOG", "info");
    let mut bot = Bot::start(&town);
    for times in 1..=3 {
        let said = bot.log.says("waiting for the database", times).await;
        assert!(
            said.contains("cannot reach PostgreSQL at 127.0.0.1:1"),
            "{said}"
        );
        assert!(!said.contains("secret"), "{said}");
        bot.sleeps(5).await;
        bot.advance(&mut town, TimeDelta::seconds(6)).await;
    }
    let ready = bot.asked("/readyz").await;
    assert_eq!(ready, (503, "starting: waiting for the database\n".into()));
    assert_eq!(bot.asked("/healthz").await, (200, "ok\n".into()));
    assert_eq!(
        bot.stop().await,
        Some(0),
        "it can be stopped while it waits"
    );
    assert!(town.discord.requests().is_empty());
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_watches_over_it_hears_that_it_is_still_starting() {
    let town = town().await.set("CHILD_LOG", "info");
    let silence = town.discord.fault(Fault::on("GET", "/**").hang());
    let mut bot = Bot::start(&town);
    silence.met(1).await;
    let starting = "starting: waiting for the chat server\n";
    assert_eq!(bot.asked("/readyz").await, (503, starting.into()));
    assert_eq!(bot.asked("/healthz").await, (200, "ok\n".into()));
    silence.release();
    bot.until("ready").await;
    assert_eq!(bot.asked("/readyz").await, (200, "ready\n".into()));
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_in_a_folder_that_is_not_there_ends_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("missing").join("bot.sqlite");
    let said = refused(&format!("sqlite:{}", path.display())).await;
    insta::assert_snapshot!(said.replace(&folder.path().display().to_string(), "FOLDER"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_cannot_be_written_ends_it() {
    // Nobody makes files there, not even root.
    insta::assert_snapshot!(refused("sqlite:/sys/bot.sqlite").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_database_ends_it_and_stays_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bot.sqlite");
    let text = "Dear diary, this is no database. ".repeat(100);
    std::fs::write(&path, &text).expect("a file");
    let said = refused(&format!("sqlite:{}", path.display())).await;
    insta::assert_snapshot!(said.replace(&folder.path().display().to_string(), "FOLDER"));
    assert_eq!(std::fs::read_to_string(&path).expect("the file"), text);
}

/// What it says of a database that no waiting helps.
async fn refused(database: &str) -> String {
    let town = town().await.set("DATABASE_URL", database);
    let (status, said) = Bot::start(&town).ended().await;
    assert_eq!(status, EX_CONFIG, "{said}");
    assert!(town.discord.requests().is_empty(), "before anything else");
    town.discord.finish();
    said
}
