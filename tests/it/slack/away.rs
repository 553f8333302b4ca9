//! Discord away, or not taking the token, when the bot starts: Slack has its bot all the same.

use chrono::TimeDelta;
use testkit::discord::Fault;

use crate::{
    bot::{Bot, CHANNEL, Database, Town},
    slack::signs_up,
    story::video,
};

#[tokio::test(flavor = "multi_thread")]
async fn discord_away_at_the_start_on_sqlite() {
    discord_away_at_the_start(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn discord_away_at_the_start_on_postgresql() {
    match Database::postgres().await {
        Some(database) => discord_away_at_the_start(database).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn discord_away_at_the_start(database: Database) {
    let mut town = Town::on_both(database).await.set("CHILD_LOG", "info");
    let away = town
        .discord
        .fault(Fault::on("*", "/**").always().status(503));
    let mut bot = Bot::start(&town);
    away.met(1).await;
    slack_answers(&mut town, &mut bot).await;
    let (status, reasons) = bot.asked("/readyz").await;
    assert_eq!(status, 503, "{reasons}");
    assert!(
        reasons.contains("discord: Discord can't be asked for"),
        "{reasons}"
    );

    // What is for both goes out where it can; an hour later the other gets it, too.
    bot.watches().await;
    let clara = town.slack().join("Clara");
    signs_up(&town, &clara, "Can we predict readmission?").await;
    town.youtube
        .publish(CHANNEL, video("new00000001", "Missing data"));
    bot.advance(&mut town, TimeDelta::minutes(11)).await;
    let announcements = town.slack().announcements();
    bot.until_slack(&mut town, |state| !state.messages(announcements).is_empty())
        .await;
    bot.advance(&mut town, TimeDelta::minutes(49)).await;
    assert!(
        town.discord
            .messages(town.discord.staff_channel())
            .is_empty()
    );
    town.discord.clear_faults();
    let (staff, announcements) = (town.discord.staff_channel(), town.discord.announcements());
    bot.until_discord(&mut town, |state| {
        !state.messages(announcements).is_empty() && !state.messages(staff).is_empty()
    })
    .await;
    bot.until_ready(&mut town).await;
    assert_eq!(bot.asked("/readyz").await.0, 200);
    bot.advance(&mut town, TimeDelta::minutes(30)).await;
    let (discord, slack) = (&town.discord, town.slack());
    for (channel, count) in [
        ("announcements", discord.messages(announcements).len()),
        ("staff", discord.messages(staff).len()),
    ] {
        assert_eq!(count, 1, "once in {channel} of Discord");
    }
    assert_eq!(slack.messages(slack.announcements()).len(), 1, "once");
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_discord_refuses_is_said_once_while_slack_goes_on() {
    let mut town = Town::on_both(Database::sqlite())
        .await
        .set("CHILD_LOG", "info");
    let refused = Fault::on("*", "/**").always();
    town.discord
        .fault(refused.refuse(401, 0, "401: Unauthorized"));
    let begun = town.now;
    let mut bot = Bot::start(&town);
    bot.log.says("Discord refuses the bot", 1).await;
    slack_answers(&mut town, &mut bot).await;
    bot.until_discord(&mut town, |state| state.requests().len() >= 3)
        .await;
    assert!(town.now - begun >= TimeDelta::minutes(10), "tried slowly");
    assert_eq!(bot.log.lines("Discord refuses the bot").len(), 1, "once");
    let (status, reasons) = bot.asked("/readyz").await;
    assert!(
        status == 503 && reasons.contains("discord: Discord does not take the token"),
        "{status} {reasons}"
    );
    town.discord.clear_faults();
    bot.until_discord(&mut town, |state| state.connected() > 0)
        .await;
    bot.until_ready(&mut town).await;
    assert_eq!(bot.asked("/readyz").await.0, 200);
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

/// Somebody asks in Slack, and is answered.
async fn slack_answers(town: &mut Town, bot: &mut Bot) {
    bot.until_slack(town, |state| state.connected() > 0).await;
    let slack = town.slack();
    let anna = slack.join("Anna");
    let answer = slack.mention(&anna, slack.general(), "what is DASH?").await;
    assert!(answer.to_text().contains("DASH"), "{answer}");
}
