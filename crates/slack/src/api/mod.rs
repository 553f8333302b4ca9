//! Calls of Slack's Web API, each with a time limit, none where Slack wants to be left alone.

mod failure;
mod pace;
mod upload;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use clock::Clock;
use http::{
    HeaderMap, HeaderValue, Request, StatusCode, Uri,
    header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, DATE, RETRY_AFTER},
};
use network::{Http, Network};
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use status::Link;
use tokio::sync::Notify;

pub(crate) use failure::Failure;

use pace::Pace;

/// After this a call is given up; its outcome is unknown then.
pub(crate) const LIMIT: Duration = Duration::from_secs(10);
/// Where Slack says that it is too much, and not how long to wait.
const HOLD: Duration = Duration::from_secs(30);
/// The least seconds before each further attempt of what a person waits for.
const WAITS: [u64; 3] = [1, 4, 15];
const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
/// The one method that is called with the app's token.
const SOCKETS: &str = "apps.connections.open";
/// What most messages need, in bytes.
const ROOM: usize = 4 << 10;
/// Nobody waits for an answer for longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// The Web API.
#[derive(Debug)]
pub(crate) struct Api {
    client: Http,
    base: String,
    token: SecretString,
    network: Network,
    clock: Clock,
    link: Link,
    pace: Pace,
    /// Rings when the bot's token turns out to be no good.
    token_lost: Arc<Notify>,
}

/// What every answer begins with.
#[derive(Debug, Deserialize)]
struct Head {
    ok: bool,
    #[serde(default)]
    error: String,
    #[serde(default)]
    needed: String,
    #[serde(default)]
    response_metadata: Metadata,
}

#[derive(Debug, Default, Deserialize)]
struct Metadata {
    #[serde(default)]
    messages: Vec<String>,
}

/// An answer of which nothing else matters.
#[derive(Debug, Deserialize)]
pub(crate) struct Done {}

impl Api {
    /// The API at `base`, with the bot's token.
    pub(crate) fn new(
        base: &str,
        token: SecretString,
        clock: Clock,
        network: Network,
        link: Link,
    ) -> Self {
        // A name of other letters than those of ASCII is written as it is looked up.
        let written = Url::parse(base).map_or_else(|_| base.to_owned(), String::from);
        Self {
            client: network.calls(),
            base: format!("{}/", written.trim_end_matches('/')),
            token,
            network,
            pace: Pace::new(clock.clone()),
            clock,
            link,
            token_lost: Arc::default(),
        }
    }

