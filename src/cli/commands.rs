//! `dash-bot commands`: the commands as a platform gets them.

use clap::Subcommand;

use super::Output;

#[derive(Debug, Subcommand)]
pub(super) enum Commands {
    /// Print what is registered with Discord, as JSON
    Discord,
}

impl Commands {
    pub(super) fn run(&self) -> anyhow::Result<Output> {
        match self {
            Self::Discord => Output::json(&discord::registration(&::commands::specs())),
        }
    }
}
