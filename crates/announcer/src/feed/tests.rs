//! The watcher, against a platform on a real socket and with a real store.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Cause, Purpose, VideoId};
use network::Network;
use store::Store;
use testkit::youtube::{FakeYouTube, FeedFault, Video};
use tokio_util::sync::CancellationToken;

use super::{FeedProblem, Look, Source, Watcher};
use crate::tests::{House, enqueue};

const CHANNEL: &str = "UCdash";

/// A watcher of a fake channel that has two old videos.
struct Watched {
    house: House,
    youtube: FakeYouTube,
    watcher: Watcher,
}

impl Watched {
    async fn new() -> Self {
        let house = House::new().await;
        let youtube = FakeYouTube::start().await;
        youtube.add_channel(CHANNEL, "DASH");
        for (id, days) in [("old1", 30), ("old2", 20)] {
            let published = house.time.now() - TimeDelta::days(days);
            youtube.publish(CHANNEL, video(id, published));
        }
        house.target(Purpose::Announcements, "news").await;
        house.target(Purpose::Staff, "staff").await;
        let watcher = watcher(&house.store, &youtube);
        Self {
            house,
            youtube,
            watcher,
        }
    }

    /// One whose first look is done.
    async fn with_baseline() -> Self {
        let watched = Self::new().await;
        assert_eq!(watched.look().await, Look::Baseline { videos: 2 });
        watched.house.time.advance(TimeDelta::hours(1));
        watched
    }

    fn now(&self) -> DateTime<Utc> {
        self.house.time.now()
    }

    fn publish(&self, id: &str) {
        let published = self.now() - TimeDelta::minutes(5);
        self.youtube.publish(CHANNEL, video(id, published));
    }

    async fn look(&self) -> Look {
        self.watcher.look().await.unwrap()
    }

    /// What stands on the platform when all is delivered.
    async fn messages(&self) -> Vec<String> {
        self.house.drain().await;
        self.house.paper.messages()
    }

    /// How long it is until the next look.
    async fn wait(&self) -> TimeDelta {
        let mut tx = self.house.store.read().await.unwrap();
        let feed = tx.feed(&self.watcher.source.name()).await.unwrap();
        feed.unwrap().next_at.unwrap() - self.now()
    }
}

fn video(id: &str, published: DateTime<Utc>) -> Video {
    Video::new(id, &format!("About {id}"), published)
}

fn watcher(store: &Store, youtube: &FakeYouTube) -> Watcher {
    let source = Source {
        base: youtube.base(),
        ..Source::new(CHANNEL)
    };
    Watcher::new(store.clone(), network(store), source).unwrap()
}

fn network(store: &Store) -> Network {
    Network::local(store.clock().clone(), store.ids().clone()).unwrap()
}

fn read(announced: usize, changed: usize) -> Look {
    Look::Read { announced, changed }
}

#[tokio::test]
async fn the_first_look_knows_the_videos_and_posts_none() {
    let watched = Watched::with_baseline().await;
    assert!(watched.messages().await.is_empty());
    let mut tx = watched.house.store.read().await.unwrap();
    let latest = tx.lectures_latest(5).await.unwrap();
    let titles: Vec<_> = latest
        .iter()
        .map(|lecture| lecture.title.as_str())
        .collect();
    assert_eq!(titles, ["About old2", "About old1"]);
}

#[tokio::test]
async fn a_new_video_is_announced_once_however_often_the_feed_is_read() {
    let watched = Watched::with_baseline().await;
    watched.youtube.without_validators();
    watched.publish("new1");
    assert_eq!(watched.look().await, read(1, 0));
    assert_eq!(watched.look().await, read(0, 0));
    let after_restart = watcher(&watched.house.store, &watched.youtube);
    assert_eq!(after_restart.look().await.unwrap(), read(0, 0));
    assert_eq!(
        watched.messages().await,
        ["news: New mini-lecture: About new1"]
    );
}

#[tokio::test]
async fn several_new_videos_are_announced_in_the_order_in_which_they_appeared() {
    let watched = Watched::with_baseline().await;
    watched.publish("first");
    watched.house.time.advance(TimeDelta::hours(1));
    watched.publish("second");
    assert_eq!(watched.look().await, read(2, 0));
    assert_eq!(
        watched.messages().await,
        [
            "news: New mini-lecture: About first",
            "news: New mini-lecture: About second"
        ]
    );
}

