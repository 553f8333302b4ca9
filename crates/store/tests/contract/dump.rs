//! Every row of every table as text, read past the store.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};

use crate::world::World;

/// Both databases say it alike.
macro_rules! dumped {
    ($connection:ident, $url:expr, $columns:literal) => {{
        let mut connection = $connection::connect($url).await.unwrap();
        let mut text = String::new();
        for table in store::TABLES {
            let columns: Vec<String> = sqlx::query_scalar($columns)
                .bind(table.table)
                .fetch_all(&mut connection)
                .await
                .unwrap();
            let columns: Vec<String> = columns
                .iter()
                .map(|column| format!("coalesce(cast({column} as text), '')"))
                .collect();
            let rows = format!(
                "select {} from {}",
                columns.join(" || '|' || "),
                table.table
            );
            let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(rows))
                .fetch_all(&mut connection)
                .await
                .unwrap();
            for row in rows {
                text.push_str(&format!("{}|{row}\n", table.table));
            }
        }
        text
    }};
}

impl World {
    /// `None` in memory, where nobody else can look.
    pub(crate) async fn dump(&self) -> Option<String> {
        if self.url == "sqlite::memory:" {
            return None;
        }
        Some(if self.url.starts_with("sqlite") {
            dumped!(
                SqliteConnection,
                &self.url,
                "select name from pragma_table_info($1)"
            )
        } else {
            dumped!(
                PgConnection,
                &self.url,
                "select cast(column_name as text) from information_schema.columns
                 where table_schema = current_schema() and table_name = $1"
            )
        })
    }
}
