//! Migrations, from empty, on tables with rows, and from the future.

use std::{fs, path::Path};

use clock::{Clock, Ids};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use store::{OpenError, Store};

use crate::world::World;

/// Each migration's file, in order.
pub(crate) fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap())
        .map(|file| {
            let name = file.file_name().into_string().unwrap();
            (name, fs::read_to_string(file.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// Rows for the tables that a migration made. One that makes a table adds a line here.
const ROWS: &[(&str, &str)] = &[
    (
        "0001",
        "insert into people values ('p1', 'chat', '7', 'nl', '2026-03-02T09:00:00+00:00');
         insert into counters values ('signup', 1)",
    ),
    (
        "0002",
        "insert into parked values ('k1', 'p1', '{\"a\":{\"int\":1}}', '2026-03-02T09:00:00+00:00', '2026-03-02T10:00:00+00:00');
         insert into audit values ('a1', '2026-03-02T09:00:00+00:00', 'p1', 'signup', 'C-0001', 'done');
         insert into questions values ('q1', '2026-03-02T09:00:00+00:00', 'en', 'What?', null, 420, false)",
    ),
    (
        "0003",
        "insert into signups values ('s1', 1, '0001', 'k1', 'p1', 'Noor', 'Cardiology', 'How?', null, 'idea', 'table', 'nl', 'new', null, null, false, 1, '2026-03-02T09:00:00+00:00', '2026-03-02T09:00:00+00:00');
         insert into signup_history values ('s1', 1, '2026-03-02T09:00:00+00:00', 'p1', 'send')",
    ),
    (
        "0004",
        "insert into lectures values ('v1', 'T', 'D', 'https://v.example', null, 'published', null, '2026-03-02T09:00:00+00:00', '2026-03-02T09:00:00+00:00', '2026-03-02T09:00:00+00:00');
         insert into feeds values ('videos', null, null, null, null, null, 0, null, null, null)",
    ),
    (
        "0005",
        "insert into targets values ('t1', 'chat', 'staff', '1', null, true, null, '2026-03-02T09:00:00+00:00');
         insert into deliveries values ('d1', 't1', 1, 'lecture', 'v1', 'k', 'pending', null, null, 0, null, null, null, false, '2026-03-02T09:00:00+00:00', null, 1, 0, null, false, null, null, '2026-03-02T09:00:00+00:00', '2026-03-02T09:00:00+00:00')",
    ),
    // The sign-up was there before its address could be looked up.
    ("0006", "update signups set email_digest = 'noor@umcg.example'"),
    (
        "0007",
        "insert into leases values ('gateway', 'one', 1, 0, '2026-03-02T09:00:00+00:00', '2026-03-02T09:00:00+00:00');
         insert into heard values ('chat', '1', '2', 'p1', '2026-03-02T09:00:00+00:00', null, null, null)",
    ),
    (
        "0008",
        "insert into pulse values ('bot', '2026-03-02T09:00:00+00:00', 'running');
         insert into gaps values ('g1', '2026-03-02T07:00:00+00:00', '2026-03-02T09:00:00+00:00', 'running')",
    ),
    (
        "0010",
        "insert into months values ('2026-03', 'sent', '', 1)",
    ),
    (
        "0011",
        "insert into inquiries values ('i1', 1, 'k2', 'p1', 'Noor', 'nl', 'How?', 'open', null, null, false, '2026-03-02T09:00:00+00:00', '2026-03-02T09:00:00+00:00');
         insert into inquiry_lines values ('l1', 'k3', 'i1', 1, '2026-03-02T09:00:00+00:00', 'p1', 'asker', 'Noor', 'So?')",
    ),
    (
        "0013",
        "insert into answers values ('a1', 'contact', 'nl', 1, 'edit', 'T', null, 'p1', '2026-03-02T09:00:00+00:00')",
    ),
    (
        "0015",
        "insert into settings values ('e1', 'reply-days', 1, '3', 'p1', '2026-03-02T09:00:00+00:00')",
    ),
];

pub(crate) fn rows(file: &str) -> &'static str {
    ROWS.iter()
        .find(|(version, _)| file.starts_with(version))
        .map_or("", |(_, rows)| rows)
}

#[tokio::test]
async fn every_migration_runs_on_tables_with_rows() {
    let mut sqlite = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let mut postgres = match World::empty_postgres().await {
        Some(world) => Some(PgConnection::connect(&world.url).await.unwrap()),
        None => None,
    };
    for (file, statements) in files() {
        for part in [statements.as_str(), rows(&file)] {
            sqlite
                .execute(sqlx::raw_sql(AssertSqlSafe(part)))
                .await
                .expect(&file);
            if let Some(postgres) = &mut postgres {
                postgres
                    .execute(sqlx::raw_sql(AssertSqlSafe(part)))
                    .await
                    .expect(&file);
            }
        }
    }
    for table in store::TABLES {
        let count = format!("select count(*) from {}", table.table);
        let found: i64 = sqlx::query_scalar(AssertSqlSafe(count))
            .fetch_one(&mut sqlite)
            .await
            .unwrap();
        assert_eq!(found, 1, "{} has no row in this test", table.table);
    }
}

#[test]
fn every_migration_is_additive_and_gives_its_reason() {
    for (file, statements) in files() {
        assert!(
            statements.starts_with("-- "),
            "{file} must begin with its reason"
        );
        let lower = statements.to_lowercase();
        for word in [
            "check (",
            "check(",
            "drop table",
            "drop column",
            "rename ",
            "alter column",
        ] {
            assert!(!lower.contains(word), "{file} must not say {word:?}");
        }
    }
}

async fn tables_are_made_once(world: World) {
    let all = files().len();
    assert_eq!(world.store.pending_migrations().await.unwrap().len(), all);
    assert_eq!(
        world.store.migrate().await.unwrap(),
        u64::try_from(all).unwrap()
    );
    assert_eq!(world.store.migrate().await.unwrap(), 0);
    assert!(world.store.pending_migrations().await.unwrap().is_empty());
}

#[tokio::test]
async fn tables_are_made_once_in_a_file() {
    tables_are_made_once(World::empty_file().await).await;
}

#[tokio::test]
async fn tables_are_made_once_on_postgres() {
    if let Some(world) = World::empty_postgres().await {
        tables_are_made_once(world).await;
    }
}

const FUTURE: &str = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
     values (9999, 'later', true, ''::bytea, 0)";

#[tokio::test]
async fn a_database_newer_than_the_program_is_refused() {
    let world = World::file().await;
    world.store.close().await;
    let mut connection = SqliteConnection::connect(&world.url).await.unwrap();
    connection
        .execute(AssertSqlSafe(FUTURE.replace("''::bytea", "x''")))
        .await
        .unwrap();
    connection.close().await.unwrap();
    let store = Store::connect(&world.url, Clock::system(), Ids::seeded(1))
        .await
        .unwrap();
    is_refused_as_newer(&store).await;
}

#[tokio::test]
async fn a_postgres_newer_than_the_program_is_refused() {
    let Some(world) = World::postgres().await else {
        return;
    };
    let mut connection = PgConnection::connect(&world.url).await.unwrap();
    connection.execute(FUTURE).await.unwrap();
    is_refused_as_newer(&world.store).await;
}

async fn is_refused_as_newer(store: &Store) {
    for error in [
        store.migrate().await.unwrap_err(),
        store.pending_migrations().await.unwrap_err(),
    ] {
        assert!(
            matches!(error, OpenError::Newer { found: 9999, .. }),
            "{error}"
        );
        assert!(
            error.to_string().contains("run the newer program"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn processes_that_start_together_migrate_once() {
    let Some(world) = World::empty_postgres().await else {
        return;
    };
    let other = world.another(2).await;
    let (one, two) = tokio::join!(world.store.migrate(), other.migrate());
    one.unwrap();
    two.unwrap();
    assert!(other.pending_migrations().await.unwrap().is_empty());
}
