//! Questions that were asked.

use chrono::TimeDelta;
use domain::Lang;
use store::{AskedQuestion, Rows};

use crate::world::{World, minutes, start};

on_every_database! {
    thousands_of_questions_are_noted_at_once,
    a_question_is_found_by_its_id_and_rated,
    what_was_not_answered_or_did_not_help_is_shown_until_it_is_dismissed,
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
        helped: None,
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

async fn what_was_not_answered_or_did_not_help_is_shown_until_it_is_dismissed(world: World) {
    let mut tx = world.begin().await;
    let batch: Vec<_> = (0..6).map(asked).collect();
    tx.questions_note(&batch).await.unwrap();
    tx.question_rate("question 4", false).await.unwrap();
    tx.question_rate("question 2", true).await.unwrap();
    tx.question_dismiss("question 1").await.unwrap();
    let (from, until) = (start(), start() + minutes(5));
    let missed = tx.questions_missed(from, until, 10).await.unwrap();
    let ids: Vec<&str> = missed.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["question 4", "question 3"]);
    assert_eq!(missed[0].helped, Some(false));
    assert_eq!(tx.questions_missed(from, until, 1).await.unwrap().len(), 1);
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
