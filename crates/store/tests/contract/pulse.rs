//! The pulse, and the gaps in it.

use chrono::TimeDelta;
use domain::{
    Cause, DeliveryState, Ended, Gap, GapId, Lecture, MessageRef, Phase, Purpose, VideoId,
};
use store::{Enqueue, Fate};

use crate::world::{CHAT, World, message, minutes, start};

on_every_database! {
    a_first_start_is_no_gap,
    an_hour_away_is_no_gap_and_more_is_one,
    where_several_begin_at_once_one_notes_the_gap,
    after_a_kill_numbers_are_skipped_and_after_a_stop_they_are_not,
    a_gap_has_consequences_for_a_day,
    what_stands_in_channels_is_shown_anew_after_a_kill,
    what_a_gap_held_up_is_counted_by_its_fate,
    a_message_has_the_marker_of_what_it_is,
}

impl World {
    async fn begins(&self) -> Option<Gap> {
        let mut tx = self.begin().await;
        let gap = tx.pulse_begin().await.unwrap();
        tx.commit().await.unwrap();
        gap
    }

    async fn beats(&self) {
        let mut tx = self.begin().await;
        tx.pulse_beat().await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn stops(&self) {
        let mut tx = self.begin().await;
        tx.pulse_stop().await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn number(&self, draft: &str) -> i64 {
        let person = self.person("7").await;
        self.signup(&person, draft).await.reference.number()
    }
}

fn reference(message: &str) -> MessageRef {
    MessageRef {
        channel: "1".to_owned(),
        message: message.to_owned(),
    }
}

async fn a_first_start_is_no_gap(world: World) {
    assert_eq!(world.begins().await, None);
    assert_eq!(world.begins().await, None);
    assert_eq!(world.number("d1").await, 1);
    let mut tx = world.read().await;
    assert_eq!(tx.gap_aftermath().await.unwrap(), None);
    assert_eq!(tx.gap_latest().await.unwrap(), None);
    assert_eq!(tx.gap(&GapId::new("no")).await.unwrap(), None);
}

async fn an_hour_away_is_no_gap_and_more_is_one(world: World) {
    world.begins().await;
    world.time.advance(minutes(5));
    world.beats().await;
    world.time.advance(minutes(60));
    assert_eq!(world.begins().await, None);
    world.time.advance(minutes(61));
    let gap = world.begins().await.unwrap();
    assert_eq!(gap.began_at, start() + minutes(65));
    assert_eq!(gap.ended_at, start() + minutes(126));
    assert_eq!(gap.after, Ended::Running);
    let mut tx = world.read().await;
    assert_eq!(tx.gap(&gap.id).await.unwrap().as_ref(), Some(&gap));
    assert_eq!(tx.gap_latest().await.unwrap(), Some(gap));
}

async fn where_several_begin_at_once_one_notes_the_gap(world: World) {
    world.begins().await;
    world.time.advance(minutes(90));
    let other = world.another(2).await;
    let begins = |store: store::Store| async move {
        let mut tx = store.begin().await.unwrap();
        let gap = tx.pulse_begin().await.unwrap();
        tx.commit().await.unwrap();
        gap
    };
    let (one, two) = tokio::join!(begins(world.store.clone()), begins(other));
    assert!(one.is_some() != two.is_some(), "{one:?} {two:?}");
}

async fn after_a_kill_numbers_are_skipped_and_after_a_stop_they_are_not(world: World) {
    world.begins().await;
    assert_eq!(world.number("d1").await, 1);
    world.stops().await;
    world.time.advance(minutes(90));
    assert_eq!(world.begins().await.unwrap().after, Ended::Stopped);
    assert_eq!(world.number("d2").await, 2);
    world.time.advance(minutes(90));
    assert_eq!(world.begins().await.unwrap().after, Ended::Running);
    assert_eq!(world.number("d3").await, 103);
}

async fn a_gap_has_consequences_for_a_day(world: World) {
    let target = world.channel("1").await;
    world.begins().await;
    world.time.advance(minutes(90));
    world.begins().await;
    world.time.advance(minutes(90));
    world.begins().await;
    world.enqueue(&target, "a").await;
    let since = |world: &World| {
        let store = world.store.clone();
        async move { store.read().await.unwrap().gap_aftermath().await.unwrap() }
    };
    assert_eq!(since(&world).await, Some(start()), "of both");
    let mut tx = world.begin().await;
    let lease = std::time::Duration::from_secs(60);
    let claim = tx.delivery_claim(&[CHAT], "me", lease).await.unwrap();
    assert_eq!(claim.unwrap().forgotten_since, Some(start()));
    drop(tx);
    world.time.advance(TimeDelta::hours(23));
    assert_eq!(since(&world).await, Some(start() + minutes(90)));
    world.time.advance(TimeDelta::hours(1));
    assert_eq!(since(&world).await, None);
}

async fn what_stands_in_channels_is_shown_anew_after_a_kill(world: World) {
    let person = world.person("7").await;
    let signup = world.signup(&person, "d1").await;
    let target = world.channel("1").await;
    let mut tx = world.begin().await;
    let mut ids = Vec::new();
    for (cause, subject) in [
        (Cause::SignupCard, signup.id.as_str()),
        (Cause::Start, target.id.as_str()),
        (Cause::Lecture, "v1"),
    ] {
        let about = Enqueue {
            cause,
            subject: subject.to_owned(),
            ..message(&target, subject)
        };
        let id = tx.deliver(&about).await.unwrap().unwrap();
        tx.delivery_sent(&id, &reference(subject), 1).await.unwrap();
        ids.push(id);
    }
    tx.commit().await.unwrap();
    world.begins().await;
    world.time.advance(minutes(90));
    world.begins().await;
    let mut tx = world.read().await;
    let mut versions = Vec::new();
    for id in &ids {
        versions.push(tx.delivery(id).await.unwrap().unwrap().version);
    }
    assert_eq!(versions, [2, 2, 1]);
}

async fn what_a_gap_held_up_is_counted_by_its_fate(world: World) {
    let target = world.channel("1").await;
    world.begins().await;
    for key in ["sent before", "late", "found", "waiting"] {
        world.enqueue(&target, key).await;
    }
    let reminder = Enqueue {
        not_after: Some(start() + minutes(30)),
        ..message(&target, "dropped")
    };
    let mut tx = world.begin().await;
    tx.deliver(&reminder).await.unwrap();
    let sent = tx.deliveries_of(Cause::Lecture, "sent before").await;
    let sent = sent.unwrap()[0].id.clone();
    tx.delivery_sent(&sent, &reference("m0"), 1).await.unwrap();
    tx.commit().await.unwrap();
    world.time.advance(minutes(90));
    let gap = world.begins().await.unwrap();

    world.time.advance(minutes(1));
    let mut tx = world.begin().await;
    tx.deliveries_expire().await.unwrap();
    for video in ["in-the-gap", "after-it"] {
        let published_at = if video == "after-it" {
            minutes(91)
        } else {
            minutes(60)
        };
        let lecture = Lecture {
            video: VideoId::parse(video).unwrap(),
            title: video.to_owned(),
            description: String::new(),
            url: "https://v.example".to_owned(),
            thumbnail: None,
            phase: Phase::Published,
            published_at: start() + published_at,
        };
        tx.lecture_save(&lecture).await.unwrap();
        let news = message(&target, lecture.video.as_str());
        tx.deliver(&news).await.unwrap();
    }
    let late = tx.deliveries_of(Cause::Lecture, "late").await.unwrap()[0]
        .id
        .clone();
    tx.delivery_sent(&late, &reference("m1"), 1).await.unwrap();
    let found = tx.deliveries_of(Cause::Lecture, "found").await.unwrap()[0]
        .id
        .clone();
    tx.delivery_found(&found, &reference("m2"), 0)
        .await
        .unwrap();
    let row = tx.delivery(&found).await.unwrap().unwrap();
    assert_eq!((row.state, row.shown_version), (DeliveryState::Sent, 0));
    tx.commit().await.unwrap();
    let mut toll = world.read().await.gap_toll(&gap).await.unwrap();
    toll.sort_by_key(|(_, fate, _)| format!("{fate:?}"));
    let of = |fate, count| (Cause::Lecture, fate, count);
    assert_eq!(
        toll,
        [
            of(Fate::Dropped, 1),
            of(Fate::Found, 1),
            of(Fate::Late, 1),
            of(Fate::Waiting, 2),
        ]
    );
}

async fn a_message_has_the_marker_of_what_it_is(world: World) {
    let (one, other) = (world.channel("1").await, world.channel("2").await);
    let mut markers = Vec::new();
    for target in [&one, &other] {
        let key = format!("lecture:{}", target.id);
        let id = world.enqueue(target, &key).await;
        let delivery = world.read().await.delivery(&id).await.unwrap().unwrap();
        markers.push(delivery.marker);
    }
    assert_ne!(
        markers[0], markers[1],
        "in another channel it is another message"
    );
    assert_eq!(one.purpose, Purpose::Announcements);
    assert_eq!(
        markers[0],
        domain::Marker::of(&one, &format!("lecture:{}", one.id))
    );
}
