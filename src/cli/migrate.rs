//! `dash-bot migrate`: brings the database up to date, and says what was done.

use super::Output;
use crate::{base, config::Config, failure::Failure};

pub(super) async fn run(config: &Config) -> Result<Output, Failure> {
    let store = base::store(config).await?;
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
