//! The migrations: append-only and additive, the same SQL on both databases.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use sqlx::{
    ConnectOptions, Connection as _, SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

use crate::{before, database::Db, open_error::OpenError};

macro_rules! migrations {
    ($($version:literal $name:literal $file:literal,)*) => {
        /// Number, name and statements of each, in order.
        pub(crate) const ALL: &[(i64, &str, &str)] = &[
            $(($version, $name, include_str!(concat!("../../../migrations/", $file))),)*
        ];
    };
}

migrations! {
    1 "people" "0001_people.sql",
    2 "calls" "0002_calls.sql",
    3 "signups" "0003_signups.sql",
    4 "lectures" "0004_lectures.sql",
    5 "deliveries" "0005_deliveries.sql",
    6 "sealed" "0006_sealed.sql",
    7 "leases" "0007_leases.sql",
    8 "pulse" "0008_pulse.sql",
    9 "running" "0009_running.sql",
    10 "erasure" "0010_erasure.sql",
    11 "inquiries" "0011_inquiries.sql",
    12 "feedback" "0012_feedback.sql",
    13 "answers" "0013_answers.sql",
    14 "answer_review" "0014_answer_review.sql",
    15 "settings" "0015_settings.sql",
    16 "inquiry_thread" "0016_inquiry_thread.sql",
    17 "answer_asked" "0017_answer_asked.sql",
}

/// Applies what is missing; how many that were. Of a file that has been used, a copy is put beside it first.
pub(crate) async fn apply(db: &Db, now: DateTime<Utc>) -> Result<u64, OpenError> {
    let missing = pending(db).await?;
    if let (
        Some(first),
        Db::Sqlite {
            writer,
            lock: Some(lock),
            ..
        },
    ) = (missing.first(), db)
        && missing.len() < ALL.len()
    {
        before::keep(writer, lock.database(), first, now).await?;
    }
    let missing = missing.len();
    let migrator = migrator();
    match db {
        Db::Sqlite { writer, .. } => migrator.run(writer).await,
        // A connection of its own: an error would leave sqlx's lock on one of the pool's.
        Db::Postgres { options, .. } => {
            let mut connection = options
                .connect()
                .await
                .map_err(|error| OpenError::of_postgres(error, options))?;
            let done = migrator.run(&mut connection).await;
            // The work is done or has failed; how the connection ends changes nothing.
            let _ = connection.close().await;
            done
        }
    }
    .map_err(OpenError::of_migration)?;
    Ok(u64::try_from(missing).unwrap_or_default())
}

/// What is missing; an error where the database is newer than the program.
pub(crate) async fn pending(db: &Db) -> Result<Vec<String>, OpenError> {
    let applied = applied(db).await.map_err(OpenError::of_query)?;
    let known = ALL.last().map_or(0, |(version, ..)| *version);
    if let Some(found) = applied.iter().copied().max().filter(|found| *found > known) {
        return Err(OpenError::Newer { found, known });
    }
    Ok(ALL
        .iter()
        .filter(|(version, ..)| !applied.contains(version))
        .map(|(version, name, _)| format!("{version:04} {name}"))
        .collect())
}

async fn applied(db: &Db) -> sqlx::Result<Vec<i64>> {
    const VERSIONS: &str = "select version from _sqlx_migrations order by version";
    match db {
        Db::Sqlite { writer, .. } => {
            let (there,): (bool,) = sqlx::query_as(
                "select exists (select 1 from sqlite_master where name = '_sqlx_migrations')",
            )
            .fetch_one(writer)
            .await?;
            if there {
                sqlx::query_scalar(VERSIONS).fetch_all(writer).await
            } else {
                Ok(Vec::new())
            }
        }
        Db::Postgres { pool, .. } => {
            let (there,): (bool,) =
                sqlx::query_as("select to_regclass('_sqlx_migrations') is not null")
                    .fetch_one(pool)
                    .await?;
            if there {
                sqlx::query_scalar(VERSIONS).fetch_all(pool).await
            } else {
                Ok(Vec::new())
            }
        }
    }
}

pub(crate) fn migrator() -> Migrator {
    let migrations = ALL.iter().map(|(version, name, statements)| {
        Migration::new(
            *version,
            Cow::Borrowed(*name),
            MigrationType::Simple,
            statements.into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(migrations.collect())
}
