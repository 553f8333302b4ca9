//! The store: one database, the clock by which it lives, and the way to a unit of work.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
    time::Duration,
};

use anyhow::Context;
use clock::{Clock, Ids};

use crate::{
    Tx, before,
    database::Db,
    database_facts::DatabaseFacts,
    keys::Keys,
    ledger::Ledger,
    migrations,
    open_error::OpenError,
    tx::Connection,
    wakeups::{Waker, Wakeups},
};

/// How long an answer to "are you there" may take.
const ALIVE: Duration = Duration::from_secs(3);

/// Everything that is kept. Clones are the same store.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Clock,
    ids: Ids,
    keys: Keys,
    waker: Waker,
    ledger: OnceLock<Ledger>,
}

impl Store {
    /// Opens the database of `url`: `sqlite:PATH` (made if it is not there; held for this process alone
    /// by `PATH.lock`), `sqlite::memory:` or `postgres://…`. Its tables are left as they are:
    /// [`Store::migrate`] brings them up to date.
    ///
    /// # Errors
    /// When it can't be opened; the message says what to do.
    pub async fn connect(url: &str, clock: Clock, ids: Ids) -> Result<Self, OpenError> {
        Self::connect_with(url, Keys::none(), clock, ids).await
    }

    /// The same; what people write is sealed under `keys`.
    ///
    /// # Errors
    /// When it can't be opened; the message says what to do.
    pub async fn connect_with(
        url: &str,
        keys: Keys,
        clock: Clock,
        ids: Ids,
    ) -> Result<Self, OpenError> {
        let db = Db::open(url, false, &clock).await?;
        Ok(Self::on(db, keys, clock, ids))
    }

    /// Opens it for a short piece of work, also beside the process that runs on it, which notices within half a minute.
    /// What is not up to date must be left as it is: that process may be of another version.
    ///
    /// # Errors
    /// When it can't be opened; the message says what to do.
    pub async fn connect_beside(
        url: &str,
        keys: Keys,
        clock: Clock,
        ids: Ids,
    ) -> Result<Self, OpenError> {
        let db = Db::open(url, true, &clock).await?;
        Ok(Self::on(db, keys, clock, ids))
    }

    fn on(db: Db, keys: Keys, clock: Clock, ids: Ids) -> Self {
        Self(Arc::new(Inner {
            db,
            clock,
            ids,
            keys,
            waker: Waker::new(),
            ledger: OnceLock::new(),
        }))
    }

    /// Brings the tables up to date; how many migrations were applied. Of a file that has been used, a copy is put
    /// beside it first.
    ///
    /// # Errors
    /// When the database is newer than the program, or one of them fails.
    pub async fn migrate(&self) -> Result<u64, OpenError> {
        migrations::apply(&self.0.db, self.0.clock.now()).await
    }

    /// The migrations that [`Store::migrate`] would apply, by number and name; nothing is written.
    ///
    /// # Errors
    /// When the database is newer than the program or can't be read.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, OpenError> {
        migrations::pending(&self.0.db).await
    }

    /// Removes the copies of a file that were put beside it, when they are older than a month.
    pub async fn forget_copies(&self) {
        if let Db::Sqlite {
            lock: Some(lock), ..
        } = &self.0.db
        {
            let (database, now) = (lock.database().to_owned(), self.0.clock.now());
            // It ends by itself, and says in the log what it could not do.
            let _ = tokio::task::spawn_blocking(move || before::forget_old(&database, now)).await;
        }
    }

    /// Remembers those who are erased in this ledger, from now on. Without one nobody remembers them, and a backup that
    /// is restored brings them back.
    pub fn remember_erasures(&self, ledger: Ledger) {
        // A second one would split what is remembered; the first stays.
        let _ = self.0.ledger.set(ledger);
    }

    /// Begins a unit of work that may write. On SQLite one at a time: make no network call in it.
    ///
    /// # Errors
    /// When the database can't be reached.
    pub async fn begin(&self) -> anyhow::Result<Tx> {
        // Whatever may come to this is as large as it otherwise, whether it comes to it or not.
        let connection = Box::pin(self.0.db.begin()).await;
        Ok(self.tx(connection.context("cannot begin a transaction")?))
    }

    /// Begins a unit of work that only reads; it sees one state of everything.
    ///
    /// # Errors
    /// When the database can't be reached.
    pub async fn read(&self) -> anyhow::Result<Tx> {
        let connection = Box::pin(self.0.db.read()).await;
        Ok(self.tx(connection.context("cannot begin to read")?))
    }

    pub(crate) fn db(&self) -> &Db {
        &self.0.db
    }

    /// The clock that the store lives by.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Where its ids come from.
    pub fn ids(&self) -> &Ids {
        &self.0.ids
    }

    /// The keys under which what people write is sealed.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// Whether other processes may work on it at the same time; a file is held by one alone.
    pub fn is_shared(&self) -> bool {
        matches!(self.0.db, Db::Postgres { .. })
    }

    /// Whether the database answers, within 3 s.
    pub async fn is_alive(&self) -> bool {
        matches!(
            self.0.clock.timeout(ALIVE, self.0.db.ping()).await,
            Ok(Ok(()))
        )
    }

    /// What the database is and how large.
    ///
    /// # Errors
    /// When it can't be asked.
    pub async fn facts(&self) -> anyhow::Result<DatabaseFacts> {
        let facts = self.0.db.facts().await;
        facts.context("cannot ask the database for its size")
    }

    /// Wake-ups of deliveries from now on; on PostgreSQL also of other processes.
    pub fn wakeups(&self) -> Wakeups {
        let wakeups = self.0.waker.wakeups();
        self.0.db.listen(&self.0.clock, &self.0.waker);
        wakeups
    }

    /// Waits for what is under way, closes the connections and lets another process open the file.
    pub async fn close(&self) {
        self.0.db.close().await;
    }

    /// Writes these tables anew, so that what was overwritten is nowhere in their files.
    pub(crate) async fn compact(&self, tables: &[&str]) -> sqlx::Result<()> {
        self.0.db.compact(tables).await
    }

    fn tx(&self, connection: Connection) -> Tx {
        Tx {
            connection,
            now: self.0.clock.now(),
            ids: self.0.ids.clone(),
            keys: self.0.keys.clone(),
            unnumbered: Vec::new(),
            counted: BTreeMap::new(),
            ledger: self.0.ledger.get().cloned().unwrap_or_default(),
            wake: false,
            waker: self.0.waker.clone(),
        }
    }
}
