//! A feed that is none, or does not end, or never comes: the bot goes on, and posts everything once.

use chrono::TimeDelta;
use testkit::youtube::FeedFault;

use crate::{
    bot::{Bot, CHANNEL, Database, Town},
    story::video,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_html_is_no_feed() {
    announced_after(FeedFault::Html).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_feed_is_no_feed() {
    announced_after(FeedFault::CutOff).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_megabytes_are_not_read() {
    announced_after(FeedFault::Huge).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_does_not_end_is_given_up() {
    announced_after(FeedFault::Endless).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_does_not_come_is_given_up() {
    announced_after(FeedFault::Hang).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_feed_is_asked_for_again() {
    announced_after(FeedFault::Status(404)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_in_the_wrong_charset_is_read_all_the_same() {
    let (mut town, mut bot) = watching().await;
    town.youtube.fault(FeedFault::WrongCharset, 1);
    town.youtube.publish(
        CHANNEL,
        video(
            "new00000001",
            "Meta-analyse: één ziekte, twee coëfficiënten",
        ),
    );
    bot.advance(&mut town, TimeDelta::minutes(11)).await;
    let post = town.discord.post(town.discord.announcements(), 1).await;
    let text = post.to_text();
    assert!(text.contains("één ziekte, twee coëfficiënten"), "{text}");
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_day_without_a_feed_staff_hear_of_it_once() {
    let (mut town, mut bot) = watching().await;
    town.youtube.fault(FeedFault::Status(500), 1000);
    for look in 1..=30 {
        bot.advance(&mut town, TimeDelta::minutes(140)).await;
        bot.log.says(BAD, look).await;
    }
    let staff = town.discord.staff_channel();
    bot.until_discord(&mut town, |state| !state.messages(staff).is_empty())
        .await;
    let told = town.discord.post(staff, 1).await;
    insta::assert_snapshot!(told.to_text());
    town.youtube.clear_faults();
    bot.advance(&mut town, TimeDelta::minutes(140)).await;
    bot.until_discord(&mut town, |state| {
        let messages = state.messages(staff).into_iter();
        let mut texts = messages.map(|message| format!("{message:?}"));
        texts.any(|text| text.contains("again"))
    })
    .await;
    let healed = town.changed(&told, "again").await;
    insta::assert_snapshot!("healed", healed.to_text());
    assert_eq!(town.discord.messages(staff).len(), 1, "once");
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

/// What the log says of a look that gave nothing, and of one that did.
const BAD: &str = "the feed gave nothing";
const GOOD: &str = "looked at the feed";

/// A bot that has read the feed and waits.
async fn watching() -> (Town, Bot) {
    let town = Town::new(Database::sqlite())
        .await
        .set("CHILD_LOG", "info,announcer=debug");
    let bot = town.bot().await;
    bot.log.says(GOOD, 1).await;
    (town, bot)
}

/// A lecture comes out while the feed has this fault: it is announced when it heals, once, and meanwhile people are
/// answered.
async fn announced_after(fault: FeedFault) {
    let (mut town, mut bot) = watching().await;
    let before = town.youtube.requests().len();
    let never_ends = matches!(fault, FeedFault::Endless | FeedFault::Hang);
    town.youtube.fault(fault, 1);
    town.youtube
        .publish(CHANNEL, video("new00000001", "Missing data"));
    bot.advance(&mut town, TimeDelta::minutes(11)).await;
    town.youtube.asked(before + 1).await;
    let anna = town.discord.join("Anna");
    let general = town.discord.general();
    let answer = town.discord.mention(&anna, general, "what is DASH?").await;
    assert!(answer.to_text().contains("Data Science Center in Health"));
    if never_ends {
        bot.advance(&mut town, TimeDelta::seconds(31)).await;
    }
    bot.log.says(BAD, 1).await;
    let announcements = town.discord.announcements();
    assert_eq!(town.discord.messages(announcements).len(), 0);
    bot.advance(&mut town, TimeDelta::minutes(15)).await;
    let post = town.discord.post(announcements, 1).await;
    assert!(post.to_text().contains("Missing data"), "{post}");
    // A second one is posted after all that could have been posted twice.
    town.youtube
        .publish(CHANNEL, video("new00000002", "Calibration"));
    bot.log.says(GOOD, 2).await;
    bot.advance(&mut town, TimeDelta::minutes(11)).await;
    bot.log.says(GOOD, 3).await;
    bot.until_discord(&mut town, |state| {
        let posts = state.messages(announcements).into_iter();
        let mut texts = posts.map(|message| format!("{:?}", message.embeds));
        texts.any(|text| text.contains("Calibration"))
    })
    .await;
    assert_eq!(town.discord.messages(announcements).len(), 2);
    assert_eq!(bot.log.lines(BAD).len(), 1);
    town.youtube.release();
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}
