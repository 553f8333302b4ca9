//! Requests to Discord's HTTP API, on two lanes, each with a time limit.

mod failure;
mod held;
mod insist;
mod plain;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use clock::Clock;
use network::Network;
use reqwest::header::DATE;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serenity::http::{Http, HttpBuilder, LightMethod, Ratelimiter, Request, Route};
use status::{Link, StartError};

pub(crate) use failure::Failure;

use crate::render::Upload;
use held::Held;

/// Where the API is, as serenity has it.
pub(crate) const ADDRESS: &str = "https://discord.com";

/// How a request goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Behind serenity's limiter, which waits where Discord wants it.
    General,
    /// At once. For answers to interactions: Discord does not limit them as it does the rest, and the limiter
    /// would keep an entry for each of them for ever.
    Direct,
}

/// What a request carries.
#[derive(Debug, Default)]
pub(crate) struct Content {
    /// JSON; empty for none.
    pub(crate) json: Vec<u8>,
    /// Files beside it.
    pub(crate) files: Vec<Upload>,
}

impl Content {
    pub(crate) fn json(json: Vec<u8>) -> Self {
        Self {
            json,
            files: Vec::new(),
        }
    }
}

/// The HTTP API.
#[derive(Debug)]
pub(crate) struct Rest {
    general: Http,
    client: reqwest::Client,
    api: Option<String>,
    network: Network,
    clock: Clock,
    link: Link,
}

/// A request that is not sent yet.
#[derive(Debug)]
pub(crate) struct Ask<'a> {
    pub(crate) lane: Lane,
    pub(crate) method: LightMethod,
    pub(crate) route: Route<'a>,
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) content: Content,
    /// After this it is given up.
    pub(crate) limit: Duration,
}

impl<'a> Ask<'a> {
    /// A request without content, behind the limiter, for 10 s at most.
    pub(crate) fn new(method: LightMethod, route: Route<'a>) -> Self {
        Self {
            lane: Lane::General,
            method,
            route,
            query: Vec::new(),
            content: Content::default(),
            limit: Duration::from_secs(10),
        }
    }

    pub(crate) fn get(route: Route<'a>) -> Self {
        Self::new(LightMethod::Get, route)
    }

    pub(crate) fn with(self, content: Content) -> Self {
        Self { content, ..self }
    }

    pub(crate) fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    pub(crate) fn direct(self) -> Self {
        Self {
            lane: Lane::Direct,
            ..self
        }
    }

    /// Whether people are shown something by it.
    fn says(&self) -> bool {
        let writes = matches!(self.method, LightMethod::Post | LightMethod::Patch);
        writes
            && matches!(
                self.route,
                Route::ChannelMessages { .. }
                    | Route::ChannelMessage { .. }
                    | Route::InteractionResponse { .. }
                    | Route::WebhookFollowupMessages { .. }
                    | Route::WebhookOriginalInteractionResponse { .. }
            )
    }

    pub(crate) fn within(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }
}

impl Rest {
    /// The API of discord.com, or of `api`.
    ///
    /// # Errors
    /// [`StartError::Permanent`] when no client can be made.
    pub(crate) fn new(
        token: &SecretString,
        api: Option<&str>,
        clock: Clock,
        network: Network,
        link: Link,
    ) -> Result<Self, StartError> {
        let client = client(&network)?;
        let token = token.expose_secret().trim();
        let builder = HttpBuilder::new(token).client(client.clone());
        let builder = match api {
            // With its limiter on, serenity ignores the proxy.
            Some(api) => builder.proxy(api).ratelimiter_disabled(true),
            None => builder,
        };
        let mut limiter = Ratelimiter::new(client.clone(), format!("Bot {token}"));
        limiter.set_ratelimit_callback(Box::new(|info| held::note(info.timeout)));
        Ok(Self {
            general: builder.ratelimiter(limiter).build(),
            client,
            api: api.map(|api| api.trim_end_matches('/').to_owned()),
            network,
            clock,
            link,
        })
    }

    /// A further client of serenity's, for its gateway.
    pub(crate) fn for_gateway(&self) -> Http {
        let builder = HttpBuilder::new(self.general.token()).client(self.client.clone());
        builder.ratelimiter_disabled(true).build()
    }

    /// Where is reported how the connection fares.
    pub(crate) fn link(&self) -> &Link {
        &self.link
    }

    /// The way to Discord, for what is no HTTP.
    pub(crate) fn network(&self) -> &Network {
        &self.network
    }

    /// Sends a request and reads what comes back.
    ///
    /// # Errors
    /// A [`Failure`], which says whether it can have arrived.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, ask: Ask<'_>) -> Result<T, Failure> {
        let limit = ask.limit;
        let answered = async {
            let response = self.send(ask).await?;
            // A broken answer to a request that was accepted: it took effect.
            response.json().await.map_err(|_| Failure::Unknown)
        };
        self.clock
            .timeout(limit, answered)
            .await
            .unwrap_or(Err(Failure::Unknown))
    }

    /// Sends a request whose answer does not matter.
    ///
    /// # Errors
    /// A [`Failure`], which says whether it can have arrived.
    pub(crate) async fn tell(&self, ask: Ask<'_>) -> Result<(), Failure> {
        let limit = ask.limit;
        let sent = self.clock.timeout(limit, self.send(ask)).await;
        sent.unwrap_or(Err(Failure::Unknown)).map(drop)
    }

    /// Sends a request, and reports what its answer tells of the connection.
    async fn send(&self, ask: Ask<'_>) -> Result<reqwest::Response, Failure> {
        let (asked_at, says) = (self.clock.now(), ask.says());
        let answered = self.attempt(ask).await;
        if let Err(Failure::Unreachable) = answered {
            let api = self.api.as_deref();
            self.network.explain(api.unwrap_or(ADDRESS));
        }
        let response = answered?;
        if let Some(date) = dated(&response) {
            self.link.dated(date, asked_at);
        }
        if says {
            self.link.sent();
        }
        Ok(response)
    }

    async fn attempt(&self, ask: Ask<'_>) -> Result<reqwest::Response, Failure> {
        if ask.lane == Lane::Direct || !ask.content.files.is_empty() {
            return self.plain(ask).await;
        }
        // What serenity does is five times as large, and an answer to an interaction never comes to it.
        Box::pin(self.limited(ask)).await
    }

    async fn limited(&self, ask: Ask<'_>) -> Result<reqwest::Response, Failure> {
        let json = ask.content.json;
        let request = Request::new(ask.route, ask.method)
            .body((!json.is_empty()).then_some(json))
            .params((!ask.query.is_empty()).then_some(ask.query));
        let held = Arc::new(Held::default());
        let answered = held::scope(&held, self.general.request(request));
        tokio::select! {
            biased;
            response = answered => response.map_err(Failure::from),
            after = held.long() => Err(Failure::Limited { after: Some(after) }),
        }
    }
}

/// When the server says that it gave this answer.
fn dated(response: &reqwest::Response) -> Option<DateTime<Utc>> {
    let date = response.headers().get(DATE)?.to_str().ok()?;
    Some(DateTime::parse_from_rfc2822(date).ok()?.to_utc())
}

fn client(network: &Network) -> Result<reqwest::Client, StartError> {
    network
        .http()
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(30))
        .build()
        .map_err(|error| StartError::Permanent(format!("cannot make an HTTP client: {error}")))
}
