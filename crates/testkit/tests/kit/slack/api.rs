//! The Web API: what it takes, what it refuses, and in which words.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::{Value, json};
use testkit::{
    slack::{FakeSlack, Fault},
    time::ManualTime,
};

use super::{bot, call, call_as, last, respond};

fn nothing(_: &Value) -> Value {
    Value::Null
}

async fn error(slack: &FakeSlack, method: &str, arguments: Value) -> String {
    let answer = call(slack, method, arguments).await;
    answer["error"].as_str().unwrap_or("none").to_owned()
}

#[tokio::test]
async fn a_token_says_who_the_bot_is_and_a_wrong_one_is_refused() {
    let slack = FakeSlack::start().await;
    let test = call(&slack, "auth.test", json!({})).await;
    assert_eq!(test["user_id"], slack.bot().id());
    let wrong = call_as(&slack, "xoxb-no", "auth.test", json!({})).await;
    assert_eq!(wrong["error"], "invalid_auth");
    let app = slack.app_token();
    let wrong = call_as(
        &slack,
        &app,
        "chat.postMessage",
        json!({ "channel": "C", "text": "x" }),
    )
    .await;
    assert_eq!(wrong["error"], "not_allowed_token_type");
    slack.revoke_token("token_revoked");
    assert_eq!(error(&slack, "auth.test", json!({})).await, "token_revoked");
    slack.finish();
}

#[tokio::test]
async fn what_a_scope_allows_is_refused_without_it() {
    let slack = FakeSlack::start().await;
    slack.take_scope("groups:history");
    let staff = json!({ "channel": slack.staff_channel() });
    let refused = call(&slack, "conversations.history", staff).await;
    assert_eq!(refused["error"], "missing_scope");
    assert_eq!(refused["needed"], "groups:history");
    slack.finish();
}

#[tokio::test]
async fn messages_are_refused_in_slack_s_words() {
    let slack = FakeSlack::start().await;
    let other = slack.add_channel("other");
    let hidden = slack.add_private_channel("hidden");
    let say = |channel: &str| json!({ "channel": channel, "text": "x" });
    let anna = slack.join("Anna");
    for (channel, expected) in [
        (other.id(), "not_in_channel"),
        (hidden.id(), "channel_not_found"),
        ("C000".into(), "channel_not_found"),
        (slack.bot().id(), "cannot_dm_bot"),
    ] {
        assert_eq!(
            error(&slack, "chat.postMessage", say(&channel)).await,
            expected
        );
    }
    slack.archive(slack.announcements());
    let archived = say(&slack.announcements().id());
    assert_eq!(
        error(&slack, "chat.postMessage", archived).await,
        "is_archived"
    );
    slack.deactivate(&anna);
    let open = json!({ "users": anna });
    assert_eq!(
        error(&slack, "conversations.open", open).await,
        "user_disabled"
    );
    let ben = slack.join("Ben");
    let theirs = slack.say(&ben, slack.general(), "mine").place();
    let change = json!({ "channel": theirs.channel, "ts": theirs.ts, "text": "ours" });
    assert_eq!(
        error(&slack, "chat.update", change).await,
        "cant_update_message"
    );
    slack.finish();
}

#[tokio::test]
async fn what_is_too_long_is_refused_and_a_violation() {
    let slack = FakeSlack::start().await;
    let section = |length: usize| json!({ "type": "section", "text": { "type": "mrkdwn", "text": "x".repeat(length) } });
    let post = |blocks: Value| json!({ "channel": slack.general(), "text": "x", "blocks": blocks });
    assert_eq!(
        error(&slack, "chat.postMessage", post(json!([section(3000)]))).await,
        "none"
    );
    assert!(slack.violations().is_empty());
    let link = |url: &str| {
        let button =
            json!({ "type": "button", "url": url, "text": { "type": "plain_text", "text": "x" } });
        json!([{ "type": "actions", "elements": [button] }])
    };
    let wrong = [
        json!([section(3001)]),
        json!(vec![section(1); 51]),
        link("javascript:alert(1)"),
        link("https://"),
        json!([{ "type": "divider", "block_id": "a" }, { "type": "divider", "block_id": "a" }]),
        json!([{ "type": "header", "text": { "type": "mrkdwn", "text": "x" } }]),
    ];
    for blocks in wrong {
        let answer = call(&slack, "chat.postMessage", post(blocks.clone())).await;
        assert_eq!(answer["error"], "invalid_blocks", "{blocks}");
        assert!(answer["response_metadata"]["messages"][0].is_string());
        assert!(!slack.forgive().is_empty(), "{blocks}");
    }
    let long = json!({ "channel": slack.general(), "text": "x".repeat(4001) });
    assert_eq!(error(&slack, "chat.postMessage", long).await, "none");
    assert_eq!(
        slack.forgive(),
        ["chat.postMessage: text: has more than 4000 characters"]
    );
    slack.finish();
}

