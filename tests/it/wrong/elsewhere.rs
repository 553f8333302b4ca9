//! Calls from where the bot does not belong, and from those whom it does not answer.

use serde_json::json;

use super::begun;
use crate::transcript::Transcript;

#[tokio::test(flavor = "multi_thread")]
async fn another_server_gets_no_answer_but_that() {
    let (town, bot) = begun().await;
    let (discord, mut seen) = (&town.discord, Transcript::default());
    let sam = discord.join_staff("Sam");
    let general = discord.general();
    let elsewhere = 811_000_000_000_000_000;
    let ask = json!({ "question": "What is DASH?" });
    let asked = discord
        .slash(&sam, general, "ask", ask)
        .from_guild(elsewhere);
    seen.add("Sam asks in another server", asked.await);
    let list = discord
        .slash(&sam, general, "staff signups list", json!({}))
        .from_guild(elsewhere);
    seen.add("Sam lists sign-ups in another server", list.await);
    let form = discord
        .slash(&sam, general, "counseling signup", json!({}))
        .from_guild(elsewhere);
    seen.add("Sam signs up in another server", form.await);
    let help = discord.slash(&sam, general, "help", json!({})).await;
    let pressed = discord.press(&sam, &help, "Ask").from_guild(elsewhere);
    seen.add("Sam presses a button in another server", pressed.await);
    let typed = discord
        .type_option(&sam, general, "topics", json!({ "topic": "a" }), "topic")
        .from_guild(elsewhere);
    assert_eq!(
        typed.await.as_choices(),
        vec![],
        "nothing is completed there"
    );
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_left_the_server_is_a_stranger_in_a_minute_at_most() {
    let (mut town, mut bot) = begun().await;
    let mut seen = Transcript::default();
    let lars = town.discord.join("Lars");
    let help = town.discord.dm(&lars, "help").await;
    town.discord.leave(&lars);
    bot.advance(&mut town, chrono::TimeDelta::seconds(61)).await;
    let discord = &town.discord;
    for code in ["?ask", "counseling.status", "?counseling.signup", "topics"] {
        let refused = discord.forge_press(&lars, &help, code).await;
        seen.add(&format!("Lars, who has left, presses {code}"), &refused);
    }
    // He can write to the bot, but shares no server with it any more: Discord does not let it answer.
    discord.dm(&lars, "What is DASH?").place();
    bot.log.says("cannot answer a message", 1).await;
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_and_those_who_do_not_ask_it_are_not_answered() {
    let (town, bot) = begun().await;
    let discord = &town.discord;
    let general = discord.general();
    let anna = discord.join("Anna");
    let me = discord.bot().mention();
    // None of these is waited for: the one at the end is answered first.
    let other = discord.say_as_bot("Echo", general, &format!("{me} what is DASH?"));
    let place = other.place();
    discord.say(&anna, general, "what is DASH?").place();
    discord
        .say(&anna, general, "@everyone dash-bot, what is DASH?")
        .place();
    let asked = discord.mention(&anna, general, "what is DASH?").await;
    discord.repeat(place);
    discord.reply(&anna, place, "what is DASH?").place();
    discord.mention(&anna, general, "what is DASH?").await;
    let bots = discord.bot();
    let answers: Vec<_> = discord
        .messages(general)
        .into_iter()
        .filter(|message| message.author == bots)
        .collect();
    assert_eq!(answers.len(), 2, "two questions, two answers");
    assert_eq!(answers[0].id, asked.as_message().id);
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}
