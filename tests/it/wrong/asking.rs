//! Questions that are none, that are too long, or that want to do something by themselves.

use serde_json::json;
use testkit::discord::permissions;

use super::{begun, nobody_was_pinged, pings_nobody, short};
use crate::transcript::Transcript;

#[tokio::test(flavor = "multi_thread")]
async fn empty_and_endless_questions_are_answered_with_what_to_do() {
    let (town, bot) = begun().await;
    let (discord, mut seen) = (&town.discord, Transcript::default());
    let anna = discord.join("Anna");
    let general = discord.general();
    let help = discord.slash(&anna, general, "help", json!({})).await;
    let form = discord.press(&anna, &help, "Ask").await;
    let spaces = discord
        .submit(&anna, &form, json!({ "question": "   \n  " }))
        .await;
    seen.add("Anna sends a form with spaces", &spaces);
    seen.add(
        "Anna presses Keep editing",
        discord.press(&anna, &spaces, "Keep editing").await,
    );
    let asked = json!({ "question": "    " });
    seen.add(
        "Anna asks with spaces",
        discord.slash(&anna, general, "ask", asked).await,
    );
    seen.add(
        "Anna mentions the bot and says nothing",
        discord.mention(&anna, general, "").await,
    );
    seen.add(
        "Anna writes spaces to the bot",
        discord.dm(&anna, "  \n ").await,
    );
    let endless = "Can I get help with my data? ".repeat(345);
    let mentioned = discord.mention(&anna, general, &endless).await;
    seen.add("Anna mentions the bot with 10,000 characters", &mentioned);
    let written = discord.dm(&anna, &endless).await;
    seen.add("Anna writes 10,000 characters to the bot", &written);
    let form = discord.press(&anna, &written, "Keep editing").await;
    seen.add("Anna makes them fewer", short(&form));
    let options = json!({ "question": endless });
    seen.add(
        "Anna forges a command with 10,000 characters",
        discord.forge_slash(&anna, general, "ask", &options).await,
    );
    seen.add(
        "Anna forges a command without what it needs",
        discord.forge_slash(&anna, general, "ask", &json!({})).await,
    );
    seen.add(
        "Anna forges a command that there is not",
        discord
            .forge_slash(&anna, general, "shutdown", &json!({}))
            .await,
    );
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_calls_nobody_and_is_never_taken_at_its_word() {
    let (town, bot) = begun().await;
    let (discord, mut seen) = (&town.discord, Transcript::default());
    let general = discord.general();
    // Whatever the bot may do, it does not do it for others.
    discord.allow(general, permissions::MENTION_EVERYONE);
    let (anna, bram) = (discord.join("Anna"), discord.join("Bram"));
    let person = bram.mention();
    let role = discord.staff_role().mention();
    for (what, question) in [
        ("everyone", "@everyone @here what is DASH?".to_owned()),
        ("people", format!("{person} {role} what is DASH?")),
        (
            "markdown",
            "# **what** ~~is~~ `DASH` [here](https://evil.example) ||?||".to_owned(),
        ),
        ("emoji", "🫀🫁 👩🏽‍⚕️ <:dash:123456789012345678>".to_owned()),
        ("NUL", "what is\0 DASH\u{7}?".to_owned()),
        (
            "right to left",
            "\u{202e}what is DASH?\u{202c}\u{200f}".to_owned(),
        ),
        ("a command", "/staff signups list".to_owned()),
    ] {
        let mentioned = discord.mention(&anna, general, &question).await;
        seen.add(&format!("Anna mentions the bot with {what}"), &mentioned);
        let asked = json!({ "question": question });
        pings_nobody(&discord.slash(&anna, general, "ask", asked).await);
        discord.dm(&anna, &question).await;
    }
    nobody_was_pinged(discord, general);
    nobody_was_pinged(discord, discord.conversation(&anna));
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}
