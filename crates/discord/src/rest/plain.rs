//! Requests without serenity's limiter, which keeps to itself how long Discord wants to be left alone, and without its
//! uploads, which give all files the same number.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, RETRY_AFTER, USER_AGENT};
use reqwest::multipart::{Form, Part};
use serde::Deserialize;
use serenity::http::DiscordJsonError;

use super::{ADDRESS, Ask, Content, Failure, Rest};

/// Discord asks for this form.
const NAME: &str = concat!(
    "DiscordBot (https://umcg.nl, ",
    env!("CARGO_PKG_VERSION"),
    ")"
);

/// What a 429 says.
#[derive(Debug, Deserialize)]
struct TooMany {
    retry_after: f64,
}

impl Rest {
    /// Sends a request at once, whatever its lane.
    pub(super) async fn plain(&self, ask: Ask<'_>) -> Result<reqwest::Response, Failure> {
        let mut address = ask.route.path().into_owned();
        if let Some(api) = &self.api {
            address = address.replace(ADDRESS, api);
        }
        let request = self
            .client
            .request(ask.method.reqwest_method(), address)
            .query(&ask.query)
            .header(AUTHORIZATION, self.general.token())
            .header(USER_AGENT, NAME);
        let Content { json, files } = ask.content;
        let request = if !files.is_empty() {
            let mut form = Form::new().part("payload_json", part(json, "application/json"));
            for (number, file) in files.into_iter().enumerate() {
                let content = part(file.bytes, &file.media_type).file_name(file.name);
                form = form.part(format!("files[{number}]"), content);
            }
            request.multipart(form)
        } else if json.is_empty() {
            request
        } else {
            request.header(CONTENT_TYPE, "application/json").body(json)
        };
        let sent = request.send().await;
        let response = sent.map_err(|error| Failure::from_reqwest(&error))?;
        if response.status().is_success() {
            return Ok(response);
        }
        let status = response.status().as_u16();
        let header = wait(response.headers());
        let body = response.bytes().await.unwrap_or_default();
        if status == 429 {
            // The body is exact; the header is there, too, where a wall before Discord answers.
            let exact = serde_json::from_slice::<TooMany>(&body).ok();
            let exact = exact.and_then(|said| Duration::try_from_secs_f64(said.retry_after).ok());
            let after = exact.or(header);
            return Err(Failure::Limited { after });
        }
        let said = serde_json::from_slice::<DiscordJsonError>(&body).ok();
        Err(Failure::from_status(status, said.as_ref()))
    }
}

fn wait(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
}

fn part(bytes: Vec<u8>, media_type: &str) -> Part {
    // A media type that can't be one is left out; Discord goes by the name then.
    Part::bytes(bytes.clone())
        .mime_str(media_type)
        .unwrap_or_else(|_| Part::bytes(bytes))
}
