//! The ledger of those who were erased.

use std::fs;

use clock::Ids;
use store::{Ledger, OpenError, Person};

use crate::world::{PAGE, World, minutes, start};

const ACCOUNT: &str = "1180000000000000077";

#[tokio::test]
async fn who_was_erased_is_remembered_by_the_file_and_named_nowhere_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("erased");
    let ids = Ids::seeded(1);
    let world = World::memory().await;
    world
        .store
        .remember_erasures(Ledger::open(&path, &ids, start()).unwrap());
    let person = world.person(ACCOUNT).await;
    let mut tx = world.begin().await;
    tx.person_erase(&person).await.unwrap();
    tx.commit().await.unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(!text.contains(ACCOUNT), "{text}");
    let ledger = Ledger::open(&path, &ids, start() + minutes(5)).unwrap();
    assert_eq!(ledger.len(), 1);
    let elsewhere = Person {
        platform: PAGE,
        ..person.clone()
    };
    let another = Person {
        platform_id: "1180000000000000078".to_owned(),
        ..person.clone()
    };
    assert_eq!(ledger.erased_at(&person), Some(start()));
    assert_eq!(ledger.erased_at(&elsewhere), None);
    assert_eq!(ledger.erased_at(&another), None);
}

#[tokio::test]
async fn a_line_that_was_cut_is_passed_over_and_the_next_one_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("erased");
    let ids = Ids::seeded(1);
    drop(Ledger::open(&path, &ids, start()).unwrap());
    let whole = fs::read_to_string(&path).unwrap();
    let line = format!("{} 2026-03-02T09:00:00Z", "a".repeat(64));
    // In what was written first, and in what came afterwards: in the hash, behind it, in the date.
    let heads = [5, 40, whole.len() - 66, whole.len() - 68].map(|cut| whole[..cut].to_owned());
    let tails = [1, 30, 64, 65, 75].map(|cut| format!("{whole}\n{}", &line[..cut]));
    for text in heads.into_iter().chain(tails) {
        fs::write(&path, &text).unwrap();
        let world = World::memory().await;
        world
            .store
            .remember_erasures(Ledger::open(&path, &ids, start()).expect(&text));
        let person = world.person(ACCOUNT).await;
        let mut tx = world.begin().await;
        tx.person_erase(&person).await.unwrap();
        tx.commit().await.unwrap();
        let ledger = Ledger::open(&path, &ids, start()).expect(&text);
        assert_eq!(ledger.erased_at(&person), Some(start()), "{text}");
    }
}

#[test]
fn it_is_looked_at_without_being_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("erased");
    assert_eq!(Ledger::look(&path).unwrap(), None);
    assert!(!path.exists());
    drop(Ledger::open(&path, &Ids::seeded(1), start()).unwrap());
    assert_eq!(Ledger::look(&path).unwrap(), Some(0));
    fs::write(&path, "My shopping list\n").unwrap();
    assert!(Ledger::look(&path).is_err());
}

#[test]
fn another_file_is_not_taken_for_a_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("erased");
    fs::write(&path, "My shopping list\n").unwrap();
    let opened = Ledger::open(&path, &Ids::seeded(1), start());
    assert!(matches!(opened, Err(OpenError::NotALedger { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), "My shopping list\n");
    let opened = Ledger::open(&folder.path().join("no/erased"), &Ids::seeded(1), start());
    assert!(matches!(opened, Err(OpenError::NoFolder { .. })));
}
