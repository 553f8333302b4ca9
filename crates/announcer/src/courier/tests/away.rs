//! The bot was away, or an older state of its database was put back: nothing is posted twice, nothing stale is sent.

use std::sync::Arc;

use chrono::TimeDelta;
use clock::Ids;
use domain::{Cause, Ended, Gap, Purpose, SignupId, Transition};
use store::{Fate, Store};
use tokio_util::sync::CancellationToken;

use super::posted;
use crate::{
    Outlets, posts,
    tests::{Fault, House, PLATFORM, enqueue},
};

impl House {
    async fn begin(&self) -> Option<Gap> {
        let mut tx = self.store.begin().await.unwrap();
        let gap = tx.pulse_begin().await.unwrap();
        tx.commit().await.unwrap();
        gap
    }

    /// The bot is gone for so many hours, and comes back.
    async fn away(&self, hours: i64) {
        self.begin().await;
        self.time.advance(TimeDelta::hours(hours));
        assert!(self.begin().await.is_some());
    }

    /// Another state of the database, which knows nothing of what this one sends from now on.
    async fn older(&self) -> Self {
        let store = Store::connect("sqlite::memory:", self.time.clock(), Ids::seeded(2))
            .await
            .unwrap();
        store.migrate().await.unwrap();
        let older = Self {
            time: self.time.clone(),
            store,
            paper: self.paper.clone(),
        };
        older.begin().await;
        older
    }

