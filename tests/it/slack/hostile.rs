//! What no client of Slack's would send, and what is too large.

use serde_json::json;

use super::{dash, signs_up};
use crate::{
    bot::{Database, Town},
    stage::settled,
};

#[tokio::test(flavor = "multi_thread")]
async fn only_what_slack_signed_a_moment_ago_is_taken_and_once() {
    let town = Town::on_slack_over_http(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let anna = slack.join("Anna");
    assert!(slack.verify_url().await, "the challenge is answered");
    let (general, me) = (slack.general().id(), slack.bot().mention());
    let event = json!({
        "type": "app_mention", "user": anna.id(), "channel": general, "ts": "1795424400.000100",
        "text": format!("{me} what is DASH?"),
    });
    let taken = |status: u16| (200..300).contains(&status);
    for (what, forged) in [
        (
            "another secret",
            slack.forge_event(&event).signed_with("another"),
        ),
        ("no signature", slack.forge_event(&event).unsigned()),
        ("too old", slack.forge_event(&event).old(301)),
        ("from the future", slack.forge_event(&event).old(-301)),
    ] {
        let (status, _) = forged.send().await;
        assert_eq!(status, 401, "{what}");
    }
    let (status, _) = slack.forge_event(&event).replayed(3).send().await;
    assert!(taken(status));
    let (status, _) = slack.forge("application/json", "{\"type\":").send().await;
    assert!(
        taken(status),
        "signed, and nothing that can be read: {status}"
    );
    let (status, _) = slack.forge("text/plain", "hello").send().await;
    assert!(taken(status), "{status}");
    let bot_user = slack.bot();
    slack
        .until(|state| {
            state
                .messages(slack.general())
                .iter()
                .any(|message| message.author == bot_user)
        })
        .await;
    slack.dm(&anna, "what is a Sparkle Event?").await;
    let answers = slack.messages(slack.general());
    let answers = answers.iter().filter(|message| message.author == bot_user);
    assert_eq!(answers.count(), 1, "played again, it is not answered again");
    slack.acknowledged().await;
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_no_staff_decides_nothing_however_the_button_was_made() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let (clara, eve) = (slack.join("Clara"), slack.join("Eve"));
    signs_up(&town, &clara, "Can we predict it?").await;
    let start = dash(&town, &eve, "").await;
    for (code, says) in [
        ("staff.signups.accept C-0001", "For the DASH team only"),
        ("?staff.signups.decline C-0001", "For the DASH team only"),
        ("nothing.of.ours", "is no longer valid"),
        ("counseling.withdraw C-0001", "no"),
    ] {
        let refused = settled(slack.forge_press(&eve, &start, code, "")).await;
        let text = refused.to_text();
        let refuses = text.contains('⛔') || text.contains(says);
        assert!(refuses, "{code}: {text}");
    }
    let card = slack.post(slack.staff_channel(), 1).await;
    assert!(card.to_text().contains("New"), "{card}");
    // A form that is none of ours, or somebody else's.
    let form = dash(&town, &eve, "counseling signup").await;
    let mut view = form.as_view().data.clone();
    view["callback_id"] = json!("staff.signups.decline C-0001");
    view["private_metadata"] = json!("{\"channel\":\"C0EVIL\",\"url\":\"\"}");
    view["state"] = json!({ "values": {
        "reason": { "reason": { "type": "plain_text_input", "value": "Because" } } } });
    let payload = json!({
        "type": "view_submission", "user": { "id": eve.id(), "team_id": slack.team_id() },
        "team": { "id": slack.team_id() }, "trigger_id": "2.2.forged", "view": view,
    });
    slack
        .forge_interactive(&eve, payload)
        .send()
        .await
        .acknowledged()
        .await;
    let payload = json!({
        "type": "view_submission", "user": { "id": eve.id(), "team_id": slack.team_id() },
        "team": { "id": slack.team_id() }, "trigger_id": "3.3.forged",
        "view": { "id": "V0", "type": "modal", "callback_id": "unknown", "private_metadata": "" },
    });
    slack
        .forge_interactive(&eve, payload)
        .send()
        .await
        .acknowledged()
        .await;
    dash(&town, &eve, "what is DASH?").await;
    let card = slack.look(&card).expect("it stands");
    assert!(card.to_text().contains("New"), "{card}");
    slack.forgive();
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn another_workspace_is_not_answered() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let anna = slack.join("Anna");
    let payload = json!({
        "type": "block_actions", "user": { "id": anna.id(), "team_id": "T0OTHER" },
        "team": { "id": "T0OTHER" }, "trigger_id": "4.4.forged",
        "container": { "type": "message", "channel_id": slack.general().id(), "message_ts": "1.000001" },
        "actions": [{ "type": "button", "action_id": "topics", "block_id": "b" }],
    });
    slack
        .forge_interactive(&anna, payload)
        .send()
        .await
        .acknowledged()
        .await;
    let before = slack.requests_to("chat.*").len();
    let asks = json!({
        "type": "app_mention", "user": anna.id(), "channel": slack.general().id(),
        "ts": "1795424400.000100", "text": format!("{} what is DASH?", slack.bot().mention()),
    });
    slack.send_foreign_event(&asks);
    slack.acknowledged().await;
    dash(&town, &anna, "what is DASH?").await;
    assert_eq!(
        slack.requests_to("chat.*").len(),
        before,
        "nothing was said to it"
    );
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_channel_that_others_share_only_members_of_our_own_workspace_are_answered() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let (anna, general) = (slack.join("Anna"), slack.general());
    slack.own_elsewhere(general);
    let foreign = json!({
        "type": "app_mention", "user": "U0OTHER", "user_team": "T0OTHER", "channel": general.id(),
        "ts": "1795424400.000100", "text": format!("{} what is DASH?", slack.bot().mention()),
    });
    slack.send_event(&foreign);
    slack.acknowledged().await;
    let answer = slack.mention(&anna, general, "what is DASH?").await;
    assert!(answer.to_text().contains("DASH"), "{answer}");
    assert_eq!(slack.requests_to("chat.postMessage").len(), 1);
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_of_forty_thousand_characters_and_a_long_form_are_dealt_with() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let anna = slack.join("Anna");
    let long = "What is DASH? ".repeat(2_900);
    let answer = slack.dm(&anna, &long).await;
    assert!(
        answer.to_text().contains("2000"),
        "it says how long it may be: {answer}"
    );
    let clara = slack.join("Clara");
    let question = format!(
        "{} <!channel> *bold* <@U1> & more",
        "Can we predict it? ".repeat(140)
    );
    let sent = signs_up(&town, &clara, &question).await;
    assert!(sent.to_text().contains("C-0001"), "{sent}");
    let sam = slack.join_staff("Sam");
    let card = slack.post(slack.staff_channel(), 1).await;
    let opened = settled(slack.press(&sam, &card, "Open")).await;
    let text = opened.to_text();
    assert!(
        text.contains("<!channel> *bold* <@U1> & more"),
        "whole, and as it was written: {text}"
    );
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}
