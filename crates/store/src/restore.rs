//! Backups put back, and databases moved from one kind to the other.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chrono::{DateTime, TimeDelta, Utc};
use clock::{Clock, Ids};
use sqlx::Connection as _;

use crate::{
    Checked, RowCount, Store,
    backup::{address, hidden_folder, settle, vacuum},
    before,
    open_error::OpenError,
    sqlite::{LockFile, file_of, look_into, with_journal},
    verify,
};

/// A bot that was alive so recently runs.
const RUNS: TimeDelta = TimeDelta::minutes(3);

/// What was done.
#[derive(Debug)]
pub struct Restored {
    /// What was found in the backup.
    pub checked: Checked,
    /// Where the file stands that was the database before.
    pub kept: Option<PathBuf>,
    /// How many migrations were applied to what was restored.
    pub migrations: u64,
}

/// Puts a backup in the place of the database of `url`, and brings it up to date. With `force` also where there is one
/// already: a file is kept beside it, the rows of PostgreSQL are replaced in one transaction.
///
/// # Errors
/// When the backup is not in order or newer than the program, when the database is in use, or is not empty and `force`
/// is not given. Then nothing was changed.
pub async fn restore(
    file: &Path,
    url: &str,
    force: bool,
    clock: &Clock,
) -> anyhow::Result<Restored> {
    let checked = verify(file).await?;
    if let Some(problem) = checked.problems.first() {
        bail!("cannot restore {}: {problem}", file.display());
    }
    match file_of(url) {
        Some(path) => into_file(file, path, url, force, clock, checked).await,
        None => into_server(file, url, force, clock, checked).await,
    }
}

async fn into_file(
    file: &Path,
    path: &Path,
    url: &str,
    force: bool,
    clock: &Clock,
    checked: Checked,
) -> anyhow::Result<Restored> {
    let lock = LockFile::take(path)?;
    let there = std::fs::metadata(path).is_ok_and(|found| found.len() > 0);
    if there && !force {
        return Err(not_empty(&path.display().to_string()));
    }
    let folder = hidden_folder(path, clock)?;
    let part = copied(file, folder.path(), path).await?;
    let kept = there.then(|| before::beside(path, "restore", clock.now()));
    if let Some(kept) = &kept {
        put_aside(path, kept)?;
    }
    if let Err(error) = settle(&part, path) {
        if let Some(kept) = &kept {
            put_aside(kept, path)?;
        }
        return Err(error.into());
    }
    lock.release();
    let store = Store::connect(url, clock.clone(), Ids::system()).await?;
    let migrations = store.migrate().await;
    store.close().await;
    Ok(Restored {
        checked,
        kept,
        migrations: migrations?,
    })
}

async fn into_server(
    file: &Path,
    url: &str,
    force: bool,
    clock: &Clock,
    checked: Checked,
) -> anyhow::Result<Restored> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let part = copied(file, folder.path(), file).await?;
    let from = Store::connect(&address(&part)?, clock.clone(), Ids::system()).await?;
    let migrations = from.migrate().await?;
    let into = Store::connect(url, clock.clone(), Ids::system()).await?;
    into.migrate().await?;
    let replaced = carry(&from, &into, force).await;
    from.close().await;
    into.close().await;
    replaced?;
    Ok(Restored {
        checked,
        kept: None,
        migrations,
    })
}

/// Copies every row of the database of `from` into that of `to`, which is empty; how many each table has.
///
/// # Errors
/// When one of them is in use, can't be opened, or `to` is not empty. Then nothing was changed.
pub async fn copy(from: &str, to: &str, clock: &Clock) -> anyhow::Result<Vec<RowCount>> {
    if let Some(path) = file_of(from)
        && !path.exists()
    {
        return Err(OpenError::Missing { path: path.into() }.into());
    }
    let source = Store::connect(from, clock.clone(), Ids::system()).await?;
    let pending = source.pending_migrations().await?;
    if !pending.is_empty() {
        bail!(
            "the database to copy lacks {} migrations of this program: run `dash-bot migrate` on it first",
            pending.len()
        );
    }
    refuse_running(&source).await?;
    let target = Store::connect(to, clock.clone(), Ids::system()).await?;
    target.migrate().await?;
    let copied = carry(&source, &target, false).await;
    source.close().await;
    target.close().await;
    copied
}

async fn carry(from: &Store, into: &Store, replace: bool) -> anyhow::Result<Vec<RowCount>> {
    refuse_running(into).await?;
    let (mut source, mut target) = (from.read().await?, into.begin().await?);
    let rows: u64 = target
        .row_counts()
        .await?
        .iter()
        .map(|count| count.rows)
        .sum();
    if rows > 0 {
        if !replace {
            return Err(not_empty("the database"));
        }
        target.clear().await?;
    }
    let counts = target.fill_from(&mut source).await?;
    target.commit().await?;
    Ok(counts)
}

/// A file is held by a lock; whether a bot works on a server is told by its pulse.
async fn refuse_running(store: &Store) -> anyhow::Result<()> {
    if !store.is_shared() {
        return Ok(());
    }
    let alive_at: Option<DateTime<Utc>> = store.read().await?.pulse_runs().await?;
    match alive_at {
        Some(at) if (store.clock().now() - at).abs() < RUNS => bail!(
            "a bot works on the database (its last sign of life was at {at}): stop it first, or wait three minutes if it was killed"
        ),
        _ => Ok(()),
    }
}

fn not_empty(what: &str) -> anyhow::Error {
    anyhow::anyhow!(
        "{what} is not empty: nothing was changed; use --force to replace what is there"
    )
}

/// A copy of a backup that may be written to, marked as restored. What stands in its journal is in it.
async fn copied(file: &Path, folder: &Path, named: &Path) -> anyhow::Result<PathBuf> {
    let part = folder.join("restored.sqlite");
    let mut backup = look_into(file).await?;
    let copied = vacuum(&mut backup, &part).await;
    backup.close().await?;
    copied.map_err(|error| match error {
        OpenError::Full { .. } => OpenError::Full { path: named.into() },
        other => other,
    })?;
    Ok(part)
}

/// Moves a database out of the way, with what of it stands in its journal.
fn put_aside(path: &Path, kept: &Path) -> Result<(), OpenError> {
    for (from, to) in with_journal(path).into_iter().zip(with_journal(kept)) {
        match std::fs::rename(&from, to) {
            Err(error) if from == path || error.kind() != std::io::ErrorKind::NotFound => {
                return Err(OpenError::of_file(error, path));
            }
            _ => {}
        }
    }
    Ok(())
}