    /// Moves a sign-up as staff do.
    async fn decide(&self, id: &SignupId, transition: Transition, cause: Cause) {
        let mut tx = self.store.begin().await.unwrap();
        let staff = tx.person_find_or_create(&PLATFORM, "sam").await.unwrap();
        let reason = Some("full");
        tx.signup_move(id, transition, &staff.id, reason)
            .await
            .unwrap();
        let direct = tx
            .target_ensure(&PLATFORM, Purpose::Direct, "ann", None)
            .await
            .unwrap();
        enqueue(&mut tx, &direct.id, cause, id.as_str(), None).await;
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn what_a_lost_state_of_the_database_posted_is_found_and_brought_up_to_date() {
    let house = House::new().await;
    house.begin().await;
    house.announce("news", "one").await;
    house.drain().await;
    let older = house.older().await;
    house.time.advance(TimeDelta::hours(3));
    older.begin().await;
    house.paper.calls();
    older.lecture("one", "one, with another title").await;
    older.announce("news", "one").await;
    older.drain().await;
    assert_eq!(house.paper.messages(), [posted("news", "one")]);
    assert_eq!(house.paper.calls(), ["find news", "edit news"]);
    older.drain().await;
    assert!(house.paper.calls().is_empty(), "once");
}

#[tokio::test]
async fn what_is_too_old_is_looked_for_also_where_its_platform_comes_later() {
    let house = House::new().await;
    house.begin().await;
    house.announce("news", "one").await;
    house.drain().await;
    let older = house.older().await;
    older.lecture("one", "one").await;
    let news = older.target(Purpose::Announcements, "news").await;
    let mut tx = older.store.begin().await.unwrap();
    let soon = Some(house.time.now() + TimeDelta::hours(1));
    enqueue(&mut tx, &news.id, Cause::Lecture, "one", soon).await;
    tx.commit().await.unwrap();
    house.time.advance(TimeDelta::hours(3));
    let gap = older.begin().await.unwrap();

    let outlets = Outlets::default();
    let courier = older.courier_through("one", outlets.clone());
    let stop = CancellationToken::new();
    let found = async {
        let toll = || async {
            let mut tx = older.store.read().await.unwrap();
            tx.gap_toll(&gap).await.unwrap()
        };
        // It came too late before there was anything to be looked at.
        while toll().await != [(Cause::Lecture, Fate::Dropped, 1)] {
            tokio::task::yield_now().await;
        }
        // Whoever looked for it has found nothing to look at by now.
        for _ in 0..50 {
            toll().await;
        }
        outlets.add(Arc::new(house.paper.clone()));
        while toll().await != [(Cause::Lecture, Fate::Found, 1)] {
            tokio::task::yield_now().await;
        }
        stop.cancel();
    };
    tokio::join!(courier.run(stop.clone()), found);
    assert_eq!(house.paper.messages(), [posted("news", "one")], "once");
}

#[tokio::test]
async fn what_is_too_old_by_now_and_was_sent_in_time_is_not_dropped() {
    let house = House::new().await;
    house.begin().await;
    house.announce("news", "one").await;
    house.drain().await;
    let older = house.older().await;
    house.paper.calls();
    for video in ["one", "two"] {
        older.lecture(video, video).await;
        let news = older.target(Purpose::Announcements, "news").await;
        let mut tx = older.store.begin().await.unwrap();
        let soon = Some(house.time.now() + TimeDelta::hours(1));
        enqueue(&mut tx, &news.id, Cause::Lecture, video, soon).await;
        tx.commit().await.unwrap();
    }
    house.time.advance(TimeDelta::hours(3));
    let gap = older.begin().await.unwrap();
    older.drain().await;
    assert_eq!(house.paper.messages(), [posted("news", "one")]);
    let mut toll = older
        .store
        .read()
        .await
        .unwrap()
        .gap_toll(&gap)
        .await
        .unwrap();
    toll.sort_by_key(|(_, fate, _)| format!("{fate:?}"));
    let of = |fate| (Cause::Lecture, fate, 1);
    assert_eq!(toll, [of(Fate::Dropped), of(Fate::Found)]);
}

#[tokio::test]
async fn what_was_never_posted_is_posted_after_a_look() {
    let house = House::new().await;
    house.announce("news", "one").await;
    house.away(2).await;
    house.drain().await;
    assert_eq!(house.paper.messages(), [posted("news", "one")]);
    assert_eq!(house.paper.calls(), ["find news", "send news"]);
    house.time.advance(TimeDelta::hours(25));
    house.announce("news", "two").await;
    house.drain().await;
    assert_eq!(house.paper.calls(), ["send news"], "a day later no more");
}

#[tokio::test]
async fn where_it_cannot_look_it_does_not_send() {
    let house = House::new().await;
    house.announce("news", "one").await;
    house.away(2).await;
    for fault in [Fault::Later(None), Fault::LostAnswer, Fault::Hang] {
        house.paper.fault("news", fault);
    }
    for _ in 0..3 {
        house.drain().await;
        house.advance(10);
    }
    assert_eq!(
        house.paper.calls(),
        ["find news", "find news", "find news"],
        "the last one finds nothing because it failed"
    );
    house.drain().await;
    assert_eq!(house.paper.calls(), ["find news", "send news"]);
    assert_eq!(house.paper.messages(), [posted("news", "one")]);
}

#[tokio::test]
async fn an_applicant_hears_only_of_the_decision_that_counts() {
    let house = House::new().await;
    let signup = house.signup().await;
    house.drain().await;
    for (transition, cause) in [
        (Transition::Accept, Cause::SignupAccepted),
        (Transition::Reopen, Cause::SignupReopened),
        (Transition::Decline, Cause::SignupDeclined),
    ] {
        house.decide(&signup.id, transition, cause).await;
    }
    house.drain().await;
    let heard = house.paper.messages();
    let heard: Vec<&String> = heard.iter().filter(|m| m.starts_with("ann: ")).collect();
    assert_eq!(
        heard,
        [
            "ann: Received: sign-up C-0001",
            "ann: Sign-up C-0001 was declined"
        ]
    );
    let ann = house.store.people_met(&PLATFORM, &["ann"]).await.unwrap();
    assert_eq!(ann.len(), 1);
    assert_eq!(ann[0].1, 0, "nothing that she was not told of");
}

#[tokio::test]
async fn staff_hear_once_what_went_out_late_and_what_was_dropped() {
    let house = House::new().await;
    let staff = house.target(Purpose::Staff, "staff").await;
    house.announce("news", "late").await;
    house.lecture("old", "old").await;
    let lobby = house.target(Purpose::Announcements, "lobby").await;
    let mut tx = house.store.begin().await.unwrap();
    let soon = Some(house.time.now() + TimeDelta::hours(1));
    enqueue(&mut tx, &lobby.id, Cause::Lecture, "old", soon).await;
    tx.commit().await.unwrap();
    house.away(5).await;

    let shutdown = CancellationToken::new();
    let courier = house.courier("one");
    let run = tokio::spawn({
        let shutdown = shutdown.clone();
        async move { courier.run(shutdown).await }
    });
    house.paper.called(2).await;
    while !house
        .paper
        .messages()
        .iter()
        .any(|m| m.starts_with("staff"))
    {
        let now = house.time.now();
        house.time.until_somebody_sleeps_until(now).await;
        house.advance(30);
        tokio::task::yield_now().await;
    }
    shutdown.cancel();
    run.await.unwrap();
    assert_eq!(
        house.paper.messages(),
        [posted("news", "late"), "staff: I was away".to_owned()]
    );
    let mut tx = house.store.read().await.unwrap();
    let gap = tx.gap_latest().await.unwrap().unwrap();
    let reports = tx.deliveries_of(Cause::GapReport, gap.id.as_str()).await;
    let reports = reports.unwrap();
    assert_eq!(reports.len(), 1);
    let settings = &house.courier("one").inner.settings.now();
    let shown = posts::render(&mut tx, &reports[0], &staff, settings).await;
    insta::assert_debug_snapshot!(shown.unwrap().unwrap().blocks);
}

#[tokio::test]
async fn a_bot_that_stops_says_so_and_one_that_runs_beats() {
    let house = House::new().await;
    house.begin().await;
    let shutdown = CancellationToken::new();
    let courier = house.courier("one");
    let run = tokio::spawn({
        let shutdown = shutdown.clone();
        async move { courier.run(shutdown).await }
    });
    for _ in 0..200 {
        let now = house.time.now();
        house.time.until_somebody_sleeps_until(now).await;
        house.advance(60);
        tokio::task::yield_now().await;
    }
    shutdown.cancel();
    run.await.unwrap();
    let stopped_at = house.time.now();
    house.time.advance(TimeDelta::hours(2));
    let gap = house.begin().await.unwrap();
    assert_eq!((gap.began_at, gap.after), (stopped_at, Ended::Stopped));
    let mut tx = house.store.begin().await.unwrap();
    assert_eq!(
        tx.counter_next("signup").await.unwrap(),
        1,
        "no numbers are skipped"
    );
}
