//! Whether the bot is well, for who watches over it: `GET /healthz` answers 200, or 503 and what is wrong.

use std::{future::Future, pin::Pin, sync::Arc};

use axum::{Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};

/// What is wrong; empty when nothing is.
pub type Troubles = Pin<Box<dyn Future<Output = Vec<&'static str>> + Send>>;

type Probe = Arc<dyn Fn() -> Troubles + Send + Sync>;

/// A router with `/healthz`, which asks `probe` each time.
pub fn health(probe: impl Fn() -> Troubles + Send + Sync + 'static) -> Router {
    let probe: Probe = Arc::new(probe);
    Router::new()
        .route("/healthz", get(healthz))
        .with_state(probe)
}

async fn healthz(State(probe): State<Probe>) -> impl IntoResponse {
    let troubles = probe().await;
    if troubles.is_empty() {
        (StatusCode::OK, "ok\n".to_owned())
    } else {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            format!("{}\n", troubles.join("\n")),
        )
    }
}
