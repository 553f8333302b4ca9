//! Two processes, or two tasks, that want the same at once.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use chat::Args;
use clock::Clock;
use domain::{MessageRef, ParkedId, Transition};
use store::{Moved, Store};
use tokio::{sync::Barrier, task::JoinSet};

use crate::world::{CHAT, World, message, minutes, told};

const WRITERS: u64 = 4;

on_every_database! {
    each_delivery_is_claimed_once,
    messages_enqueued_at_once_have_an_order_without_gaps,
    a_sign_up_is_decided_by_one,
    a_draft_sent_at_once_is_one_sign_up,
    a_counter_gives_each_number_once,
    a_person_who_arrives_twice_at_once_is_one,
    who_comes_back_while_they_are_forgotten_is_kept,
}

/// Runs the same work through several stores, begun together; what each found.
async fn at_once<T, F, W>(world: &World, work: W) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send,
    W: Fn(Store, u64) -> F + Clone + Send + 'static,
{
    let barrier = Arc::new(Barrier::new(usize::try_from(WRITERS).unwrap()));
    let mut tasks = JoinSet::new();
    for writer in 0..WRITERS {
        let store = world.another(100 + writer).await;
        let (barrier, work) = (Arc::clone(&barrier), work.clone());
        tasks.spawn(async move {
            barrier.wait().await;
            work(store, writer).await
        });
    }
    tasks.join_all().await
}

async fn each_delivery_is_claimed_once(world: World) {
    for target in 0..5 {
        let target = world.channel(&target.to_string()).await;
        for key in 0..4 {
            world
                .enqueue(&target, &format!("{}:{key}", target.address))
                .await;
        }
    }
    let claimed = at_once(&world, |store, writer| async move {
        let mut mine = Vec::new();
        loop {
            let mut tx = store.begin().await.unwrap();
            let lease = Duration::from_secs(60);
            let claim = tx
                .delivery_claim(&[CHAT], &writer.to_string(), lease)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            let Some(claim) = claim else { break mine };
            let mut tx = store.begin().await.unwrap();
            let reference = MessageRef {
                channel: String::new(),
                message: writer.to_string(),
            };
            tx.delivery_sent(&claim.delivery.id, &reference, 1)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            mine.push(claim.delivery.subject);
        }
    })
    .await;
    let all: Vec<String> = claimed.into_iter().flatten().collect();
    let distinct: BTreeSet<&String> = all.iter().collect();
    assert_eq!((all.len(), distinct.len()), (20, 20));
}

async fn messages_enqueued_at_once_have_an_order_without_gaps(world: World) {
    let (one, other) = (world.channel("1").await, world.channel("2").await);
    let targets = [one.clone(), other.clone()];
    at_once(&world, move |store, writer| {
        let targets = targets.clone();
        async move {
            for round in 0..10 {
                let mut tx = store.begin().await.unwrap();
                // Everyone goes through the targets in another order: nobody may wait in a circle.
                for step in 0..2 {
                    let which = (step + usize::try_from(writer).unwrap()) % 2;
                    let key = format!("{writer}:{round}:{which}");
                    tx.deliver(&message(&targets[which], &key)).await.unwrap();
                }
                tx.commit().await.unwrap();
            }
        }
    })
    .await;
    for target in [one, other] {
        let lease = Duration::from_secs(60);
        for seq in 1..=40 {
            let mut tx = world.begin().await;
            let claim = loop {
                let claim = tx
                    .delivery_claim(&[CHAT], "me", lease)
                    .await
                    .unwrap()
                    .unwrap();
                if claim.target == target {
                    break claim;
                }
            };
            assert_eq!(claim.delivery.seq, seq);
            let reference = MessageRef {
                channel: String::new(),
                message: String::new(),
            };
            tx.delivery_sent(&claim.delivery.id, &reference, 1)
                .await
                .unwrap();
            tx.leases_release(None).await.unwrap();
            tx.commit().await.unwrap();
        }
    }
}

