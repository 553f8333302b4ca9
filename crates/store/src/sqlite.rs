//! Opens a SQLite file, for this process alone.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    ConnectOptions as _, Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{
    database::{ACQUIRE, Db},
    open_error::OpenError,
};

/// How long SQLite itself waits for a lock, as when another program looks into the file.
const BUSY: Duration = Duration::from_secs(10);

/// Connections that read beside the one that writes.
const READERS: u32 = 4;

/// A file beside the database that says it is in use: the system lets go of it however the process ends.
#[derive(Debug)]
pub(crate) struct LockFile {
    file: File,
    database: PathBuf,
}

impl LockFile {
    pub(crate) fn take(database: &Path) -> Result<Self, OpenError> {
        let mut path = database.as_os_str().to_owned();
        path.push(".lock");
        let path = PathBuf::from(path);
        // The operator knows the database, and what hinders one file hinders the other.
        let file = open_file(&path).map_err(|error| OpenError::of_file(error, database))?;
        match file.try_lock() {
            Ok(()) => Ok(Self {
                file,
                database: database.to_owned(),
            }),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse {
                path: database.to_owned(),
            }),
            Err(TryLockError::Error(error)) => Err(OpenError::of_file(error, &path)),
        }
    }

    /// The file that is in use.
    pub(crate) fn database(&self) -> &Path {
        &self.database
    }

    /// Lets another process open the database.
    pub(crate) fn release(&self) {
        if let Err(error) = self.file.unlock() {
            tracing::warn!(error = %error, "cannot release the lock file; it is released when the program ends");
        }
    }
}

/// The file that the address of a SQLite database names; none for another database.
pub(crate) fn file_of(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    (!path.is_empty() && !path.contains('?') && path != ":memory:").then_some(Path::new(path))
}

/// A database's file, after those in which what was committed last may still stand.
pub(crate) fn with_journal(file: &Path) -> [PathBuf; 3] {
    ["-wal", "-shm", ""].map(|end| {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        name.into()
    })
}

/// Looks into a file without holding it: another process may be using it.
pub(crate) async fn look_into(path: &Path) -> Result<SqliteConnection, OpenError> {
    std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => OpenError::Missing { path: path.into() },
        _ => OpenError::of_file(error, path),
    })?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(BUSY);
    let opened = options.connect().await;
    opened.map_err(|error| OpenError::of_sqlite(error, path))
}

/// Opens `path`, or `:memory:`; with `beside` also where another process holds it.
pub(crate) async fn open(path: &str, beside: bool) -> Result<Db, OpenError> {
    // Options in the address, as other programs have them, would become part of the file's name.
    if path.is_empty() || path.contains('?') {
        return Err(OpenError::Url);
    }
    if path == ":memory:" {
        return in_memory().await;
    }
    let path = Path::new(path);
    let lock = match LockFile::take(path) {
        Err(OpenError::InUse { .. }) if beside => None,
        taken => Some(taken?),
    };
    open_file(path).map_err(|error| OpenError::of_file(error, path))?;
    let options = options()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        // What was committed stays, even when the power fails: a message is not sent twice.
        .synchronous(SqliteSynchronous::Full);
    let writer = sound(pool(1))
        .connect_with(options.clone())
        .await
        .map_err(|error| OpenError::of_sqlite(error, path))?;
    let readers = sound(pool(READERS))
        .connect_with(options.pragma("query_only", "on"))
        .await
        .map_err(|error| OpenError::of_sqlite(error, path))?;
    Ok(Db::Sqlite {
        writer,
        readers,
        lock,
    })
}

async fn in_memory() -> Result<Db, OpenError> {
    let writer = pool(1)
        .connect_with(options().filename(":memory:"))
        .await
        .map_err(|error| OpenError::of_sqlite(error, Path::new(":memory:")))?;
    Ok(Db::Sqlite {
        readers: writer.clone(),
        writer,
        lock: None,
    })
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        // A connection costs nothing to keep, and in memory it is the database.
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

/// Opens a new connection in place of one whose transaction SQLite has ended by itself, as it does when the disk is
/// full: sqlx takes it to be in that transaction for ever.
fn sound(pool: SqlitePoolOptions) -> SqlitePoolOptions {
    pool.before_acquire(|connection, _| {
        let sound = !connection.is_in_transaction();
        Box::pin(async move { Ok(sound) })
    })
}

fn options() -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .foreign_keys(true)
        .busy_timeout(BUSY)
        // What was deleted is overwritten: it may have been somebody's data.
        .pragma("secure_delete", "on")
}

/// Opens or makes a file that only the program's own user may read.
pub(crate) fn open_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}
