//! Answers that find another way: an address that is used up, a limit, a channel that goes, staff that change.

use chrono::TimeDelta;
use serde_json::json;
use testkit::slack::{Fault, State};

use super::{dash, signs_up};
use crate::{
    bot::{Database, Town},
    stage::settled,
};

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_used_up_is_not_needed() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let anna = slack.join("Anna");
    slack.fault(Fault::on("response_url").refuse("used_url"));
    let answer = dash(&town, &anna, "what is DASH?").await;
    assert!(answer.as_message().is_ephemeral(), "{answer}");
    assert_eq!(slack.requests_to("chat.postEphemeral").len(), 1);
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_finds_no_way_goes_into_the_conversation_and_an_erasure_finds_it() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let anna = slack.join("Anna");
    // The address is too old, and the bot is not in the channel.
    slack.fault(Fault::on("response_url").refuse("expired_url"));
    slack.fault(Fault::on("chat.postEphemeral").refuse("not_in_channel"));
    slack
        .slash(&anna, slack.general(), "/dash", "what is DASH?")
        .send()
        .await;
    let answer = slack.private_post(&anna, 1).await;
    assert!(answer.to_text().contains("DASH"), "{answer}");
    let direct = slack.conversation(&anna);
    // It is noted a moment after it stands there.
    let mut erase = dash(&town, &anna, "mydata erase").await;
    while !erase.to_text().contains("Erase for good") {
        erase = dash(&town, &anna, "mydata erase").await;
    }
    settled(slack.press(&anna, &erase, "Erase for good")).await;
    slack.until(|state| state.messages(direct).is_empty()).await;
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_of_a_post_with_replies_is_answered_in_the_channel() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let (clara, sam) = (slack.join("Clara"), slack.join_staff("Sam"));
    signs_up(&town, &clara, "Can we predict it?").await;
    let card = slack.post(slack.staff_channel(), 1).await;
    let robin = slack.join_staff("Robin");
    slack.reply(&robin, &card, "Is this one for us?");
    let opened = settled(slack.press(&sam, &card, "Open")).await;
    assert_eq!(opened.as_message().thread, None, "{opened}");
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_channel_makes_nobody_staff() {
    let town = Town::on_slack(Database::sqlite()).await;
    let general = town.slack().general().id();
    let town = town
        .without("DASH_BOT_SLACK__STAFF_GROUP")
        .set("DASH_BOT_SLACK__STAFF_CHANNEL", general);
    let bot = town.bot().await;
    let sam = town.slack().join("Sam");
    let refused = dash(&town, &sam, "staff signups list").await;
    assert!(
        refused.to_text().contains("For the DASH team only"),
        "{refused}"
    );
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_staff_is_known_as_soon_as_it_changes_and_nobody_is_while_that_can_not_be_read() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let sam = slack.join_staff("Sam");
    slack.acknowledged().await;
    let list = async || dash(&town, &sam, "staff signups list").await.to_text();
    let (shown, refused) = ("Sign-ups", "For the DASH team only");
    assert!(list().await.contains(shown));
    slack.revoke(&sam);
    slack.acknowledged().await;
    assert!(list().await.contains(refused));
    slack.grant(&sam);
    slack.acknowledged().await;
    slack.fault(Fault::on("usergroups.users.list").always().status(500));
    assert!(list().await.contains(refused), "it fails closed");
    slack.clear_faults();
    assert!(list().await.contains(shown));
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_group_that_was_disabled_is_found_until_it_is_enabled_again() {
    let town = Town::on_slack(Database::sqlite()).await;
    let town = town.set("CHILD_LOG", "info");
    let bot = town.bot().await;
    let slack = town.slack();
    let found = async || bot.asked("/status").await.1.contains("group was disabled");
    slack.set_group(false);
    slack.acknowledged().await;
    assert!(found().await);
    slack.set_group(true);
    slack.acknowledged().await;
    assert!(!found().await);
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_staff_no_more_is_found_out_within_a_minute_though_nothing_says_so() {
    let mut town = Town::on_slack(Database::sqlite()).await;
    let mut bot = town.bot().await;
    let sam = town.slack().join_staff("Sam");
    town.slack().acknowledged().await;
    let shown = dash(&town, &sam, "staff signups list").await.to_text();
    assert!(shown.contains("Sign-ups"), "{shown}");
    town.slack().revoke_unsaid(&sam);
    bot.live_on(&mut town, 60).await;
    let refused = dash(&town, &sam, "staff signups list").await.to_text();
    assert!(refused.contains("For the DASH team only"), "{refused}");
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_wait_where_slack_wants_to_be_left_alone_and_stand_there_once() {
    let mut town = Town::on_slack(Database::sqlite()).await;
    let mut bot = town.bot().await;
    let clara = town.slack().join("Clara");
    let form = dash(&town, &clara, "counseling signup").await;
    let filled = json!({ "department": "Cardiology", "question": "Can we predict it?" });
    let summary = settled(town.slack().submit(&clara, &form, filled)).await;
    for (menu, choice) in [("Project stage", "Idea"), ("Kind of data", "Images")] {
        settled(town.slack().choose(&clara, &summary, menu, &[choice])).await;
    }
    town.slack()
        .fault(Fault::on("chat.postMessage").times(2).too_many(30));
    town.slack()
        .fault(Fault::on("chat.postMessage").times(2).lose());
    // The answer waits a moment for the receipt's fate.
    town.slack().press(&clara, &summary, "Send").send().await;
    let (staff, me) = (town.slack().staff_channel(), town.slack().bot());
    let direct = town.slack().conversation(&clara);
    let count = move |state: &State, channel| {
        let messages = state.messages(channel).into_iter();
        messages
            .filter(|message| message.author == me && !message.is_ephemeral())
            .count()
    };
    bot.until_slack(&mut town, |state| {
        count(state, staff) > 0 && count(state, direct) > 0
    })
    .await;
    bot.advance(&mut town, TimeDelta::minutes(5)).await;
    bot.advance(&mut town, TimeDelta::minutes(5)).await;
    let once = town
        .slack()
        .now(|state| (count(state, staff), count(state, direct)));
    assert_eq!(once, (1, 1), "once each");
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_got_lost_is_looked_for_among_messages_of_other_apps_and_said_again() {
    let mut town = Town::on_slack(Database::sqlite()).await;
    let mut bot = town.bot().await;
    let slack = town.slack();
    let (general, me) = (slack.general(), slack.bot());
    let anna = slack.join("Anna");
    let form = dash(&town, &anna, "counseling signup").await;
    let filled = json!({ "department": "Cardiology", "question": "Can we predict it?" });
    let summary = settled(slack.submit(&anna, &form, filled)).await;
    for (menu, choice) in [("Project stage", "Idea"), ("Kind of data", "Images")] {
        settled(slack.choose(&anna, &summary, menu, &[choice])).await;
    }
    // The answer, then the card and the receipt.
    let lost = slack.fault(Fault::on("chat.postMessage").times(3).cut());
    let asked = slack.mention(&anna, general, "what is DASH?").place();
    lost.met(1).await;
    slack.press(&anna, &summary, "Send").send().await;
    lost.met(3).await;
    let (staff, payload) = (slack.staff_channel(), json!({ "to": 7, "marker": ["x"] }));
    for channel in [general, staff] {
        let written = slack.say_as_bot("Robot", channel, "Beep").place();
        let metadata = json!({ "event_type": "beep", "event_payload": payload });
        slack.mark(written, metadata);
    }
    bot.until_slack(&mut town, |state| {
        let said = |channel| {
            let messages = state.messages(channel).into_iter();
            messages.filter(|message| message.author == me)
        };
        let answered = said(general).any(|message| message.thread == Some(asked.ts));
        answered && said(staff).count() > 0
    })
    .await;
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_is_archived_is_told_to_staff() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let sam = slack.join_staff("Sam");
    slack.archive(slack.announcements());
    let told = slack.post(slack.staff_channel(), 1).await;
    assert!(
        told.to_text().contains("announcements") || told.to_text().contains('⛔'),
        "{told}"
    );
    let status = dash(&town, &sam, "staff status").await;
    insta::assert_snapshot!("archived", told.to_text());
    assert!(status.to_text().contains("Slack"), "{status}");
    let pressed = settled(slack.press(&sam, &status, "Refresh")).await;
    assert!(pressed.to_text().contains("Slack"), "{pressed}");
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}
