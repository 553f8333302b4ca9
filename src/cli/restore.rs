//! `dash-bot restore FILE`: puts a backup in the place of the database.

use std::path::PathBuf;

use clap::Args;
use clock::Clock;
use secrecy::ExposeSecret as _;

use super::{Output, backup::found};
use crate::{config::Config, failure::Failure};

/// What the next start makes good.
const NEXT: &str = "At its next start the bot tells staff which time it has forgotten, looks before each post whether that stands already, goes on counting sign-ups at the next thousand, and takes out again who was erased.";

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The backup
    file: PathBuf,
    /// Replace a database that is not empty; a file is kept beside the new one
    #[arg(long)]
    force: bool,
}

impl Restore {
    pub(super) async fn run(&self, config: &Config, clock: &Clock) -> Result<Output, Failure> {
        let url = config.database.expose_secret();
        let restored = store::restore(&self.file, url, self.force, clock)
            .await
            .map_err(Failure::of_database)?;
        let mut lines = vec![format!("Restored {}:", self.file.display())];
        lines.extend(found(&restored.checked, clock));
        if let Some(kept) = &restored.kept {
            lines.push(format!(
                "The database that was there is kept as {}; remove it when it is not needed any more.",
                kept.display()
            ));
        }
        lines.push(NEXT.to_owned());
        Ok(Output::fine(lines.join("\n")))
    }
}
