//! What a database is and how large, for the operator.

use std::path::PathBuf;

use sqlx::Pool;

use crate::database::Db;

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseKind {
    /// A file, or memory.
    Sqlite,
    /// A server.
    Postgres,
}

/// What a database is and how large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseFacts {
    /// Which one.
    pub kind: DatabaseKind,
    /// How large, in bytes.
    pub bytes: i64,
    /// The number of the last migration that was applied.
    pub migration: i64,
    /// The connections that are open.
    pub connections: u32,
    /// How many of them do nothing.
    pub idle: usize,
    /// The folder in which the file lies; `None` for a server, and in memory.
    pub folder: Option<PathBuf>,
}

const MIGRATION: &str = "select coalesce(max(version), 0) from _sqlx_migrations";

impl Db {
    /// Asks it.
    pub(crate) async fn facts(&self) -> sqlx::Result<DatabaseFacts> {
        match self {
            Self::Sqlite {
                writer,
                readers,
                lock,
            } => {
                let bytes = sqlx::query_scalar(
                    "select page_count * page_size from pragma_page_count(), pragma_page_size()",
                );
                let options = readers.connect_options();
                let folder = options.get_filename().parent();
                // A path without a folder is one in the working directory.
                let folder = folder.map(|folder| match folder.as_os_str().is_empty() {
                    true => PathBuf::from("."),
                    false => folder.to_owned(),
                });
                Ok(DatabaseFacts {
                    kind: DatabaseKind::Sqlite,
                    bytes: bytes.fetch_one(readers).await?,
                    migration: sqlx::query_scalar(MIGRATION).fetch_one(readers).await?,
                    connections: writer.size() + readers.size(),
                    idle: idle(writer) + idle(readers),
                    folder: folder.filter(|_| lock.is_some()),
                })
            }
            Self::Postgres { pool, .. } => Ok(DatabaseFacts {
                kind: DatabaseKind::Postgres,
                bytes: sqlx::query_scalar("select pg_database_size(current_database())")
                    .fetch_one(pool)
                    .await?,
                migration: sqlx::query_scalar(MIGRATION).fetch_one(pool).await?,
                connections: pool.size(),
                idle: idle(pool),
                folder: None,
            }),
        }
    }
}

/// How many connections do nothing. sqlx counts one down a moment before it was counted up: less than none is none.
fn idle<D: sqlx::Database>(pool: &Pool<D>) -> usize {
    let counted = pool.num_idle();
    match usize::try_from(pool.size()) {
        Ok(open) if counted > open => 0,
        _ => counted,
    }
}
