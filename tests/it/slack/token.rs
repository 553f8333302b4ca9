//! A token that is revoked while the bot runs: said once, tried slowly, and no other platform notices.

use chrono::TimeDelta;
use serde_json::json;

use crate::bot::{Database, Town};

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_is_said_once_and_tried_slowly_while_discord_goes_on() {
    let mut town = Town::on_both(Database::sqlite())
        .await
        .set("CHILD_LOG", "info");
    let mut bot = town.bot().await;
    let dora = town.discord.join("Dora");
    let anna = town.slack().join("Anna");
    town.slack().revoke_token("token_revoked");
    town.slack()
        .send_event(&json!({ "type": "tokens_revoked", "tokens": { "bot": ["U1"] } }));
    bot.log.says("Slack refuses the bot", 1).await;
    for _ in 0..30 {
        bot.advance(&mut town, TimeDelta::minutes(1)).await;
        let discord = &town.discord;
        let asked = json!({ "question": "What is DASH?" });
        let answer = discord.slash(&dora, discord.general(), "ask", asked).await;
        assert!(answer.to_text().contains("DASH"), "{answer}");
    }
    assert_eq!(bot.log.lines("Slack refuses the bot").len(), 1, "said once");
    let tried = town.slack().requests_to("auth.test").len();
    assert!(
        (3..=12).contains(&tried),
        "tried {tried} times in half an hour"
    );
    let (status, reasons) = bot.asked("/readyz").await;
    assert!(
        status == 503 && reasons.contains("slack"),
        "{status} {reasons}"
    );
    town.slack().restore_token();
    bot.until_slack(&mut town, |state| state.connected() > 0)
        .await;
    let slack = town.slack();
    let answer = slack.mention(&anna, slack.general(), "what is DASH?").await;
    assert!(answer.to_text().contains("DASH"), "{answer}");
    assert_eq!(bot.asked("/readyz").await.0, 200);
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}
