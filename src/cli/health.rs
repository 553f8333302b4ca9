//! `dash-bot health`: asks the running bot whether it is well; for container health checks.

use std::{net::SocketAddr, time::Duration};

use anyhow::Context as _;

use super::Output;
use crate::{config::Config, failure::Failure};

/// After this the bot counts as unwell.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) async fn run(config: &Config) -> Result<Output, Failure> {
    let url = format!("http://{}/healthz", reachable(config.web.listen));
    let client = reqwest::Client::builder()
        .timeout(PATIENCE)
        .no_proxy()
        .build();
    let client = client.context("cannot make an HTTP client")?;
    let answer = client.get(&url).send().await;
    let answer = answer.with_context(|| format!("cannot reach the bot at {url}: does it run?"))?;
    let problems = !answer.status().is_success();
    let text = answer
        .text()
        .await
        .context("cannot read the bot's answer")?;
    Ok(Output {
        text: text.trim_end().to_owned(),
        problems,
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
