//! Having a lease: who waits, who has it, and who can't know.

use chrono::TimeDelta;
use clock::{Clock, Ids};
use store::{Lease, Store, Taken};
use testkit::relay::Relay;
use tokio::task::JoinHandle;

use crate::world::World;

/// A lease of its own process.
fn lease(store: &Store, owner: &str) -> Lease {
    Lease::new(store.clone(), "gateway", owner.to_owned())
}

fn seconds(seconds: i64) -> TimeDelta {
    TimeDelta::seconds(seconds)
}

/// Keeps it in the background.
fn keep(lease: &Lease) -> JoinHandle<()> {
    let lease = lease.clone();
    tokio::spawn(async move { lease.keep().await })
}

/// Waits for it in the background.
fn wait(lease: &Lease) -> JoinHandle<Taken> {
    let lease = lease.clone();
    tokio::spawn(async move { lease.take(|| ()).await })
}

/// Lets time pass until this task has ended, a second at a time; after how many seconds that was. Who asks the
/// database has a moment for it each time.
async fn until_ended<T>(world: &World, task: &JoinHandle<T>) -> i64 {
    let a_moment = std::time::Duration::from_millis(50);
    for passed in 0..100 {
        let ended = async {
            while !task.is_finished() {
                tokio::task::yield_now().await;
            }
        };
        if Clock::system().timeout(a_moment, ended).await.is_ok() {
            return passed;
        }
        world.time.advance(seconds(1));
    }
    panic!("it did not come to that");
}

/// Lets so many renewals come about, five seconds apart. One that was under way while time went by, or whose wait had
/// not begun, comes a second later: after a moment in which nothing was seen.
async fn renewals(world: &World, count: usize) {
    for _ in 0..count {
        let before = turn(world).await;
        world.time.advance(seconds(5));
        let renewed = async {
            while turn(world).await == before {
                tokio::task::yield_now().await;
            }
        };
        tokio::pin!(renewed);
        // Who began to wait after that waits for more. No faster than a second a second: a renewal has a few of them.
        let a_second = std::time::Duration::from_secs(1);
        let mut passed = 0;
        while Clock::system()
            .timeout(a_second, &mut renewed)
            .await
            .is_err()
        {
            passed += 1;
            assert!(passed < 30, "it is not renewed");
            world.time.advance(seconds(1));
        }
    }
}

async fn turn(world: &World) -> i64 {
    let seen = world.read().await.lease_seen("gateway").await.unwrap();
    seen.unwrap().turn
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_one_process_alone_is_taken_over_at_once() {
    let world = World::file().await;
    let dead = lease(&world.store, "dead");
    dead.take(|| panic!("nobody has it")).await;
    let next = lease(&world.store, "next");
    let taken = next.take(|| panic!("who had it is gone")).await;
    assert_eq!(taken.lapsed.as_deref(), Some("dead"));
    assert!(next.is_ours().await);
    next.give_up().await.unwrap();
    assert!(!next.is_ours().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_has_it_at_once_when_it_is_given_up() {
    let Some(world) = World::postgres().await else {
        return;
    };
    let one = lease(&world.store, "one");
    one.take(|| ()).await;
    let two = lease(&world.another(2).await, "two");
    let waiting = wait(&two);
    world
        .time
        .until_somebody_sleeps_until(world.time.now() + seconds(3))
        .await;
    one.give_up().await.unwrap();
    // No time passes.
    assert_eq!(waiting.await.unwrap(), Taken { lapsed: None });
    assert!(two.is_ours().await && !one.is_ours().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_that_is_renewed_is_not_taken_however_the_clock_jumps() {
    let Some(world) = World::postgres().await else {
        return;
    };
    let one = lease(&world.store, "one");
    one.take(|| ()).await;
    let kept = keep(&one);
    let two = lease(&world.another(2).await, "two");
    let waiting = wait(&two);
    let hour = TimeDelta::hours(1);
    for jump in [hour, -hour, -hour, hour] {
        world.time.jump(jump);
        assert!(one.is_ours().await, "after a look at the database");
        renewals(&world, 5).await;
        assert!(!waiting.is_finished() && !kept.is_finished());
    }
    waiting.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_that_is_not_renewed_is_taken_over_and_its_owner_knows_when_it_wakes() {
    let Some(world) = World::postgres().await else {
        return;
    };
    let frozen = lease(&world.store, "one");
    frozen.take(|| ()).await;
    let two = lease(&world.another(2).await, "two");
    let waiting = wait(&two);
    let passed = until_ended(&world, &waiting).await;
    assert!((18..=27).contains(&passed), "taken after {passed} s");
    assert_eq!(waiting.await.unwrap().lapsed.as_deref(), Some("one"));
    // It asks before it acts again.
    let woken = keep(&frozen);
    assert!(!frozen.is_ours().await);
    woken.await.unwrap();
    assert!(two.is_ours().await);
}

/// A world of which `relayed` sees the database only through a relay.
async fn relayed() -> Option<(World, Store, Relay)> {
    let world = World::postgres().await?;
    let relay = Relay::to(&world.url).await;
    let clock = world.time.clock();
    let store = Store::connect(&relay.url(), clock, Ids::seeded(3)).await;
    Some((world, store.unwrap(), relay))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_cannot_renew_a_lease_that_is_waited_for_stops_before_the_other_begins() {
    let Some((world, store, relay)) = relayed().await else {
        return;
    };
    let one = lease(&store, "one");
    one.take(|| ()).await;
    let kept = keep(&one);
    let two = lease(&world.another(2).await, "two");
    let waiting = wait(&two);
    world.time.until_so_many_wait(2).await;
    renewals(&world, 2).await;
    world.time.until_so_many_wait(2).await;
    relay.cut();
    let stopped = until_ended(&world, &kept).await;
    assert!(!waiting.is_finished());
    assert!(!one.is_ours().await);
    let begun = until_ended(&world, &waiting).await;
    assert!(stopped <= 11, "stopped after {stopped} s");
    assert!(begun >= 4, "begun {begun} s later: a socket closes in 4 s");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_that_nobody_waits_for_stays_while_the_database_is_away() {
    let Some((world, store, relay)) = relayed().await else {
        return;
    };
    let one = lease(&store, "one");
    one.take(|| ()).await;
    let kept = keep(&one);
    world.time.until_so_many_wait(1).await;
    renewals(&world, 3).await;
    relay.cut();
    for _ in 0..300 {
        world.time.until_so_many_wait(1).await;
        world.time.advance(seconds(1));
    }
    assert!(!kept.is_finished() && one.is_ours().await);
    // Somebody who came meanwhile and could see the database has it.
    let two = lease(&world.store, "two");
    let waiting = wait(&two);
    until_ended(&world, &waiting).await;
    relay.mend();
    until_ended(&world, &kept).await;
    assert!(!one.is_ours().await);
}
