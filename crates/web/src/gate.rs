//! What every request passes: it comes from this machine's own page, is small, and is answered in time.

use std::time::Duration;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use clock::Clock;
use tower_http::limit::RequestBodyLimitLayer;

/// The longest body that is read, in bytes: a form's answers of 4,000 characters each, of which one can take
/// twelve bytes on its way, and the largest forms have five.
const BODY: usize = 256 * 1024;
/// How long an answer may take to begin.
const PATIENCE: Duration = Duration::from_secs(30);

const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; img-src 'self' https:; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'; object-src 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // With `no-referrer` a browser sends `Origin: null` along with a form.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Puts the gate before a router.
pub(crate) fn gate(router: Router, clock: Clock) -> Router {
    router.layer(middleware::from_fn_with_state(clock, pass))
}

/// What reads no more of a body than the longest that is taken, and answers 413 to a longer one.
pub(crate) fn limit() -> RequestBodyLimitLayer {
    RequestBodyLimitLayer::new(BODY)
}

async fn pass(State(clock): State<Clock>, request: Request, next: Next) -> Response {
    let mut response = if let Err(refusal) = check(request.method(), request.headers()) {
        refusal.into_response()
    } else {
        clock
            .timeout(PATIENCE, next.run(request))
            .await
            .unwrap_or_else(|_| StatusCode::GATEWAY_TIMEOUT.into_response())
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// The page answers to loopback names only, so that no foreign name can be bound to it (DNS rebinding),
/// and takes calls only from its own pages (the cookies are `SameSite=Strict`, but a site spans all ports).
fn check(method: &Method, headers: &HeaderMap) -> Result<(), (StatusCode, &'static str)> {
    let host = text(headers, &header::HOST).filter(|host| is_loopback(host));
    let Some(host) = host else {
        return Err((
            StatusCode::MISDIRECTED_REQUEST,
            "this page answers to localhost only",
        ));
    };
    if method == Method::GET || method == Method::HEAD {
        return Ok(());
    }
    let own = text(headers, &header::ORIGIN)
        .and_then(|origin| origin.strip_prefix("http://"))
        .is_some_and(|origin| origin.eq_ignore_ascii_case(host));
    if own {
        Ok(())
    } else {
        Err((StatusCode::FORBIDDEN, "this call came from another page"))
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?.to_str().ok()?;
    all.next().is_none().then_some(first)
}

fn is_loopback(host: &str) -> bool {
    let is_port = |port: &str| port.parse::<u16>().is_ok();
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        let same = host
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name));
        same && match &host[name.len()..] {
            "" => true,
            rest => rest.strip_prefix(':').is_some_and(is_port),
        }
    })
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        body::Body,
        http::{Request, StatusCode},
        routing::get,
    };
    use clock::Clock;
    use tower::ServiceExt;

    use super::{BODY, gate, is_loopback, limit};

    async fn answer(method: &str, headers: &[(&str, &str)], body: Vec<u8>) -> StatusCode {
        let router = Router::new().route("/", get(|| async {}).post(|_: String| async {}));
        let mut request = Request::builder().method(method).uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = gate(router.layer(limit()), Clock::system())
            .oneshot(request)
            .await
            .unwrap();
        let policy = response.headers().get("content-security-policy").unwrap();
        assert!(policy.to_str().unwrap().starts_with("default-src 'self'"));
        response.status()
    }

    #[test]
    fn only_loopback_names_are_answered_to() {
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1:8080", "[::1]:1"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "localhost.evil.example",
            "evil.example",
            "127.0.0.1.evil.example",
            "localhost:80:80",
            "localhost:x",
            "127.0.0.1@evil.example",
            "[::1].evil.example",
            "é",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[tokio::test]
    async fn a_foreign_host_is_refused_whatever_it_asks() {
        let foreign = [("host", "evil.example")];
        assert_eq!(
            answer("GET", &foreign, vec![]).await,
            StatusCode::MISDIRECTED_REQUEST
        );
        assert_eq!(
            answer("GET", &[], vec![]).await,
            StatusCode::MISDIRECTED_REQUEST
        );
        let own = [("host", "localhost:8080")];
        assert_eq!(answer("GET", &own, vec![]).await, StatusCode::OK);
    }

    #[tokio::test]
    async fn a_call_from_another_page_is_refused() {
        let host = ("host", "localhost:8080");
        for origin in ["http://localhost:9090", "null", "https://localhost:8080"] {
            let headers = [host, ("origin", origin)];
            assert_eq!(
                answer("POST", &headers, vec![]).await,
                StatusCode::FORBIDDEN
            );
        }
        assert_eq!(answer("POST", &[host], vec![]).await, StatusCode::FORBIDDEN);
        let own = [host, ("origin", "http://localhost:8080")];
        assert_eq!(answer("POST", &own, vec![]).await, StatusCode::OK);
    }

    #[tokio::test]
    async fn a_long_body_is_not_read() {
        let own = [("host", "localhost"), ("origin", "http://localhost")];
        let fits = vec![b'a'; BODY];
        assert_eq!(answer("POST", &own, fits).await, StatusCode::OK);
        let long = vec![b'a'; BODY + 1];
        assert_eq!(
            answer("POST", &own, long).await,
            StatusCode::PAYLOAD_TOO_LARGE
        );
    }
}
