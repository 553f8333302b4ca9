//! Backups: written while the store is in use, verified, restored, and carried from one kind of database to the other.

use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use clock::{Clock, Ids};
use domain::Ended;
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, SqliteConnection,
    sqlite::SqliteConnectOptions,
};
use store::{Store, TABLES, backup, copy, restore, verify};
use tempfile::TempDir;
use testkit::postgres::Postgres;

use crate::{
    migrations::{files, rows},
    world::{World, minutes, start},
};

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub(crate) fn url(path: &Path) -> String {
    format!("sqlite:{}", path.display())
}

pub(crate) async fn open(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path);
    options.create_if_missing(true).connect().await.unwrap()
}

pub(crate) async fn store(path: &Path, clock: &Clock) -> Store {
    Store::connect(&url(path), clock.clone(), Ids::seeded(5))
        .await
        .unwrap()
}

/// A database that has a row in every table.
async fn filled(folder: &Path, clock: &Clock) -> PathBuf {
    let (raw, path) = (folder.join("raw.sqlite"), folder.join("filled.sqlite"));
    let mut connection = open(&raw).await;
    for (file, statements) in files() {
        for part in [statements.as_str(), rows(&file)] {
            let part = sqlx::raw_sql(AssertSqlSafe(part));
            connection.execute(part).await.unwrap();
        }
    }
    connection.close().await.unwrap();
    let migrated = store(&path, clock).await;
    migrated.migrate().await.unwrap();
    migrated.close().await;
    let mut connection = open(&path).await;
    attach(&mut connection, &raw).await;
    for table in TABLES.iter().rev() {
        let table = table.table;
        let columns: Vec<String> = sqlx::query_scalar("select name from pragma_table_info($1)")
            .bind(table)
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let columns = columns.join(", ");
        let insert = format!("insert into {table} ({columns}) select {columns} from other.{table}");
        connection.execute(AssertSqlSafe(insert)).await.unwrap();
    }
    connection.close().await.unwrap();
    path
}

async fn attach(connection: &mut SqliteConnection, other: &Path) {
    let attach = sqlx::query("attach $1 as other").bind(other.to_str().unwrap());
    connection.execute(attach).await.unwrap();
}

/// The tables whose rows are not the same in both files; how the pulse ended may differ, and who holds a lease.
async fn differing(one: &Path, other: &Path) -> Vec<&'static str> {
    let mut connection = open(one).await;
    attach(&mut connection, other).await;
    let mut differing = Vec::new();
    for table in TABLES.iter().map(|table| table.table) {
        let what = match table {
            "pulse" => "name, alive_at",
            "leases" => "name, turn, wanted, since, renewed_at",
            _ => "*",
        };
        let both = |one: &str, other: &str| {
            format!("select {what} from {one}.{table} except select {what} from {other}.{table}")
        };
        for (one, other) in [("main", "other"), ("other", "main")] {
            let more = connection.fetch_all(AssertSqlSafe(both(one, other))).await;
            if !more.unwrap().is_empty() {
                differing.push(table);
            }
        }
        let count = AssertSqlSafe(format!("select count(*) from {table}"));
        let count: i64 = sqlx::query_scalar(count)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(count, 1, "{table} has no row in this test");
    }
    differing
}

