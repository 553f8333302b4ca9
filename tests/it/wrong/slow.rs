//! Discord or the database is slow: people see that an answer comes, and get it.

use clock::{Clock, Ids};
use domain::Platform;
use serde_json::json;
use store::{Store, Tx};
use testkit::discord::{Fault, Member};

use super::{begun, form::drafted};
use crate::{
    bot::{Database, Town},
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_discord_lost_is_given_again_and_once() {
    let (town, bot) = begun().await;
    let discord = &town.discord;
    let anna = discord.join("Anna");
    let general = discord.general();
    let callback = || Fault::on("POST", "/interactions/*/*/callback");
    let asked = json!({ "topic": "about" });
    for fault in [
        callback().status(502),
        callback().cut(),
        callback().lose(),
        callback().garbage(),
    ] {
        let trouble = discord.fault(fault);
        let answer = discord.slash(&anna, general, "topics", asked.clone()).await;
        assert!(answer.to_text().contains("Data Science Center in Health"));
        trouble.met(1).await;
    }
    // Each answer stands there once.
    assert_eq!(discord.messages(general).len(), 4);
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_discord_that_takes_no_answers_is_said_in_the_log_and_the_rest_goes_on() {
    let (town, bot) = begun().await;
    let discord = &town.discord;
    let anna = discord.join("Anna");
    let general = discord.general();
    let trouble = discord.fault(
        Fault::on("POST", "/interactions/*/*/callback")
            .times(2)
            .status(503),
    );
    let lost = discord
        .slash(&anna, general, "help", json!({}))
        .send()
        .await;
    trouble.met(2).await;
    let said = bot.log.says("cannot answer an interaction", 1).await;
    assert!(said.contains(&lost.id().to_string()), "{said}");
    assert!(!said.contains(lost.token()), "a token is never logged");
    let answer = discord.slash(&anna, general, "help", json!({})).await;
    assert!(answer.to_text().contains("What I can do for you"));
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hanging_answer_holds_up_nobody_else() {
    let (town, bot) = begun().await;
    let discord = &town.discord;
    let (anna, bram) = (discord.join("Anna"), discord.join("Bram"));
    let general = discord.general();
    let trouble = discord.fault(Fault::on("POST", "/interactions/*/*/callback").hang());
    let hanging = discord
        .slash(&anna, general, "help", json!({}))
        .send()
        .await;
    trouble.met(1).await;
    let answer = discord.slash(&bram, general, "help", json!({})).await;
    assert!(answer.to_text().contains("What I can do for you"));
    trouble.release();
    let late = hanging.shown().await;
    assert!(late.to_text().contains("What I can do for you"));
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_for_which_the_database_is_slow_is_promised_and_answered_later() {
    let Some(database) = Database::postgres().await else {
        println!("skipped: there is no PostgreSQL on this machine");
        return;
    };
    let mut town = Town::new(database).await;
    let mut bot = town.bot().await;
    let mut seen = Transcript::default();
    let clara = town.discord.join("Clara");
    let summary = drafted(&town, &clara, "Clara", "Cardiology", "Can we predict it?").await;
    let dirk = town.discord.join("Dirk");
    let general = town.discord.general();
    let store = Store::connect(&town.database.url(), Clock::system(), Ids::system())
        .await
        .expect("the bot's database");

    let held = hold(&store, &dirk).await;
    let nl = json!({ "language": "nl" });
    let slow = town.discord.slash(&dirk, general, "language", nl);
    let slow = slow.send().await;
    let first = format!("/interactions/{}/{}/callback", slow.id(), slow.token());
    bot.until_discord(&mut town, |state| {
        let mut requests = state.requests().iter();
        requests.any(|request| request.path == first)
    })
    .await;
    assert_eq!(slow.callback().await, 5, "thinking …");
    // Others are served meanwhile.
    let sent = town.discord.press(&clara, &summary, "Send").await;
    seen.add("Clara sends meanwhile", &sent);
    drop(held);
    seen.add("Dirk's answer, later", slow.shown().await);

    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

/// A transaction of another process that holds what a call of this person, who is new, has to write.
async fn hold(store: &Store, member: &Member) -> Tx {
    let mut tx = store.begin().await.expect("a transaction");
    let id = member.id().to_string();
    tx.person_find_or_create(&Platform::new("discord"), &id)
        .await
        .expect("a person");
    tx
}
