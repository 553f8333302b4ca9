//! `dash-bot migrate`: brings the database up to date, and says what was done.

use clock::{Clock, Ids};
use secrecy::ExposeSecret as _;
use store::Store;

use super::Output;
use crate::{config::Config, failure::Failure};

pub(super) async fn run(config: &Config) -> Result<Output, Failure> {
    let store = Store::connect(
        config.database.expose_secret(),
        Clock::system(),
        Ids::system(),
    )
    .await
    .map_err(Failure::database)?;
    let pending = store
        .pending_migrations()
        .await
        .map_err(Failure::database)?;
    let migrated = store.migrate().await;
    store.close().await;
    migrated.map_err(Failure::database)?;
    Ok(Output::fine(report(&pending)))
}

fn report(applied: &[String]) -> String {
    if applied.is_empty() {
        return "The database is up to date.".to_owned();
    }
    let mut lines = vec!["The database is up to date. Applied:".to_owned()];
    lines.extend(applied.iter().map(|name| format!("  {name}")));
    lines.join("\n")
}
