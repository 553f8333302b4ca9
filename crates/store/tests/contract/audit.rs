//! The audit log and the counters.

use crate::world::World;

on_every_database! {
    the_audit_log_takes_lines_of_people_and_of_the_bot_itself,
    a_counter_counts_from_one,
}

async fn the_audit_log_takes_lines_of_people_and_of_the_bot_itself(world: World) {
    let person = world.person("7").await;
    let mut tx = world.begin().await;
    tx.audit_note(Some(&person.id), "signup.open", Some("C-0001\0"), "done")
        .await
        .unwrap();
    tx.audit_note(None, "sweep", None, "done").await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_counter_counts_from_one(world: World) {
    let mut tx = world.begin().await;
    assert_eq!(tx.counter_next("a").await.unwrap(), 1);
    assert_eq!(tx.counter_next("a").await.unwrap(), 2);
    assert_eq!(tx.counter_next("b").await.unwrap(), 1);
    drop(tx);

    let mut tx = world.begin().await;
    assert_eq!(
        tx.counter_next("a").await.unwrap(),
        1,
        "what was rolled back is given out again"
    );
}
