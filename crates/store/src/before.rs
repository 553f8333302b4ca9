//! What is kept of a SQLite file before something is done to it that can't be undone.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use sqlx::SqlitePool;

use crate::{backup, open_error::OpenError, sqlite};

/// So many copies from before migrations are kept.
const KEPT: usize = 3;

/// And none for longer, those from before a restore included.
const DAYS: TimeDelta = TimeDelta::days(30);

/// The time in a copy's name.
const TIME: &str = "%Y%m%dT%H%M%SZ";

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
    forget_older(database);
    Ok(())
}

/// `dash-bot.sqlite.before-0008-20261123T090000Z`.
pub(crate) fn beside(database: &Path, what: &str, now: DateTime<Utc>) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(format!(".before-{what}-{}", now.format(TIME)));
    path.into()
}

/// Removes all but the newest copies from before migrations.
fn forget_older(database: &Path) {
    let mut copies = copies(database, "0");
    let older = copies.len().saturating_sub(KEPT);
    copies.truncate(older);
    remove(&copies);
}

/// Removes the copies that are older than they need to be: people's data is not kept for ever beside where it is swept.
pub(crate) fn forget_old(database: &Path, now: DateTime<Utc>) {
    let mut copies = copies(database, "");
    copies.retain(|(at, _)| *at < now - DAYS);
    remove(&copies);
}

/// The copies whose name goes on like this, oldest first.
fn copies(database: &Path, what: &str) -> Vec<(DateTime<Utc>, PathBuf)> {
    let (Some(folder), Some(name)) = (database.parent(), database.file_name()) else {
        return Vec::new();
    };
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let beginning = format!("{}.before-{what}", name.to_string_lossy());
    let found = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut copies: Vec<_> = found
        .filter_map(|file| {
            let name = file.file_name().into_string().ok()?;
            let (_, at) = name.strip_prefix(&beginning)?.rsplit_once('-')?;
            let at = NaiveDateTime::parse_from_str(at, TIME).ok()?;
            Some((at.and_utc(), file.path()))
        })
        .collect();
    copies.sort();
    copies
}

/// One that can't be removed stays. What was put aside after a crash has its journal beside it.
fn remove(copies: &[(DateTime<Utc>, PathBuf)]) {
    for (_, path) in copies {
        for path in sqlite::with_journal(path) {
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    tracing::warn!(store.copy = %path.display(), %error, "cannot remove an old copy of the database");
                }
                _ => {}
            }
        }
    }
}
