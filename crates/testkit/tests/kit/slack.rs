//! The fake Slack, tried by hand: the API through reqwest, sockets through tokio-tungstenite.

mod api;
mod bolt;
mod sockets;
mod story;

use std::sync::{Arc, Mutex};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use testkit::slack::FakeSlack;
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, tungstenite::Message};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Calls a method with the bot's token and JSON, as far as it reads it.
async fn call(slack: &FakeSlack, method: &str, arguments: Value) -> Value {
    call_as(slack, &slack.token(), method, arguments).await
}

async fn call_as(slack: &FakeSlack, token: &str, method: &str, arguments: Value) -> Value {
    let fields: Vec<(String, String)> = arguments
        .as_object()
        .expect("arguments")
        .iter()
        .map(|(name, value)| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            (name.clone(), text)
        })
        .collect();
    let request = reqwest::Client::new()
        .post(format!("{}{method}", slack.api_base()))
        .bearer_auth(token)
        .form(&fields);
    let response = request.send().await.expect("an answer");
    response.json().await.expect("JSON")
}

/// Answers by a response URL; the status and error.
async fn respond(url: &Value, body: Value) -> (u16, Value) {
    let url = url.as_str().expect("an address");
    let request = reqwest::Client::new().post(url).json(&body);
    let response = request.send().await.expect("an answer");
    (
        response.status().as_u16(),
        response.json().await.expect("JSON"),
    )
}

/// Opens a socket and reads its hello.
async fn connect(slack: &FakeSlack) -> Socket {
    let opened = call_as(
        slack,
        &slack.app_token(),
        "apps.connections.open",
        json!({}),
    )
    .await;
    let url = opened["url"].as_str().expect("an address");
    let (mut socket, _) = tokio_tungstenite::connect_async(url)
        .await
        .expect("a socket");
    let hello = next(&mut socket).await.expect("a frame");
    assert_eq!(hello["type"], "hello");
    socket
}

/// The next frame; `None` once the socket is closed.
async fn next(socket: &mut Socket) -> Option<Value> {
    loop {
        match socket.next().await? {
            Ok(Message::Text(text)) => return Some(serde_json::from_str(&text).expect("JSON")),
            Ok(Message::Close(_)) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

async fn acknowledge(socket: &mut Socket, envelope: &Value, payload: Value) {
    let mut frame = json!({ "envelope_id": envelope["envelope_id"] });
    if !payload.is_null() {
        frame["payload"] = payload;
    }
    let text = Message::Text(frame.to_string());
    socket.send(text).await.expect("it is sent");
}

/// A bot that acknowledges each envelope with what `answer` gives, and keeps all payloads.
async fn bot(slack: &FakeSlack, answer: fn(&Value) -> Value) -> Arc<Mutex<Vec<Value>>> {
    let mut socket = connect(slack).await;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let kept = heard.clone();
    tokio::spawn(async move {
        while let Some(envelope) = next(&mut socket).await {
            if envelope["envelope_id"].is_null() {
                continue;
            }
            let payload = answer(&envelope["payload"]);
            kept.lock()
                .expect("a list")
                .push(envelope["payload"].clone());
            acknowledge(&mut socket, &envelope, payload).await;
        }
    });
    heard
}

/// What the bot heard last.
fn last(heard: &Mutex<Vec<Value>>) -> Value {
    heard
        .lock()
        .expect("a list")
        .last()
        .cloned()
        .expect("something was heard")
}
