//! Answers as Discord forms them, with its headers.

use axum::{
    body::Body,
    http::{Response, StatusCode, header},
};
use serde_json::{Value, json};

use super::limits::Allowance;

/// An answer in JSON.
pub(crate) fn json_response(code: u16, body: &Value) -> Response<Body> {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status(code);
    let json = header::HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

/// An answer without a body.
pub(crate) fn empty(code: u16) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status(code);
    response
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).expect("a status between 100 and 999")
}

/// The answer to one request too many.
pub(crate) fn too_many(
    retry_after: f64,
    global: bool,
    allowance: Option<&Allowance>,
) -> Response<Body> {
    let body = json!({
        "message": "You are being rate limited.", "retry_after": retry_after, "global": global,
    });
    let mut response = json_response(429, &body);
    if let Some(allowance) = allowance {
        limit_headers(&mut response, allowance);
    }
    // The header is in whole seconds, rounded up; the body has the fraction.
    set(
        &mut response,
        "retry-after",
        &format!("{}", retry_after.ceil()),
    );
    if global {
        set(&mut response, "x-ratelimit-global", "true");
    }
    let scope = if global { "global" } else { "user" };
    set(&mut response, "x-ratelimit-scope", scope);
    response
}

/// Says how many requests are left.
pub(crate) fn limit_headers(response: &mut Response<Body>, allowance: &Allowance) {
    let reset = allowance.reset.timestamp_millis();
    let bucket: u64 = allowance.bucket.bytes().fold(5381, |hash: u64, byte| {
        hash.wrapping_mul(33) ^ u64::from(byte)
    });
    set(response, "x-ratelimit-limit", &allowance.limit.to_string());
    set(
        response,
        "x-ratelimit-remaining",
        &allowance.remaining.to_string(),
    );
    set(
        response,
        "x-ratelimit-reset",
        &format!("{}.{:03}", reset / 1000, reset % 1000),
    );
    set(
        response,
        "x-ratelimit-reset-after",
        &format!("{:.3}", allowance.reset_after),
    );
    set(response, "x-ratelimit-bucket", &format!("{bucket:016x}"));
}

fn set(response: &mut Response<Body>, name: &'static str, value: &str) {
    let value = header::HeaderValue::from_str(value).expect("visible characters");
    response.headers_mut().insert(name, value);
}
