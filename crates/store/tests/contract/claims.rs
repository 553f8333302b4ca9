//! Who may send a delivery, and from when to when.

use std::time::Duration;

use chrono::TimeDelta;
use store::Enqueue;

use crate::world::{CHAT, PAGE, World, message, minutes};

const LEASE: Duration = Duration::from_secs(60);

on_every_database! {
    a_claim_is_an_attempt_that_may_have_arrived,
    a_lease_that_runs_out_leaves_the_attempt_uncertain,
    an_attempt_begins_only_for_who_holds_the_lease,
    leases_of_a_dead_process_are_released,
    the_next_due_instant_is_when_something_can_be_done,
    what_is_too_late_is_not_sent_but_expires,
    an_attempt_under_way_does_not_expire,
}

async fn a_claim_is_an_attempt_that_may_have_arrived(world: World) {
    let id = world.enqueue(&world.channel("1").await, "a").await;
    let mut tx = world.begin().await;
    let claim = tx
        .delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(claim.delivery.id, id);
    assert!(!claim.edit);
    assert!(
        !claim.delivery.uncertain,
        "no attempt before this one is uncertain"
    );
    assert_eq!(claim.delivery.attempts, 1);
    assert_eq!(claim.delivery.first_attempt_at, Some(world.time.now()));
    assert_eq!(claim.delivery.last_attempt_at, Some(world.time.now()));
    assert_eq!(claim.previous_attempt_at, None);
    let delivery = world.read().await.delivery(&id).await.unwrap().unwrap();
    assert!(delivery.uncertain, "an attempt is under way");
}

async fn a_lease_that_runs_out_leaves_the_attempt_uncertain(world: World) {
    world.enqueue(&world.channel("1").await, "a").await;
    let mut tx = world.begin().await;
    let first_at = tx.now();
    let first = tx
        .delivery_claim(&[CHAT], "dead", LEASE)
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();

    world.time.advance(TimeDelta::seconds(59));
    let mut tx = world.begin().await;
    assert_eq!(tx.delivery_claim(&[CHAT], "me", LEASE).await.unwrap(), None);
    drop(tx);
    world.time.advance(TimeDelta::seconds(1));
    let mut tx = world.begin().await;
    let second = tx
        .delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(second.delivery.id, first.delivery.id);
    assert!(second.delivery.uncertain);
    assert_eq!(second.delivery.attempts, 2);
    assert_eq!(second.delivery.first_attempt_at, Some(first_at));
    assert_eq!(second.previous_attempt_at, Some(first_at));
    assert_eq!(second.delivery.last_attempt_at, Some(tx.now()));
}

async fn an_attempt_begins_only_for_who_holds_the_lease(world: World) {
    let id = world.enqueue(&world.channel("1").await, "a").await;
    let mut tx = world.begin().await;
    let claimed_at = tx.now();
    tx.delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    assert!(!tx.delivery_attempt(&id, "another").await.unwrap());
    tx.commit().await.unwrap();

    world.time.advance(TimeDelta::seconds(20));
    let mut tx = world.begin().await;
    assert!(tx.delivery_attempt(&id, "me").await.unwrap());
    let delivery = tx.delivery(&id).await.unwrap().unwrap();
    assert_eq!(delivery.first_attempt_at, Some(claimed_at));
    assert_eq!(delivery.last_attempt_at, Some(world.time.now()));
    tx.commit().await.unwrap();

    world.time.advance(TimeDelta::seconds(40));
    let mut tx = world.begin().await;
    assert!(
        !tx.delivery_attempt(&id, "me").await.unwrap(),
        "the lease has run out"
    );
}

async fn leases_of_a_dead_process_are_released(world: World) {
    world.enqueue(&world.channel("1").await, "a").await;
    world.enqueue(&world.channel("2").await, "b").await;
    let mut tx = world.begin().await;
    tx.delivery_claim(&[CHAT], "one-1", LEASE)
        .await
        .unwrap()
        .unwrap();
    tx.delivery_claim(&[CHAT], "two-1", LEASE)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(tx.leases_release(Some("%")).await.unwrap(), 0);
    assert_eq!(tx.leases_release(Some("one")).await.unwrap(), 1);
    let claim = tx
        .delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    assert!(claim.delivery.uncertain);
    assert_eq!(tx.leases_release(None).await.unwrap(), 2);
    assert_eq!(tx.leases_release(None).await.unwrap(), 0);
}

async fn the_next_due_instant_is_when_something_can_be_done(world: World) {
    let mut tx = world.begin().await;
    let now = tx.now();
    assert_eq!(tx.delivery_next_due(&[CHAT]).await.unwrap(), None);
    drop(tx);
    let target = world.channel("1").await;
    let id = world.enqueue(&target, "a").await;

    let mut tx = world.begin().await;
    assert_eq!(tx.delivery_next_due(&[CHAT]).await.unwrap(), Some(now));
    assert_eq!(tx.delivery_next_due(&[PAGE]).await.unwrap(), None);
    tx.delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        tx.delivery_next_due(&[CHAT]).await.unwrap(),
        Some(now + LEASE)
    );
    tx.delivery_retry(&id, now + minutes(5), false)
        .await
        .unwrap();
    assert_eq!(
        tx.delivery_next_due(&[CHAT]).await.unwrap(),
        Some(now + minutes(5))
    );
    tx.target_hold(&target.id, now + minutes(9)).await.unwrap();
    assert_eq!(
        tx.delivery_next_due(&[CHAT]).await.unwrap(),
        Some(now + minutes(9))
    );
    tx.deliver(&Enqueue {
        not_after: Some(now + minutes(2)),
        ..message(&target, "b")
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let due = world.read().await.delivery_next_due(&[CHAT]).await.unwrap();
    assert_eq!(due, Some(now + minutes(2)), "then the second one expires");
}

async fn what_is_too_late_is_not_sent_but_expires(world: World) {
    let target = world.channel("1").await;
    let mut tx = world.begin().await;
    let not_after = tx.now() + minutes(2);
    let reminder = Enqueue {
        not_after: Some(not_after),
        ..message(&target, "a")
    };
    tx.deliver(&reminder).await.unwrap();
    tx.deliver(&message(&target, "b")).await.unwrap();
    assert!(tx.deliveries_expire().await.unwrap().is_empty());
    tx.commit().await.unwrap();

    world.time.set(not_after);
    let mut tx = world.begin().await;
    assert_eq!(tx.delivery_claim(&[CHAT], "me", LEASE).await.unwrap(), None);
    let expired = tx.deliveries_expire().await.unwrap();
    assert_eq!(expired.len(), 1);
    assert_eq!(expired[0].subject, "a");
    assert_eq!(expired[0].state, domain::DeliveryState::Expired);
    let claim = tx
        .delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(claim.delivery.subject, "b");
}

async fn an_attempt_under_way_does_not_expire(world: World) {
    let target = world.channel("1").await;
    let mut tx = world.begin().await;
    let not_after = tx.now() + TimeDelta::seconds(10);
    let reminder = Enqueue {
        not_after: Some(not_after),
        ..message(&target, "a")
    };
    tx.deliver(&reminder).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.begin().await;
    let leased_until = tx.now() + LEASE;
    tx.delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();

    world.time.set(not_after);
    let mut tx = world.begin().await;
    assert!(tx.deliveries_expire().await.unwrap().is_empty());
    assert_eq!(
        tx.delivery_next_due(&[CHAT]).await.unwrap(),
        Some(leased_until)
    );
    drop(tx);
    world.time.set(leased_until);
    let mut tx = world.begin().await;
    assert_eq!(tx.deliveries_expire().await.unwrap().len(), 1);
}
