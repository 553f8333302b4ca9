//! What the tests of feed and courier stand on: a store, and a platform in memory.

mod paper;

use std::{sync::Arc, time::Duration};

use chat::{Spec, Specs};
use chrono::{DateTime, TimeDelta, Utc};
use clock::Ids;
use domain::{Cause, Lang, Lecture, Phase, Purpose, Target, TargetId, VideoId};
use store::{Enqueue, LiveSettings, Store, Tx};
use testkit::time::ManualTime;

pub(crate) use paper::{Fault, LIMIT, PLATFORM, Paper};

use crate::{Courier, Outlets};

/// For how long the platform recognises a repeated message.
pub(crate) const NONCE_WINDOW: Duration = Duration::from_secs(60);

/// A community with a clock, a store and a platform.
pub(crate) struct House {
    pub(crate) time: ManualTime,
    pub(crate) store: Store,
    pub(crate) paper: Paper,
}

impl House {
    /// One whose platform recognises repeated messages for a minute.
    pub(crate) async fn new() -> Self {
        Self::with_nonce_window(NONCE_WINDOW).await
    }

    pub(crate) async fn with_nonce_window(window: Duration) -> Self {
        let start: DateTime<Utc> = "2026-03-02T09:00:00Z".parse().unwrap();
        let time = ManualTime::new(start);
        let store = Store::connect("sqlite::memory:", time.clock(), Ids::seeded(1))
            .await
            .unwrap();
        store.migrate().await.unwrap();
        let paper = Paper::new(time.clock(), window);
        Self { time, store, paper }
    }

    /// A courier as a process has it.
    pub(crate) fn courier(&self, owner: &str) -> Courier {
        let outlets = Outlets::default();
        outlets.add(Arc::new(self.paper.clone()));
        self.courier_through(owner, outlets)
    }

    /// A courier whose platforms may still come.
    pub(crate) fn courier_through(&self, owner: &str, outlets: Outlets) -> Courier {
        Courier::new(
            self.store.clone(),
            outlets,
            specs(),
            LiveSettings::of(Lang::En),
            owner.to_owned(),
        )
    }

    /// Delivers what is due.
    pub(crate) async fn drain(&self) {
        self.courier("one").drain().await.unwrap();
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.time.advance(TimeDelta::seconds(seconds));
    }

    /// A target, made if it is not there.
    pub(crate) async fn target(&self, purpose: Purpose, address: &str) -> Target {
        let mut tx = self.store.begin().await.unwrap();
        let target = tx.target_ensure(&PLATFORM, purpose, address, None).await;
        let target = target.unwrap();
        tx.commit().await.unwrap();
        target
    }

    /// Saves a lecture, so that there is something to tell.
    pub(crate) async fn lecture(&self, video: &str, title: &str) {
        let lecture = Lecture {
            video: VideoId::parse(video).unwrap(),
            title: title.to_owned(),
            description: String::new(),
            url: format!("https://videos.example/{video}"),
            thumbnail: None,
            phase: Phase::Published,
            published_at: self.time.now(),
        };
        let mut tx = self.store.begin().await.unwrap();
        tx.lecture_save(&lecture).await.unwrap();
        tx.deliveries_changed(Cause::Lecture, video).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Announces a lecture of that name in the channel of that address; whether that was not done before.
    pub(crate) async fn announce(&self, address: &str, video: &str) -> bool {
        self.lecture(video, video).await;
        let target = self.target(Purpose::Announcements, address).await;
        let mut tx = self.store.begin().await.unwrap();
        let is_new = enqueue(&mut tx, &target.id, Cause::Lecture, video, None).await;
        tx.commit().await.unwrap();
        is_new
    }
}

/// Enqueues a delivery; whether there was none like it.
pub(crate) async fn enqueue(
    tx: &mut Tx,
    target: &TargetId,
    cause: Cause,
    subject: &str,
    not_after: Option<DateTime<Utc>>,
) -> bool {
    let delivery = Enqueue {
        target: target.clone(),
        cause,
        subject: subject.to_owned(),
        dedupe_key: format!("{cause}:{subject}:{target}"),
        not_after,
    };
    tx.deliver(&delivery).await.unwrap().is_some()
}

/// The commands that the posts' buttons call.
fn specs() -> Specs {
    const fn spec(name: &'static str) -> Spec {
        Spec {
            name,
            ..Spec::MEMBER
        }
    }
    const SPECS: &[Spec] = &[
        spec("ask"),
        spec("topics"),
        spec("lectures latest"),
        spec("counseling signup"),
        spec("counseling status"),
        spec("counseling edit"),
        spec("staff signups open"),
        spec("staff signups accept"),
        spec("staff signups decline"),
        spec("staff status"),
        spec("team back"),
        spec("team helped"),
    ];
    Specs::new(SPECS.iter().collect())
}
