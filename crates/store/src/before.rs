//! What is kept of a SQLite file before something is done to it that can't be undone.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use sqlx::SqlitePool;

use crate::{backup, open_error::OpenError};

/// So many copies from before migrations are kept.
const KEPT: usize = 3;

/// Puts a copy of the file beside it, before `migration` (`0008 pulse`) and those after it are applied.
pub(crate) async fn keep(
    writer: &SqlitePool,
    database: &Path,
    migration: &str,
    now: DateTime<Utc>,
) -> Result<(), OpenError> {
    let version = migration.split(' ').next().unwrap_or_default();
    let copy = beside(database, version, now);
    let cannot = |error| OpenError::of_sqlite(error, &copy);
    let mut connection = writer.acquire().await.map_err(cannot)?;
    backup::vacuum(&mut connection, &copy).await?;
    tracing::info!(store.copy = %copy.display(), "put a copy of the database beside it, as it was before the migrations");
    forget_older(database, &copy);
    Ok(())
}

/// `dash-bot.sqlite.before-0008-20261123T090000Z`.
pub(crate) fn beside(database: &Path, what: &str, now: DateTime<Utc>) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(format!(".before-{what}-{}", now.format("%Y%m%dT%H%M%SZ")));
    path.into()
}

/// Removes all but the newest copies. One that can't be removed stays.
fn forget_older(database: &Path, newest: &Path) {
    let (Some(folder), Some(name)) = (newest.parent(), database.file_name()) else {
        return;
    };
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let beginning = format!("{}.before-0", name.to_string_lossy());
    let found = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut copies: Vec<(String, PathBuf)> = found
        .filter_map(|file| {
            let name = file.file_name().into_string().ok()?;
            let at = name.rsplit('-').next()?.to_owned();
            name.starts_with(&beginning).then(|| (at, file.path()))
        })
        .collect();
    copies.sort();
    let older = copies.len().saturating_sub(KEPT);
    for (_, path) in copies.into_iter().take(older) {
        if let Err(error) = std::fs::remove_file(&path) {
            tracing::warn!(store.copy = %path.display(), %error, "cannot remove an old copy of the database");
        }
    }
}
