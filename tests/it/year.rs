//! A year goes by: what has passed its time is gone, from the database and from the platform; the figures stay.

use chrono::TimeDelta;
use serde_json::json;
use testkit::discord::State;

use crate::{
    bot::{Database, Town},
    personal::{cards, signs_up},
    program::dash_bot,
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn after_a_year_only_the_figures_are_left_on_sqlite() {
    year(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_year_only_the_figures_are_left_on_postgresql() {
    match Database::postgres().await {
        Some(database) => year(database).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn year(database: Database) {
    let mut town = Town::new(database).await;
    let mut bot = town.bot().await;
    let (clara, sam) = (town.discord.join("Clara"), town.discord.join_staff("Sam"));
    let (staff, general) = (town.discord.staff_channel(), town.discord.general());
    signs_up(&town, &clara, "Can we predict readmission?").await;
    town.discord.private_post(&clara, 1).await;
    let card = town.discord.post(staff, 1).await;
    town.discord.press(&sam, &card, "Accept").await;
    town.discord.private_post(&clara, 2).await;
    let question = json!({ "question": "What is a Sparkle Event?" });
    town.discord.slash(&clara, general, "ask", question).await;

    // Half a year changes nothing.
    bot.advance(&mut town, TimeDelta::days(180)).await;
    // Its sweeper is through for the hour, and does not sleep through the other half.
    bot.sleeps(3600).await;
    let status = town
        .discord
        .slash(&clara, general, "counseling status", json!({}))
        .await;
    assert!(status.to_string().contains("Sign-up C-0001"), "{status}");

    bot.advance(&mut town, TimeDelta::days(186)).await;
    let direct = town.discord.conversation(&clara);
    let itself = town.discord.bot();
    let gone = |state: &State| {
        let direct = state.messages(direct);
        cards(state, staff)
            .iter()
            .all(|card| !card.contains("C-0001"))
            && !direct.iter().any(|message| message.author == itself)
    };
    bot.until_discord(&mut town, gone).await;
    let mut seen = Transcript::default();
    let discord = &town.discord;
    let own = discord.slash(&clara, general, "mydata show", json!({}));
    seen.add("Clara looks for her data", own.await);
    let figures = discord.slash(&sam, staff, "staff figures", json!({}));
    seen.add("Sam looks at the figures", figures.await);
    assert_eq!(bot.stop().await, Some(0));
    insta::assert_snapshot!("year", seen.text());
    let register = dash_bot(&town, &["privacy"]).await;
    assert!(
        register.contains("365 days after the sign-up"),
        "{register}"
    );
    town.discord.finish();
}
