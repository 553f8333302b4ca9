//! Socket Mode and signed requests: tickets, acknowledgements, retries.

use chrono::TimeDelta;
use serde_json::{Value, json};
use testkit::{
    slack::{FakeSlack, State},
    time::ManualTime,
};

use super::{acknowledge, call_as, connect, next};

/// The next envelope with this type in its payload or its event.
async fn envelope(socket: &mut super::Socket, kind: &str) -> Value {
    loop {
        let frame = next(socket).await.expect("a frame");
        let payload = &frame["payload"];
        if payload["event"]["type"] == kind || payload["type"] == kind || payload["command"] == kind
        {
            return frame;
        }
        if !frame["envelope_id"].is_null() {
            acknowledge(socket, &frame, Value::Null).await;
        }
    }
}

#[tokio::test]
async fn a_ticket_opens_one_socket_and_an_app_has_ten() {
    let slack = FakeSlack::start().await;
    let app = slack.app_token();
    let opened = call_as(&slack, &app, "apps.connections.open", json!({})).await;
    let url = opened["url"].as_str().expect("an address");
    let first = tokio_tungstenite::connect_async(url).await;
    assert!(first.is_ok());
    assert!(tokio_tungstenite::connect_async(url).await.is_err());
    let mut sockets = Vec::new();
    for _ in 0..9 {
        sockets.push(connect(&slack).await);
    }
    assert_eq!(slack.now(State::connected), 10);
    let opened = call_as(&slack, &app, "apps.connections.open", json!({})).await;
    let url = opened["url"].as_str().expect("an address");
    let (mut eleventh, _) = tokio_tungstenite::connect_async(url)
        .await
        .expect("a socket");
    let frame = next(&mut eleventh).await.expect("a frame");
    assert_eq!(frame["reason"], "too_many_websockets");
    assert!(next(&mut eleventh).await.is_none());
    slack.finish();
}

#[tokio::test]
async fn an_event_comes_again_until_it_is_acknowledged() {
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().expect("an instant"));
    let slack = FakeSlack::builder()
        .answer_clock(time.clock())
        .start()
        .await;
    let mut socket = connect(&slack).await;
    let anna = slack.join("Anna");
    let _said = slack.mention(&anna, slack.general(), "hello");
    let first = envelope(&mut socket, "app_mention").await;
    assert_eq!(first["retry_attempt"], 0);
    assert_eq!(first["accepts_response_payload"], false);
    slack.redeliver();
    let second = envelope(&mut socket, "app_mention").await;
    assert_eq!(
        (&second["retry_attempt"], &second["retry_reason"]),
        (&json!(1), &json!("timeout"))
    );
    assert_ne!(first["envelope_id"], second["envelope_id"]);
    assert_eq!(first["payload"], second["payload"]);
    acknowledge(&mut socket, &second, Value::Null).await;
    slack.acknowledged().await;
    slack.finish();
}

#[tokio::test]
async fn a_command_that_is_not_acknowledged_in_time_fails_and_is_a_violation() {
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().expect("an instant"));
    let slack = FakeSlack::builder()
        .answer_clock(time.clock())
        .start()
        .await;
    let mut socket = connect(&slack).await;
    let anna = slack.join("Anna");
    let call = slack
        .slash(&anna, slack.general(), "/dash", "")
        .send()
        .await;
    let frame = envelope(&mut socket, "/dash").await;
    // The socket's ping and the limit of the acknowledgement.
    time.until_so_many_wait(2).await;
    time.advance(TimeDelta::seconds(4));
    assert_eq!(call.shown().await.to_text(), "failed: operation_timeout\n");
    acknowledge(&mut socket, &frame, Value::Null).await;
    call.acknowledged().await;
    assert_eq!(
        slack.forgive(),
        ["slash_commands /dash: was not acknowledged within 3 s"]
    );
    slack.finish();
}

#[tokio::test]
async fn one_message_comes_many_times_under_new_ids() {
    let slack = FakeSlack::start().await;
    let mut socket = connect(&slack).await;
    let anna = slack.join("Anna");
    slack.set_nameless_team(true);
    slack.duplicate(10);
    slack.dm(&anna, "hello");
    let mut ids = Vec::new();
    for _ in 0..11 {
        let frame = envelope(&mut socket, "message").await;
        assert_eq!(frame["payload"]["event"]["text"], "hello");
        assert_eq!(
            frame["payload"]["authorizations"][0]["team_id"],
            Value::Null
        );
        acknowledge(&mut socket, &frame, Value::Null).await;
        ids.push(frame["payload"]["event_id"].to_string());
    }
    ids.dedup();
    assert_eq!(ids.len(), 11);
    slack.finish();
}

#[tokio::test]
async fn a_socket_that_was_told_to_go_hears_nothing_where_there_is_another() {
    let slack = FakeSlack::start().await;
    let anna = slack.join("Anna");
    let mut old = connect(&slack).await;
    slack.ask_reconnect("refresh_requested");
    assert_eq!(next(&mut old).await.expect("a frame")["type"], "disconnect");
    let mut new = connect(&slack).await;
    for text in ["one", "two"] {
        slack.dm(&anna, text);
        let frame = envelope(&mut new, "message").await;
        assert_eq!(frame["payload"]["event"]["text"], text);
        acknowledge(&mut new, &frame, Value::Null).await;
    }
    slack.drop_sockets();
    assert!(next(&mut old).await.is_none());
    slack.finish();
}

#[tokio::test]
async fn a_storm_and_silent_sockets_are_survived_by_opening_more() {
    let slack = FakeSlack::start().await;
    let anna = slack.join("Anna");
    slack.storm(2);
    for _ in 0..2 {
        let mut socket = connect(&slack).await;
        assert_eq!(
            next(&mut socket).await.expect("a frame")["type"],
            "disconnect"
        );
        assert!(next(&mut socket).await.is_none());
    }
    slack.until(|state| state.connected() == 0).await;
    let _silent = connect(&slack).await;
    slack.freeze_sockets();
    slack.dm(&anna, "hello");
    let mut socket = connect(&slack).await;
    slack.until(|state| state.unacknowledged() > 0).await;
    slack.drop_sockets();
    assert!(next(&mut socket).await.is_none());
    let mut socket = connect(&slack).await;
    slack.redeliver();
    let frame = envelope(&mut socket, "message").await;
    assert_eq!(frame["retry_attempt"], 1);
    acknowledge(&mut socket, &frame, Value::Null).await;
    slack.acknowledged().await;
    slack.finish();
}
