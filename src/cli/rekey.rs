//! `dash-bot rekey`: seals everything that people wrote under the present key, or makes it readable again.

use clap::Args;
use store::Store;

use super::Output;
use crate::{base, config::Config, failure::Failure};

/// What is no longer in the database, and still elsewhere.
const BACKUPS: &str = "Backups that were made before still hold the former state.";

#[derive(Debug, Args)]
pub(super) struct Rekey {
    /// Make everything readable again; the key stands among [store] previous_keys then, and no other is set
    #[arg(long)]
    plain: bool,
}

impl Rekey {
    pub(super) async fn run(&self, config: &Config) -> Result<Output, Failure> {
        self.check(config)?;
        let store = base::store(config).await?;
        let done = rekey(&store).await;
        store.close().await;
        let (changed, left) = done?;
        Ok(report(config, changed, left))
    }

    fn check(&self, config: &Config) -> Result<(), Failure> {
        let problem = match (config.keys.current(), self.plain) {
            (None, false) => {
                "there is no key to seal under: make one with `dash-bot key new` and set it as [store] key, or make everything readable again with --plain"
            }
            (Some(_), true) => {
                "[store] key is set, and would seal what is written next: move it to [store] previous_keys, restart the bot, and try again"
            }
            _ => return Ok(()),
        };
        Err(Failure::Configuration(problem.to_owned()))
    }
}

/// How many texts were changed, and how many are not as they should be.
async fn rekey(store: &Store) -> Result<(u64, u64), Failure> {
    store.migrate().await.map_err(Failure::database)?;
    store.check_keys().await.map_err(Failure::database)?;
    let changed = store.rekey().await?;
    let key = store.keys().current().map(store::Key::id);
    Ok((changed, store.seals().await?.not_under(key)))
}

fn report(config: &Config, changed: u64, left: u64) -> Output {
    let mut lines = vec![match config.keys.current() {
        Some(key) => format!(
            "Texts that were sealed under the key {}: {changed}.",
            key.id()
        ),
        None => format!("Texts that were made readable: {changed}."),
    }];
    if left > 0 {
        lines.push(format!(
            "Texts that were written otherwise meanwhile: {left}. Give every running bot this configuration, restart it, and run this again."
        ));
    } else if config.keys.has_previous() {
        lines.push("[store] previous_keys can be taken away now.".to_owned());
    }
    lines.push(BACKUPS.to_owned());
    Output {
        text: lines.join("\n"),
        problems: left > 0,
    }
}
