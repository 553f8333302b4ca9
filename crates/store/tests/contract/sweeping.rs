//! What has passed its time goes by itself, and nothing else.

use chrono::TimeDelta;
use domain::{Cause, Lang, MessageRef, Purpose, Transition};
use store::{Enqueue, Rows, Sweeping};

use crate::world::{CHAT, World, message};

on_every_database! {
    a_year_passes_table_by_table,
    who_is_still_seen_is_not_forgotten,
}

async fn sweep(world: &World) -> Sweeping {
    let mut tx = world.begin().await;
    let forgotten = tx.sweep().await.unwrap();
    tx.commit().await.unwrap();
    forgotten
}

const fn rows(table: &'static str, count: u64) -> Rows {
    Rows { table, count }
}

async fn a_year_passes_table_by_table(world: World) {
    let person = world.person("7").await;
    let signup = world.signup(&person, "a").await;
    let channel = world.channel("1").await;
    let lecture = world.enqueue(&channel, "v1").await;
    let mut tx = world.begin().await;
    tx.audit_note(Some(&person.id), "staff signups list", None, "done")
        .await
        .unwrap();
    let direct = tx.target_of_person(&person).await.unwrap();
    let receipt = Enqueue {
        cause: Cause::SignupReceipt,
        subject: signup.id.to_string(),
        ..message(&direct, "receipt")
    };
    let receipt = tx.deliver(&receipt).await.unwrap().unwrap();
    let place = tx
        .target_ensure(&CHAT, Purpose::Start, "lobby", None)
        .await
        .unwrap();
    let standing = Enqueue {
        cause: Cause::Start,
        ..message(&place, "start")
    };
    let standing = tx.deliver(&standing).await.unwrap().unwrap();
    for id in [&lecture, &receipt, &standing] {
        let reference = MessageRef {
            channel: "1".to_owned(),
            message: id.to_string(),
        };
        tx.delivery_sent(id, &reference, 1).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(sweep(&world).await, []);

    // Somebody decides after half a year: from then on the sign-up has another year, and its receipt with it.
    world.time.advance(TimeDelta::days(180));
    let mut tx = world.begin().await;
    tx.signup_move(&signup.id, Transition::Accept, &person.id, None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.time.advance(TimeDelta::days(186));
    let expected = [rows("audit", 1), rows("deliveries", 1)];
    assert_eq!(sweep(&world).await, expected);
    let mut tx = world.read().await;
    assert!(tx.delivery(&receipt).await.unwrap().is_some());
    drop(tx);

    world.time.advance(TimeDelta::days(180));
    assert_eq!(sweep(&world).await, [rows("signups", 1)]);
    let mut tx = world.begin().await;
    let going = tx.delivery(&receipt).await.unwrap().unwrap();
    assert!(going.retract, "the receipt is deleted on its platform, too");
    tx.delivery_retracted(&going, &direct).await.unwrap();
    assert_eq!(tx.person(&person.id).await.unwrap(), None);
    let stands = tx.delivery(&standing).await.unwrap();
    assert!(stands.is_some(), "it is still brought up to date");
    tx.commit().await.unwrap();
    assert_eq!(sweep(&world).await, []);
}

async fn who_is_still_seen_is_not_forgotten(world: World) {
    for account in ["7", "8"] {
        let person = world.person(account).await;
        let mut tx = world.begin().await;
        tx.person_set_language(&person.id, Some(Lang::Nl))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    world.time.advance(TimeDelta::days(300));
    let seen = world.person("7").await;
    assert_eq!(seen.seen_at, world.time.now());
    let mut tx = world.begin().await;
    assert_eq!(tx.people().await.unwrap().len(), 2);
    assert_eq!(tx.people_by_account("8").await.unwrap().len(), 1);
    tx.person_seen(&seen.id).await.unwrap();
    tx.commit().await.unwrap();
    world.time.advance(TimeDelta::days(66));
    assert_eq!(sweep(&world).await, [rows("people", 1)]);
    assert_eq!(world.read().await.people().await.unwrap(), [seen]);
}