    /// Rings when the bot's token turns out to be no good.
    pub(crate) fn token_lost(&self) -> &Arc<Notify> {
        &self.token_lost
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    pub(crate) fn network(&self) -> &Network {
        &self.network
    }

    /// Calls a method that reads. Those take their arguments as a form only.
    ///
    /// # Errors
    /// A [`Failure`].
    pub(crate) async fn read<T: DeserializeOwned>(
        &self,
        method: &'static str,
        args: &[(&str, &str)],
    ) -> Result<T, Failure> {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(args)
            .finish();
        let request = post(&self.url(method), Some(FORM), form.into_bytes())?;
        let request = authorized(request, &self.token)?;
        self.call(method, None, request).await
    }

    /// Calls a method that writes. `channel` is where, for those that are limited by channel.
    ///
    /// # Errors
    /// A [`Failure`], which says whether it can have taken effect.
    pub(crate) async fn write<T: DeserializeOwned>(
        &self,
        method: &'static str,
        channel: Option<&str>,
        args: &impl Serialize,
    ) -> Result<T, Failure> {
        let request = post(&self.url(method), Some(JSON), json(args)?)?;
        let request = authorized(request, &self.token)?;
        let answered = self.call(method, channel, request).await;
        if answered.is_ok() {
            self.link.sent();
        }
        answered
    }

    /// The same, again where that can help: what is called must do no harm when it is done twice.
    ///
    /// # Errors
    /// The [`Failure`] of the last attempt.
    pub(crate) async fn insist<T: DeserializeOwned>(
        &self,
        method: &'static str,
        channel: Option<&str>,
        args: &impl Serialize,
    ) -> Result<T, Failure> {
        let end = self.clock.elapsed() + PATIENCE;
        let mut outcome = self.write(method, channel, args).await;
        for least in WAITS {
            let wait = match &outcome {
                Err(failure) if failure.heals() => failure.after().unwrap_or_default(),
                _ => break,
            };
            let wait = wait.max(Duration::from_secs(least));
            if self.clock.elapsed() + wait > end {
                break;
            }
            self.clock.sleep(wait).await;
            outcome = self.write(method, channel, args).await;
        }
        outcome
    }

    /// Where the next WebSocket is opened.
    ///
    /// # Errors
    /// A [`Failure`].
    pub(crate) async fn socket(&self, app_token: &SecretString) -> Result<String, Failure> {
        #[derive(Deserialize)]
        struct Opened {
            url: String,
        }
        let request = authorized(post(&self.url(SOCKETS), None, Vec::new())?, app_token)?;
        let opened: Opened = self.call(SOCKETS, None, request).await?;
        Ok(opened.url)
    }

    /// Which scopes the bot's token has, beside what `auth.test` says.
    ///
    /// # Errors
    /// A [`Failure`].
    pub(crate) async fn identity<T: DeserializeOwned>(
        &self,
    ) -> Result<(T, Option<String>), Failure> {
        let method = "auth.test";
        let request = authorized(post(&self.url(method), None, Vec::new())?, &self.token)?;
        let (headers, answer) = self.answer(method, None, request).await?;
        let scopes = headers.get("x-oauth-scopes");
        let scopes = scopes.and_then(|scopes| scopes.to_str().ok());
        Ok((answer, scopes.map(str::to_owned)))
    }

    /// Says something where an interaction came from, by the address that came with it.
    ///
    /// # Errors
    /// A [`Failure`]; refused where the address is used up.
    pub(crate) async fn respond(&self, url: &str, message: &impl Serialize) -> Result<(), Failure> {
        let sent = self.client.send(post(url, Some(JSON), json(message)?)?);
        let answered = self.clock.timeout(LIMIT, sent).await;
        let answer = answered.map_err(|_| Failure::Unknown)??;
        let status = answer.status;
        heard(status, &answer.headers)?;
        // A broken answer to what was accepted: it was said.
        let said = self.clock.timeout(LIMIT, answer.bytes()).await;
        let said = said.ok().flatten().unwrap_or_default();
        if !status.is_success() {
            let said = String::from_utf8_lossy(&said);
            return Err(Failure::Refused {
                error: said.chars().take(100).collect(),
                detail: String::new(),
            });
        }
        // It says `ok`, or in JSON why it is not.
        if said.starts_with(b"{")
            && let Ok(head) = serde_json::from_slice::<Head>(&said)
            && !head.ok
        {
            return Err(head.failure(None));
        }
        self.link.sent();
        Ok(())
    }

    fn url(&self, method: &str) -> String {
        format!("{}{method}", self.base)
    }

    async fn call<T: DeserializeOwned>(
        &self,
        method: &'static str,
        channel: Option<&str>,
        request: Request<Vec<u8>>,
    ) -> Result<T, Failure> {
        let (_, answer) = self.answer(method, channel, request).await?;
        Ok(answer)
    }

    /// Makes the call, reports what its answer tells of the connection, and reads it.
    async fn answer<T: DeserializeOwned>(
        &self,
        method: &'static str,
        channel: Option<&str>,
        request: Request<Vec<u8>>,
    ) -> Result<(HeaderMap, T), Failure> {
        if let Err(wait) = self.pace.ask(method, channel) {
            return Err(Failure::Limited { after: Some(wait) });
        }
        let asked_at = self.clock.now();
        let answered = self.clock.timeout(LIMIT, self.fetch(request)).await;
        let answered = answered.unwrap_or(Err(Failure::Unknown));
        let (headers, status, body) = answered?;
        if let Some(date) = dated(&headers) {
            self.link.dated(date, asked_at);
        }
        let read = read(&headers, status, &body);
        match &read {
            Err(Failure::Limited { after }) => {
                self.pace.hold(method, channel, after.unwrap_or(HOLD));
            }
            Err(failure) if failure.is_revoked() && ![SOCKETS, "auth.test"].contains(&method) => {
                self.token_lost.notify_one();
            }
            _ => {}
        }
        Ok((headers, read?))
    }

    async fn fetch(
        &self,
        request: Request<Vec<u8>>,
    ) -> Result<(HeaderMap, StatusCode, Vec<u8>), Failure> {
        let mut answer = self.client.send(request).await?;
        let headers = std::mem::take(&mut answer.headers);
        let status = answer.status;
        // A broken answer to what was accepted: it took effect.
        let body = answer.bytes().await.ok_or(Failure::Unknown)?;
        Ok((headers, status, body.into()))
    }
}

/// A request to this address, which is a whole one.
fn post(
    address: &str,
    media: Option<&'static str>,
    body: Vec<u8>,
) -> Result<Request<Vec<u8>>, Failure> {
    let address: Uri = address.parse().map_err(|_| Failure::Malformed)?;
    if !matches!(address.scheme_str(), Some("https" | "http")) {
        return Err(Failure::Malformed);
    }
    // Some that stand before Slack want to be told this of nothing, too.
    let mut request = Request::post(address).header(CONTENT_LENGTH, body.len());
    if let Some(media) = media {
        request = request.header(CONTENT_TYPE, HeaderValue::from_static(media));
    }
    request.body(body).map_err(|_| Failure::Malformed)
}

/// The request with a token.
fn authorized(
    mut request: Request<Vec<u8>>,
    token: &SecretString,
) -> Result<Request<Vec<u8>>, Failure> {
    let bearer = ["Bearer ", token.expose_secret().trim()].concat();
    let mut bearer = HeaderValue::try_from(bearer).map_err(|_| Failure::Malformed)?;
    bearer.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, bearer);
    Ok(request)
}

