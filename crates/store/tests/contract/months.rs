//! Figures by month.

use chrono::TimeDelta;
use domain::{Figure, Transition};
use store::Counted;

use crate::world::World;

on_every_database! {
    what_happens_is_counted_by_month_and_outlives_the_rows,
}

fn counted(month: &str, name: &str, part: &str, value: i64) -> Counted {
    Counted {
        month: month.to_owned(),
        name: name.to_owned(),
        part: part.to_owned(),
        value,
    }
}

async fn what_happens_is_counted_by_month_and_outlives_the_rows(world: World) {
    let person = world.person("7").await;
    world.signup(&person, "a").await;
    let signup = world.signup(&person, "b").await;
    world.time.advance(TimeDelta::days(30));
    let mut tx = world.begin().await;
    for _ in 0..2 {
        // The second is refused: it is withdrawn already.
        tx.signup_move(&signup.id, Transition::Withdraw, &person.id, None)
            .await
            .unwrap();
    }
    tx.count(Figure::Answered, 3, &[("lang", "nl")]);
    tx.person_erase(&person).await.unwrap();
    tx.commit().await.unwrap();
    let figures = world.read().await.months("2026-03").await.unwrap();
    let expected = [
        counted("2026-03", "sent", "", 2),
        counted("2026-03", "sent", "data:signal", 2),
        counted("2026-03", "sent", "lang:nl", 2),
        counted("2026-03", "sent", "stage:data", 2),
        counted("2026-04", "answered", "", 3),
        counted("2026-04", "answered", "lang:nl", 3),
        counted("2026-04", "erased", "", 1),
        counted("2026-04", "withdrawn", "", 1),
    ];
    assert_eq!(figures, expected);
    let mut tx = world.read().await;
    assert_eq!(tx.months("2026-04").await.unwrap().len(), 4);
    assert!(tx.signups_of(&person.id).await.unwrap().is_empty());
}
