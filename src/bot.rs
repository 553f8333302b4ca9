//! The running bot as others ask it: over `[web] listen`.

use std::{net::SocketAddr, time::Duration};

use anyhow::Context as _;
use status::Status;

use crate::config::Config;

/// After this the bot counts as unwell.
const PATIENCE: Duration = Duration::from_secs(5);

/// What it answered.
pub(crate) struct Answer {
    pub(crate) success: bool,
    pub(crate) text: String,
}

/// Asks the bot of this configuration.
///
/// # Errors
/// When it does not answer.
pub(crate) async fn get(config: &Config, path: &str) -> anyhow::Result<Answer> {
    let url = format!("http://{}{path}", reachable(config.web.listen));
    let client = reqwest::Client::builder()
        .timeout(PATIENCE)
        .no_proxy()
        .build();
    let client = client.context("cannot make an HTTP client")?;
    let answer = client.get(&url).send().await;
    let answer = answer.with_context(|| format!("cannot reach the bot at {url}: does it run?"))?;
    let success = answer.status().is_success();
    let text = answer.text().await;
    let text = text.context("cannot read the bot's answer")?;
    Ok(Answer { success, text })
}

/// How the bot of this configuration runs.
///
/// # Errors
/// When it does not answer, or another program does.
pub(crate) async fn status(config: &Config) -> anyhow::Result<Status> {
    let answer = get(config, "/status").await?;
    serde_json::from_str(&answer.text).with_context(|| {
        format!(
            "what answers on {} is no dash-bot of this version: does another program listen there?",
            config.web.listen
        )
    })
}

/// An address that listens everywhere is reached on loopback.
fn reachable(mut listen: SocketAddr) -> SocketAddr {
    if listen.ip().is_unspecified() {
        match &mut listen {
            SocketAddr::V4(v4) => v4.set_ip(std::net::Ipv4Addr::LOCALHOST),
            SocketAddr::V6(v6) => v6.set_ip(std::net::Ipv6Addr::LOCALHOST),
        }
    }
    listen
}