fn json(args: &impl Serialize) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::with_capacity(ROOM);
    serde_json::to_writer(&mut body, args).map_err(|_| Failure::Malformed)?;
    Ok(body)
}

/// An error where Slack did not look at the call at all: it was one too many, or Slack is ill.
fn heard(status: StatusCode, headers: &HeaderMap) -> Result<(), Failure> {
    match status.as_u16() {
        429 => Err(Failure::Limited {
            after: wait(headers),
        }),
        status @ 500.. => Err(Failure::Down {
            status: Some(status),
        }),
        _ => Ok(()),
    }
}

fn read<T: DeserializeOwned>(
    headers: &HeaderMap,
    status: StatusCode,
    body: &[u8],
) -> Result<T, Failure> {
    heard(status, headers)?;
    let head: Head = serde_json::from_slice(body).map_err(|_| Failure::Unknown)?;
    if head.ok {
        return serde_json::from_slice(body).map_err(|_| Failure::Unknown);
    }
    Err(head.failure(wait(headers)))
}

impl Head {
    /// Why it is not `ok`; `after` is how long Slack wants to be left alone.
    fn failure(self, after: Option<Duration>) -> Failure {
        let mut detail = self.response_metadata.messages;
        if !self.needed.is_empty() {
            detail.push(format!("needs the scope {}", self.needed));
        }
        match Failure::of_word(self.error, detail.join("; ")) {
            Failure::Limited { .. } => Failure::Limited { after },
            failure => failure,
        }
    }
}

fn wait(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// When the server says that it gave this answer.
fn dated(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    let date = headers.get(DATE)?.to_str().ok()?;
    Some(DateTime::parse_from_rfc2822(date).ok()?.to_utc())
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use axum::{Router, http::StatusCode, response::Redirect, routing::post};
    use clock::{Clock, Ids};
    use network::Network;
    use status::Running;
    use tokio::net::TcpListener;

    use super::{Api, Done};
    use crate::PLATFORM;

    #[tokio::test]
    async fn a_call_that_is_sent_elsewhere_stays_where_it_is() {
        let elsewhere = Arc::new(AtomicUsize::new(0));
        let counted = elsewhere.clone();
        let arrives = async move || {
            counted.fetch_add(1, Ordering::Relaxed);
            StatusCode::OK
        };
        let sent_on = async || Redirect::temporary("/elsewhere");
        let site = Router::new()
            .route("/api/chat.update", post(sent_on))
            .route("/hook/1", post(sent_on))
            .route("/elsewhere", post(arrives));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(axum::serve(listener, site).into_future());
        let clock = Clock::system();
        let network = Network::local(clock.clone(), Ids::seeded(1)).unwrap();
        let link = Running::new(clock.clone()).link(PLATFORM);
        let api = format!("{base}/api");
        let api = Api::new(&api, "xoxb-1".into(), clock, network, link);
        assert!(api.write::<Done>("chat.update", None, &()).await.is_err());
        assert!(api.respond(&format!("{base}/hook/1"), &()).await.is_err());
        assert_eq!(elsewhere.load(Ordering::Relaxed), 0);
    }
}
