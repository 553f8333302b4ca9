//! Opening a database, and what is said when it can't be.

use std::fs;

use clock::{Clock, Ids};
use store::{OpenError, Store};
use testkit::postgres::Postgres;

use crate::world::World;

async fn refused(url: &str) -> OpenError {
    Store::connect(url, Clock::system(), Ids::seeded(1))
        .await
        .expect_err("it must not open")
}

#[tokio::test]
async fn an_address_that_is_none_is_refused() {
    for url in [
        "",
        "store.db",
        "mysql://localhost/x",
        "sqlite:",
        "postgres://[",
        "sqlite://",
        "sqlite:store.db?mode=rwc",
    ] {
        assert!(matches!(refused(url).await, OpenError::Url), "{url:?}");
    }
}

#[tokio::test]
async fn a_file_is_opened_by_one_process() {
    let world = World::file().await;
    let error = refused(&world.url).await;
    assert!(matches!(error, OpenError::InUse { .. }), "{error}");
    world.store.close().await;
    let again = Store::connect(&world.url, Clock::system(), Ids::seeded(1))
        .await
        .unwrap();
    assert_eq!(
        again.pending_migrations().await.unwrap(),
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn a_folder_that_is_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = refused(&format!("sqlite:{}/no/store.db", folder.path().display())).await;
    assert!(matches!(error, OpenError::NoFolder { .. }), "{error}");
    assert!(error.to_string().contains("create it"), "{error}");
}

#[tokio::test]
async fn a_folder_is_not_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let error = refused(&format!("sqlite:{}", folder.path().display())).await;
    assert!(matches!(error, OpenError::File { .. }), "{error}");
}

#[tokio::test]
async fn another_kind_of_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    let text = "These are notes, and not a database at all. ".repeat(40);
    fs::write(&path, &text).unwrap();
    let error = refused(&format!("sqlite:{}", path.display())).await;
    assert!(matches!(error, OpenError::NotADatabase { .. }), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_programs_own_user_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::file().await;
    world.person("7").await;
    let path = world.url.strip_prefix("sqlite:").unwrap();
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let mode = fs::metadata(format!("{path}{suffix}"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{suffix:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named_without_the_password() {
    let error = refused("postgres://me:secret@127.0.0.1:1/x").await;
    assert!(matches!(error, OpenError::Unreachable { .. }), "{error}");
    let message = error.to_string();
    assert!(
        message.contains("127.0.0.1:1") && !message.contains("secret"),
        "{message}"
    );
}

#[tokio::test]
async fn a_database_or_a_user_that_is_not_there_is_named() {
    let Some(server) = Postgres::shared() else {
        return;
    };
    let url = server.database().await;
    let error = refused(&url.replace("/test_", "/missing_")).await;
    assert!(matches!(error, OpenError::NoDatabase { .. }), "{error}");
    let error = refused(&url.replace("postgres@", "nobody@")).await;
    assert!(matches!(error, OpenError::Authentication { .. }), "{error}");
}
