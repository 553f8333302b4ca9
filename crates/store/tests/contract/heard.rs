//! Messages that were heard.

use std::time::Duration;

use domain::MessageRef;
use store::Unanswered;

use crate::world::{CHAT, PAGE, World, minutes, start};

on_every_database! {
    a_message_is_remembered_once,
    what_is_not_answered_is_found_until_it_is,
    what_was_heard_long_ago_is_forgotten,
    what_shows_somebodys_data_elsewhere_is_taken_back_there_with_them,
}

const LEASE: Duration = Duration::from_secs(60);

fn message(id: &str) -> MessageRef {
    MessageRef {
        channel: "general".to_owned(),
        message: id.to_owned(),
    }
}

async fn a_message_is_remembered_once(world: World) {
    let other = world.another(2).await;
    let mut first = world.begin().await;
    assert!(first.heard_note(&CHAT, &message("1"), "7").await.unwrap());
    first.commit().await.unwrap();
    let mut second = other.begin().await.unwrap();
    assert!(!second.heard_note(&CHAT, &message("1"), "7").await.unwrap());
    assert!(second.heard_note(&PAGE, &message("1"), "7").await.unwrap());
    assert!(
        second
            .heard_note(&CHAT, &message("2\0"), "7\0")
            .await
            .unwrap()
    );
}

async fn what_is_not_answered_is_found_until_it_is(world: World) {
    for id in ["1", "2", "3", "4"] {
        let mut tx = world.begin().await;
        tx.heard_note(&CHAT, &message(id), "7").await.unwrap();
        tx.commit().await.unwrap();
        world.time.advance(minutes(1));
    }
    let mut tx = world.begin().await;
    let answer = message("5");
    tx.heard_answered(&CHAT, &message("2"), Some(&answer))
        .await
        .unwrap();
    tx.heard_answered(&CHAT, &message("4"), None).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.read().await;
    let all = tx.heard_unanswered(&CHAT, start()).await.unwrap();
    let expected = [("1", 0), ("3", 2)].map(|(id, minute)| Unanswered {
        message: message(id),
        at: start() + minutes(minute),
    });
    assert_eq!(all, expected);
    let late = tx.heard_unanswered(&CHAT, start() + minutes(1)).await;
    assert_eq!(late.unwrap(), expected[1..]);
    assert_eq!(tx.heard_unanswered(&PAGE, start()).await.unwrap(), []);
}

async fn what_was_heard_long_ago_is_forgotten(world: World) {
    let mut tx = world.begin().await;
    tx.heard_note(&CHAT, &message("1"), "7").await.unwrap();
    tx.commit().await.unwrap();
    let kept = chrono::TimeDelta::days(365);
    for (later, forgotten) in [(kept, 0), (minutes(1), 1)] {
        world.time.advance(later);
        let mut tx = world.begin().await;
        let rows = tx.sweep().await.unwrap();
        let rows = rows.iter().filter(|rows| rows.table == "heard");
        assert_eq!(rows.map(|rows| rows.count).sum::<u64>(), forgotten);
        tx.commit().await.unwrap();
    }
}

async fn what_shows_somebodys_data_elsewhere_is_taken_back_there_with_them(world: World) {
    let person = world.person("7").await;
    let mut tx = world.begin().await;
    for platform in [&CHAT, &PAGE] {
        let file = message(&format!("file on {platform}"));
        tx.heard_note_of(platform, &file, &person.id).await.unwrap();
        tx.heard_answered(platform, &file, Some(&file))
            .await
            .unwrap();
    }
    tx.person_erase(&person).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.begin().await;
    let mut gone = Vec::new();
    while let Some(claim) = tx.delivery_claim(&[CHAT, PAGE], "me", LEASE).await.unwrap() {
        gone.push((
            claim.target.platform.clone(),
            claim.delivery.message.clone(),
        ));
        tx.delivery_retracted(&claim.delivery, &claim.target)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    gone.sort_by_key(|(platform, _)| platform.to_string());
    let expected = [CHAT, PAGE].map(|platform| {
        let file = message(&format!("file on {platform}"));
        (platform, Some(file))
    });
    assert_eq!(gone, expected);
    assert_eq!(world.read().await.people().await.unwrap(), []);
}
