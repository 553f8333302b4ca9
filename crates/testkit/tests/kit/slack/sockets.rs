//! Socket Mode.

use serde_json::json;
use testkit::slack::FakeSlack;

use super::{call_as, connect};

#[tokio::test]
async fn a_ticket_opens_one_socket() {
    let slack = FakeSlack::start().await;
    let _socket = connect(&slack).await;
    let app = slack.app_token();
    let opened = call_as(&slack, &app, "apps.connections.open", json!({})).await;
    let url = opened["url"].as_str().expect("an address");
    let first = tokio_tungstenite::connect_async(url).await;
    assert!(first.is_ok());
    assert!(tokio_tungstenite::connect_async(url).await.is_err());
    assert_eq!(slack.now(testkit::slack::State::connected), 2);
}
