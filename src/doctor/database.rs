//! What `doctor` says of the database and its disk.

use clock::{Clock, Ids};
use secrecy::ExposeSecret as _;
use status::{Disk, Status, Trouble};
use store::{OpenError, Store};

use super::{Line, bad, fine, sealing, wrong};
use crate::{config::Config, failure::Failure};

/// Whether the database can be worked with; `bot` is how the running one says that it is.
pub(super) async fn examine(config: &Config, clock: &Clock, bot: Option<&Status>) -> Vec<Line> {
    let store = match Store::connect_with(
        config.database.expose_secret(),
        config.keys.clone(),
        clock.clone(),
        Ids::system(),
    )
    .await
    {
        Ok(store) => store,
        // The file is held by one process alone: by the one that should have it.
        Err(OpenError::InUse { .. }) if bot.is_some_and(|bot| bot.database.is_some()) => {
            return vec![fine(
                "database: the running bot has the file open, and it answers",
            )];
        }
        Err(error) => {
            return vec![match Failure::database(error) {
                Failure::Configuration(message) => wrong(format!("database: {message}")),
                Failure::Fault(error) => bad(format!("database: {error:#}")),
            }];
        }
    };
    let mut lines = match store.pending_migrations().await {
        Ok(pending) if pending.is_empty() => vec![
            fine("database: reached and up to date"),
            sealing::state(&store).await,
        ],
        Ok(pending) => {
            let migrations = format!(
                "database: reached; `run` applies {} migrations first",
                pending.len()
            );
            let off = config.keys.current().is_none().then(sealing::off);
            [fine(migrations)].into_iter().chain(off).collect()
        }
        Err(error) => vec![wrong(format!("database: {error}"))],
    };
    lines.extend(disk(&store).await);
    store.close().await;
    lines
}

/// How full the disk of a database is that is a file.
async fn disk(store: &Store) -> Option<Line> {
    let folder = store.facts().await.ok()?.folder?;
    let disk = Disk::of(&folder)?;
    let free = disk.free / 1_000_000;
    Some(match Trouble::of_disk(&disk) {
        Some(trouble) => bad(format!("disk: {trouble}")),
        None => fine(format!("disk: {free} MB are free")),
    })
}
