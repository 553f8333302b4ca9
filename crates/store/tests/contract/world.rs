//! A store for one test, on each database, with a clock that the test moves.

use chrono::{DateTime, TimeDelta, Utc};
use clock::Ids;
use domain::{
    Cause, DataKind, DeliveryId, Department, Email, Lang, ParkedId, Platform, Purpose, Signup,
    SignupDraft, Stage, Target,
};
use store::{Enqueue, Key, Keys, Person, Store, Tx};
use tempfile::TempDir;
use testkit::{postgres::Postgres, time::ManualTime};

pub(crate) const CHAT: Platform = Platform::new("chat");
pub(crate) const PAGE: Platform = Platform::new("page");

/// Makes four tests of each function: in memory, in a file, in a file with a key, and on PostgreSQL.
macro_rules! on_every_database {
    ($($name:ident,)*) => {
        mod memory {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::world::World::memory().await).await;
            }
        )*}
        mod file {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::world::World::file().await).await;
            }
        )*}
        mod sealed {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::world::World::sealed().await).await;
            }
        )*}
        mod postgres {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(world) = $crate::world::World::postgres().await {
                    super::$name(world).await;
                }
            }
        )*}
    };
}

/// Makes two tests of each function: in a file and on PostgreSQL, where the store can be opened again.
macro_rules! on_every_kept_database {
    ($($name:ident,)*) => {
        mod file {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::world::World::file().await).await;
            }
        )*}
        mod postgres {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(world) = $crate::world::World::postgres().await {
                    super::$name(world).await;
                }
            }
        )*}
    };
}

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) time: ManualTime,
    pub(crate) url: String,
    _folder: Option<TempDir>,
}

/// A key, another for each number.
pub(crate) fn key(number: u64) -> Key {
    Key::parse(&Key::generate(&Ids::seeded(number))).unwrap()
}

pub(crate) fn start() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

pub(crate) fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

impl World {
    pub(crate) async fn memory() -> Self {
        Self::empty("sqlite::memory:".to_owned(), None)
            .await
            .migrated()
            .await
    }

    pub(crate) async fn file() -> Self {
        Self::empty_file().await.migrated().await
    }

    /// In a file, with a key.
    pub(crate) async fn sealed() -> Self {
        let keys = Keys::new(Some(key(1)), Vec::new());
        Self::file().await.reopened(keys).await
    }

    pub(crate) async fn postgres() -> Option<Self> {
        Some(Self::empty_postgres().await?.migrated().await)
    }

    /// Without tables.
    pub(crate) async fn empty_file() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("store.db").display());
        Self::empty(url, Some(folder)).await
    }

    /// Without tables.
    pub(crate) async fn empty_postgres() -> Option<Self> {
        let url = Postgres::shared()?.database().await;
        Some(Self::empty(url, None).await)
    }

    async fn empty(url: String, folder: Option<TempDir>) -> Self {
        let time = ManualTime::new(start());
        let store = Store::connect(&url, time.clock(), Ids::seeded(1))
            .await
            .unwrap();
        Self {
            store,
            time,
            url,
            _folder: folder,
        }
    }

    /// The same database, opened with these keys.
    pub(crate) async fn reopened(mut self, keys: Keys) -> Self {
        self.store.close().await;
        // Other ids than those that were made before.
        let ids = Ids::seeded(u64::from_le_bytes(self.store.ids().bytes()));
        self.store = Store::connect_with(&self.url, keys, self.time.clock(), ids)
            .await
            .unwrap();
        self
    }

    async fn migrated(self) -> Self {
        self.store.migrate().await.unwrap();
        self
    }

    /// A store as another process would have it; on SQLite, where there is only one, the same.
    pub(crate) async fn another(&self, seed: u64) -> Store {
        if self.url.starts_with("sqlite:") {
            return self.store.clone();
        }
        let keys = self.store.keys().clone();
        Store::connect_with(&self.url, keys, self.time.clock(), Ids::seeded(seed))
            .await
            .unwrap()
    }

    pub(crate) async fn begin(&self) -> Tx {
        self.store.begin().await.unwrap()
    }

    pub(crate) async fn read(&self) -> Tx {
        self.store.read().await.unwrap()
    }

    pub(crate) async fn person(&self, id: &str) -> Person {
        let mut tx = self.begin().await;
        let person = tx.person_find_or_create(&CHAT, id).await.unwrap();
        tx.commit().await.unwrap();
        person
    }

    pub(crate) async fn signup(&self, person: &Person, draft: &str) -> Signup {
        let mut tx = self.begin().await;
        let draft = ParkedId::new(draft);
        let (signup, _) = tx.signup_create(&person.id, &told(), &draft).await.unwrap();
        tx.commit().await.unwrap();
        signup
    }

    pub(crate) async fn channel(&self, address: &str) -> Target {
        let mut tx = self.begin().await;
        let target = tx
            .target_ensure(&CHAT, Purpose::Announcements, address, None)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        target
    }

    /// Enqueues a message of its own transaction.
    pub(crate) async fn enqueue(&self, target: &Target, key: &str) -> DeliveryId {
        let mut tx = self.begin().await;
        let id = tx.deliver(&message(target, key)).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        id
    }
}

pub(crate) fn message(target: &Target, key: &str) -> Enqueue {
    Enqueue {
        target: target.id.clone(),
        cause: Cause::Lecture,
        subject: key.to_owned(),
        dedupe_key: key.to_owned(),
        not_after: None,
    }
}

pub(crate) fn told() -> SignupDraft {
    SignupDraft {
        name: "Noor".to_owned(),
        department: Department::parse("Cardiology").unwrap(),
        question: "Can a model read our ECGs?".to_owned(),
        email: Email::parse("noor@umcg.example"),
        stage: Stage::Data,
        data: DataKind::Signal,
        lang: Lang::Nl,
    }
}