async fn a_sign_up_is_decided_by_one(world: World) {
    let person = world.person("7").await;
    let signup = world.signup(&person, "a").await;
    let moves = at_once(&world, move |store, writer| {
        let (person, signup) = (person.id.clone(), signup.id.clone());
        async move {
            let decision = if writer % 2 == 0 {
                Transition::Accept
            } else {
                Transition::Decline
            };
            let mut tx = store.begin().await.unwrap();
            let moved = tx
                .signup_move(&signup, decision, &person, None)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            moved
        }
    })
    .await;
    let done = moves
        .iter()
        .filter(|moved| matches!(moved, Moved::Done(_)))
        .count();
    assert_eq!(done, 1, "{moves:?}");
    let Some(Moved::Done(decided)) = moves.iter().find(|moved| matches!(moved, Moved::Done(_)))
    else {
        panic!("{moves:?}")
    };
    for moved in &moves {
        let (Moved::Done(seen) | Moved::Refused(seen)) = moved else {
            panic!("{moved:?}")
        };
        assert_eq!(seen, decided, "everyone learns what was decided");
    }
    let history = world
        .read()
        .await
        .signup_history(&decided.id)
        .await
        .unwrap();
    assert_eq!(history.len(), 2);
}

async fn a_draft_sent_at_once_is_one_sign_up(world: World) {
    let person = world.person("7").await;
    let made = at_once(&world, move |store, _| {
        let person = person.id.clone();
        async move {
            let mut tx = store.begin().await.unwrap();
            let draft = ParkedId::new("draft");
            let made = tx.signup_create(&person, &told(), &draft).await.unwrap();
            tx.commit().await.unwrap();
            made
        }
    })
    .await;
    assert_eq!(made.iter().filter(|(_, new)| *new).count(), 1);
    assert!(made.iter().all(|(signup, _)| *signup == made[0].0));
}

async fn a_counter_gives_each_number_once(world: World) {
    let numbers = at_once(&world, |store, _| async move {
        let mut numbers = Vec::new();
        for _ in 0..10 {
            let mut tx = store.begin().await.unwrap();
            numbers.push(tx.counter_next("a").await.unwrap());
            tx.commit().await.unwrap();
        }
        numbers
    })
    .await;
    let mut numbers: Vec<i64> = numbers.into_iter().flatten().collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=40).collect::<Vec<i64>>());
}

async fn a_person_who_arrives_twice_at_once_is_one(world: World) {
    let people = at_once(&world, |store, _| async move {
        let mut tx = store.begin().await.unwrap();
        let person = tx.person_find_or_create(&CHAT, "7").await.unwrap();
        tx.commit().await.unwrap();
        person
    })
    .await;
    assert!(people.iter().all(|person| *person == people[0]));
}

async fn who_comes_back_while_they_are_forgotten_is_kept(world: World) {
    let staff = world.channel("staff").await;
    world.enqueue(&staff, "a").await;
    let mut tx = world.begin().await;
    let lease = Duration::from_secs(60);
    let claim = tx.delivery_claim(&[CHAT], "me", lease).await.unwrap();
    let last = claim.expect("it is due").delivery;
    let person = tx.person_find_or_create(&CHAT, "7").await.unwrap();
    let place = tx.target_of_person(&person).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = world.begin().await;
    let person = tx.person_find_or_create(&CHAT, "7").await.unwrap();
    let another = world.another(100).await;
    let mut forgetting = tokio::spawn(async move {
        let mut tx = another.begin().await.unwrap();
        tx.delivery_retracted(&last, &place).await.unwrap();
        tx.commit().await.unwrap();
    });
    // It waits, or is through: either way what comes next must hold.
    let patience = Duration::from_millis(300);
    let through = Clock::system().timeout(patience, &mut forgetting).await;
    let expires = tx.now() + minutes(10);
    tx.park(&person.id, &Args::new(), expires).await.unwrap();
    tx.commit().await.unwrap();
    match through {
        Ok(ended) => ended.unwrap(),
        Err(_) => forgetting.await.unwrap(),
    }
    let mut tx = world.read().await;
    let kept = tx.person_find(&CHAT, "7").await.unwrap();
    assert_eq!(kept, Some(person));
}
