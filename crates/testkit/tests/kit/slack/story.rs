//! What people do, and what they are shown for it.

use serde_json::{Value, json};
use testkit::slack::{FakeSlack, Shown};

use super::{bot, call, last, respond};

fn nothing(_: &Value) -> Value {
    Value::Null
}

#[tokio::test]
async fn a_command_is_answered_by_its_acknowledgement_and_by_its_response_url() {
    let slack = FakeSlack::start().await;
    let heard = bot(&slack, |payload| match payload["command"].as_str() {
        Some("/dash") => json!({ "text": "One moment" }),
        _ => Value::Null,
    })
    .await;
    let anna = slack.join("Anna");
    let call = slack
        .slash(&anna, slack.general(), "/dash", "what is DASH?")
        .send()
        .await;
    insta::assert_snapshot!(call.shown().await.to_text(), @r"
    dash-bot (only you)
      One moment
    ");
    let payload = last(&heard);
    assert_eq!(payload["text"], "what is DASH?");
    let url = payload["response_url"].clone();
    let body = json!({ "response_type": "in_channel", "text": "DASH helps" });
    assert_eq!(respond(&url, body).await, (200, json!({ "ok": true })));
    assert_eq!(call.nth(1).await.to_text(), "dash-bot\n  DASH helps\n");
    let bob = slack.join("Bob");
    assert_eq!(
        slack.view(&bob, slack.general()),
        "dash-bot\n  DASH helps\n"
    );
    slack.finish();
}

#[tokio::test]
async fn a_button_carries_its_value_and_its_message_is_replaced() {
    let slack = FakeSlack::start().await;
    let heard = bot(&slack, nothing).await;
    let anna = slack.join("Anna");
    let blocks = json!([
        { "type": "section", "text": { "type": "mrkdwn", "text": "*Counselling*" } },
        { "type": "actions", "elements": [
            { "type": "button", "action_id": "go", "value": "c1", "style": "primary",
              "text": { "type": "plain_text", "text": "Sign up" } },
        ] },
    ]);
    let posted = json!({ "channel": slack.general(), "text": "Counselling", "blocks": blocks });
    assert_eq!(call(&slack, "chat.postMessage", posted).await["ok"], true);
    let card = slack.post(slack.general(), 1).await;
    insta::assert_snapshot!(card.to_text(), @r"
    dash-bot
      *Counselling*
      [Sign up](primary)
      notification: Counselling
    ");
    let press = slack.press(&anna, &card, "Sign up").send().await;
    press.acknowledged().await;
    let payload = last(&heard);
    assert_eq!(payload["actions"][0]["value"], "c1");
    assert_eq!(payload["message"]["ts"], payload["container"]["message_ts"]);
    let body = json!({ "replace_original": true, "text": "Full" });
    respond(&payload["response_url"], body).await;
    assert_eq!(press.shown().await.to_text(), "dash-bot (edited)\n  Full\n");
    assert!(matches!(card, Shown::Message { .. }));
    slack.finish();
}
