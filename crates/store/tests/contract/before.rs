//! What is kept of a file before its tables are changed.

use std::{
    fs::File,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use chrono::TimeDelta;
use clock::Clock;
use sqlx::{
    AssertSqlSafe, Connection as _, SqlSafeStr as _,
    migrate::{Migration, MigrationType, Migrator},
};
use store::{OpenError, backup, restore, verify};
use tempfile::TempDir;

use crate::{
    backups::{folder, open, store, url},
    migrations::files,
    world::{World, start},
};

/// A database as an older program left it: with the first migrations alone.
async fn older(path: &Path, migrations: usize) {
    let mut connection = open(path).await;
    let first = files()
        .into_iter()
        .take(migrations)
        .map(|(file, statements)| {
            let (version, name) = file.trim_end_matches(".sql").split_once('_').unwrap();
            Migration::new(
                version.parse().unwrap(),
                name.to_owned().into(),
                MigrationType::Simple,
                AssertSqlSafe(statements).into_sql_str(),
                false,
            )
        });
    let migrator = Migrator::with_migrations(first.collect());
    migrator.run(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_copy_stands_beside_a_file_before_it_is_migrated() {
    let world = World::empty_file().await;
    let (folder, clock) = (folder(), world.time.clock());
    let path = folder.path().join("bot.sqlite");
    older(&path, 5).await;
    let saved = folder.path().join("saved.sqlite");
    backup(&url(&path), &saved, &clock).await.unwrap();
    let store = store(&path, &clock).await;
    let applied = store.migrate().await.unwrap();
    assert_eq!(usize::try_from(applied).unwrap(), files().len() - 5);
    store.migrate().await.unwrap();
    store.close().await;
    let copies: Vec<PathBuf> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.to_string_lossy().contains(".before-"))
        .collect();
    assert_eq!(
        copies,
        [folder
            .path()
            .join("bot.sqlite.before-0006-20260302T090000Z")]
    );
    let checked = verify(&copies[0]).await.unwrap();
    assert_eq!(
        (checked.problems.len(), checked.pending.len()),
        (0, files().len() - 5)
    );

    // An older backup is brought up to date where it is restored.
    let target = folder.path().join("target.sqlite");
    let restored = restore(&saved, &url(&target), false, &clock).await.unwrap();
    assert_eq!(restored.migrations, applied);
}

#[tokio::test]
async fn only_the_last_copies_from_before_migrations_are_kept() {
    let world = World::empty_file().await;
    let folder = folder();
    let path = folder.path().join("bot.sqlite");
    for day in 0..5 {
        world.time.set(start() + TimeDelta::days(day));
        drop(std::fs::remove_file(&path));
        older(&path, 5).await;
        let store = store(&path, &world.time.clock()).await;
        store.migrate().await.unwrap();
        store.close().await;
    }
    let copies = || {
        let mut copies: Vec<String> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter_map(|name| Some(name.split_once(".before-")?.1.to_owned()))
            .collect();
        copies.sort();
        copies
    };
    let day = |day| format!("0006-202603{day:02}T090000Z");
    assert_eq!(copies(), [day(4), day(5), day(6)]);

    // None is kept for longer than a month, those from before a restore included; what has another name is nobody's.
    let file = |end: &str| folder.path().join(format!("bot.sqlite.before-{end}"));
    std::fs::write(file("restore-20260303T090000Z"), "").unwrap();
    std::fs::write(file("restore-20260303T090000Z-wal"), "").unwrap();
    std::fs::write(file("spring-cleaning"), "").unwrap();
    let store = store(&path, &world.time.clock()).await;
    store.forget_copies().await;
    assert_eq!(copies().len(), 6);
    world.time.set(start() + TimeDelta::days(33));
    store.forget_copies().await;
    assert_eq!(copies(), [day(5), day(6), "spring-cleaning".to_owned()]);
    store.close().await;
}

/// A disk of one megabyte; `None` where nobody lets the test make one.
struct Disk(TempDir);

impl Disk {
    fn mount() -> Option<Self> {
        let folder = folder();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
            .arg(folder.path())
            .output()
            .ok()?;
        mounted.status.success().then_some(Self(folder))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let taken = Command::new("umount").arg("-l").arg(self.0.path()).status();
        if !taken.is_ok_and(|status| status.success()) {
            eprintln!("cannot take away {}", self.0.path().display());
        }
    }
}

#[tokio::test]
async fn where_there_is_no_room_for_the_copy_nothing_is_migrated() {
    let Some(disk) = Disk::mount() else {
        println!("skipped: this machine does not let the test mount a small disk");
        return;
    };
    let path = disk.0.path().join("bot.sqlite");
    older(&path, 5).await;
    let store = store(&path, &Clock::system()).await;
    let before = store.pending_migrations().await.unwrap();
    let ballast = disk.0.path().join("ballast");
    let mut file = File::create(&ballast).unwrap();
    while file.write_all(&[0; 512]).is_ok() {}
    let error = store.migrate().await.unwrap_err();
    assert!(matches!(error, OpenError::Full { .. }), "{error}");
    assert_eq!(store.pending_migrations().await.unwrap(), before);
    let left = std::fs::read_dir(disk.0.path()).unwrap();
    let left: Vec<String> = left
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".before-"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
    drop(file);
    std::fs::remove_file(ballast).unwrap();
    store.migrate().await.unwrap();
    store.close().await;
}
