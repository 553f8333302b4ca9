//! Wake-ups.

use std::time::Duration;

use chrono::TimeDelta;
use futures_now::is_ready;
use testkit::postgres::Postgres;

use crate::world::{CHAT, World, message};

on_every_database! {
    a_commit_that_enqueues_wakes,
    a_commit_that_does_not_concern_deliveries_does_not_wake,
    every_outcome_wakes,
}

/// Polls once, without waiting.
mod futures_now {
    use std::{
        future::Future,
        pin::pin,
        task::{Context, Waker},
    };

    pub(super) fn is_ready(future: impl Future) -> bool {
        pin!(future)
            .poll(&mut Context::from_waker(Waker::noop()))
            .is_ready()
    }
}

async fn a_commit_that_enqueues_wakes(world: World) {
    let target = world.channel("1").await;
    let mut wakeups = world.store.wakeups();
    world.enqueue(&target, "a").await;
    wakeups.next().await;
}

async fn a_commit_that_does_not_concern_deliveries_does_not_wake(world: World) {
    let mut wakeups = world.store.wakeups();
    if !world.url.starts_with("sqlite") {
        // The first one says that the connection stands.
        wakeups.next().await;
    }
    let target = world.channel("1").await;
    let mut tx = world.begin().await;
    tx.deliver(&message(&target, "a")).await.unwrap();
    drop(tx);
    assert!(!is_ready(wakeups.next()));
}

async fn every_outcome_wakes(world: World) {
    let target = world.channel("1").await;
    let id = world.enqueue(&target, "a").await;
    let mut wakeups = world.store.wakeups();
    let mut tx = world.begin().await;
    tx.delivery_claim(&[CHAT], "me", Duration::from_secs(60))
        .await
        .unwrap();
    tx.delivery_failed(&id, domain::Reason::Refused)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    wakeups.next().await;
}

#[tokio::test]
async fn a_commit_of_another_process_wakes() {
    let Some(world) = World::postgres().await else {
        return;
    };
    let target = world.channel("1").await;
    let other = world.another(2).await;
    let mut wakeups = other.wakeups();
    wakeups.next().await;
    world.enqueue(&target, "a").await;
    wakeups.next().await;
}

#[tokio::test]
async fn a_lost_connection_is_made_again_and_wakes() {
    let (Some(world), Some(server)) = (World::postgres().await, Postgres::shared()) else {
        return;
    };
    let target = world.channel("1").await;
    let other = world.another(2).await;
    let mut wakeups = other.wakeups();
    wakeups.next().await;
    server.disconnect(&world.url).await;
    // It is made again at once, or, if that fails, after a pause.
    let again = async {
        loop {
            let pause = other.clock().now() + TimeDelta::seconds(1);
            world.time.until_somebody_sleeps_until(pause).await;
            world.time.advance(TimeDelta::seconds(5));
        }
    };
    tokio::select! {
        () = wakeups.next() => {}
        () = again => {}
    }
    world.enqueue(&target, "a").await;
    wakeups.next().await;
}
