//! How the bot runs, as far as the store knows it: what waits, which channels refuse, how large it all is.

use std::time::Duration;

use domain::{DeliveryState, Purpose, Reason};
use store::{DatabaseKind, Feed};

use crate::world::{CHAT, PAGE, World, minutes};

on_every_database! {
    the_oldest_message_that_waits_is_told_with_what_it_waits_for,
    a_channel_refuses_since_the_first_time_until_something_arrives,
    what_was_refused_is_sent_again_when_somebody_says_so,
    a_channel_from_which_nothing_is_missing_is_believed,
    when_something_last_arrived_is_known_for_each_platform,
    every_feed_is_listed,
    the_database_tells_what_it_is,
}

async fn the_oldest_message_that_waits_is_told_with_what_it_waits_for(world: World) {
    assert_eq!(world.read().await.deliveries_waiting().await.unwrap(), []);
    let target = world.channel("1").await;
    let first = world.enqueue(&target, "a").await;
    world.time.advance(minutes(1));
    world.enqueue(&world.channel("2").await, "b").await;
    let waiting = world.read().await.deliveries_waiting().await.unwrap();
    assert_eq!((waiting.len(), waiting[0].count), (1, 2));
    assert_eq!(waiting[0].platform, CHAT);
    assert_eq!(waiting[0].oldest.id, first);
    assert_eq!(waiting[0].oldest.purpose, Purpose::Announcements);

    let mut tx = world.begin().await;
    let lease = Duration::from_secs(60);
    let claim = tx.delivery_claim(&[CHAT], "me", lease).await.unwrap();
    assert_eq!(claim.unwrap().delivery.id, first);
    tx.commit().await.unwrap();
    let waiting = world.read().await.deliveries_waiting().await.unwrap();
    let leased = world.time.now() + minutes(1);
    assert_eq!(waiting[0].oldest.leased_until, Some(leased));

    let mut tx = world.begin().await;
    let again = tx.now() + minutes(5);
    tx.delivery_retry(&first, again, true).await.unwrap();
    tx.target_hold(&target.id, again).await.unwrap();
    tx.commit().await.unwrap();
    let oldest = world
        .read()
        .await
        .deliveries_waiting()
        .await
        .unwrap()
        .remove(0)
        .oldest;
    assert_eq!((oldest.next_at, oldest.held_until), (again, Some(again)));
    assert_eq!((oldest.attempts, oldest.uncertain), (1, true));
}

async fn a_channel_refuses_since_the_first_time_until_something_arrives(world: World) {
    let target = world.channel("1").await;
    let since = world.time.now();
    for reason in [Reason::NotPermitted, Reason::UnknownTarget] {
        let mut tx = world.begin().await;
        assert_eq!(tx.target_refused(&target.id, reason).await.unwrap(), since);
        tx.commit().await.unwrap();
        world.time.advance(minutes(1));
    }
    let refusing = world.read().await.targets_refusing().await.unwrap();
    assert_eq!(refusing.len(), 1);
    assert_eq!((&refusing[0].target, refusing[0].since), (&target, since));
    assert_eq!(refusing[0].reason, Reason::UnknownTarget);

    let mut tx = world.begin().await;
    assert!(tx.target_reached(&target.id).await.unwrap());
    assert!(!tx.target_reached(&target.id).await.unwrap());
    assert_eq!(tx.targets_refusing().await.unwrap(), []);
    let anew = tx
        .target_refused(&target.id, Reason::NotPermitted)
        .await
        .unwrap();
    assert_eq!(anew, world.time.now());
    tx.commit().await.unwrap();
    let mut tx = world.begin().await;
    tx.targets_configure(&CHAT, Purpose::Announcements, &[])
        .await
        .unwrap();
    assert_eq!(
        tx.targets_refusing().await.unwrap(),
        [],
        "it is no longer used"
    );
}

async fn what_was_refused_is_sent_again_when_somebody_says_so(world: World) {
    let target = world.channel("1").await;
    let id = world.enqueue(&target, "a").await;
    let mut tx = world.begin().await;
    tx.delivery_failed(&id, Reason::NotPermitted).await.unwrap();
    tx.target_refused(&target.id, Reason::NotPermitted)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let refusing = world.read().await.targets_refusing().await.unwrap();
    assert_eq!(refusing[0].refused, 1);

    let mut tx = world.begin().await;
    assert_eq!(tx.target_try_again(&target.id).await.unwrap(), 1);
    let delivery = tx.delivery(&id).await.unwrap().unwrap();
    assert_eq!(delivery.state, DeliveryState::Pending);
    assert_eq!(
        tx.targets_refusing().await.unwrap().len(),
        1,
        "until it arrives"
    );
    let lease = Duration::from_secs(60);
    let claim = tx.delivery_claim(&[CHAT], "me", lease).await.unwrap();
    assert_eq!(claim.unwrap().delivery.id, id);
}

async fn a_channel_from_which_nothing_is_missing_is_believed(world: World) {
    let target = world.channel("1").await;
    let mut tx = world.begin().await;
    tx.target_refused(&target.id, Reason::NotPermitted)
        .await
        .unwrap();
    assert_eq!(tx.target_try_again(&target.id).await.unwrap(), 0);
    assert_eq!(tx.targets_refusing().await.unwrap(), []);
}

async fn when_something_last_arrived_is_known_for_each_platform(world: World) {
    let mut tx = world.begin().await;
    assert_eq!(tx.platforms_reached().await.unwrap(), []);
    let page = tx
        .target_ensure(&PAGE, Purpose::Staff, "9", None)
        .await
        .unwrap();
    tx.target_reached(&page.id).await.unwrap();
    tx.commit().await.unwrap();
    let first = world.time.now();
    world.time.advance(minutes(2));
    let chat = world.channel("1").await;
    let mut tx = world.begin().await;
    tx.target_reached(&chat.id).await.unwrap();
    let reached = tx.platforms_reached().await.unwrap();
    assert_eq!(reached, [(CHAT, world.time.now()), (PAGE, first)]);
}

async fn every_feed_is_listed(world: World) {
    let mut tx = world.begin().await;
    for name in ["b", "a"] {
        let name = name.to_owned();
        let feed = Feed {
            name,
            ..Feed::default()
        };
        tx.feed_save(&feed).await.unwrap();
    }
    let feeds = tx.feeds().await.unwrap();
    let names: Vec<_> = feeds.iter().map(|feed| feed.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
}

async fn the_database_tells_what_it_is(world: World) {
    let facts = world.store.facts().await.unwrap();
    let postgres = !world.url.starts_with("sqlite:");
    assert_eq!(facts.kind == DatabaseKind::Postgres, postgres);
    assert!(facts.bytes > 10_000, "{facts:?}");
    assert!(facts.migration >= 9, "{facts:?}");
    assert!(facts.connections > 0, "{facts:?}");
    let in_file = world.url.starts_with("sqlite:") && !world.url.contains(":memory:");
    assert_eq!(facts.folder.is_some(), in_file, "{facts:?}");
}