#[tokio::test]
async fn every_table_is_carried_to_postgres_and_back() {
    let Some(server) = Postgres::shared() else {
        return;
    };
    let (folder, clock) = (folder(), Clock::system());
    let filled = filled(folder.path(), &clock).await;
    let postgres = server.database().await;
    let counts = copy(&url(&filled), &postgres, &clock).await.unwrap();
    assert_eq!(counts.len(), TABLES.len());
    assert!(counts.iter().all(|count| count.rows == 1), "{counts:?}");

    let back = folder.path().join("back.sqlite");
    assert_eq!(copy(&postgres, &url(&back), &clock).await.unwrap(), counts);
    assert_eq!(differing(&filled, &back).await, Vec::<&str>::new());

    let saved = folder.path().join("saved.sqlite");
    let written = backup(&postgres, &saved, &clock).await.unwrap();
    assert_eq!(written.checked.problems, Vec::<String>::new());
    assert_eq!(differing(&filled, &saved).await, Vec::<&str>::new());
    let held = "select count(*) from leases where owner is not null";
    for (file, holders) in [(&filled, 1), (&back, 1), (&saved, 0)] {
        let found: i64 = sqlx::query_scalar(held)
            .fetch_one(&mut open(file).await)
            .await
            .unwrap();
        assert_eq!(
            found,
            holders,
            "a backup holds nobody's turn: {}",
            file.display()
        );
    }

    let error = copy(&url(&back), &postgres, &clock).await.unwrap_err();
    assert!(error.to_string().contains("is not empty"), "{error:#}");
    let refused = restore(&saved, &postgres, false, &clock).await.unwrap_err();
    assert!(refused.to_string().contains("is not empty"), "{refused:#}");
    restore(&saved, &postgres, true, &clock).await.unwrap();
    let again = folder.path().join("again.sqlite");
    copy(&postgres, &url(&again), &clock).await.unwrap();
    assert_eq!(differing(&filled, &again).await, Vec::<&str>::new());
    let other = server.database().await;
    restore(&saved, &other, false, &clock).await.unwrap();
}