#[tokio::test]
async fn a_feed_that_did_not_change_is_asked_for_and_not_sent_again() {
    let watched = Watched::with_baseline().await;
    assert_eq!(watched.look().await, Look::NotModified);
    let requests = watched.youtube.requests();
    assert_eq!(requests[0].if_none_match, None);
    assert!(requests[1].if_none_match.is_some() && requests[1].if_modified_since.is_some());
    assert!(
        requests[1]
            .user_agent
            .as_ref()
            .unwrap()
            .starts_with("dash-bot/")
    );
}

#[tokio::test]
async fn without_validators_none_is_sent_back() {
    let watched = Watched::new().await;
    watched.youtube.without_validators();
    watched.look().await;
    watched.look().await;
    let requests = watched.youtube.requests();
    assert_eq!(requests[1].if_none_match, None);
    assert_eq!(requests[1].if_modified_since, None);
}

#[tokio::test]
async fn a_changed_title_changes_the_post() {
    let watched = Watched::with_baseline().await;
    watched.publish("new1");
    watched.look().await;
    assert_eq!(
        watched.messages().await,
        ["news: New mini-lecture: About new1"]
    );
    watched.youtube.publish(
        CHANNEL,
        Video::new("new1", "A better title", watched.now()).updated(watched.now()),
    );
    assert_eq!(watched.look().await, read(0, 1));
    assert_eq!(
        watched.messages().await,
        ["news: New mini-lecture: A better title"]
    );
}

#[tokio::test]
async fn a_video_that_vanishes_is_not_forgotten() {
    let watched = Watched::with_baseline().await;
    watched.youtube.remove(CHANNEL, "old2");
    assert_eq!(watched.look().await, read(0, 0));
    let mut tx = watched.house.store.read().await.unwrap();
    let id = VideoId::parse("old2").unwrap();
    assert!(tx.lecture(&id).await.unwrap().is_some());
}

#[tokio::test]
async fn an_old_video_that_comes_back_into_a_full_feed_is_no_news() {
    let watched = Watched::new().await;
    for number in 1..=15 {
        let published = watched.now() - TimeDelta::days(16 - number);
        watched
            .youtube
            .publish(CHANNEL, video(&format!("v{number}"), published));
    }
    watched.look().await;
    watched.youtube.remove(CHANNEL, "v7");
    assert_eq!(watched.look().await, read(0, 0));
    watched.house.time.advance(TimeDelta::hours(1));
    watched.publish("new1");
    assert_eq!(watched.look().await, read(1, 0));
    assert_eq!(
        watched.messages().await,
        ["news: New mini-lecture: About new1"]
    );
}

#[tokio::test]
async fn shorts_are_left_out_unless_the_rule_says_otherwise() {
    let watched = Watched::with_baseline().await;
    watched
        .youtube
        .publish(CHANNEL, video("brief", watched.now()).short());
    assert_eq!(watched.look().await, read(0, 0));

    let source = Source {
        shorts: true,
        ..watched.watcher.source.clone()
    };
    let store = &watched.house.store;
    let all = Watcher::new(store.clone(), network(store), source).unwrap();
    assert_eq!(all.look().await.unwrap(), Look::Baseline { videos: 3 });
    watched
        .youtube
        .publish(CHANNEL, video("brief2", watched.now()).short());
    assert_eq!(all.look().await.unwrap(), read(1, 0));
    assert_eq!(
        watched.messages().await,
        ["news: New mini-lecture: About brief2"]
    );
}

#[tokio::test]
async fn an_upcoming_video_is_announced_when_it_is_out() {
    let watched = Watched::with_baseline().await;
    let premiere = watched.now() + TimeDelta::minutes(3);
    watched
        .youtube
        .publish(CHANNEL, video("premiere", premiere));
    assert_eq!(watched.look().await, read(0, 0));
    assert_eq!(watched.wait().await, TimeDelta::minutes(3));

    watched.house.time.advance(TimeDelta::minutes(3));
    assert_eq!(watched.look().await, read(1, 1));
    assert_eq!(watched.look().await, Look::NotModified);
    assert_eq!(
        watched.messages().await,
        ["news: New mini-lecture: About premiere"]
    );
}

