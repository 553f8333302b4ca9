//! Too many calls at once.

use serde_json::json;

use super::{begun, form::drafted};
use crate::transcript::Transcript;

#[tokio::test(flavor = "multi_thread")]
async fn forty_calls_at_once_are_too_many_for_one_and_do_not_slow_others() {
    let (mut town, mut bot) = begun().await;
    let mut seen = Transcript::default();
    let anna = town.discord.join("Anna");
    let discord = &town.discord;
    let general = discord.general();
    let summary = drafted(&town, &anna, "Anna", "Cardiology", "Can we predict it?").await;
    bot.advance(&mut town, chrono::TimeDelta::minutes(2)).await;
    let discord = &town.discord;
    let mut calls = Vec::new();
    for _ in 0..40 {
        calls.push(
            discord
                .slash(&anna, general, "help", json!({}))
                .send()
                .await,
        );
    }
    let mut answers = Vec::new();
    for call in calls {
        answers.push(call.shown().await.to_text());
    }
    let (refused, helped): (Vec<_>, Vec<_>) = answers
        .into_iter()
        .partition(|text| text.contains("a lot at once"));
    assert_eq!((helped.len(), refused.len()), (30, 10));
    seen.add("Anna's thirty-first call", &refused[0]);
    seen.add(
        "Anna mentions the bot",
        discord.mention(&anna, general, "help").await,
    );
    // She was told: nothing more is said where others read it, or to her alone.
    let silent = discord.dm(&anna, "help").place();
    // Who is told to wait finds the draft as it was.
    let refused = discord.press(&anna, &summary, "Discard").await;
    assert!(refused.to_text().contains("a lot at once"), "{refused}");
    let draft = discord.look(&summary).expect("the summary stands");
    assert_eq!(draft.to_text(), summary.to_text());
    let bram = discord.join("Bram");
    assert_eq!(discord.messages(silent.channel).len(), 1, "her own alone");
    let asked = json!({ "question": "What is DASH?" });
    seen.add(
        "Bram asks",
        discord.slash(&bram, general, "ask", asked).await,
    );
    discord.set_locale(&anna, "nl");
    bot.advance(&mut town, chrono::TimeDelta::seconds(3)).await;
    let help = || {
        town.discord
            .slash(&anna, general, "topics", json!({ "topic": "about" }))
    };
    let again = help().await.to_text();
    assert!(!again.contains("a lot at once"), "{again}");
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}
