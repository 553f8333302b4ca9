//! Parked calls.

use chat::Args;
use domain::{ParkedId, PersonId};
use store::Rows;

use crate::world::{World, minutes};

on_every_database! {
    parked_arguments_serve_their_person_until_they_expire,
    parked_arguments_are_written_over_only_by_their_person,
    what_has_expired_is_deleted,
    arguments_keep_their_kinds_and_lose_nul,
}

fn args(text: &str) -> Args {
    let mut args = Args::new();
    args.set("question", text);
    args
}

async fn parked_arguments_serve_their_person_until_they_expire(world: World) {
    let (person, other) = (world.person("7").await, world.person("8").await);
    let mut tx = world.begin().await;
    let expires = tx.now() + minutes(10);
    let id = tx.park(&person.id, &args("a"), expires).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = world.read().await;
    assert_eq!(tx.parked(&id, &person.id).await.unwrap(), Some(args("a")));
    assert_eq!(tx.parked(&id, &other.id).await.unwrap(), None);
    assert_eq!(
        tx.parked(&ParkedId::new("no"), &person.id).await.unwrap(),
        None
    );
    drop(tx);

    world.time.set(expires);
    let mut tx = world.read().await;
    assert_eq!(tx.parked(&id, &person.id).await.unwrap(), None);
}

async fn parked_arguments_are_written_over_only_by_their_person(world: World) {
    let (person, other) = (world.person("7").await, world.person("8").await);
    let mut tx = world.begin().await;
    let (soon, later) = (tx.now() + minutes(10), tx.now() + minutes(20));
    let id = tx.park(&person.id, &args("a"), soon).await.unwrap();
    assert!(
        !tx.park_again(&id, &other.id, &args("b"), later)
            .await
            .unwrap()
    );
    assert!(
        tx.park_again(&id, &person.id, &args("c"), later)
            .await
            .unwrap()
    );
    tx.commit().await.unwrap();

    world.time.set(soon);
    let mut tx = world.read().await;
    assert_eq!(tx.parked(&id, &person.id).await.unwrap(), Some(args("c")));
}

async fn what_has_expired_is_deleted(world: World) {
    let person = world.person("7").await;
    let mut tx = world.begin().await;
    let now = tx.now();
    for after in [10, 20, 30, 40] {
        tx.park(&person.id, &args("a"), now + minutes(after))
            .await
            .unwrap();
    }
    let by_hand = tx
        .park(&person.id, &args("a"), now + minutes(10))
        .await
        .unwrap();
    tx.parked_delete(&by_hand).await.unwrap();
    tx.commit().await.unwrap();

    world.time.advance(minutes(20));
    let mut tx = world.begin().await;
    let forgotten = [Rows {
        table: "parked",
        count: 2,
    }];
    assert_eq!(tx.sweep().await.unwrap(), forgotten);
    assert_eq!(tx.sweep().await.unwrap(), []);
}

async fn arguments_keep_their_kinds_and_lose_nul(world: World) {
    let person: PersonId = world.person("7").await.id;
    let mut kept = args("a\0b \\u0000 \"c\"");
    kept.set("page", 3);
    kept.set("public", true);
    let mut tx = world.begin().await;
    let expires = tx.now() + minutes(10);
    let id = tx.park(&person, &kept, expires).await.unwrap();

    kept.set("question", "ab \\u0000 \"c\"");
    assert_eq!(tx.parked(&id, &person).await.unwrap(), Some(kept));
}
