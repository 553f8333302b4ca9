//! Buttons: pressed twice, by the wrong person, or made up.

use serde_json::json;
use testkit::discord::{Fault, Member, Shown};

use super::{begun, form::drafted};
use crate::{bot::Town, transcript::Transcript};

#[tokio::test(flavor = "multi_thread")]
async fn send_pressed_twice_at_once_is_one_signup_one_card_and_one_receipt() {
    let (mut town, mut bot) = begun().await;
    let mut seen = Transcript::default();
    let clara = town.discord.join("Clara");
    let summary = ready(&town, &clara).await;
    let discord = &town.discord;
    // Both are in flight before either is answered.
    let trouble = discord.fault(
        Fault::on("POST", "/interactions/*/*/callback")
            .times(2)
            .hang(),
    );
    let first = discord.press(&clara, &summary, "Send").send().await;
    let second = discord.press(&clara, &summary, "Send").send().await;
    trouble.met(2).await;
    trouble.release();
    let (first, second) = (first.shown().await, second.shown().await);
    let mut answers = [first.to_text(), second.to_text()];
    answers.sort();
    seen.add("Clara presses Send twice; one press", &answers[0]);
    seen.add("and the other", &answers[1]);
    seen.add("Clara's receipt", discord.private_post(&clara, 1).await);
    seen.add("The card", discord.post(discord.staff_channel(), 1).await);
    bot.advance(&mut town, chrono::TimeDelta::minutes(5)).await;
    let discord = &town.discord;
    let later = discord.press(&clara, &second, "My sign-up").await;
    seen.add("Clara looks at it five minutes later", &later);
    seen.add(
        "Clara presses Send again, on an old copy",
        discord
            .forge_press(&clara, &summary, &code(&summary, "Send"))
            .await,
    );
    let sam = discord.join_staff("Sam");
    let all = json!({ "state": "all" });
    let list = discord.slash(&sam, discord.staff_channel(), "staff signups list", all);
    seen.add("Sam lists them", list.await);
    assert_eq!(
        discord.messages(discord.staff_channel()).len(),
        2,
        "the card and the list"
    );
    let receipts = discord.messages(discord.conversation(&clara));
    assert_eq!(receipts.len(), 1, "the receipt");
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn another_persons_draft_is_neither_shown_nor_sent_nor_thrown_away() {
    let (town, bot) = begun().await;
    let (discord, mut seen) = (&town.discord, Transcript::default());
    let (clara, mallory) = (discord.join("Clara"), discord.join("Mallory"));
    let summary = ready(&town, &clara).await;
    let own = discord
        .slash(&mallory, discord.general(), "help", json!({}))
        .await;
    for label in ["Send", "Edit", "Discard", "Project stage"] {
        let stolen = code(&summary, label);
        let refused = discord.forge_press(&mallory, &own, &stolen).await;
        let text = refused.to_text();
        assert!(
            !text.contains("Cardiology") && !text.contains("cohort"),
            "{text}"
        );
        seen.add(&format!("Mallory presses Clara's {label}"), text);
    }
    let sent = discord.press(&clara, &summary, "Send").await;
    seen.add("Clara sends what is still hers", &sent);
    for forged in [
        "counseling.edit C-0001",
        "?counseling.edit C-0001",
        "counseling.withdraw C-0001",
    ] {
        let refused = discord.forge_press(&mallory, &own, forged).await;
        seen.add(&format!("Mallory forges {forged}"), &refused);
    }
    let status = discord
        .slash(&clara, discord.general(), "counseling status", json!({}))
        .await;
    seen.add("Clara's is as it was", &status);
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_no_staff_decides_nothing_however_the_button_was_made() {
    let (town, bot) = begun().await;
    let (discord, mut seen) = (&town.discord, Transcript::default());
    let (clara, mallory) = (discord.join("Clara"), discord.join("Mallory"));
    let summary = ready(&town, &clara).await;
    discord.press(&clara, &summary, "Send").await;
    let card = discord.post(discord.staff_channel(), 1).await;
    let own = discord
        .slash(&mallory, discord.general(), "help", json!({}))
        .await;
    for forged in [
        "staff.signups.accept C-0001",
        "staff.signups.open C-0001",
        "?staff.signups.decline C-0001",
        "staff.signups.decline C-0001 no",
        "*staff.signups.list all",
    ] {
        let refused = discord.forge_press(&mallory, &own, forged).await;
        seen.add(&format!("Mallory forges {forged}"), &refused);
    }
    let direct = discord.dm(&mallory, "help").await;
    let forged = "staff.signups.accept C-0001";
    seen.add(
        "Mallory forges it in a direct message",
        discord.forge_press(&mallory, &direct, forged).await,
    );
    let after = discord.look(&card).expect("the card stands");
    assert_eq!(after.to_text(), card.to_text(), "nothing was decided");
    // Somebody who is staff no longer.
    let sam = discord.join_staff("Sam");
    discord.press(&sam, &card, "Open").await;
    discord.revoke(&sam, discord.staff_role());
    seen.add(
        "Sam, no longer staff, presses Accept on a copy",
        discord.forge_press(&sam, &own, forged).await,
    );
    let after = discord.look(&card).expect("the card stands");
    assert_eq!(after.to_text(), card.to_text(), "nothing was decided");
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn buttons_that_are_old_or_never_were_say_how_to_go_on() {
    let (mut town, mut bot) = begun().await;
    let mut seen = Transcript::default();
    let clara = town.discord.join("Clara");
    let summary = ready(&town, &clara).await;
    let send = code(&summary, "Send");
    let discord = &town.discord;
    let long = "a".repeat(101);
    for (what, forged) in [
        ("a command that there is not", "shutdown now"),
        ("nothing at all", " "),
        ("more than the command takes", "help a b c d e"),
        ("a code that is too long", &long),
        (
            "arguments that were never kept",
            "counseling.send @0193a7d0-0000-7000-8000-000000000000",
        ),
        (
            "arguments under no id",
            "counseling.send @'; drop table parked; --",
        ),
        (
            "a reference that is none",
            "counseling.withdraw C-99999999999999999999",
        ),
        ("Send without a draft", "counseling.send"),
        (
            "Send with a draft of its own",
            "counseling.send Clara Cardiology why? - idea table",
        ),
    ] {
        let refused = discord.forge_press(&clara, &summary, forged).await;
        seen.add(&format!("Clara forges {what}"), &refused);
    }
    bot.advance(&mut town, chrono::TimeDelta::hours(25)).await;
    seen.add(
        "Clara presses Send a day later",
        town.discord.forge_press(&clara, &summary, &send).await,
    );
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

/// A summary with everything in it.
async fn ready(town: &Town, member: &Member) -> Shown {
    let question = "Can we predict readmission from our cohort?";
    drafted(town, member, "Clara", "Cardiology", question).await
}

fn code(shown: &Shown, label: &str) -> String {
    shown.custom_id(label).expect("a button or menu")
}
