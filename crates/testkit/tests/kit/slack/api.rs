//! The Web API.

use serde_json::json;
use testkit::slack::FakeSlack;

use super::{call, call_as};

#[tokio::test]
async fn a_token_says_who_the_bot_is_and_a_wrong_one_is_refused() {
    let slack = FakeSlack::start().await;
    let test = call(&slack, "auth.test", json!({})).await;
    assert_eq!(test["user_id"], slack.bot().id());
    assert_eq!(
        call_as(&slack, "xoxb-no", "auth.test", json!({})).await["error"],
        "invalid_auth"
    );
    let app = slack.app_token();
    let wrong = call_as(&slack, &app, "chat.postMessage", json!({})).await;
    assert_eq!(wrong["error"], "not_allowed_token_type");
    slack.revoke_token("token_revoked");
    assert_eq!(
        call(&slack, "auth.test", json!({})).await["error"],
        "token_revoked"
    );
    slack.forgive();
}
