//! What is enqueued, changed and found again.

use std::time::Duration;

use domain::{Cause, DeliveryId, DeliveryState, MessageRef, Reason};

use store::Person;

use crate::world::{CHAT, World, message};

on_every_database! {
    a_cause_enqueues_its_message_once,
    a_message_that_is_rolled_back_was_never_enqueued,
    a_message_for_nowhere_is_an_error,
    what_was_sent_is_found_newest_first,
    a_person_is_told_once_of_messages_that_failed,
}

async fn a_cause_enqueues_its_message_once(world: World) {
    let target = world.channel("1").await;
    let id = world.enqueue(&target, "a\0").await;
    let mut tx = world.begin().await;
    assert_eq!(tx.deliver(&message(&target, "a")).await.unwrap(), None);
    tx.commit().await.unwrap();

    let mut tx = world.read().await;
    let found = tx.deliveries_of(Cause::Lecture, "a").await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].id.clone(), found[0].seq), (id.clone(), 1));
    assert_eq!((found[0].version, found[0].shown_version), (1, 0));
    assert_eq!(found[0].state, DeliveryState::Pending);
    assert_eq!(tx.delivery(&id).await.unwrap().as_ref(), found.first());
    assert_eq!(tx.delivery(&DeliveryId::new("no")).await.unwrap(), None);
    assert!(
        tx.deliveries_of(Cause::Start, "a")
            .await
            .unwrap()
            .is_empty()
    );
}

async fn a_message_that_is_rolled_back_was_never_enqueued(world: World) {
    let target = world.channel("1").await;
    let mut tx = world.begin().await;
    assert!(tx.deliver(&message(&target, "a")).await.unwrap().is_some());
    drop(tx);
    world.enqueue(&target, "a").await;
    assert_eq!(
        world
            .read()
            .await
            .deliveries_of(Cause::Lecture, "a")
            .await
            .unwrap()[0]
            .seq,
        1
    );
}

async fn a_message_for_nowhere_is_an_error(world: World) {
    let mut nowhere = world.channel("1").await;
    nowhere.id = domain::TargetId::new("nowhere");
    let mut tx = world.begin().await;
    assert!(tx.deliver(&message(&nowhere, "a")).await.is_err());
}

async fn what_was_sent_is_found_newest_first(world: World) {
    let target = world.channel("1").await;
    for key in ["a", "b", "c", "d"] {
        let id = world.enqueue(&target, key).await;
        if key != "b" {
            let mut tx = world.begin().await;
            let reference = MessageRef {
                channel: "1".to_owned(),
                message: key.to_owned(),
            };
            tx.delivery_sent(&id, &reference, 1).await.unwrap();
            tx.commit().await.unwrap();
        }
    }
    let sent = world
        .read()
        .await
        .deliveries_in(&target.id, 2)
        .await
        .unwrap();
    let subjects: Vec<&str> = sent
        .iter()
        .map(|delivery| delivery.subject.as_str())
        .collect();
    assert_eq!(subjects, ["d", "c"]);

    // A platform may show "b" before it is noted that it does.
    let mut tx = world.begin().await;
    let lease = Duration::from_secs(60);
    let claim = tx.delivery_claim(&[CHAT], "me", lease).await.unwrap();
    assert_eq!(claim.unwrap().delivery.subject, "b");
    let now = tx.deliveries_in(&target.id, 9).await.unwrap();
    assert_eq!(now.len(), 4);
}

async fn a_person_is_told_once_of_messages_that_failed(world: World) {
    let (person, other) = (world.person("7").await, world.person("8").await);
    let mut tx = world.begin().await;
    let direct = tx.target_of_person(&person).await.unwrap();
    tx.commit().await.unwrap();
    let (id, _waiting) = (
        world.enqueue(&direct, "a").await,
        world.enqueue(&direct, "b").await,
    );
    let in_public = world.enqueue(&world.channel("1").await, "c").await;

    let mut tx = world.begin().await;
    tx.delivery_failed(&id, Reason::DirectClosed).await.unwrap();
    tx.delivery_failed(&in_public, Reason::NotPermitted)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let undelivered = async |of: &Person| {
        let accounts = ["9", of.platform_id.as_str()];
        let met = world.store.people_met(&of.platform, &accounts).await;
        let met = met.unwrap();
        let [(met, undelivered)] = met.as_slice() else {
            panic!("one of them, not {met:?}")
        };
        assert_eq!(met, of);
        *undelivered
    };
    assert_eq!(undelivered(&person).await, 1);
    assert_eq!(undelivered(&other).await, 0);
    for (told, left) in [(&other, 1), (&person, 0)] {
        let mut tx = world.begin().await;
        tx.undelivered_told(&told.id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(undelivered(&person).await, left);
    }
    let both = ["8", "7"];
    let met = world.store.people_met(&person.platform, &both).await;
    assert_eq!(met.unwrap().len(), 2);
}
