//! Texts come under another key, or under none again, also when that is interrupted or the bot goes on writing.

use std::time::Duration;

use domain::{Lang, ParkedId};
use store::{AskedQuestion, Keys, Moved, Seals};

use crate::{
    sealed::{draft, readable, typed},
    world::{World, key, start},
};

on_every_kept_database! {
    texts_that_were_readable_are_sealed,
    texts_come_under_a_new_key_and_the_former_is_not_needed_any_more,
    texts_become_readable_again_when_no_key_is_wanted,
    what_was_interrupted_is_begun_again,
    what_is_written_meanwhile_is_not_lost,
}

fn only(number: u64) -> Keys {
    Keys::new(Some(key(number)), Vec::new())
}

/// So many texts, all under this key or readable.
fn all(count: u64, number: Option<u64>) -> Seals {
    let mut seals = Seals::default();
    match number {
        Some(number) => drop(seals.under.insert(key(number).id().to_owned(), count)),
        None => seals.plain = count,
    }
    seals
}

async fn texts_that_were_readable_are_sealed(world: World) {
    let signup = typed(&world).await;
    assert!(!readable(&world).await.is_empty());
    let world = world.reopened(only(1)).await;
    let seals = world.store.seals().await.unwrap();
    assert_eq!(seals.not_under(Some(key(1).id())), 7);
    assert_eq!(
        world
            .read()
            .await
            .signup(&signup.id)
            .await
            .unwrap()
            .unwrap(),
        signup
    );

    assert_eq!(world.store.rekey().await.unwrap(), 7);
    assert_eq!(
        readable(&world).await,
        Vec::<&str>::new(),
        "not in the file, nor in its log"
    );
    assert_eq!(world.store.seals().await.unwrap(), all(7, Some(1)));
    assert_eq!(
        world
            .read()
            .await
            .signup(&signup.id)
            .await
            .unwrap()
            .unwrap(),
        signup
    );
    let found = world
        .begin()
        .await
        .people_by_email("mailmark@umcg.example")
        .await
        .unwrap();
    assert_eq!(found, [signup.person]);
    assert_eq!(
        world.store.rekey().await.unwrap(),
        0,
        "nothing is left to do"
    );
}

async fn texts_come_under_a_new_key_and_the_former_is_not_needed_any_more(world: World) {
    let world = world.reopened(only(1)).await;
    let signup = typed(&world).await;
    let world = world.reopened(Keys::new(Some(key(2)), vec![key(1)])).await;
    assert_eq!(world.store.rekey().await.unwrap(), 7);
    let world = world.reopened(only(2)).await;
    world.store.check_keys().await.unwrap();
    assert_eq!(
        world
            .read()
            .await
            .signup(&signup.id)
            .await
            .unwrap()
            .unwrap(),
        signup
    );
    let found = world
        .begin()
        .await
        .people_by_email("mailmark@umcg.example")
        .await
        .unwrap();
    assert_eq!(found, [signup.person]);
}

async fn texts_become_readable_again_when_no_key_is_wanted(world: World) {
    let world = world.reopened(only(1)).await;
    let signup = typed(&world).await;
    let error = world.reopened(Keys::none()).await;
    let refused = error.store.rekey().await.unwrap_err();
    assert!(format!("{refused:#}").contains(key(1).id()), "{refused:#}");
    let world = error.reopened(Keys::new(None, vec![key(1)])).await;
    assert_eq!(world.store.rekey().await.unwrap(), 7);
    let world = world.reopened(Keys::none()).await;
    assert_eq!(world.store.seals().await.unwrap(), all(7, None));
    assert_eq!(
        world
            .read()
            .await
            .signup(&signup.id)
            .await
            .unwrap()
            .unwrap(),
        signup
    );
    let found = world
        .begin()
        .await
        .people_by_email("mailmark@umcg.example")
        .await
        .unwrap();
    assert_eq!(found, [signup.person]);
}

/// Several batches of questions.
async fn asked(world: &World, count: usize) {
    let question = |_| AskedQuestion {
        id: world.store.ids().uuid(start()),
        at: start(),
        lang: Lang::En,
        text: "noted".to_owned(),
        topic: None,
        confidence: 0.1,
        answered: false,
        helped: None,
    };
    let mut tx = world.begin().await;
    let questions: Vec<_> = (0..count).map(question).collect();
    tx.questions_note(&questions).await.unwrap();
    tx.commit().await.unwrap();
}

async fn what_was_interrupted_is_begun_again(world: World) {
    asked(&world, 900).await;
    let mut world = world.reopened(only(1)).await;
    let mut left = 900;
    // Each attempt is given a little longer, so that some of them end in the middle.
    for attempt in 1.. {
        let patience = Duration::from_millis(attempt * 5);
        let done = clock::Clock::system()
            .timeout(patience, world.store.rekey())
            .await;
        world = world.reopened(only(1)).await;
        let seals = world.store.seals().await.unwrap();
        assert_eq!(seals.plain + seals.under.values().sum::<u64>(), 900);
        assert!(seals.plain <= left, "what was done stays done");
        left = seals.plain;
        if let Ok(done) = done {
            done.unwrap();
            break;
        }
    }
    assert_eq!(left, 0);
}

async fn what_is_written_meanwhile_is_not_lost(world: World) {
    let signup = typed(&world).await;
    asked(&world, 900).await;
    let world = world.reopened(only(1)).await;
    let writing = async {
        let mut last = String::new();
        for number in 0..40 {
            let mut tx = world.begin().await;
            last = format!("question {number}");
            let made = tx
                .signup_create(
                    &signup.person,
                    &draft(&last),
                    &ParkedId::new(format!("n{number}")),
                )
                .await
                .unwrap();
            let edited = tx
                .signup_edit(&made.0.id, &signup.person, &draft(&last))
                .await
                .unwrap();
            assert!(matches!(edited, Moved::Done(_)));
            tx.commit().await.unwrap();
        }
        last
    };
    let (done, last) = tokio::join!(world.store.rekey(), writing);
    assert_eq!(done.unwrap(), 907);
    let seals = world.store.seals().await.unwrap();
    assert_eq!(seals.not_under(Some(key(1).id())), 0);
    let found = world.read().await.signups_of(&signup.person).await.unwrap();
    assert_eq!(found.len(), 41);
    assert_eq!(found[0].draft.question, last);
}
