//! What holds when the bot is killed, the feed is read twice, and the gateway is dropped.

use chrono::TimeDelta;
use testkit::discord::{Fault, State};

use crate::{
    bot::{Bot, CHANNEL, Database, Town},
    story::video,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_lecture_is_announced_once_although_the_bot_is_killed_between_send_and_record_on_sqlite()
{
    killed_between_send_and_record(Database::sqlite(), TimeDelta::seconds(10)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lecture_is_announced_once_although_the_bot_is_killed_between_send_and_record_on_postgresql()
 {
    if let Some(database) = Database::postgres().await {
        killed_between_send_and_record(database, TimeDelta::seconds(40)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_comes_back_after_an_hour_looks_for_what_it_sent_before() {
    killed_between_send_and_record(Database::sqlite(), TimeDelta::hours(1)).await;
}

async fn killed_between_send_and_record(database: Database, away: TimeDelta) {
    let mut town = Town::new(database).await.set("CHILD_LOG", "1");
    let mut bot = town.bot().await;
    bot.watches().await;
    // Discord keeps the message, and its answer never comes.
    let trouble = town.discord.fault(
        Fault::on("POST", "/channels/*/messages")
            .times(1)
            .hang_after(),
    );
    town.youtube
        .publish(CHANNEL, video("new00000001", "Missing data"));
    bot.advance(&mut town, TimeDelta::minutes(11)).await;
    trouble.met(1).await;
    bot.kill().await;
    town.now += away;
    let (mut bot, _) = Bot::after_another(&mut town).await;
    town.discord.drop_gateway();
    bot.watches().await;
    // Minutes must not pass at Discord while the attempt is on its way: it forgets a nonce after five. Whether the
    // message was sent again or looked for, the log says so.
    bot.log.says("\"delivery.cause\":\"lecture\"", 1).await;
    // The feed is read again, and a second lecture can only come after the first is settled.
    town.youtube
        .publish(CHANNEL, video("new00000002", "Calibration"));
    bot.advance(&mut town, TimeDelta::minutes(11)).await;
    let announcements = town.discord.announcements();
    let titles = |state: &State| -> Vec<String> {
        state
            .messages(announcements)
            .iter()
            .map(|message| format!("{:?}", message.embeds))
            .collect()
    };
    bot.until_discord(&mut town, |state| {
        titles(state)
            .iter()
            .any(|text| text.contains("Calibration"))
    })
    .await;
    let texts = town.discord.now(titles);
    let first = texts
        .iter()
        .filter(|text| text.contains("Missing data"))
        .count();
    assert_eq!(first, 1, "announced once");
    assert_eq!(texts.len(), 2);
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_gateway_is_resumed_and_nothing_is_answered_twice() {
    let town = Town::new(Database::sqlite()).await;
    let bot = town.bot().await;
    let anna = town.discord.join("Anna");
    let general = town.discord.general();
    town.discord.mention(&anna, general, "what is DASH?").await;
    town.discord.drop_gateway();
    town.discord
        .mention(&anna, general, "where are recordings of the webinars?")
        .await;
    assert_eq!(
        town.discord.messages(general).len(),
        4,
        "two questions, two answers"
    );
    assert_eq!(
        town.discord.now(State::identifies),
        1,
        "resumed, not identified anew"
    );
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}
