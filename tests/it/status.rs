//! How the bot runs, as the operator, staff and monitoring see it, on both databases.

use chrono::TimeDelta;
use serde_json::json;
use testkit::discord::{Fault, Member, permissions};

use crate::{
    bot::{Bot, CHANNEL, Database, Town},
    command::run,
    story::video,
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_status_on_sqlite() {
    told(Database::sqlite(), "sqlite").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_status_on_postgresql() {
    match Database::postgres().await {
        Some(database) => told(database, "postgres").await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn told(database: Database, kind: &str) {
    let mut town = Town::new(database).await.set("CHILD_LOG", "info");
    town.discord.set_date(town.now);
    let mut bot = town.bot().await;
    bot.watches().await;
    let sam = town.discord.join_staff("Sam");
    let mut seen = Transcript::default();
    seen.add("Sam asks how it runs", asked(&town, &sam, "en-GB").await);
    seen.add("dash-bot status", command(&bot, 0).await);
    assert_eq!(bot.asked("/readyz").await, (200, "ready\n".into()));
    assert_eq!(bot.asked("/healthz").await, (200, "ok\n".into()));

    // Nine seconds pass here and none at Discord, which wants to be left alone for five minutes.
    town.youtube
        .publish(CHANNEL, video("new00000001", "Missing data"));
    let busy = Fault::on("POST", "/channels/*/messages").too_many(300.0);
    let busy = town.discord.fault(busy);
    bot.advance(&mut town, TimeDelta::minutes(11)).await;
    busy.met(1).await;
    bot.log.says("tried again later", 1).await;
    town.discord.set_date(town.now - TimeDelta::seconds(9));
    seen.add("Sam vraagt hoe het gaat", asked(&town, &sam, "nl").await);
    // The answer is there before the bot has seen what Discord said to it.
    let ahead = "dash_bot_clock_ahead_seconds 8.5";
    for _ in 0..1000 {
        if bot.asked("/metrics").await.1.contains(ahead) {
            break;
        }
    }
    let again = asked(&town, &sam, "nl").await;
    seen.add("Sam vraagt het nog eens", again);
    seen.add("dash-bot status", command(&bot, 0).await);
    insta::assert_snapshot!(format!("status_{kind}"), seen.text());

    let numbers = bot.asked("/metrics").await.1;
    for line in [
        "dash_bot_connected{platform=\"discord\"} 1",
        "dash_bot_deliveries_waiting{platform=\"discord\"} 1",
        ahead,
        "dash_bot_troubles{kind=\"clock-wrong\"} 1",
        "dash_bot_database_up 1",
        "dash_bot_ready 1",
        "dash_bot_calls_total{command=\"staff status\",result=\"answered\"} 3",
        "dash_bot_call_seconds_bucket{command=\"staff status\",le=\"3\"} 3",
        "dash_bot_build_info{version=\"0.1.0\"} 1",
    ] {
        assert!(
            numbers.lines().any(|found| found == line),
            "{line}\n{numbers}"
        );
    }
    described(&numbers);
    nothing_of_people(&town, &sam, &numbers);
    let status = bot.asked("/status").await.1;
    nothing_of_people(&town, &sam, &status);
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

/// Every metric is in the list, with what it says.
fn described(numbers: &str) {
    for line in numbers
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let name = line.split(['{', ' ']).next().expect("a name");
        let figure = status::FIGURES.iter().find(|figure| {
            ["", "_bucket", "_sum", "_count"]
                .iter()
                .any(|end| name.strip_suffix(end) == Some(figure.name))
        });
        assert!(figure.is_some(), "{name} is not described");
        let about = figure.map_or("", |figure| figure.about);
        assert!(numbers.contains(about), "{about} is not said");
    }
}

fn nothing_of_people(town: &Town, sam: &Member, text: &str) {
    for secret in [sam.id().to_string(), "Sam".to_owned(), town.discord.token()] {
        assert!(!text.contains(&secret), "{secret} is said:\n{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_staff_channel_that_refuses_is_said_wherever_it_can_be_until_it_takes_messages_again() {
    let town = Town::new(Database::sqlite()).await.set("CHILD_LOG", "info");
    let bot = town.bot().await;
    let (discord, mut seen) = (&town.discord, Transcript::default());
    let (sam, clara) = (discord.join_staff("Sam"), discord.join("Clara"));
    discord.deny(discord.staff_channel(), permissions::SEND_MESSAGES);
    crate::story::signup_of(&town, &clara).await;
    bot.log.says("the staff channel refuses messages", 1).await;
    let (status, reasons) = bot.asked("/readyz").await;
    assert_eq!(status, 503);
    seen.add("/readyz", reasons);
    let general = discord.general();
    let list = || discord.slash(&sam, general, "staff signups list", json!({}));
    seen.add("Sam lists sign-ups", list().await);
    let shown = asked(&town, &sam, "en-GB").await;
    let pressed = discord
        .slash(&sam, general, "staff status", json!({}))
        .await;
    seen.add("Sam asks how it runs", shown);
    seen.add("dash-bot status", command(&bot, 1).await);
    // A member is told nothing of it.
    let help = discord.slash(&clara, general, "help", json!({})).await;
    assert!(!help.to_text().contains("staff channel"), "{help}");

    discord.allow(discord.staff_channel(), permissions::SEND_MESSAGES);
    seen.add(
        "Sam presses Try again",
        discord.press(&sam, &pressed, "Try again").await,
    );
    seen.add("The card", discord.post(discord.staff_channel(), 1).await);
    bot.log.says("a channel takes messages again", 1).await;
    let again = list().await.to_text();
    assert!(!again.contains("cannot write"), "{again}");
    assert_eq!(bot.asked("/readyz").await, (200, "ready\n".into()));
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_that_cannot_be_asked_for_says_what_to_do() {
    let nobody = [("DASH_BOT_WEB__LISTEN", "127.0.0.1:1".to_owned())];
    let said = run(&["status"], &nobody);
    assert_eq!(said.0, Some(1));
    let says = "dash-bot: cannot reach the bot at http://127.0.0.1:1/status: does it run?";
    assert!(said.1.starts_with(says), "{}", said.1);
}

/// What `/staff status` shows, but for what differs each time.
async fn asked(town: &Town, sam: &Member, locale: &str) -> String {
    let discord = &town.discord;
    let asked = discord.slash(sam, discord.general(), "staff status", json!({}));
    scrubbed(&asked.locale(locale).await.to_text())
}

/// What `dash-bot status` prints, but for what differs each time; `exit` is its exit status.
async fn command(bot: &Bot, exit: i32) -> String {
    let base = bot.served().await;
    let listen = base.trim_start_matches("http://").to_owned();
    let settings = [("DASH_BOT_WEB__LISTEN", listen)];
    let (status, said) = tokio::task::spawn_blocking(move || run(&["status"], &settings))
        .await
        .expect("no panic");
    assert_eq!(status, Some(exit), "{said}");
    scrubbed(&said)
}

/// Sizes, connections and milliseconds differ from machine to machine.
fn scrubbed(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        for at in 1..words.len() {
            let unit = words[at].trim_end_matches([',', ';', '.']);
            let varies = matches!(unit, "MB" | "GB" | "ms" | "connections" | "migration")
                || unit.starts_with("idle)");
            let number = words[at - 1].trim_start_matches('(').to_owned();
            if varies && number.starts_with(|c: char| c.is_ascii_digit()) {
                words[at - 1] = words[at - 1].replace(&number, "N");
                words[at] = words[at].replace("GB", "MB");
            }
        }
        lines.push(words.join(" "));
    }
    lines.join("\n")
}
