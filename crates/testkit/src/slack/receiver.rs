//! HTTP mode: signed requests to the bot's own address, with retries.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{acknowledgement, call::encode, delivery::Kind, signature::sign, state::Shared};

/// A request before it is signed.
#[derive(Debug, Clone)]
pub(crate) struct Outgoing {
    pub(crate) body: String,
    pub(crate) kind: &'static str,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Outgoing {
    pub(crate) fn json(body: &Value) -> Self {
        Self {
            body: body.to_string(),
            kind: "application/json",
            headers: Vec::new(),
        }
    }

    /// Commands come as a form, interactions as JSON in one field of a form, events as JSON.
    pub(crate) fn of(kind: Kind, payload: &Value) -> Self {
        let body = match kind {
            Kind::Event => return Self::json(payload),
            Kind::Interactive => encode(&[("payload", &payload.to_string())]),
            Kind::Command => {
                let fields = payload.as_object().into_iter().flatten();
                let fields: Vec<(&str, &str)> = fields
                    .map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default()))
                    .collect();
                encode(&fields)
            }
        };
        Self {
            body,
            kind: "application/x-www-form-urlencoded",
            headers: Vec::new(),
        }
    }

    /// Signs it for a moment, in seconds since 1970.
    pub(crate) fn sign(mut self, secret: &str, timestamp: i64) -> Self {
        let timestamp = timestamp.to_string();
        let signature = sign(secret, &timestamp, &self.body);
        self.headers.push(("x-slack-request-timestamp", timestamp));
        self.headers.push(("x-slack-signature", signature));
        self
    }

    /// Sends it; the status and body of what comes back within the limit.
    pub(crate) async fn send(
        self,
        shared: &Shared,
        url: &str,
    ) -> Result<(u16, String), &'static str> {
        let mut request = shared
            .client
            .post(url)
            .header("content-type", self.kind)
            .header("user-agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
            .body(self.body);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        let exchange = async {
            let response = request.send().await.map_err(|_| "connection_failed")?;
            let status = response.status().as_u16();
            let body = response.text().await.map_err(|_| "connection_failed")?;
            Ok((status, body))
        };
        let answered = shared
            .answer_clock
            .timeout(shared.answer_limit, exchange)
            .await;
        answered.unwrap_or(Err("http_timeout"))
    }
}

/// Posts a delivery; what comes back in time with 200 acknowledges it.
pub(crate) async fn post(shared: &Arc<Shared>, number: u64) {
    let (url, mut outgoing) = {
        let mut state = shared.lock();
        let Some(url) = state.receiver.clone() else {
            return;
        };
        let Some(row) = state.deliveries.rows.get_mut(&number) else {
            return;
        };
        row.sent = shared.answer_clock.elapsed();
        let mut outgoing = Outgoing::of(row.kind, &row.payload);
        if row.attempt > 0 {
            outgoing
                .headers
                .push(("x-slack-retry-num", row.attempt.to_string()));
            outgoing
                .headers
                .push(("x-slack-retry-reason", row.reason.to_owned()));
        }
        (url, outgoing)
    };
    outgoing = outgoing.sign(&shared.signing_secret, shared.clock.now().timestamp());
    let answer = outgoing.send(shared, &url).await;
    shared.change(|state| match answer {
        Ok((200..=299, body)) => {
            let payload = match serde_json::from_str(&body) {
                Ok(payload) => payload,
                Err(_) => json!(body.trim()),
            };
            acknowledgement::take(state, shared, number, &payload);
        }
        other => {
            // A bot that ends says so with 503, for as long as it can still say something: then it comes again.
            let ends = matches!(other, Ok((503, _)));
            let reason = other.map_or_else(|reason| reason, |_| "http_error");
            let there = reason != "connection_failed" && !ends;
            let Some(row) = state.deliveries.rows.get_mut(&number) else {
                return;
            };
            row.reason = reason;
            if there {
                let what = acknowledgement::what(row);
                state
                    .record
                    .violation(format!("{what}: was not acknowledged: {reason}"));
            }
        }
    });
}
