//! Requests with files, which serenity gives all the same number when it is handed JSON.

use reqwest::{
    header::AUTHORIZATION,
    multipart::{Form, Part},
};
use serde::Deserialize;

use super::{Ask, Failure, Rest};

/// What a refusal says.
#[derive(Debug, Default, Deserialize)]
struct Refusal {
    #[serde(default)]
    code: i64,
    retry_after: Option<f64>,
}

impl Rest {
    /// Sends a request with files; at once, whatever its lane.
    pub(super) async fn upload(&self, ask: Ask<'_>) -> Result<reqwest::Response, Failure> {
        let mut address = ask.route.path().into_owned();
        if let Some(api) = &self.api {
            address = address.replace("https://discord.com", api);
        }
        let mut form = Form::new().part("payload_json", part(ask.content.json, "application/json"));
        for (number, file) in ask.content.files.into_iter().enumerate() {
            let content = part(file.bytes, &file.media_type).file_name(file.name);
            form = form.part(format!("files[{number}]"), content);
        }
        let response = self
            .client
            .request(ask.method.reqwest_method(), address)
            .query(&ask.query)
            .header(AUTHORIZATION, self.direct.token())
            .multipart(form)
            .send()
            .await
            .map_err(|error| Failure::from_reqwest(&error))?;
        if response.status().is_success() {
            return Ok(response);
        }
        let status = response.status().as_u16();
        let refusal: Refusal = response.json().await.unwrap_or_default();
        let after = refusal.retry_after;
        Err(Failure::from_status(
            status,
            refusal.code,
            String::new(),
            after,
        ))
    }
}

fn part(bytes: Vec<u8>, media_type: &str) -> Part {
    // A media type that can't be one is left out; Discord goes by the name then.
    Part::bytes(bytes.clone())
        .mime_str(media_type)
        .unwrap_or_else(|_| Part::bytes(bytes))
}
