//! The two databases, and how each is opened.

use std::{str::FromStr, sync::OnceLock, time::Duration};

use clock::Clock;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection as _, Executor, PgPool, Postgres, SqlitePool,
    Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{
    listener::Listener,
    open_error::OpenError,
    sqlite::{self, LockFile},
    tx::Connection,
    wakeups::Waker,
};

/// How long PostgreSQL may take to answer the first time.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a call waits for a free connection: longer than that nobody waits for an answer.
pub(crate) const ACQUIRE: Duration = Duration::from_secs(10);

/// An open database.
#[derive(Debug)]
pub(crate) enum Db {
    /// One writer, because SQLite has one: who wants to write queues here, in order. In memory both
    /// are the same, single connection.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
        lock: Option<LockFile>,
    },
    Postgres {
        pool: PgPool,
        options: Box<PgConnectOptions>,
        listener: OnceLock<Listener>,
    },
}

impl Db {
    /// Opens the database of `url`; with `beside` also a file that another process holds.
    pub(crate) async fn open(url: &str, beside: bool, clock: &Clock) -> Result<Self, OpenError> {
        if let Some(rest) = url.strip_prefix("sqlite:") {
            return sqlite::open(rest.strip_prefix("//").unwrap_or(rest), beside).await;
        }
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(OpenError::Url);
        }
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| OpenError::Url)?
            .application_name("dash-bot");
        // A pool tries a refused connection again and again: one by hand tells at once what is wrong.
        clock
            .timeout(PATIENCE, async { options.connect().await?.close().await })
            .await
            .map_err(|_| OpenError::silent(&options))?
            .map_err(|error| OpenError::of_postgres(error, &options))?;
        let pool = PgPoolOptions::new()
            .max_connections(10)
            .acquire_timeout(ACQUIRE)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    // A process that vanished in the middle must not hold its rows for hours.
                    connection
                        .execute(
                            "set idle_in_transaction_session_timeout = '60s'; set lock_timeout = '10s'",
                        )
                        .await?;
                    Ok(())
                })
            })
            .connect_lazy_with(options.clone());
        Ok(Self::Postgres {
            pool,
            options: Box::new(options),
            listener: OnceLock::new(),
        })
    }

    /// Begins a transaction that may write.
    pub(crate) async fn begin(&self) -> sqlx::Result<Connection> {
        Ok(match self {
            // Without `immediate` the first write would fail when another writer came between.
            Self::Sqlite { writer, .. } => {
                Connection::Sqlite(writer.begin_with("begin immediate").await?)
            }
            Self::Postgres { pool, .. } => Connection::Postgres(begun(pool, "begin").await?),
        })
    }

    /// Begins a transaction that only reads, and sees one state of everything.
    pub(crate) async fn read(&self) -> sqlx::Result<Connection> {
        Ok(match self {
            Self::Sqlite { readers, .. } => {
                Connection::Sqlite(readers.begin_with("begin deferred").await?)
            }
            Self::Postgres { pool, .. } => Connection::Postgres(
                begun(pool, "begin isolation level repeatable read, read only").await?,
            ),
        })
    }

    /// Asks for nothing, to see whether there is an answer.
    pub(crate) async fn ping(&self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite { readers, .. } => readers.execute("select 1").await.map(drop),
            Self::Postgres { pool, .. } => pool.execute("select 1").await.map(drop),
        }
    }

    /// Writes the file, or on a server these tables, anew without what was overwritten or deleted.
    pub(crate) async fn compact(&self, tables: &[&str]) -> sqlx::Result<()> {
        match self {
            Self::Sqlite { writer, .. } => {
                writer.execute("vacuum").await?;
                // What went through the log stands in it until it is cut off.
                writer.execute("pragma wal_checkpoint(truncate)").await?;
            }
            Self::Postgres { pool, .. } => {
                for table in tables {
                    let statement = format!("vacuum (full) {table}");
                    pool.execute(AssertSqlSafe(statement)).await?;
                }
            }
        }
        Ok(())
    }

    /// Sees to it that commits of other processes are heard of.
    pub(crate) fn listen(&self, clock: &Clock, waker: &Waker) {
        if let Self::Postgres { pool, listener, .. } = self {
            listener.get_or_init(|| Listener::start(pool.clone(), clock.clone(), waker.clone()));
        }
    }

    /// Closes every connection, when what is under way is done, and lets go of the file.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite {
                writer,
                readers,
                lock,
            } => {
                readers.close().await;
                writer.close().await;
                if let Some(lock) = lock {
                    lock.release();
                }
            }
            Self::Postgres { pool, .. } => pool.close().await,
        }
    }
}

/// Begins a transaction to the end, even when the caller gives up meanwhile: sqlx forgets one whose begin is dropped on
/// the way, and hands out the connection again in it, read-only as it may be.
async fn begun(pool: &PgPool, how: &'static str) -> sqlx::Result<Transaction<'static, Postgres>> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(how).await });
    begun
        .await
        .unwrap_or_else(|error| match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(sqlx::Error::WorkerCrashed),
        })
}
