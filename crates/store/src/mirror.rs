//! What is made of rows and held in memory. Any process may change the rows; each takes that over within a second.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use crate::{Changing, Store, Tx};

/// The wait between two looks at whether another process has changed something.
const EVERY: Duration = Duration::from_millis(700);

/// Rows that are mirrored, and what is made of them.
pub trait Mirrored: Send + Sync + 'static {
    /// What counts their changes.
    const CHANGING: Changing;
    /// The rows; by default there are none.
    type Rows: Default + Send;
    /// What is made of them.
    type State: Send + Sync;

    /// Reads the rows.
    fn read(tx: &mut Tx) -> impl Future<Output = anyhow::Result<Self::Rows>> + Send;

    /// Makes of them what is held.
    fn make(&self, rows: Self::Rows) -> Self::State;
}

/// The present state of rows: whoever takes it sees one state, whatever is changed meanwhile. Clones are the same mirror.
pub struct Mirror<M: Mirrored>(Arc<Shared<M>>);

struct Shared<M: Mirrored> {
    mirrored: M,
    held: RwLock<Held<M::State>>,
}

struct Held<S> {
    state: Arc<S>,
    /// What the database's count of changes was.
    changes: i64,
}

impl<M: Mirrored> Clone for Mirror<M> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<M: Mirrored> Mirror<M> {
    /// What is made of no rows, until the first look.
    pub fn new(mirrored: M) -> Self {
        let held = Held {
            state: Arc::new(mirrored.make(M::Rows::default())),
            changes: 0,
        };
        Self(Arc::new(Shared {
            mirrored,
            held: RwLock::new(held),
        }))
    }

    /// What makes the state.
    pub fn mirrored(&self) -> &M {
        &self.0.mirrored
    }

    /// The present state.
    pub fn now(&self) -> Arc<M::State> {
        let held = self.0.held.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&held.state)
    }

    /// The state after a look at the database.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn fresh(&self, store: &Store) -> anyhow::Result<Arc<M::State>> {
        self.refresh(store).await?;
        Ok(self.now())
    }

    /// Takes over what was changed in the database since.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn refresh(&self, store: &Store) -> anyhow::Result<()> {
        let mut tx = store.read().await?;
        // The count is read first: what is changed in between is taken over at the next look.
        let changes = tx.changes(M::CHANGING).await?;
        if changes == self.changes() {
            return Ok(());
        }
        let rows = M::read(&mut tx).await?;
        drop(tx);
        let state = Arc::new(self.0.mirrored.make(rows));
        let mut held = self.0.held.write().unwrap_or_else(PoisonError::into_inner);
        // Another refresh may have read later and been faster.
        if changes > held.changes {
            *held = Held { state, changes };
        }
        Ok(())
    }

    /// Takes over what any process changes, within a second, until `shutdown`.
    pub async fn watch(&self, store: &Store, shutdown: impl Future<Output = ()>) {
        tokio::pin!(shutdown);
        loop {
            tokio::select! {
                () = &mut shutdown => return,
                () = store.clock().sleep(EVERY) => {}
            }
            if let Err(error) = self.refresh(store).await {
                let error = format!("{error:#}");
                tracing::debug!(
                    store.counter = M::CHANGING.counter(),
                    error,
                    "cannot see whether something was changed"
                );
            }
        }
    }

    fn changes(&self) -> i64 {
        let held = self.0.held.read().unwrap_or_else(PoisonError::into_inner);
        held.changes
    }
}
