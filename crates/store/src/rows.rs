//! Rows of any table, carried from one database to another as they are: what is sealed stays sealed.

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use sqlx::{
    AssertSqlSafe, Database, Encode, QueryBuilder, Row as _, SqliteConnection, Type, types::Json,
};

use crate::{Tx, migrations, privacy::TABLES, tx::Connection};

/// So many values are written in one statement at most: fewer than either database takes.
const VALUES: usize = 5000;

/// How many rows a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowCount {
    /// The table.
    pub table: &'static str,
    /// Its rows.
    pub rows: u64,
}

/// A table as its migrations made it.
struct Shape {
    table: &'static str,
    columns: Vec<(String, Kind)>,
}

/// What a column holds: the few types that both databases have.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Text,
    Truth,
    Instant,
    Json,
    Bytes,
}

/// What stands in one column of one row.
enum Value {
    Number(Option<i64>),
    Text(Option<String>),
    Truth(Option<bool>),
    Instant(Option<DateTime<Utc>>),
    Json(Option<Json<serde_json::Value>>),
    Bytes(Option<Vec<u8>>),
}

impl Kind {
    fn of(declared: &str) -> anyhow::Result<Self> {
        Ok(match declared.to_ascii_lowercase().as_str() {
            "bigint" => Self::Number,
            "text" => Self::Text,
            "boolean" => Self::Truth,
            "timestamptz" => Self::Instant,
            "jsonb" => Self::Json,
            "bytea" => Self::Bytes,
            other => bail!("cannot copy a column of the type {other}"),
        })
    }
}

/// Reads a row of either database.
macro_rules! values {
    ($row:expr, $shape:expr) => {{
        let mut values = Vec::with_capacity($shape.columns.len());
        for (at, (_, kind)) in $shape.columns.iter().enumerate() {
            values.push(match kind {
                Kind::Number => Value::Number($row.try_get(at)?),
                Kind::Text => Value::Text($row.try_get(at)?),
                Kind::Truth => Value::Truth($row.try_get(at)?),
                Kind::Instant => Value::Instant($row.try_get(at)?),
                Kind::Json => Value::Json($row.try_get(at)?),
                Kind::Bytes => Value::Bytes($row.try_get(at)?),
            });
        }
        values
    }};
}

/// Copies a table from an open connection, row by row, in batches.
macro_rules! carry {
    ($from:expr, $into:expr, $shape:expr) => {{
        let mut rows = sqlx::query(AssertSqlSafe($shape.select())).fetch(&mut **$from);
        let mut batch = Vec::new();
        let mut count: u64 = 0;
        while let Some(row) = rows.try_next().await? {
            batch.push(values!(row, $shape));
            count += 1;
            if batch.len() * $shape.columns.len() >= VALUES {
                $into.write(&$shape, std::mem::take(&mut batch)).await?;
            }
        }
        $into.write(&$shape, batch).await?;
        count
    }};
}

impl Tx {
    /// Fills the tables of this database with the rows of another; both have every migration.
    pub(crate) async fn fill_from(&mut self, from: &mut Self) -> anyhow::Result<Vec<RowCount>> {
        let mut counts = Vec::new();
        for shape in shapes().await? {
            let table = shape.table;
            let rows = self.carry(from, shape).await;
            let rows = rows.with_context(|| format!("cannot copy the table {table}"))?;
            counts.push(RowCount { table, rows });
        }
        if self.row_counts().await? != counts {
            bail!("cannot copy: what arrived is not what was there");
        }
        Ok(counts)
    }

    /// How many rows each table has, those that are referred to first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn row_counts(&mut self) -> anyhow::Result<Vec<RowCount>> {
        let mut counts = Vec::new();
        for declared in TABLES.iter().rev() {
            let table = declared.table;
            let count = AssertSqlSafe(format!("select count(*) from {table}"));
            let (rows,) = sql!(self, one[(i64,)], count)
                .with_context(|| format!("cannot count the rows of {table}"))?;
            let rows = u64::try_from(rows).unwrap_or_default();
            counts.push(RowCount { table, rows });
        }
        Ok(counts)
    }

    /// Takes every row out.
    pub(crate) async fn clear(&mut self) -> anyhow::Result<()> {
        for declared in TABLES {
            let clear = AssertSqlSafe(format!("delete from {}", declared.table));
            sql!(self, execute, clear)
                .with_context(|| format!("cannot empty the table {}", declared.table))?;
        }
        Ok(())
    }

    async fn carry(&mut self, from: &mut Self, shape: Shape) -> anyhow::Result<u64> {
        Ok(match &mut from.connection {
            Connection::Sqlite(source) => carry!(source, self, shape),
            Connection::Postgres(source) => carry!(source, self, shape),
        })
    }

    async fn write(&mut self, shape: &Shape, rows: Vec<Vec<Value>>) -> anyhow::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        match &mut self.connection {
            Connection::Sqlite(into) => {
                insert(shape, rows).build().execute(&mut **into).await?;
            }
            Connection::Postgres(into) => {
                insert(shape, rows).build().execute(&mut **into).await?;
            }
        }
        Ok(())
    }
}

impl Shape {
    fn names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    }

    fn select(&self) -> String {
        format!("select {} from {}", self.names(), self.table)
    }
}

/// Every table, those that are referred to first, as the migrations make them.
async fn shapes() -> anyhow::Result<Vec<Shape>> {
    use sqlx::Connection as _;
    let mut model = SqliteConnection::connect("sqlite::memory:").await?;
    for (_, _, statements) in migrations::ALL {
        sqlx::raw_sql(*statements).execute(&mut model).await?;
    }
    let mut shapes = Vec::new();
    for declared in TABLES.iter().rev() {
        let columns: Vec<(String, String)> =
            sqlx::query_as("select name, type from pragma_table_info($1)")
                .bind(declared.table)
                .fetch_all(&mut model)
                .await?;
        let kinds = columns.into_iter().map(|(name, declared)| {
            let kind = Kind::of(&declared);
            Ok((name, kind?))
        });
        shapes.push(Shape {
            table: declared.table,
            columns: kinds.collect::<anyhow::Result<_>>()?,
        });
    }
    model.close().await?;
    Ok(shapes)
}

fn insert<DB>(shape: &Shape, rows: Vec<Vec<Value>>) -> QueryBuilder<DB>
where
    DB: Database,
    for<'q> Option<i64>: Encode<'q, DB> + Type<DB>,
    for<'q> Option<String>: Encode<'q, DB> + Type<DB>,
    for<'q> Option<bool>: Encode<'q, DB> + Type<DB>,
    for<'q> Option<DateTime<Utc>>: Encode<'q, DB> + Type<DB>,
    for<'q> Option<Json<serde_json::Value>>: Encode<'q, DB> + Type<DB>,
    for<'q> Option<Vec<u8>>: Encode<'q, DB> + Type<DB>,
{
    let mut query = QueryBuilder::new(format!("insert into {} ({}) ", shape.table, shape.names()));
    query.push_values(rows, |mut row, values| {
        for value in values {
            match value {
                Value::Number(value) => row.push_bind(value),
                Value::Text(value) => row.push_bind(value),
                Value::Truth(value) => row.push_bind(value),
                Value::Instant(value) => row.push_bind(value),
                Value::Json(value) => row.push_bind(value),
                Value::Bytes(value) => row.push_bind(value),
            };
        }
    });
    query
}
