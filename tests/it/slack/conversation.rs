//! Answers that find another way: an address that is used up, a limit, a channel that goes, staff that change.

use chrono::TimeDelta;
use serde_json::json;
use testkit::slack::{Fault, State};

use super::dash;
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
async fn who_is_staff_is_known_within_a_minute_and_nobody_is_while_that_can_not_be_read() {
    let mut town = Town::on_slack(Database::sqlite()).await;
    let mut bot = town.bot().await;
    let sam = town.slack().join_staff("Sam");
    let list = dash(&town, &sam, "staff signups list").await;
    assert!(list.to_text().contains("Sign-ups"), "{list}");
    town.slack().revoke(&sam);
    bot.advance(&mut town, TimeDelta::seconds(61)).await;
    let refused = dash(&town, &sam, "staff signups list").await;
    assert!(
        refused.to_text().contains("For the DASH team only"),
        "{refused}"
    );
    town.slack().grant(&sam);
    bot.advance(&mut town, TimeDelta::seconds(61)).await;
    town.slack()
        .fault(Fault::on("usergroups.users.list").always().status(500));
    let refused = dash(&town, &sam, "staff signups list").await;
    assert!(
        refused.to_text().contains("For the DASH team only"),
        "it fails closed: {refused}"
    );
    town.slack().clear_faults();
    let list = dash(&town, &sam, "staff signups list").await;
    assert!(list.to_text().contains("Sign-ups"), "{list}");
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
