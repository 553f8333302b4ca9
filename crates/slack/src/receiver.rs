//! The HTTP receiver: Slack sends what happens to a public address, signed.
//!
//! Source: <https://docs.slack.dev/authentication/verifying-requests-from-slack>.

use std::convert::Infallible;

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_LENGTH, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
    routing::post,
};
use chrono::TimeDelta;
use futures_util::{StreamExt as _, stream};
use ring::hmac;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio_util::{
    sync::{CancellationToken, DropGuard},
    task::TaskTracker,
};

use crate::{Server, handler::Handler, inbound::Inbound};

/// The path below the public address.
pub const PATH: &str = "/slack/events";

/// A request that is older or newer is none of Slack's, or somebody plays it again.
const AGE: TimeDelta = TimeDelta::seconds(300);

/// What takes requests while the bot is at work; nobody does before and after.
pub(crate) type Door = watch::Sender<Option<(Handler, TaskTracker)>>;

/// What takes requests.
#[derive(Debug)]
pub struct Receiver {
    /// The routes, to stand beside the others of `[web] listen`.
    pub router: Router,
    /// Where is said why they are not served; `None` once they are. Before, the bot is not online.
    pub unserved: Unserved,
}

/// Why requests can't arrive.
pub(crate) type Unserved = watch::Sender<Option<String>>;

#[derive(Clone)]
struct Shared {
    server: std::sync::Arc<Server>,
    secret: SecretString,
}

#[derive(Debug, Deserialize)]
struct Pushed {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    challenge: String,
}

/// What takes requests that are signed with this secret.
pub(crate) fn receiver(server: std::sync::Arc<Server>, secret: SecretString) -> Receiver {
    let unserved = server.unserved.clone();
    let router = Router::new()
        .route(PATH, post(receive))
        .with_state(Shared { server, secret });
    Receiver { router, unserved }
}

async fn receive(State(receiver): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let now = receiver.server.clock.now().timestamp();
    if !is_signed(&receiver.secret, &headers, &body, now) {
        tracing::warn!("refused a request without Slack's signature");
        return StatusCode::UNAUTHORIZED.into_response();
    }
    receiver.server.link.heard();
    let form = headers
        .get("content-type")
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    let inbound = if form {
        of_form(&body)
    } else {
        match serde_json::from_slice::<Pushed>(&body) {
            Ok(pushed) if pushed.kind == "url_verification" => {
                return axum::Json(json!({ "challenge": pushed.challenge })).into_response();
            }
            Ok(_) => Inbound::event(&mut serde_json::Deserializer::from_slice(&body)),
            Err(_) => None,
        }
    };
    let at_work = receiver.server.door.borrow().clone();
    let Some((handler, running)) = at_work else {
        // Slack sends it again: to the one who is on duty then.
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    if !handler.on_duty().await {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let (answer, work) = match inbound {
        Some(inbound) => handler.take(inbound).await,
        None => (None, None),
    };
    let written = CancellationToken::new();
    let response = answered(answer, written.clone().drop_guard());
    if let Some(work) = work {
        running.spawn(async move {
            // What the answer opens is there before what is put in its place.
            written.cancelled().await;
            handler.work(work).await;
        });
    }
    response
}

/// The answer, which lets `written` go once it is written, or once nobody is there to take it.
fn answered(answer: Option<Value>, written: DropGuard) -> Response {
    let json = answer.map(|answer| answer.to_string());
    let text = json.clone().unwrap_or_default();
    let length = HeaderValue::from(text.len());
    let whole = stream::iter([Ok::<_, Infallible>(text)]);
    // It is let go of with the body.
    let whole = whole.inspect(move |_| {
        let _ = &written;
    });
    let mut response = Body::from_stream(whole).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_LENGTH, length);
    if json.is_some() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    response
}

/// A slash command, or an interaction in `payload`.
fn of_form(body: &[u8]) -> Option<Inbound> {
    let fields: serde_json::Map<String, Value> = form(body)
        .into_iter()
        .map(|(name, value)| (name, Value::String(value)))
        .collect();
    match fields.get("payload") {
        Some(Value::String(payload)) => {
            Inbound::interaction(&mut serde_json::Deserializer::from_str(payload))
        }
        _ => Inbound::of("slash_commands", Value::Object(fields)),
    }
}

/// The fields of a form.
fn form(body: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(body)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

/// Whether a request carries Slack's signature over exactly this body, made within five minutes of `now`.
fn is_signed(secret: &SecretString, headers: &HeaderMap, body: &[u8], now: i64) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(timestamp), Some(signature)) =
        (text("x-slack-request-timestamp"), text("x-slack-signature"))
    else {
        return false;
    };
    let fresh = timestamp
        .parse::<i64>()
        .is_ok_and(|at| now.abs_diff(at) <= AGE.num_seconds().unsigned_abs());
    let Some(signature) = signature.strip_prefix("v0=").and_then(bytes) else {
        return false;
    };
    let signed = [b"v0:", timestamp.as_bytes(), b":", body].concat();
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret().trim().as_bytes());
    // Compared in constant time.
    fresh && hmac::verify(&key, &signed, &signature).is_ok()
}

/// Hexadecimal digits as bytes.
fn bytes(hex: &str) -> Option<Vec<u8>> {
    if !hex.is_ascii() || !hex.len().is_multiple_of(2) {
        return None;
    }
    let pairs = (0..hex.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use secrecy::SecretString;

    use super::{form, is_signed};

    const SECRET: &str = "another secret";

    fn headers(timestamp: &str, signature: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-slack-request-timestamp", timestamp.parse().unwrap());
        headers.insert("x-slack-signature", signature.parse().unwrap());
        headers
    }

    #[test]
    fn slacks_own_example_is_taken_and_nothing_else() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/slack/signature-vector.json"
        );
        let Ok(text) = std::fs::read_to_string(path) else {
            println!("skipped: Slack's example is not at hand");
            return;
        };
        let vector: serde_json::Value = serde_json::from_str(&text).unwrap();
        let field = |name: &str| vector[name].as_str().unwrap().to_owned();
        let (secret, body) = (SecretString::from(field("secret")), field("body"));
        let (timestamp, signature) = (field("timestamp"), field("signature"));
        let at: i64 = timestamp.parse().unwrap();
        let signed = headers(&timestamp, &signature);
        let taken = |body: &str, now: i64| is_signed(&secret, &signed, body.as_bytes(), now);
        assert!(taken(&body, at) && taken(&body, at + 300) && taken(&body, at - 300));
        assert!(!taken(&body, at + 301) && !taken(&body, at - 301));
        assert!(!taken(&format!("{body} "), at));
        for signature in [
            "",
            "v0=",
            "v0=zz",
            &signature[3..],
            &signature.replace('a', "b"),
        ] {
            let wrong = headers(&timestamp, signature);
            assert!(
                !is_signed(&secret, &wrong, body.as_bytes(), at),
                "{signature}"
            );
        }
        let other = SecretString::from(SECRET);
        assert!(!is_signed(&other, &signed, body.as_bytes(), at));
    }

    #[test]
    fn forms_are_read_as_they_were_typed() {
        let fields = form(b"text=what+is+p%3D5%3F%26&user_id=U1&empty=");
        assert_eq!(fields[0], ("text".to_owned(), "what is p=5?&".to_owned()));
        assert_eq!(fields[2], ("empty".to_owned(), String::new()));
    }
}
