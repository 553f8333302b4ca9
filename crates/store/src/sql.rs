//! Runs the same SQL on whichever database a transaction is of.

/// `sql!(tx, execute, "…", a, b)` gives the rows that changed; `sql!(tx, one[Row], …)`,
/// `sql!(tx, optional[Row], …)` and `sql!(tx, all[Row], …)` give rows. `$1` is the first argument.
macro_rules! sql {
    ($tx:expr, execute, $sql:expr $(, $arg:expr)* $(,)?) => {
        match &mut $tx.connection {
            $crate::tx::Connection::Sqlite(connection) => sqlx::query($sql)
                $(.bind($arg))*
                .execute(&mut **connection)
                .await
                .map(|done| done.rows_affected()),
            $crate::tx::Connection::Postgres(connection) => sqlx::query($sql)
                $(.bind($arg))*
                .execute(&mut **connection)
                .await
                .map(|done| done.rows_affected()),
        }
    };
    ($tx:expr, one [$row:ty], $sql:expr $(, $arg:expr)* $(,)?) => {
        sql!(@fetch $tx, fetch_one, $row, $sql, $($arg),*)
    };
    ($tx:expr, optional [$row:ty], $sql:expr $(, $arg:expr)* $(,)?) => {
        sql!(@fetch $tx, fetch_optional, $row, $sql, $($arg),*)
    };
    ($tx:expr, all [$row:ty], $sql:expr $(, $arg:expr)* $(,)?) => {
        sql!(@fetch $tx, fetch_all, $row, $sql, $($arg),*)
    };
    (@fetch $tx:expr, $how:ident, $row:ty, $sql:expr, $($arg:expr),*) => {
        match &mut $tx.connection {
            $crate::tx::Connection::Sqlite(connection) => sqlx::query_as::<_, $row>($sql)
                $(.bind($arg))*
                .$how(&mut **connection)
                .await,
            $crate::tx::Connection::Postgres(connection) => sqlx::query_as::<_, $row>($sql)
                $(.bind($arg))*
                .$how(&mut **connection)
                .await,
        }
    };
}
