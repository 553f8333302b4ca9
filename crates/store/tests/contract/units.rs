//! Units of work: all or nothing, one state, many at once.

use domain::Lang;

use crate::world::{CHAT, World};

on_every_database! {
    a_dropped_unit_of_work_did_not_happen,
    a_store_that_is_there_is_alive,
    a_store_that_is_closed_is_not_alive,
    many_units_of_work_queue_up,
    the_instant_of_a_unit_of_work_is_the_clocks,
    who_gives_up_before_it_has_begun_leaves_nothing_behind,
}

async fn a_dropped_unit_of_work_did_not_happen(world: World) {
    let mut tx = world.begin().await;
    tx.person_find_or_create(&CHAT, "7").await.unwrap();
    drop(tx);
    assert_eq!(
        world.read().await.person_find(&CHAT, "7").await.unwrap(),
        None
    );
}

async fn a_store_that_is_there_is_alive(world: World) {
    assert!(world.store.is_alive().await);
}

async fn a_store_that_is_closed_is_not_alive(world: World) {
    world.store.close().await;
    assert!(!world.store.is_alive().await);
    assert!(world.store.begin().await.is_err());
    assert!(world.store.read().await.is_err());
}

async fn many_units_of_work_queue_up(world: World) {
    let person = world.person("7").await;
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..60 {
        let (store, person) = (world.store.clone(), person.id.clone());
        tasks.spawn(async move {
            let mut tx = if task % 3 == 0 {
                store.begin().await
            } else {
                store.read().await
            }
            .unwrap();
            tx.person(&person).await.unwrap().unwrap();
            if task % 3 == 0 {
                tx.person_set_language(&person, Some(Lang::Nl))
                    .await
                    .unwrap();
            }
            tx.commit().await.unwrap();
        });
    }
    tasks.join_all().await;
}

async fn the_instant_of_a_unit_of_work_is_the_clocks(world: World) {
    world
        .time
        .advance(chrono::TimeDelta::nanoseconds(1_234_567));
    let tx = world.begin().await;
    assert_eq!(tx.now(), world.store.clock().now());
    assert_eq!(tx.now().timestamp_subsec_nanos(), 1_000_000);
    assert_eq!(world.store.ids().uuid(tx.now()).len(), 36);
}

/// Where reading and writing are different connections, reading waits for nobody and can't write.
async fn a_reader_sees_one_state_while_others_write(world: World) {
    let person = world.person("7").await;
    let mut reader = world.read().await;
    assert_eq!(
        reader.person(&person.id).await.unwrap().unwrap().language,
        None
    );
    let mut writer = world.begin().await;
    writer
        .person_set_language(&person.id, Some(Lang::Nl))
        .await
        .unwrap();
    writer.commit().await.unwrap();
    assert_eq!(
        reader.person(&person.id).await.unwrap().unwrap().language,
        None
    );
    assert!(reader.person_set_language(&person.id, None).await.is_err());
}

#[tokio::test]
async fn a_reader_of_a_file_sees_one_state_and_cannot_write() {
    a_reader_sees_one_state_while_others_write(World::file().await).await;
}

#[tokio::test]
async fn a_reader_of_postgres_sees_one_state_and_cannot_write() {
    if let Some(world) = World::postgres().await {
        a_reader_sees_one_state_while_others_write(world).await;
    }
}

async fn who_gives_up_before_it_has_begun_leaves_nothing_behind(world: World) {
    let store = &world.store;
    let all_write = |round: usize| {
        let writing = (0..10).map(move |number| (format!("{round} {number}"), store.clone()));
        let writing = writing.map(|(account, store)| async move {
            let mut tx = store.begin().await.unwrap();
            tx.person_find_or_create(&CHAT, &account).await.unwrap();
            tx.commit().await.unwrap();
        });
        futures_util::future::join_all(writing)
    };
    all_write(0).await;
    for round in 1..100 {
        {
            let begin = store.read();
            tokio::pin!(begin);
            for _ in 0..round {
                if futures_util::poll!(&mut begin).is_ready() {
                    break;
                }
                tokio::task::yield_now().await;
            }
        }
        // Each connection can write again.
        all_write(round).await;
    }
}