#[tokio::test]
async fn the_history_is_read_in_pages_between_two_times() {
    let slack = FakeSlack::start().await;
    let anna = slack.join("Anna");
    for text in ["one", "two", "three"] {
        slack.say(&anna, slack.general(), text);
    }
    let first = slack.messages(slack.general())[0].place();
    slack.reply(&anna, first, "aside");
    let texts = |answer: &Value| -> Vec<String> {
        let list = answer["messages"].as_array().expect("messages");
        list.iter()
            .map(|message| message["text"].as_str().expect("text").to_owned())
            .collect()
    };
    let ask = json!({ "channel": slack.general(), "limit": 2 });
    let page = call(&slack, "conversations.history", ask).await;
    assert_eq!(texts(&page), ["three", "two"]);
    let cursor = &page["response_metadata"]["next_cursor"];
    let ask = json!({ "channel": slack.general(), "limit": 2, "cursor": cursor });
    assert_eq!(
        texts(&call(&slack, "conversations.history", ask).await),
        ["one"]
    );
    let ask = json!({ "channel": slack.general(), "oldest": first.ts });
    assert_eq!(
        texts(&call(&slack, "conversations.history", ask).await),
        ["three", "two"]
    );
    let ask = json!({ "channel": slack.general(), "ts": first.ts });
    assert_eq!(
        texts(&call(&slack, "conversations.replies", ask).await),
        ["one", "aside"]
    );
    slack.finish();
}

#[tokio::test]
async fn a_response_url_takes_five_answers_within_half_an_hour() {
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().expect("an instant"));
    let slack = FakeSlack::builder().clock(time.clock()).start().await;
    let heard = bot(&slack, nothing).await;
    let anna = slack.join("Anna");
    let slash = || slack.slash(&anna, slack.general(), "/dash", "").send();
    slash().await.acknowledged().await;
    let url = last(&heard)["response_url"].clone();
    for _ in 0..5 {
        assert_eq!(respond(&url, json!({ "text": "x" })).await.0, 200);
    }
    let used = respond(&url, json!({ "text": "x" })).await;
    assert_eq!(used, (404, json!({ "ok": false, "error": "used_url" })));
    slash().await.acknowledged().await;
    let url = last(&heard)["response_url"].clone();
    time.advance(TimeDelta::minutes(31));
    let expired = respond(&url, json!({ "text": "x" })).await;
    assert_eq!(
        expired,
        (404, json!({ "ok": false, "error": "expired_url" }))
    );
    slack.finish();
}

#[tokio::test]
async fn a_trigger_opens_one_view_within_three_seconds() {
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().expect("an instant"));
    let slack = FakeSlack::builder()
        .answer_clock(time.clock())
        .start()
        .await;
    let heard = bot(&slack, nothing).await;
    let anna = slack.join("Anna");
    let view =
        json!({ "type": "modal", "title": { "type": "plain_text", "text": "A" }, "blocks": [] });
    let open = |trigger: &Value| json!({ "trigger_id": trigger, "view": view });
    let slash = || slack.slash(&anna, slack.general(), "/dash", "").send();
    let first = slash().await;
    first.acknowledged().await;
    let trigger = last(&heard)["trigger_id"].clone();
    assert_eq!(error(&slack, "views.open", open(&trigger)).await, "none");
    assert_eq!(first.shown().await.to_text(), "modal: A\n");
    assert_eq!(
        error(&slack, "views.open", open(&trigger)).await,
        "exchanged_trigger_id"
    );
    slash().await.acknowledged().await;
    let trigger = last(&heard)["trigger_id"].clone();
    time.advance(TimeDelta::seconds(4));
    assert_eq!(
        error(&slack, "views.open", open(&trigger)).await,
        "expired_trigger_id"
    );
    let id = first.shown().await.as_view().id.clone();
    let stale = json!({ "view_id": id, "hash": "1.old", "view": view });
    assert_eq!(error(&slack, "views.update", stale).await, "hash_conflict");
    slack.finish();
}

