//! An address of `[web] listen` that somebody else holds: over HTTP nothing reaches the bot then.

use std::net::TcpListener;

use chrono::TimeDelta;
use serde_json::json;

use crate::bot::{Bot, Database, Town};

#[tokio::test(flavor = "multi_thread")]
async fn while_its_address_is_taken_the_bot_is_not_online_and_says_why() {
    let holder = TcpListener::bind("127.0.0.1:0").expect("a port");
    let listen = holder.local_addr().expect("an address").to_string();
    let town = Town::on_both_over_http(Database::sqlite()).await;
    let mut town = town.set("DASH_BOT_WEB__LISTEN", listen.clone());
    let mut bot = Bot::start(&town);
    let said = bot.log.says("nothing that Slack sends can arrive", 1).await;
    assert!(said.contains(&listen), "{said}");
    bot.log.says("the bot is online", 1).await;
    let sam = town.discord.join_staff("Sam");
    bot.advance(&mut town, TimeDelta::minutes(1)).await;
    let discord = &town.discord;
    let asked = discord.slash(&sam, discord.general(), "staff status", json!({}));
    let status = asked.await.to_text();
    assert!(status.contains("not connected to Slack"), "{status}");
    assert!(!bot.is_ready().await);
    drop(holder);
    while !bot.is_ready().await {
        bot.advance(&mut town, TimeDelta::seconds(3)).await;
    }
    let said = bot.log.lines("nothing that Slack sends can arrive");
    assert_eq!(said.len(), 1, "said once");
    let slack = town.slack();
    slack.receiver(&format!("http://{listen}/slack/events"));
    let anna = slack.join("Anna");
    let answer = slack.mention(&anna, slack.general(), "what is DASH?").await;
    assert!(answer.to_text().contains("DASH"), "{answer}");
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}
