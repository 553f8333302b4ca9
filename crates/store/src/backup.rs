//! Backups: a file of SQLite, whichever the database is, taken while the bot runs.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use chrono::{DateTime, TimeDelta, Utc};
use clock::{Clock, Ids};
use domain::Ended;
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};

use crate::{
    Checked, Store,
    open_error::OpenError,
    sqlite::{file_of, look_into, open_file},
    verify,
};

/// How a folder's name begins in which a copy is made.
const HIDDEN: &str = ".dash-bot-";

/// No copy takes longer.
const FILLED: TimeDelta = TimeDelta::days(1);

/// A backup that was written, and what was found in it.
#[derive(Debug)]
pub struct Written {
    /// How large it is.
    pub bytes: u64,
    /// What [`verify`] says of it.
    pub checked: Checked,
}

/// Writes the state of the database of `url` at this moment into `file`, which is whole and checked when it is there.
///
/// # Errors
/// When the database can't be read, or the file can't be written or is there already; nothing is left behind then.
pub async fn backup(url: &str, file: &Path, clock: &Clock) -> anyhow::Result<Written> {
    if file.exists() {
        return Err(OpenError::Exists { path: file.into() }.into());
    }
    let folder = hidden_folder(file, clock)?;
    let part = folder.path().join("backup.sqlite");
    match file_of(url) {
        Some(path) => {
            let mut connection = look_into(path).await?;
            vacuum(&mut connection, &part)
                .await
                .map_err(|error| of(error, &part, file))?;
            connection.close().await?;
        }
        None => fill(url, &part, clock).await?,
    }
    let checked = verify(&part).await?;
    if let Some(problem) = checked.problems.first() {
        bail!("cannot make a backup of a database that is not in order: {problem}");
    }
    settle(&part, file)?;
    let bytes = std::fs::metadata(file).map(|found| found.len());
    Ok(Written {
        bytes: bytes.unwrap_or_default(),
        checked,
    })
}

/// A folder beside `file` that goes with what is in it; those of programs that were killed go now.
pub(crate) fn hidden_folder(file: &Path, clock: &Clock) -> Result<tempfile::TempDir, OpenError> {
    let beside = folder_of(file);
    forget_left(&beside, clock.now());
    tempfile::Builder::new()
        .prefix(HIDDEN)
        .tempdir_in(beside)
        .map_err(|error| OpenError::of_file(error, file))
}

/// Removes the hidden folders that nobody can be filling any more: what is half copied holds people's data, too.
fn forget_left(folder: &Path, now: DateTime<Utc>) {
    let found = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for left in found.filter(|entry| entry.file_name().to_string_lossy().starts_with(HIDDEN)) {
        let changed = left.metadata().and_then(|left| left.modified());
        let is_left = changed.is_ok_and(|at| DateTime::<Utc>::from(at) < now - FILLED);
        if is_left && let Err(error) = std::fs::remove_dir_all(left.path()) {
            tracing::warn!(store.folder = %left.path().display(), %error, "cannot remove what a killed backup left");
        }
    }
}

/// Puts a whole file in its place: after a power failure it is there whole, or not at all.
pub(crate) fn settle(part: &Path, file: &Path) -> Result<(), OpenError> {
    let settled = File::open(part)
        .and_then(|written| written.sync_all())
        .and_then(|()| std::fs::rename(part, file))
        .and_then(|()| File::open(folder_of(file)))
        .and_then(|folder| folder.sync_all());
    settled.map_err(|error| OpenError::of_file(error, file))
}

/// Copies an open SQLite database into a new file that only the program's own user may read.
pub(crate) async fn vacuum(
    connection: &mut SqliteConnection,
    file: &Path,
) -> Result<(), OpenError> {
    let written = write(connection, file).await;
    if written.is_err() {
        // What is half written is of no use, and takes room that may be missing.
        let _ = std::fs::remove_file(file);
    }
    written
}

async fn write(connection: &mut SqliteConnection, file: &Path) -> Result<(), OpenError> {
    open_file(file).map_err(|error| OpenError::of_file(error, file))?;
    let name = file.to_str().ok_or(OpenError::Url)?;
    sqlx::query("vacuum into $1")
        .bind(name)
        .execute(connection)
        .await
        .map_err(|error| OpenError::of_sqlite(error, file))?;
    mark(file).await
}

/// Notes in a copy that it is one: who runs on it knows that it may have forgotten something.
async fn mark(file: &Path) -> Result<(), OpenError> {
    let cannot = |error| OpenError::of_sqlite(error, file);
    let mut copy = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Delete)
        .connect()
        .await
        .map_err(cannot)?;
    // Nobody who held a turn when it was made holds it where it is put back.
    let marks = [
        (
            "pulse",
            format!("update pulse set state = '{}'", Ended::Restored.id()),
        ),
        ("leases", "update leases set owner = null".to_owned()),
    ];
    for (table, mark) in marks {
        // One from before this table is there, too.
        let there = "select count(*) from sqlite_master where name = $1";
        let tables: i64 = sqlx::query_scalar(there)
            .bind(table)
            .fetch_one(&mut copy)
            .await
            .map_err(cannot)?;
        if tables > 0 {
            copy.execute(AssertSqlSafe(mark)).await.map_err(cannot)?;
        }
    }
    copy.close().await.map_err(cannot)
}

/// Fills a new file with the rows of a PostgreSQL database, as they are at one moment.
async fn fill(url: &str, part: &Path, clock: &Clock) -> anyhow::Result<()> {
    let source = Store::connect(url, clock.clone(), Ids::system()).await?;
    let pending = source.pending_migrations().await?;
    if !pending.is_empty() {
        bail!(
            "the database lacks {} migrations of this program: make the backup with the program that last used it, or run `dash-bot migrate` first",
            pending.len()
        );
    }
    let copy = Store::connect(&address(part)?, clock.clone(), Ids::system()).await?;
    copy.migrate().await?;
    let (mut from, mut into) = (source.read().await?, copy.begin().await?);
    into.fill_from(&mut from).await?;
    into.commit().await?;
    drop(from);
    copy.close().await;
    source.close().await;
    mark(part).await?;
    Ok(())
}

/// The address of a file.
pub(crate) fn address(file: &Path) -> anyhow::Result<String> {
    let name = file
        .to_str()
        .context("cannot use a file's name that is no text")?;
    Ok(format!("sqlite:{name}"))
}

/// The same error, of the file that the operator knows.
fn of(error: OpenError, part: &Path, file: &Path) -> OpenError {
    match error {
        OpenError::Full { path } if path == part => OpenError::Full { path: file.into() },
        OpenError::ReadOnly { path } if path == part => OpenError::ReadOnly { path: file.into() },
        other => other,
    }
}

fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.into(),
        _ => PathBuf::from("."),
    }
}
