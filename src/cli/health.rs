//! `dash-bot health`: asks the running bot whether it is well; for container health checks.

use super::Output;
use crate::{bot, config::Config, failure::Failure};

pub(super) async fn run(config: &Config) -> Result<Output, Failure> {
    let answer = bot::get(config, "/healthz").await?;
    Ok(Output {
        text: answer.text.trim_end().to_owned(),
        problems: !answer.success,
    })
}
