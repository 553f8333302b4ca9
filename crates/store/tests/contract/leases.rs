//! Leases, as rows.

use store::{RenewedLease, SeenLease, Tx};

use crate::world::World;

on_every_database! {
    a_lease_is_taken_by_one_and_renewed_by_that_one_alone,
    a_lease_that_stands_still_is_taken_at_the_turn_that_was_watched,
    a_lease_that_is_given_up_is_free,
    who_waits_is_known_for_a_while,
}

async fn take(tx: &mut Tx, owner: &str, stale: Option<i64>) -> bool {
    tx.lease_take("gateway", owner, stale).await.unwrap()
}

async fn seen(tx: &mut Tx) -> Option<(Option<String>, i64)> {
    let seen = tx.lease_seen("gateway").await.unwrap();
    seen.map(|SeenLease { owner, turn }| (owner, turn))
}

async fn a_lease_is_taken_by_one_and_renewed_by_that_one_alone(world: World) {
    let mut tx = world.begin().await;
    assert_eq!(seen(&mut tx).await, None);
    assert!(take(&mut tx, "one", None).await);
    assert!(!take(&mut tx, "two", None).await);
    assert!(
        take(&mut tx, "one", None).await,
        "it may be taken anew by its owner"
    );
    let one = tx.lease_renew("gateway", "one").await.unwrap();
    assert_eq!(one, Some(RenewedLease { wanted: false }));
    assert_eq!(tx.lease_renew("gateway", "two").await.unwrap(), None);
    assert_eq!(tx.lease_renew("other", "one").await.unwrap(), None);
    assert_eq!(seen(&mut tx).await, Some((Some("one".to_owned()), 3)));
    assert!(
        tx.lease_take("other", "two", None).await.unwrap(),
        "each name is a lease of its own"
    );
}

async fn a_lease_that_stands_still_is_taken_at_the_turn_that_was_watched(world: World) {
    let mut tx = world.begin().await;
    assert!(take(&mut tx, "one", None).await);
    tx.lease_renew("gateway", "one").await.unwrap();
    assert!(
        !take(&mut tx, "two", Some(1)).await,
        "it was renewed meanwhile"
    );
    assert!(take(&mut tx, "two", Some(2)).await);
    assert!(
        !take(&mut tx, "three", Some(2)).await,
        "another was a moment earlier"
    );
    assert_eq!(tx.lease_renew("gateway", "one").await.unwrap(), None);
}

async fn a_lease_that_is_given_up_is_free(world: World) {
    let mut wakeups = world.store.wakeups();
    let mut tx = world.begin().await;
    assert!(take(&mut tx, "one", None).await);
    tx.lease_give_up("gateway", "two").await.unwrap();
    assert!(!take(&mut tx, "two", None).await, "another's stays");
    tx.lease_give_up("gateway", "one").await.unwrap();
    tx.commit().await.unwrap();
    wakeups.next().await;
    let mut tx = world.begin().await;
    assert_eq!(seen(&mut tx).await, Some((None, 2)));
    assert_eq!(tx.lease_renew("gateway", "one").await.unwrap(), None);
    assert!(take(&mut tx, "two", None).await);
}

async fn who_waits_is_known_for_a_while(world: World) {
    let mut tx = world.begin().await;
    take(&mut tx, "one", None).await;
    tx.lease_want("gateway").await.unwrap();
    let mut wanted = Vec::new();
    for _ in 0..4 {
        let renewed = tx.lease_renew("gateway", "one").await.unwrap();
        wanted.push(renewed.unwrap().wanted);
    }
    assert_eq!(wanted, [true, true, false, false]);
}
