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

fn text(text: &str) -> Value {
    json!({ "type": "plain_text", "text": text })
}

fn form() -> Value {
    json!({
        "type": "modal",
        "callback_id": "signup",
        "title": text("Sign up"),
        "submit": text("Send"),
        "notify_on_close": true,
        "blocks": [
            { "type": "input", "block_id": "mail", "label": text("E-mail"),
              "element": { "type": "email_text_input", "action_id": "mail" } },
            { "type": "input", "block_id": "day", "label": text("Day"), "optional": true,
              "element": { "type": "datepicker", "action_id": "day", "initial_date": "2026-12-07" } },
        ],
    })
}

#[tokio::test]
async fn a_form_shows_errors_and_then_the_next_one() {
    let slack = FakeSlack::start().await;
    let heard = bot(&slack, |payload| {
        if payload["type"] != "view_submission" {
            return Value::Null;
        }
        if payload["view"]["state"]["values"]["mail"]["mail"]["value"] == "a@b.example" {
            return json!({ "response_action": "errors", "errors": { "mail": "Not this one" } });
        }
        let blocks = json!([{ "type": "section", "text": text("Thank you") }]);
        let view = json!({ "type": "modal", "title": text("Done"), "blocks": blocks });
        json!({ "response_action": "update", "view": view })
    })
    .await;
    let anna = slack.join("Anna");
    let slash = slack
        .slash(&anna, slack.general(), "/dash", "")
        .send()
        .await;
    slash.acknowledged().await;
    let opened = json!({ "trigger_id": last(&heard)["trigger_id"], "view": form() });
    assert_eq!(call(&slack, "views.open", opened).await["ok"], true);
    let view = slash.shown().await;
    let wrong = slack
        .submit(&anna, &view, json!({ "E-mail": "a@b.example" }))
        .await;
    insta::assert_snapshot!(wrong.to_text(), @r"
    modal: Sign up [Send](submit)
      E-mail (email text input, required)
        ! Not this one
      Day (datepicker, optional)
        = 2026-12-07
    ");
    let done = slack
        .submit(&anna, &wrong, json!({ "mail": "c@d.example" }))
        .await;
    assert_eq!(done.to_text(), "modal: Done\n  Thank you\n");
    let values = last(&heard)["view"]["state"]["values"].clone();
    assert_eq!(values["day"]["day"]["selected_date"], "2026-12-07");
    assert_eq!(slack.close(&anna, &done).await.to_text(), "closed\n");
    slack.finish();
}

#[tokio::test]
#[should_panic(expected = "`E-mail` must be filled in")]
async fn a_form_cannot_be_sent_in_without_what_it_needs() {
    let slack = FakeSlack::start().await;
    let heard = bot(&slack, nothing).await;
    let anna = slack.join("Anna");
    let slash = slack
        .slash(&anna, slack.general(), "/dash", "")
        .send()
        .await;
    slash.acknowledged().await;
    let opened = json!({ "trigger_id": last(&heard)["trigger_id"], "view": form() });
    call(&slack, "views.open", opened).await;
    let view = slash.shown().await;
    slack.submit(&anna, &view, json!({})).await;
}

#[tokio::test]
async fn a_menu_in_a_private_message_is_chosen_from_and_replaced() {
    let slack = FakeSlack::start().await;
    let heard = bot(&slack, nothing).await;
    let anna = slack.join("Anna");
    let option = |name: &str, value: &str| json!({ "text": text(name), "value": value });
    let menu = json!({
        "type": "static_select", "action_id": "pick", "placeholder": text("Topics"),
        "options": [option("Networks", "n"), option("Trees", "t")],
    });
    let blocks = json!([{ "type": "actions", "elements": [menu] }]);
    let posted =
        json!({ "channel": slack.general(), "user": anna, "text": "Topics", "blocks": blocks });
    let sent = call(&slack, "chat.postEphemeral", posted).await;
    let ts = sent["message_ts"].clone();
    let place = slack.messages(slack.general())[0].place();
    let shown = slack.look(place).expect("it stands");
    insta::assert_snapshot!(shown.to_text(), @r"
    dash-bot (only you)
      {Topics} (static select)
        - Networks
        - Trees
      notification: Topics
    ");
    let change = json!({ "channel": slack.general(), "ts": ts, "text": "No" });
    assert_eq!(
        call(&slack, "chat.update", change).await["error"],
        "message_not_found"
    );
    let chosen = slack
        .choose(&anna, &shown, "Topics", &["Trees"])
        .send()
        .await;
    chosen.acknowledged().await;
    let payload = last(&heard);
    assert_eq!(payload["actions"][0]["selected_option"]["value"], "t");
    assert_eq!(payload["message"], Value::Null);
    let url = payload["response_url"].clone();
    respond(
        &url,
        json!({ "replace_original": true, "text": "Trees it is" }),
    )
    .await;
    assert_eq!(
        chosen.shown().await.to_text(),
        "dash-bot (only you)\n  Trees it is\n"
    );
    respond(&url, json!({ "delete_original": true })).await;
    assert_eq!(slack.view(&anna, slack.general()), "");
    slack.finish();
}
