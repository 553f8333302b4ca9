//! The bot that serves the local page.

use announcer::feed::Source;
use chrono::{DateTime, TimeDelta, Utc};
use clock::Ids;
use dash_bot::{
    Failure,
    demo::{Outside, demo},
};
use testkit::{time::ManualTime, youtube::FakeYouTube};
use tokio::{
    net::TcpListener,
    task::{JoinHandle, spawn_local},
};
use tokio_util::sync::CancellationToken;
use web::{People, Person};

use super::House;
use crate::bot::{CHANNEL, Database};

/// Who is on the page.
const PEOPLE: People = People::new(
    Person::member("anna", "Anna"),
    &[
        Person::member("bram", "Bram"),
        Person::member("clara", "Clara"),
        Person::member("dirk", "Dirk"),
        Person::member("eva", "Eva"),
        Person::staff("sam", "Sam"),
        Person::staff("tess", "Tess"),
        Person::staff("ulf", "Ulf"),
    ],
);

/// The bot that serves the page.
pub(crate) struct Served {
    pub(crate) base: String,
    pub(crate) time: ManualTime,
    youtube: FakeYouTube,
    shutdown: CancellationToken,
    demo: JoinHandle<Result<(), Failure>>,
}

impl Served {
    pub(crate) async fn start(database: &Database, youtube: FakeYouTube) -> Self {
        let begin: DateTime<Utc> = "2026-11-23T09:00:00Z".parse().expect("an instant");
        let time = ManualTime::new(begin);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("the listener has an address");
        let shutdown = CancellationToken::new();
        let outside = Outside {
            clock: time.clock(),
            ids: Ids::seeded(1),
            people: PEOPLE,
            videos: Some(Source {
                base: youtube.base(),
                ..Source::new(CHANNEL)
            }),
            listener,
            shutdown: shutdown.clone(),
        };
        let database = database.url();
        Self {
            base: format!("http://{address}"),
            time,
            youtube,
            shutdown,
            demo: spawn_local(async move { demo(&database, outside).await }),
        }
    }
}

impl House for Served {
    fn youtube(&self) -> &FakeYouTube {
        &self.youtube
    }

    async fn watches(&mut self) {
        let now = self.time.now();
        let range = now + TimeDelta::minutes(5)..=now + TimeDelta::minutes(20);
        self.time.until_somebody_sleeps(range).await;
    }

    async fn advance(&mut self, by: TimeDelta) {
        self.time.advance(by);
    }

    async fn end(self) {
        self.shutdown.cancel();
        let ended = self.demo.await.expect("the demo does not panic");
        ended.expect("the demo ends well");
    }
}
