//! Questions that were asked.

use chrono::TimeDelta;
use domain::Lang;
use store::{AskedQuestion, Rows};

use crate::world::{World, minutes, start};

on_every_database! {
    thousands_of_questions_are_noted_at_once,
    a_question_is_found_by_its_id_and_rated,
    old_questions_are_deleted,
}

fn asked(after: i64) -> AskedQuestion {
    AskedQuestion {
        id: format!("question {after}"),
        at: start() + minutes(after),
        lang: Lang::En,
        text: "What is\0 a Sparkle Event?".to_owned(),
        topic: (after % 2 == 0).then(|| "sparkle".to_owned()),
        confidence: 0.87,
        answered: after % 2 == 0,
    }
}

async fn thousands_of_questions_are_noted_at_once(world: World) {
    let batch: Vec<AskedQuestion> = (0..2_345).map(asked).collect();
    let mut tx = world.begin().await;
    tx.questions_note(&batch).await.unwrap();
    tx.questions_note(&[]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.read().await.questions_count().await.unwrap(), 2_345);
}

async fn a_question_is_found_by_its_id_and_rated(world: World) {
    let mut tx = world.begin().await;
    tx.questions_note(&[asked(1), asked(2)]).await.unwrap();
    let found = tx.question("question 2").await.unwrap().unwrap();
    let expected = AskedQuestion {
        text: "What is a Sparkle Event?".to_owned(),
        ..asked(2)
    };
    assert_eq!(found, expected);
    assert_eq!(tx.question("question 3").await.unwrap(), None);
    assert!(tx.question_rate("question 2", false).await.unwrap());
    assert!(tx.question_rate("question 2", true).await.unwrap());
    assert!(!tx.question_rate("question 3", true).await.unwrap());
}

async fn old_questions_are_deleted(world: World) {
    let mut tx = world.begin().await;
    tx.questions_note(&[asked(0), asked(1), asked(2)])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.time.set(start() + TimeDelta::days(365) + minutes(2));
    let mut tx = world.begin().await;
    let forgotten = [Rows {
        table: "questions",
        count: 2,
    }];
    assert_eq!(tx.sweep().await.unwrap(), forgotten);
    assert_eq!(tx.questions_count().await.unwrap(), 1);
}
