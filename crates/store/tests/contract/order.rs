//! In which order a target's deliveries go.

use std::time::Duration;

use domain::{MessageRef, Reason};

use crate::world::{CHAT, PAGE, World, message, minutes};

const LEASE: Duration = Duration::from_secs(60);

on_every_database! {
    a_target_gets_its_messages_in_the_order_of_their_commits,
    a_message_waits_for_the_one_before_it,
    a_refused_message_lets_the_next_one_go,
    couriers_take_only_their_platforms,
    targets_do_not_wait_for_each_other,
}

async fn a_target_gets_its_messages_in_the_order_of_their_commits(world: World) {
    let (one, other) = (world.channel("1").await, world.channel("2").await);
    let mut tx = world.begin().await;
    for (target, key) in [
        (&other, "a"),
        (&one, "b"),
        (&other, "c"),
        (&one, "d"),
        (&other, "e"),
    ] {
        tx.deliver(&message(target, key)).await.unwrap();
    }
    tx.commit().await.unwrap();
    world.enqueue(&one, "f").await;

    let mut order = Vec::new();
    for _ in 0..6 {
        let mut tx = world.begin().await;
        let claim = tx
            .delivery_claim(&[CHAT], "me", LEASE)
            .await
            .unwrap()
            .unwrap();
        let reference = MessageRef {
            channel: "1".to_owned(),
            message: "m".to_owned(),
        };
        tx.delivery_sent(&claim.delivery.id, &reference, claim.delivery.version)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        order.push((claim.target.address, claim.delivery.subject));
    }
    let of = |address: &str| -> String {
        let of_one = order.iter().filter(|(target, _)| target == address);
        of_one.map(|(_, subject)| subject.as_str()).collect()
    };
    assert_eq!((of("1").as_str(), of("2").as_str()), ("bdf", "ace"));
}

async fn a_message_waits_for_the_one_before_it(world: World) {
    let target = world.channel("1").await;
    let first = world.enqueue(&target, "a").await;
    world.enqueue(&target, "b").await;
    let mut tx = world.begin().await;
    tx.delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(tx.delivery_claim(&[CHAT], "me", LEASE).await.unwrap(), None);
    let later = tx.now() + minutes(5);
    tx.delivery_retry(&first, later, false).await.unwrap();
    assert_eq!(tx.delivery_claim(&[CHAT], "me", LEASE).await.unwrap(), None);
}

async fn a_refused_message_lets_the_next_one_go(world: World) {
    let target = world.channel("1").await;
    let first = world.enqueue(&target, "a").await;
    let second = world.enqueue(&target, "b").await;
    let mut tx = world.begin().await;
    tx.delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    tx.delivery_failed(&first, Reason::Refused).await.unwrap();
    let claim = tx
        .delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(claim.delivery.id, second);
}

async fn couriers_take_only_their_platforms(world: World) {
    world.enqueue(&world.channel("1").await, "a").await;
    let mut tx = world.begin().await;
    assert_eq!(tx.delivery_claim(&[PAGE], "me", LEASE).await.unwrap(), None);
    assert_eq!(tx.delivery_claim(&[], "me", LEASE).await.unwrap(), None);
    assert!(
        tx.delivery_claim(&[PAGE, CHAT], "me", LEASE)
            .await
            .unwrap()
            .is_some()
    );
}

async fn targets_do_not_wait_for_each_other(world: World) {
    world.enqueue(&world.channel("1").await, "a").await;
    world.enqueue(&world.channel("2").await, "b").await;
    let mut tx = world.begin().await;
    assert!(
        tx.delivery_claim(&[CHAT], "me", LEASE)
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        tx.delivery_claim(&[CHAT], "me", LEASE)
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        tx.delivery_claim(&[CHAT], "me", LEASE)
            .await
            .unwrap()
            .is_none()
    );
}
