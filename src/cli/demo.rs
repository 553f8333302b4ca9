//! `dash-bot demo`: its arguments.

use std::net::SocketAddr;

use clap::Args;

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Where the page is served
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(super) listen: SocketAddr,
    /// The database [default: one that is deleted at the end]
    #[arg(long, value_name = "URL")]
    pub(super) database: Option<String>,
}
