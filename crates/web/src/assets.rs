//! The page's style, script and sign, served from memory.

use axum::{
    Router,
    http::{StatusCode, header},
    response::IntoResponse,
    routing::get,
};

const STYLE: &str = include_str!("../assets/page.css");
const SCRIPT: &str = include_str!("../assets/page.js");
const SIGN: &str = include_str!("../assets/sign.svg");

pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let file = |media_type, content: &'static str| {
        let headers = [
            (header::CONTENT_TYPE, media_type),
            // A newer program has newer files under the same name.
            (header::CACHE_CONTROL, "no-cache"),
        ];
        get(move || async move { (headers, content) })
    };
    Router::new()
        .route("/page.css", file("text/css; charset=utf-8", STYLE))
        .route("/page.js", file("text/javascript; charset=utf-8", SCRIPT))
        .route("/sign.svg", file("image/svg+xml", SIGN))
        .route(
            "/favicon.ico",
            get(|| async { StatusCode::NO_CONTENT.into_response() }),
        )
}