#[tokio::test]
async fn what_is_no_feed_changes_nothing_and_is_tried_again_later() {
    let watched = Watched::with_baseline().await;
    watched.publish("new1");
    for (fault, problem) in [
        (FeedFault::Status(404), FeedProblem::Status(404)),
        (FeedFault::Status(500), FeedProblem::Status(500)),
        (FeedFault::Html, FeedProblem::NotAFeed),
        (FeedFault::CutOff, FeedProblem::Broken),
        (FeedFault::Huge, FeedProblem::TooLarge),
        (FeedFault::Drop, FeedProblem::Unreachable),
        (
            FeedFault::Redirect("file:///etc/hostname".into()),
            FeedProblem::Status(302),
        ),
        (
            FeedFault::Redirect(watched.youtube.feed_url(CHANNEL)),
            FeedProblem::Address,
        ),
    ] {
        watched.youtube.fault(fault, 5);
        assert_eq!(watched.look().await, Look::Failed(problem));
        watched.youtube.clear_faults();
    }
    assert!(watched.messages().await.is_empty());
    assert_eq!(watched.look().await, read(1, 0));
}

#[tokio::test]
async fn a_feed_that_never_ends_is_given_up() {
    let watched = Watched::with_baseline().await;
    for fault in [FeedFault::Endless, FeedFault::Hang] {
        watched.youtube.fault(fault, 1);
        let give_up = async {
            watched
                .house
                .time
                .until_somebody_sleeps_until(watched.now() + TimeDelta::seconds(30))
                .await;
            watched.house.time.advance(TimeDelta::seconds(31));
        };
        let (look, ()) = tokio::join!(watched.look(), give_up);
        assert_eq!(look, Look::Failed(FeedProblem::Timeout));
    }
}

#[tokio::test]
async fn failures_are_followed_by_longer_and_longer_waits() {
    let watched = Watched::with_baseline().await;
    watched.youtube.fault(FeedFault::Status(404), 7);
    for minutes in [5, 10, 20, 40, 80, 120, 120] {
        watched.look().await;
        let wait = watched.wait().await;
        let shortest = TimeDelta::minutes(minutes);
        assert!(
            wait >= shortest && wait <= shortest * 11 / 10,
            "{wait} after {minutes}"
        );
    }
}

#[tokio::test]
async fn a_server_that_asks_for_a_longer_wait_gets_it() {
    let watched = Watched::with_baseline().await;
    watched.youtube.fault(FeedFault::TooMany(3 * 60 * 60), 1);
    assert_eq!(watched.look().await, Look::Failed(FeedProblem::Status(429)));
    assert_eq!(watched.wait().await, TimeDelta::hours(3));
}

#[tokio::test]
async fn staff_are_told_once_when_a_feed_gave_nothing_for_a_day() {
    let watched = Watched::with_baseline().await;
    watched.youtube.fault(FeedFault::Status(404), 60);
    for _ in 0..23 {
        watched.look().await;
        watched.house.time.advance(TimeDelta::hours(1));
    }
    assert!(watched.messages().await.is_empty());
    for _ in 0..30 {
        watched.look().await;
        watched.house.time.advance(TimeDelta::hours(1));
    }
    assert_eq!(
        watched.messages().await,
        ["staff: I cannot read the video feed"]
    );

    watched.youtube.clear_faults();
    watched.look().await;
    assert_eq!(
        watched.messages().await,
        ["staff: I can read the video feed again"]
    );
}

#[tokio::test]
async fn the_watcher_looks_when_it_is_due_and_not_sooner_after_a_restart() {
    let watched = Watched::new().await;
    let stop = CancellationToken::new();
    for look in 1..=3 {
        let (watcher, stopped) = (watched.watcher.clone(), stop.child_token());
        let run = tokio::spawn({
            let stopped = stopped.clone();
            async move { watcher.run(stopped).await }
        });
        watched.youtube.answered(look).await;
        let next = watched.now() + TimeDelta::minutes(10);
        watched.house.time.until_somebody_sleeps_until(next).await;
        stopped.cancel();
        run.await.unwrap();
        assert_eq!(watched.youtube.requests().len(), look);
        watched.house.time.advance(TimeDelta::minutes(11));
    }
}

#[tokio::test]
async fn a_new_video_brings_the_standing_messages_up_to_date() {
    let watched = Watched::with_baseline().await;
    let lobby = watched.house.target(Purpose::Start, "lobby").await;
    let mut tx = watched.house.store.begin().await.unwrap();
    enqueue(&mut tx, &lobby.id, Cause::Start, lobby.id.as_str(), None).await;
    tx.commit().await.unwrap();
    watched.house.drain().await;
    assert_eq!(watched.house.paper.calls(), ["send lobby"]);

    watched.publish("new1");
    watched.look().await;
    watched.house.drain().await;
    let mut calls = watched.house.paper.calls();
    calls.sort();
    assert_eq!(calls, ["edit lobby", "send news"]);
}