#[tokio::test]
async fn a_file_is_uploaded_shared_and_read_with_the_token() {
    let slack = FakeSlack::start().await;
    let asked = call(
        &slack,
        "files.getUploadURLExternal",
        json!({ "filename": "a.csv", "length": 4 }),
    )
    .await;
    let url = asked["upload_url"].as_str().expect("an address");
    let client = reqwest::Client::new();
    let sent = client
        .post(url)
        .body("a,b\n")
        .send()
        .await
        .expect("an answer");
    assert_eq!(sent.status().as_u16(), 200);
    let complete =
        json!({ "files": [{ "id": asked["file_id"] }], "channel_id": slack.staff_channel() });
    assert_eq!(
        error(&slack, "files.completeUploadExternal", complete).await,
        "none"
    );
    let shared = slack.post(slack.staff_channel(), 1).await;
    assert_eq!(shared.to_text(), "dash-bot\n  file: a.csv (text/csv)\n");
    let address = shared.as_message().files[0]["url_private_download"].clone();
    let get = client.get(address.as_str().expect("an address"));
    let page = get
        .try_clone()
        .expect("a request")
        .send()
        .await
        .expect("an answer");
    assert!(page.text().await.expect("text").starts_with("<!DOCTYPE"));
    let file = get
        .bearer_auth(slack.token())
        .send()
        .await
        .expect("an answer");
    assert_eq!(file.text().await.expect("text"), "a,b\n");
    slack.finish();
}

#[tokio::test]
async fn faults_are_what_they_say() {
    let slack = FakeSlack::start().await;
    let post = json!({ "channel": slack.general(), "text": "x" });
    let client = reqwest::Client::new();
    let send = || {
        let request = client.post(format!("{}chat.postMessage", slack.api_base()));
        request.bearer_auth(slack.token()).json(&post).send()
    };
    slack.fault(Fault::on("chat.postMessage").too_many(30));
    let refused = send().await.expect("an answer");
    assert_eq!(
        (refused.status().as_u16(), &refused.headers()["retry-after"]),
        (429, &"30".parse().expect("a header"))
    );
    let lost = slack.fault(Fault::on("chat.*").lose());
    assert!(send().await.is_err());
    assert_eq!((lost.hits(), slack.messages(slack.general()).len()), (1, 1));
    slack.fault(Fault::on("*").status(502));
    assert_eq!(send().await.expect("an answer").status().as_u16(), 502);
    slack.fault(Fault::on("*").refuse("internal_error"));
    assert_eq!(
        error(&slack, "chat.postMessage", post.clone()).await,
        "internal_error"
    );
    slack.limit("chat.postMessage", 1, Duration::from_secs(60));
    assert_eq!(send().await.expect("an answer").status().as_u16(), 200);
    assert_eq!(send().await.expect("an answer").status().as_u16(), 429);
    slack.finish();
}

#[test]
fn a_manifest_is_checked() {
    let manifest = |command: &str| {
        json!({
            "display_information": { "name": "dash-bot" },
            "features": {
                "bot_user": { "display_name": "dash-bot" },
                "slash_commands": [{ "command": command, "description": "Ask" }],
            },
            "oauth_config": { "scopes": { "bot": ["chat:write", "commands"] } },
            "settings": { "socket_mode_enabled": true },
        })
    };
    assert!(FakeSlack::check_manifest(&manifest("/dash")).is_empty());
    assert!(!FakeSlack::check_manifest(&manifest("/status")).is_empty());
}

#[tokio::test]
async fn blocks_stay_until_an_empty_list_takes_them_away() {
    let slack = FakeSlack::start().await;
    let blocks = json!([{ "type": "divider" }]);
    let post = json!({ "channel": slack.general(), "text": "one", "blocks": blocks });
    let ts = call(&slack, "chat.postMessage", post).await["ts"].clone();
    let change = json!({ "channel": slack.general(), "ts": ts, "text": "two" });
    assert_eq!(error(&slack, "chat.update", change).await, "none");
    let shown = slack.post(slack.general(), 1).await.to_text();
    assert_eq!(shown, "dash-bot (edited)\n  ---\n  notification: two\n");
    let change = json!({ "channel": slack.general(), "ts": ts, "text": "three", "blocks": [] });
    assert_eq!(error(&slack, "chat.update", change).await, "none");
    let shown = slack.post(slack.general(), 1).await.to_text();
    assert_eq!(shown, "dash-bot (edited)\n  three\n");
    slack.finish();
}
