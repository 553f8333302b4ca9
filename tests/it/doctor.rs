//! "The bot is silent": of each of the seven causes in README.md `dash-bot doctor` says a line.

use testkit::discord::permissions;

use crate::{
    bot::{Database, Town, program},
    command::run_program,
};

/// What the doctor prints of a town in which nothing runs.
pub(crate) async fn examined(
    town: &Town,
    changed: &[(&'static str, String)],
) -> (Option<i32>, String) {
    let mut settings = town.environment();
    settings.extend([
        ("CHILD_COMMAND", "doctor".to_owned()),
        ("DASH_BOT_WEB__LISTEN", "127.0.0.1:1".to_owned()),
    ]);
    settings.extend(changed.iter().cloned());
    let running = tokio::task::spawn_blocking(move || run_program(&program(), &[], &settings));
    running.await.expect("no panic")
}

/// Panics unless a line begins and goes on like this.
pub(crate) fn says(report: &str, begins: &str, goes_on: &[&str]) {
    let found = report
        .lines()
        .any(|line| line.starts_with(begins) && goes_on.iter().all(|part| line.contains(part)));
    assert!(found, "no line {begins:?} with {goes_on:?}:\n{report}");
}

async fn town() -> Town {
    Town::new(Database::sqlite()).await
}

/// With what the bot has done once: its commands are registered.
async fn used() -> Town {
    let town = town().await;
    let bot = town.bot().await;
    town.discord.registered("staff").await;
    assert_eq!(bot.stop().await, Some(0));
    town
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_cause_it_does_not_run() {
    let town = used().await;
    let (status, report) = examined(&town, &[]).await;
    assert_eq!(status, Some(0), "{report}");
    says(
        &report,
        "note     bot: none that runs is found",
        &["dash-bot run", "again and again"],
    );
    says(
        &report,
        "ok       Discord: the slash commands are registered",
        &[],
    );
    assert!(!report.contains("PROBLEM"), "{report}");
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_cause_the_token_is_not_taken() {
    let town = town().await;
    let wrong = [("DASH_BOT_DISCORD__TOKEN", "wrong.token.here".to_owned())];
    let (status, report) = examined(&town, &wrong).await;
    assert_eq!(status, Some(78), "{report}");
    says(
        &report,
        "PROBLEM  Discord: Discord does not take the token",
        &["Reset Token"],
    );
    assert!(!report.contains("wrong.token"), "a token is never shown");
    town.discord.forgive();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_third_cause_the_network_does_not_let_it_out() {
    let town = town().await;
    let nobody = [("DASH_BOT_DISCORD__API", "http://127.0.0.1:1".to_owned())];
    let (status, report) = examined(&town, &nobody).await;
    assert_eq!(status, Some(1), "{report}");
    says(&report, "PROBLEM  network: ", &["127.0.0.1"]);
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fourth_cause_it_is_not_in_the_server() {
    let town = town().await;
    let other = [("DASH_BOT_DISCORD__GUILD", "811000000000000000".to_owned())];
    let (status, report) = examined(&town, &other).await;
    assert_eq!(status, Some(78), "{report}");
    says(
        &report,
        "PROBLEM  Discord: the bot is not in the server",
        &["oauth2/authorize"],
    );
    town.discord.forgive();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fifth_cause_a_channel_is_gone_or_does_not_let_it_write() {
    let town = used().await;
    let discord = &town.discord;
    discord.deny(discord.announcements(), permissions::SEND_MESSAGES);
    discord.delete_channel(discord.staff_channel());
    let (status, report) = examined(&town, &[]).await;
    assert_eq!(status, Some(1), "{report}");
    let cannot = "PROBLEM  Discord: the bot cannot post in #announcements";
    says(&report, cannot, &["give it Send Messages"]);
    let gone = ["of staff_channel does not exist", "Copy Channel ID"];
    says(&report, "PROBLEM  Discord: the channel", &gone);
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sixth_cause_the_commands_are_hidden_or_nobody_is_staff() {
    let town = used().await;
    town.discord.hide("ask");
    town.discord.delete_role(town.discord.staff_role());
    let (status, report) = examined(&town, &[]).await;
    assert_eq!(status, Some(1), "{report}");
    let hidden = "PROBLEM  Discord: in the server /ask is hidden from everybody";
    says(&report, hidden, &["Integrations"]);
    says(
        &report,
        "PROBLEM  Discord: the staff role",
        &["does not exist", "staff_roles"],
    );
    // Before the first start they are not there yet, which is no fault; of a bot that runs it is one.
    let new = self::town().await;
    let (_, report) = examined(&new, &[]).await;
    says(
        &report,
        "note     Discord: no slash command is registered",
        &["dash-bot run"],
    );
    town.discord.finish();
    new.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_seventh_cause_the_database_is_held_or_away() {
    let town = town().await.set("CHILD_LOG", "info");
    let bot = town.bot().await;
    let (status, report) = examined(&town, &[]).await;
    assert_eq!(status, Some(1), "{report}");
    says(
        &report,
        "PROBLEM  database: ",
        &["bot.sqlite", "another process"],
    );
    let away = "postgres://dash:secret@127.0.0.1:1/dash".to_owned();
    let (status, report) = examined(&town, &[("DATABASE_URL", away)]).await;
    assert_eq!(status, Some(1), "{report}");
    says(
        &report,
        "PROBLEM  database: cannot reach PostgreSQL at 127.0.0.1:1",
        &[],
    );
    assert!(!report.contains("secret"), "{report}");

    // Of the bot that holds it the doctor asks how it is.
    let listen = bot.served().await.trim_start_matches("http://").to_owned();
    let (status, report) = examined(&town, &[("DASH_BOT_WEB__LISTEN", listen)]).await;
    assert_eq!(status, Some(0), "{report}");
    says(&report, "ok       bot: 0.1.0 runs since", &[]);
    says(
        &report,
        "ok       database: the running bot has the file open",
        &[],
    );
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_clock_is_said() {
    let town = used().await;
    town.discord
        .set_date(clock::Clock::system().now() + chrono::TimeDelta::minutes(2));
    let (status, report) = examined(&town, &[]).await;
    assert_eq!(status, Some(1), "{report}");
    says(
        &report,
        "PROBLEM  clock: the clock of this machine is",
        &["behind", "NTP"],
    );
    town.discord.finish();
}

#[test]
fn the_readme_lists_seven_causes() {
    let readme = include_str!("../../README.md");
    let (_, section) = readme
        .split_once("## The bot is silent")
        .expect("the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let causes = section.lines().filter(|line| {
        let cell = line.strip_prefix("| ").and_then(|rest| rest.chars().next());
        cell.is_some_and(|first| first.is_ascii_digit())
    });
    assert_eq!(causes.count(), 7, "{section}");
}
