//! Whether a backup is whole, and what is in it.

use std::path::Path;

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

use crate::{RowCount, TABLES, migrations, open_error::OpenError, sqlite::look_into};

/// What was found in a backup.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// What is wrong with it; nothing, when it can be restored.
    pub problems: Vec<String>,
    /// The migrations that it lacks: they are applied when it is restored.
    pub pending: Vec<String>,
    /// How many rows each table has that it has.
    pub rows: Vec<RowCount>,
    /// When the bot was last alive, as it knows.
    pub alive_at: Option<DateTime<Utc>>,
}

/// Reads a backup through: whether the file is whole, of this program, and its rows fit together.
///
/// # Errors
/// When the file can't be opened, or is no SQLite database.
pub async fn verify(file: &Path) -> Result<Checked, OpenError> {
    let mut connection = look_into(file).await?;
    let checked = check(&mut connection).await;
    let closed = connection.close().await;
    checked
        .and_then(|checked| closed.map(|()| checked))
        .map_err(|error| OpenError::of_sqlite(error, file))
}

async fn check(file: &mut SqliteConnection) -> sqlx::Result<Checked> {
    let mut checked = Checked::default();
    // It names twenty problems at most.
    let whole: Vec<String> = sqlx::query_scalar("pragma integrity_check(20)")
        .fetch_all(&mut *file)
        .await?;
    checked
        .problems
        .extend(whole.into_iter().filter(|line| line != "ok"));
    if !checked.problems.is_empty() || !versions(file, &mut checked).await? {
        return Ok(checked);
    }
    let dangling: Vec<(String, i64)> = sqlx::query_as(
        "select \"table\", count(*) from pragma_foreign_key_check group by \"table\"",
    )
    .fetch_all(&mut *file)
    .await?;
    let missing = |(table, rows)| format!("{rows} rows of {table} refer to rows that are missing");
    checked.problems.extend(dangling.into_iter().map(missing));
    for declared in TABLES {
        let table = declared.table;
        if has(file, table).await? {
            let count = AssertSqlSafe(format!("select count(*) from {table}"));
            let rows: i64 = sqlx::query_scalar(count).fetch_one(&mut *file).await?;
            let rows = u64::try_from(rows).unwrap_or_default();
            checked.rows.push(RowCount { table, rows });
        }
    }
    if has(file, "pulse").await? {
        checked.alive_at = sqlx::query_scalar("select alive_at from pulse")
            .fetch_optional(file)
            .await?;
    }
    Ok(checked)
}

/// Looks which migrations it has; whether it is a database of this program.
async fn versions(file: &mut SqliteConnection, checked: &mut Checked) -> sqlx::Result<bool> {
    if !has(file, "_sqlx_migrations").await? {
        checked
            .problems
            .push("it is no database of dash-bot".to_owned());
        return Ok(false);
    }
    let applied: Vec<(i64, bool, Vec<u8>)> =
        sqlx::query_as("select version, success, checksum from _sqlx_migrations order by version")
            .fetch_all(file)
            .await?;
    let known = migrations::migrator();
    for (version, success, checksum) in &applied {
        let of_ours = known.iter().find(|ours| ours.version == *version);
        let problem = match of_ours {
            None => format!(
                "it has migration {version}, which this program does not know: use the newer program"
            ),
            Some(ours) if *ours.checksum != **checksum => {
                format!("its migration {version} is not the one of this program")
            }
            Some(_) if !success => format!("its migration {version} has failed"),
            Some(_) => continue,
        };
        checked.problems.push(problem);
    }
    let lacks = |version: i64| applied.iter().all(|(applied, ..)| *applied != version);
    checked.pending = migrations::ALL
        .iter()
        .filter(|(version, ..)| lacks(*version))
        .map(|(version, name, _)| format!("{version:04} {name}"))
        .collect();
    Ok(true)
}

async fn has(file: &mut SqliteConnection, table: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar("select exists (select 1 from sqlite_master where name = $1)")
        .bind(table)
        .fetch_one(file)
        .await
}