#[tokio::test]
async fn a_postgres_on_which_a_bot_works_is_left_alone() {
    let Some(world) = World::postgres().await else {
        return;
    };
    let mut tx = world.begin().await;
    tx.pulse_beat().await.unwrap();
    assert_eq!(tx.pulse_runs().await.unwrap(), Some(start()));
    tx.commit().await.unwrap();
    world.time.advance(minutes(2));
    let folder = folder();
    let (saved, clock) = (folder.path().join("saved.sqlite"), world.time.clock());
    backup(&world.url, &saved, &clock).await.unwrap();
    let there = folder.path().join("there.sqlite");
    for refused in [
        restore(&saved, &world.url, true, &clock).await.map(drop),
        copy(&world.url, &url(&there), &clock).await.map(drop),
    ] {
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains("a bot works on the database"), "{refused}");
    }
    world.time.advance(minutes(2));
    restore(&saved, &world.url, true, &clock).await.unwrap();
    let gap = world.begin().await.pulse_begin().await.unwrap().unwrap();
    assert_eq!(gap.after, Ended::Restored);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_store_in_use_is_whole() {
    let world = World::file().await;
    let person = world.person("7").await;
    let (folder, clock) = (folder(), world.time.clock());
    let writing = async {
        for number in 0..100 {
            world.signup(&person, &format!("d{number}")).await;
        }
    };
    let saving = async {
        for number in 0..10 {
            let file = folder.path().join(format!("{number}.sqlite"));
            backup(&world.url, &file, &clock).await.unwrap();
        }
    };
    tokio::join!(writing, saving);
    for number in 0..10 {
        let file = folder.path().join(format!("{number}.sqlite"));
        let checked = verify(&file).await.unwrap();
        assert_eq!(checked.problems, Vec::<String>::new());
        let rows = |table| {
            checked
                .rows
                .iter()
                .find(|count| count.table == table)
                .unwrap()
                .rows
        };
        assert_eq!(rows("signups"), rows("signup_history"));
    }
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 10, "nothing else is left there");
    let again = backup(&world.url, &folder.path().join("0.sqlite"), &clock).await;
    assert!(again.unwrap_err().to_string().contains("exists already"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = std::fs::metadata(folder.path().join("0.sqlite")).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn what_is_restored_knows_it_and_counts_on_far_away() {
    let world = World::file().await;
    let person = world.person("7").await;
    let mut tx = world.begin().await;
    tx.pulse_beat().await.unwrap();
    tx.commit().await.unwrap();
    world.signup(&person, "d1").await;
    let (folder, clock) = (folder(), world.time.clock());
    let saved = folder.path().join("saved.sqlite");
    backup(&world.url, &saved, &clock).await.unwrap();
    world.signup(&person, "d2").await;
    let in_use = restore(&saved, &world.url, true, &clock).await.unwrap_err();
    assert!(
        in_use.to_string().contains("another process uses it"),
        "{in_use:#}"
    );
    world.store.close().await;
    let refused = restore(&saved, &world.url, false, &clock)
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("is not empty"), "{refused:#}");
    world.time.advance(minutes(1));
    let restored = restore(&saved, &world.url, true, &clock).await.unwrap();

    let kept = restored.kept.unwrap();
    let before = store(&kept, &clock).await;
    let mut tx = before.read().await.unwrap();
    assert_eq!(
        tx.signups_of(&person.id).await.unwrap().len(),
        2,
        "it is kept"
    );
    drop(tx);
    before.close().await;

    let path = PathBuf::from(world.url.strip_prefix("sqlite:").unwrap());
    let now = store(&path, &clock).await;
    let mut tx = now.begin().await.unwrap();
    assert_eq!(tx.signups_of(&person.id).await.unwrap().len(), 1);
    let gap = tx.pulse_begin().await.unwrap().unwrap();
    assert_eq!(
        (gap.after, gap.ended_at - gap.began_at),
        (Ended::Restored, TimeDelta::minutes(1))
    );
    assert_eq!(tx.counter_next("signup").await.unwrap(), 1001);
    let rows = tx.row_counts().await.unwrap();
    assert_eq!(rows.len(), TABLES.len());
}

#[tokio::test]
async fn what_is_no_good_backup_is_named_and_not_restored() {
    let (folder, clock) = (folder(), Clock::system());
    let good = filled(folder.path(), &clock).await;
    let saved = folder.path().join("saved.sqlite");
    backup(&url(&good), &saved, &clock).await.unwrap();
    let mut cases = Vec::new();
    for (name, statement, says) in [
        (
            "newer",
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'later', true, x'', 0)",
            "use the newer program",
        ),
        (
            "other",
            "update _sqlx_migrations set checksum = x'00' where version = 1",
            "is not the one of this program",
        ),
        (
            "torn",
            "pragma foreign_keys = off; delete from people",
            "refer to rows that are missing",
        ),
        (
            "foreign",
            "drop table _sqlx_migrations",
            "no database of dash-bot",
        ),
    ] {
        let file = folder.path().join(name);
        std::fs::copy(&saved, &file).unwrap();
        let mut connection = open(&file).await;
        connection.execute(sqlx::raw_sql(statement)).await.unwrap();
        connection.close().await.unwrap();
        cases.push((file, says));
    }
    let damaged = folder.path().join("damaged");
    let mut bytes = std::fs::read(&saved).unwrap();
    for byte in &mut bytes[3 * 4096..6 * 4096] {
        *byte = 0x5a;
    }
    std::fs::write(&damaged, bytes).unwrap();
    cases.push((damaged, ""));
    let target = folder.path().join("target.sqlite");
    for (file, says) in cases {
        match verify(&file).await {
            Ok(checked) => assert!(checked.problems.join("\n").contains(says), "{checked:?}"),
            Err(error) => assert!(says.is_empty(), "{error}"),
        }
        let refused = restore(&file, &url(&target), true, &clock).await;
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains(says), "{refused}");
        assert!(!target.exists());
    }
    let nothing = verify(&folder.path().join("nothing")).await.unwrap_err();
    assert!(nothing.to_string().contains("there is no such file"));
    assert_eq!(verify(&saved).await.unwrap().pending, Vec::<String>::new());
}

#[tokio::test]
async fn what_a_killed_backup_left_goes_with_the_next_one() {
    let world = World::memory().await;
    let (folder, clock) = (folder(), world.time.clock());
    let path = filled(folder.path(), &clock).await;
    let left = folder.path().join(".dash-bot-Ab12Cd");
    std::fs::create_dir(&left).unwrap();
    std::fs::write(left.join("backup.sqlite"), "half").unwrap();
    let saved = |name: &str| folder.path().join(name);
    // It may be another that is under way.
    backup(&url(&path), &saved("one"), &clock).await.unwrap();
    assert!(left.exists());
    let made = std::fs::metadata(&left).unwrap().modified().unwrap();
    world
        .time
        .set(chrono::DateTime::from(made) + TimeDelta::days(2));
    backup(&url(&path), &saved("two"), &clock).await.unwrap();
    assert!(!left.exists());
}
