//! An answer that one person alone sees, until they show it to everyone; and what is asked from a message's menu.

use crate::{
    bot::{Database, Town},
    stage::{House as _, InTown, OnDiscord, OnSlack, Stage},
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_alone_can_show_the_answer_to_everyone_on_discord() {
    let town = Town::new(Database::sqlite()).await;
    shown(OnDiscord(InTown::start(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_alone_can_show_the_answer_to_everyone_on_slack() {
    let town = Town::on_slack(Database::sqlite()).await;
    shown(OnSlack(InTown::start(town).await)).await;
}

async fn shown<S: Stage>(stage: S) {
    let mut seen = Transcript::default();
    let bram = stage.join("Bram");
    let general = stage.general();
    // In another language than his own: what he shows is what he sees.
    let asked = [("question", "Wanneer zijn de webinars?")];
    let answer = stage.call(bram, general, "ask", &asked).await;
    seen.add("Bram asks alone", &answer);
    let before = stage.count(general).await;
    let public = stage.press(bram, &answer, "Aan iedereen laten zien").await;
    seen.add("Bram shows it to everyone", public);
    assert_eq!(stage.count(general).await, before + 1);
    let topic = [("topic", "webinars")];
    let topic = stage.call(bram, general, "topics", &topic).await;
    seen.add("Bram opens the topic", topic);
    stage.quiet().await;
    stage.into_house().end().await;
    insta::assert_snapshot!(format!("shown_{}", S::NAME), seen.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_a_message_is_asked_from_its_menu_and_not_kept_on_discord() {
    let town = Town::new(Database::sqlite()).await;
    let bot = town.bot().await;
    let (discord, mut seen) = (&town.discord, Transcript::default());
    let (anna, bram) = (discord.join("Anna"), discord.join("Bram"));
    let general = discord.general();
    let said = discord.say(&anna, general, "what is a Sparkle Event?");
    let asked = discord.on_message(&bram, said.place(), "Ask DASH");
    seen.add("Bram asks what Anna has written", asked.await);
    let nothing = discord.say(&anna, general, "");
    let asked = discord.on_message(&bram, nothing.place(), "Ask DASH");
    seen.add("A message without words", asked.await);
    assert_eq!(bot.stop().await, Some(0));
    assert!(!town.database.whole().contains("Sparkle Event?"));
    insta::assert_snapshot!("on_message", seen.text());
    town.finish();
}
