//! `dash-bot feed`: what would be done with a feed of videos.

use std::fs;

use announcer::feed;
use anyhow::Context as _;
use clap::Subcommand;
use clock::Clock;
use network::Network;

use super::Output;

#[derive(Debug, Subcommand)]
pub(super) enum Feed {
    /// Show the videos of a feed, and which of them would be announced
    Show {
        /// Its address with http:// or https://, or a file
        #[arg(value_name = "URL|FILE")]
        source: String,
    },
}

impl Feed {
    pub(super) async fn run(&self, clock: &Clock, network: &Network) -> anyhow::Result<Output> {
        let Self::Show { source } = self;
        let is_address = ["http://", "https://"]
            .iter()
            .any(|scheme| source.starts_with(scheme));
        let bytes = if is_address {
            match feed::fetch(&feed::client(network)?, clock, source).await {
                Ok(bytes) => bytes,
                Err(problem) => {
                    let why = network.try_out(source).await.err();
                    let why = why.map(|trouble| format!("\n{trouble}; {}", trouble.what_to_do()));
                    return Ok(Output {
                        text: feed::show_problem(&problem) + &why.unwrap_or_default(),
                        problems: true,
                    });
                }
            }
        } else {
            fs::read(source).with_context(|| format!("cannot read {source}"))?
        };
        Ok(Output {
            text: feed::show(&bytes, false, clock.now()),
            problems: feed::parse(&bytes).is_err(),
        })
    }
}
