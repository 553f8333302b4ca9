//! One community on two platforms: what comes in on one is decided on the other, and each channel is served once.

use chrono::TimeDelta;
use testkit::slack::Fault;

use crate::{
    bot::{CHANNEL, Database, Town},
    personal::signs_up,
    stage::settled,
    story::video,
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn signed_up_on_discord_accepted_on_slack_on_sqlite() {
    crossed(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signed_up_on_discord_accepted_on_slack_on_postgresql() {
    match Database::postgres().await {
        Some(database) => crossed(database).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn crossed(database: Database) {
    let mut town = Town::on_both(database).await;
    let mut bot = town.bot().await;
    let mut seen = Transcript::default();
    let clara = town.discord.join("Clara");
    signs_up(&town, &clara, "Can we predict readmission?").await;
    let slack = town.slack();
    let sam = slack.join_staff("Sam");
    let card = slack.post(slack.staff_channel(), 1).await;
    seen.add("The card in Slack", &card);
    let opened = settled(slack.press(&sam, &card, "Open")).await;
    seen.add("Sam opens it in Slack", opened);
    seen.add(
        "Sam accepts",
        settled(slack.press(&sam, &card, "Accept")).await,
    );
    seen.add(
        "Clara hears of it in Discord",
        town.discord.private_post(&clara, 2).await,
    );
    let discord = &town.discord;
    let on_discord = discord.post(discord.staff_channel(), 1).await;
    seen.add(
        "The card in Discord",
        town.changed(&on_discord, "Accepted").await,
    );

    // Slack is away for an hour while a lecture comes out.
    bot.watches().await;
    town.slack().set_socket_mode(false);
    town.slack().drop_sockets();
    town.slack().fault(Fault::on("*").always().status(503));
    town.youtube
        .publish(CHANNEL, video("new00000001", "Missing data"));
    let announcements = town.discord.announcements();
    bot.advance(&mut town, TimeDelta::minutes(11)).await;
    bot.until_discord(&mut town, |state| !state.messages(announcements).is_empty())
        .await;
    bot.advance(&mut town, TimeDelta::minutes(49)).await;
    let announced = town.discord.post(town.discord.announcements(), 1).await;
    seen.add("Announced in Discord meanwhile", announced);
    assert_eq!(town.slack().messages(town.slack().announcements()).len(), 0);
    town.slack().clear_faults();
    town.slack().set_socket_mode(true);
    let announcements = town.slack().announcements();
    bot.until_slack(&mut town, |state| {
        state.connected() > 0 && !state.messages(announcements).is_empty()
    })
    .await;
    let slack = town.slack();
    let announced = slack.post(slack.announcements(), 1).await;
    seen.add("Announced in Slack when it is back", announced);
    let anna = slack.join("Anna");
    let answer = slack.mention(&anna, slack.general(), "what is DASH?").await;
    assert!(answer.to_text().contains("DASH"), "{answer}");
    bot.advance(&mut town, TimeDelta::minutes(30)).await;
    let (discord, slack) = (&town.discord, town.slack());
    assert_eq!(discord.messages(discord.announcements()).len(), 1, "once");
    assert_eq!(slack.messages(slack.announcements()).len(), 1, "once");
    assert_eq!(bot.stop().await, Some(0));
    insta::assert_snapshot!("crossed", seen.text());
    town.finish();
}
