//! Fetching a feed: conditionally, for a limited time and up to a limited size.

use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, Utc};
use clock::Clock;
use network::Network;
use reqwest::{Client, Response, StatusCode, Url, header, redirect};

use super::FeedProblem;

/// The largest answer that is read, in bytes; the platform's have some 50,000.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;

/// After this time a look is given up, however much has come.
pub const TIME_LIMIT: Duration = Duration::from_secs(30);

/// How often an answer may forward elsewhere.
const MAX_REDIRECTS: usize = 3;

/// A client that forwards at most three times, and to nothing but http and https.
///
/// # Errors
/// When the library can't make one.
pub fn client(network: &Network) -> anyhow::Result<Client> {
    let follow = redirect::Policy::custom(|attempt| {
        if attempt.previous().len() > MAX_REDIRECTS || !is_followed(attempt.url()) {
            attempt.error(NotFollowed)
        } else {
            attempt.follow()
        }
    });
    network
        .http()
        .redirect(follow)
        .connect_timeout(Duration::from_secs(10))
        .user_agent(concat!("dash-bot/", env!("CARGO_PKG_VERSION")))
        .build()
        .context("cannot make an HTTP client for the feed")
}

#[derive(Debug, thiserror::Error)]
#[error("the address is not followed")]
struct NotFollowed;

fn is_followed(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// What the server gave the last time to be asked with again; never empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Validators {
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

/// What the server answered.
#[derive(Debug)]
pub(super) enum Answer {
    /// Nothing changed since the validators.
    NotModified,
    /// The feed.
    Body {
        bytes: Vec<u8>,
        validators: Validators,
    },
}

/// No answer, and when the server wants to be asked again.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoAnswer {
    pub(super) problem: FeedProblem,
    pub(super) retry_at: Option<DateTime<Utc>>,
}

impl From<FeedProblem> for NoAnswer {
    fn from(problem: FeedProblem) -> Self {
        Self {
            problem,
            retry_at: None,
        }
    }
}

/// Fetches a feed, to show what it says.
///
/// # Errors
/// A [`FeedProblem`] when no whole answer came.
pub async fn fetch(http: &Client, clock: &Clock, url: &str) -> Result<Vec<u8>, FeedProblem> {
    let url = Url::parse(url).map_err(|_| FeedProblem::Address)?;
    match ask(http, clock, url, &Validators::default()).await {
        Ok(Answer::Body { bytes, .. }) => Ok(bytes),
        Ok(Answer::NotModified) => Err(FeedProblem::Status(304)),
        Err(no) => Err(no.problem),
    }
}

/// Asks the server, with the validators of the last answer.
pub(super) async fn ask(
    http: &Client,
    clock: &Clock,
    url: Url,
    validators: &Validators,
) -> Result<Answer, NoAnswer> {
    if !is_followed(&url) {
        return Err(FeedProblem::Address.into());
    }
    clock
        .timeout(TIME_LIMIT, answer(http, clock, url, validators))
        .await
        .unwrap_or_else(|_| Err(FeedProblem::Timeout.into()))
}

async fn answer(
    http: &Client,
    clock: &Clock,
    url: Url,
    validators: &Validators,
) -> Result<Answer, NoAnswer> {
    let mut request = http
        .get(url)
        .header(header::ACCEPT, "application/atom+xml, text/xml;q=0.9");
    if let Some(etag) = &validators.etag {
        request = request.header(header::IF_NONE_MATCH, etag);
    }
    if let Some(last_modified) = &validators.last_modified {
        request = request.header(header::IF_MODIFIED_SINCE, last_modified);
    }
    let response = request.send().await.map_err(|error| problem(&error))?;
    let conditional = validators != &Validators::default();
    match response.status() {
        StatusCode::OK => {
            let validators = Validators {
                etag: text(&response, &header::ETAG),
                last_modified: text(&response, &header::LAST_MODIFIED),
            };
            let bytes = body(response).await?;
            Ok(Answer::Body { bytes, validators })
        }
        StatusCode::NOT_MODIFIED if conditional => Ok(Answer::NotModified),
        status => Err(NoAnswer {
            problem: FeedProblem::Status(status.as_u16()),
            retry_at: text(&response, &header::RETRY_AFTER)
                .and_then(|text| retry_at(&text, clock.now())),
        }),
    }
}

/// The body, as long as it stays within [`MAX_BYTES`]; the length that the server claims is not believed.
async fn body(mut response: Response) -> Result<Vec<u8>, FeedProblem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| problem(&error))? {
        if bytes.len() + chunk.len() > MAX_BYTES {
            return Err(FeedProblem::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn problem(error: &reqwest::Error) -> FeedProblem {
    if error.is_redirect() || error.is_builder() {
        FeedProblem::Address
    } else if error.is_timeout() {
        FeedProblem::Timeout
    } else {
        FeedProblem::Unreachable
    }
}

fn text(response: &Response, name: &header::HeaderName) -> Option<String> {
    let text = response.headers().get(name)?.to_str().ok()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// When to ask again: seconds, or a date (RFC 9110, 10.2.3).
fn retry_at(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if let Ok(seconds) = text.parse::<u32>() {
        return now.checked_add_signed(chrono::TimeDelta::seconds(seconds.into()));
    }
    let date = DateTime::parse_from_rfc2822(text).ok()?;
    Some(date.to_utc())
}

#[cfg(test)]
mod tests {
    use super::retry_at;

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date() {
        let now = "2026-03-01T10:00:00Z".parse().unwrap();
        let at = |text| retry_at(text, now).map(|at| at.to_rfc3339());
        assert_eq!(at("90").as_deref(), Some("2026-03-01T10:01:30+00:00"));
        assert_eq!(
            at("Sun, 01 Mar 2026 11:00:00 GMT").as_deref(),
            Some("2026-03-01T11:00:00+00:00")
        );
        assert_eq!(at("soon"), None);
    }
}
