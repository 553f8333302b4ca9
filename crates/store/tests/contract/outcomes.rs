//! What comes of an attempt, and edits of what was sent.

use std::time::Duration;

use domain::{Cause, DeliveryId, DeliveryState, MessageRef, Reason};

use crate::world::{CHAT, World, minutes};

const LEASE: Duration = Duration::from_secs(60);

on_every_database! {
    what_was_sent_keeps_its_reference_and_is_not_sent_again,
    a_retry_waits_and_remembers_doubt,
    changes_are_merged_into_one_edit,
    a_change_while_an_edit_is_under_way_is_not_lost,
    a_change_before_it_is_sent_needs_no_edit,
    an_edit_of_what_is_gone_ends_quietly,
    an_edit_that_is_refused_leaves_the_message_as_sent,
    an_edit_that_fails_is_tried_again_when_it_is_due,
}

fn reference() -> MessageRef {
    MessageRef {
        channel: "dm-1".to_owned(),
        message: "m-1".to_owned(),
    }
}

async fn sent(world: &World) -> DeliveryId {
    let id = world.enqueue(&world.channel("1").await, "a").await;
    let mut tx = world.begin().await;
    let claim = tx
        .delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    tx.delivery_sent(&id, &reference(), claim.delivery.version)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn what_was_sent_keeps_its_reference_and_is_not_sent_again(world: World) {
    let id = sent(&world).await;
    let mut tx = world.begin().await;
    let delivery = tx.delivery(&id).await.unwrap().unwrap();
    assert_eq!(delivery.state, DeliveryState::Sent);
    assert_eq!(delivery.message, Some(reference()));
    assert_eq!((delivery.version, delivery.shown_version), (1, 1));
    assert!(!delivery.uncertain);
    assert_eq!(tx.delivery_claim(&[CHAT], "me", LEASE).await.unwrap(), None);
    assert_eq!(tx.delivery_next_due(&[CHAT]).await.unwrap(), None);
}

async fn a_retry_waits_and_remembers_doubt(world: World) {
    let id = world.enqueue(&world.channel("1").await, "a").await;
    let mut doubt = false;
    for (attempt, uncertain) in [(1, false), (2, true), (3, false)] {
        let mut tx = world.begin().await;
        let claim = tx
            .delivery_claim(&[CHAT], "me", LEASE)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (claim.delivery.attempts, claim.delivery.uncertain),
            (attempt, doubt)
        );
        let later = tx.now() + minutes(1);
        tx.delivery_retry(&id, later, uncertain).await.unwrap();
        assert_eq!(tx.delivery_claim(&[CHAT], "me", LEASE).await.unwrap(), None);
        tx.commit().await.unwrap();
        doubt |= uncertain;
        let delivery = world.read().await.delivery(&id).await.unwrap().unwrap();
        assert_eq!(delivery.uncertain, doubt);
        world.time.set(later);
    }
}

async fn changes_are_merged_into_one_edit(world: World) {
    let id = sent(&world).await;
    let mut tx = world.begin().await;
    assert_eq!(tx.deliveries_changed(Cause::Lecture, "a").await.unwrap(), 1);
    assert_eq!(tx.deliveries_changed(Cause::Lecture, "a").await.unwrap(), 1);
    assert_eq!(tx.deliveries_changed(Cause::Lecture, "b").await.unwrap(), 0);
    assert!(tx.delivery_next_due(&[CHAT]).await.unwrap().is_some());
    let claim = tx
        .delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    assert!(claim.edit);
    assert_eq!(claim.delivery.version, 3);
    tx.delivery_shown(&id, 3).await.unwrap();
    assert_eq!(tx.delivery_claim(&[CHAT], "me", LEASE).await.unwrap(), None);
}

async fn a_change_while_an_edit_is_under_way_is_not_lost(world: World) {
    let id = sent(&world).await;
    let mut tx = world.begin().await;
    tx.deliveries_changed(Cause::Lecture, "a").await.unwrap();
    let claim = tx
        .delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    tx.deliveries_changed(Cause::Lecture, "a").await.unwrap();
    assert_eq!(tx.delivery_claim(&[CHAT], "me", LEASE).await.unwrap(), None);
    tx.delivery_shown(&id, claim.delivery.version)
        .await
        .unwrap();
    let again = tx
        .delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    tx.delivery_shown(&id, again.delivery.version)
        .await
        .unwrap();
    tx.delivery_shown(&id, 1).await.unwrap();
    let delivery = tx.delivery(&id).await.unwrap().unwrap();
    assert_eq!(
        (delivery.version, delivery.shown_version),
        (3, 3),
        "late news does not go back"
    );
}

async fn a_change_before_it_is_sent_needs_no_edit(world: World) {
    let id = world.enqueue(&world.channel("1").await, "a").await;
    let mut tx = world.begin().await;
    tx.deliveries_changed(Cause::Lecture, "a").await.unwrap();
    let claim = tx
        .delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    tx.delivery_sent(&id, &reference(), claim.delivery.version)
        .await
        .unwrap();
    assert_eq!(tx.delivery_claim(&[CHAT], "me", LEASE).await.unwrap(), None);
}

async fn an_edit_of_what_is_gone_ends_quietly(world: World) {
    let id = sent(&world).await;
    let mut tx = world.begin().await;
    tx.deliveries_changed(Cause::Lecture, "a").await.unwrap();
    tx.delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    tx.delivery_gone(&id).await.unwrap();
    assert_eq!(
        tx.delivery(&id).await.unwrap().unwrap().state,
        DeliveryState::Gone
    );
    assert_eq!(tx.deliveries_changed(Cause::Lecture, "a").await.unwrap(), 0);
    assert_eq!(tx.delivery_claim(&[CHAT], "me", LEASE).await.unwrap(), None);
}

async fn an_edit_that_is_refused_leaves_the_message_as_sent(world: World) {
    let id = sent(&world).await;
    let mut tx = world.begin().await;
    tx.deliveries_changed(Cause::Lecture, "a").await.unwrap();
    tx.delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    tx.delivery_failed(&id, Reason::NotPermitted).await.unwrap();
    assert_eq!(
        tx.delivery(&id).await.unwrap().unwrap().state,
        DeliveryState::Sent
    );
    assert_eq!(tx.delivery_claim(&[CHAT], "me", LEASE).await.unwrap(), None);
}

async fn an_edit_that_fails_is_tried_again_when_it_is_due(world: World) {
    let id = sent(&world).await;
    let mut tx = world.begin().await;
    tx.deliveries_changed(Cause::Lecture, "a").await.unwrap();
    tx.delivery_claim(&[CHAT], "me", LEASE)
        .await
        .unwrap()
        .unwrap();
    let later = tx.now() + minutes(1);
    tx.delivery_retry(&id, later, true).await.unwrap();
    assert_eq!(tx.delivery_claim(&[CHAT], "me", LEASE).await.unwrap(), None);
    assert_eq!(tx.delivery_next_due(&[CHAT]).await.unwrap(), Some(later));
    tx.commit().await.unwrap();
    world.time.set(later);
    let mut tx = world.begin().await;
    assert!(
        tx.delivery_claim(&[CHAT], "me", LEASE)
            .await
            .unwrap()
            .unwrap()
            .edit
    );
}
