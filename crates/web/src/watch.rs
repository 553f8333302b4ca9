//! What monitoring asks, on a listener of its own; nothing of people is said there.
//!
//! * `GET /healthz`: whether the process works. Its database answers, or is still being opened.
//! * `GET /readyz`: whether the bot does its whole job; else what keeps it from that.
//! * `GET /metrics`: numbers, for Prometheus.
//! * `GET /status`: all of it as JSON, for `dash-bot status`.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
    routing::get,
};
use status::{Reporter, Stage, Trouble};
use tokio::sync::watch;

/// Renders the metrics.
pub type Metrics = Arc<dyn Fn() -> String + Send + Sync>;

#[derive(Clone)]
struct Watched {
    reporter: watch::Receiver<Reporter>,
    metrics: Metrics,
}

impl Watched {
    fn reporter(&self) -> Reporter {
        self.reporter.borrow().clone()
    }
}

/// A router with the pages of monitoring: asks the reporter that is the present one.
pub fn watch(reporter: watch::Receiver<Reporter>, metrics: Metrics) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(numbers))
        .route("/status", get(all))
        .with_state(Watched { reporter, metrics })
}

async fn healthz(State(watched): State<Watched>) -> impl IntoResponse {
    if watched.reporter().is_alive().await {
        (StatusCode::OK, "ok\n")
    } else {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database does not answer\n",
        )
    }
}

async fn readyz(State(watched): State<Watched>) -> impl IntoResponse {
    let status = watched.reporter().status().await;
    let grave = status.troubles.iter().filter(|trouble| trouble.is_grave());
    let lines: String = grave
        .map(|trouble: &Trouble| format!("{trouble}\n"))
        .collect();
    if !lines.is_empty() {
        return (StatusCode::SERVICE_UNAVAILABLE, lines);
    }
    // One that waits for its turn is as ready as it can be; else a process that follows another never were.
    let ready = match status.stage {
        Stage::Standby => "standby\n",
        _ => "ready\n",
    };
    (StatusCode::OK, ready.to_owned())
}

async fn numbers(State(watched): State<Watched>) -> impl IntoResponse {
    // Those that are read off the status are set by asking for it.
    watched.reporter().status().await;
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (kind, (watched.metrics)())
}

async fn all(State(watched): State<Watched>) -> impl IntoResponse {
    Json(watched.reporter().status().await)
}
