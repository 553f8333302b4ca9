//! What was asked, without who asked: collected in memory and written within a second, in batches.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use store::{AskedQuestion, Store};
use tokio::sync::Notify;

/// Written together when so long has passed since the first.
const WAIT: Duration = Duration::from_millis(500);
/// More than this many in memory are not kept: the database has been away for long.
const MOST: usize = 50_000;

/// The log of questions. Cheap to clone.
#[derive(Clone, Default)]
pub struct QuestionLog(Arc<Shared>);

#[derive(Default)]
struct Shared {
    waiting: Mutex<Vec<AskedQuestion>>,
    first: Notify,
}

impl QuestionLog {
    /// Notes a question.
    pub(crate) fn note(&self, question: AskedQuestion) {
        let mut waiting = self.lock();
        if waiting.len() < MOST {
            waiting.push(question);
        }
        let first = waiting.len() == 1;
        drop(waiting);
        if first {
            self.0.first.notify_one();
        }
    }

    /// A question that is noted and not yet written.
    pub(crate) fn waiting(&self, id: &str) -> Option<AskedQuestion> {
        let waiting = self.lock();
        waiting.iter().find(|question| question.id == id).cloned()
    }

    /// Notes whether the answer helped, while the question is not yet written; whether it was not.
    pub(crate) fn rate(&self, id: &str, helped: bool) -> bool {
        let mut waiting = self.lock();
        let found = waiting.iter_mut().find(|question| question.id == id);
        let is_waiting = found.is_some();
        if let Some(question) = found {
            question.helped = Some(helped);
        }
        is_waiting
    }

    /// Writes what is noted until `shutdown` ends, and once more then.
    pub async fn run(&self, store: &Store, shutdown: impl Future<Output = ()>) {
        tokio::pin!(shutdown);
        loop {
            tokio::select! {
                () = &mut shutdown => break,
                () = self.0.first.notified() => {}
            }
            tokio::select! {
                () = &mut shutdown => break,
                () = store.clock().sleep(WAIT) => {}
            }
            self.write(store).await;
        }
        self.write(store).await;
    }

    async fn write(&self, store: &Store) {
        let batch = std::mem::take(&mut *self.lock());
        if batch.is_empty() {
            return;
        }
        if let Err(error) = write(store, &batch).await {
            tracing::warn!(
                questions.count = batch.len(),
                error = format!("{error:#}"),
                "cannot write what was asked; trying again"
            );
            let mut waiting = self.lock();
            let late = std::mem::replace(&mut *waiting, batch);
            waiting.extend(late);
            drop(waiting);
            self.0.first.notify_one();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<AskedQuestion>> {
        self.0
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

async fn write(store: &Store, batch: &[AskedQuestion]) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    tx.questions_note(batch).await?;
    tx.commit().await
}
