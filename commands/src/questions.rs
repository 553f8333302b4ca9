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
    waiting: Mutex<Waiting>,
    first: Notify,
}

/// What is not yet in the database.
#[derive(Default)]
struct Waiting {
    noted: Vec<AskedQuestion>,
    /// What is being written.
    writing: Arc<Vec<AskedQuestion>>,
    /// What was said of an answer whose question is being written.
    rated: Vec<(String, bool)>,
}

impl QuestionLog {
    /// Notes a question.
    pub(crate) fn note(&self, question: AskedQuestion) {
        let mut waiting = self.lock();
        if waiting.noted.len() < MOST {
            waiting.noted.push(question);
        }
        let first = waiting.noted.len() == 1;
        drop(waiting);
        if first {
            self.0.first.notify_one();
        }
    }

    /// A question that is noted and not yet written.
    pub(crate) fn waiting(&self, id: &str) -> Option<AskedQuestion> {
        let waiting = self.lock();
        let mut all = waiting.noted.iter().chain(waiting.writing.iter());
        all.find(|question| question.id == id).cloned()
    }

    /// Notes whether the answer helped, while the question is not yet written; whether it was not.
    pub(crate) fn rate(&self, id: &str, helped: bool) -> bool {
        let mut waiting = self.lock();
        let noted = waiting.noted.iter_mut().find(|it| it.id == id);
        if let Some(question) = noted {
            question.helped = Some(helped);
            return true;
        }
        let is_being_written = waiting.writing.iter().any(|it| it.id == id);
        if is_being_written {
            waiting.rated.push((id.to_owned(), helped));
        }
        is_being_written
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
        let batch = {
            let mut waiting = self.lock();
            waiting.writing = Arc::new(std::mem::take(&mut waiting.noted));
            Arc::clone(&waiting.writing)
        };
        if batch.is_empty() {
            return;
        }
        let written = write(store, &batch).await;
        if let Err(error) = &written {
            tracing::warn!(
                questions.count = batch.len(),
                error = format!("{error:#}"),
                "cannot write what was asked; trying again"
            );
        }
        let rated = self.written(&batch, written.is_ok());
        if let Err(error) = rate(store, &rated).await {
            let error = format!("{error:#}");
            tracing::warn!(error, "cannot note whether answers helped");
        }
    }

    /// Forgets a batch that was written, or takes it back; what was said meanwhile of those that were.
    fn written(&self, batch: &[AskedQuestion], well: bool) -> Vec<(String, bool)> {
        let mut waiting = self.lock();
        waiting.writing = Arc::default();
        let rated = std::mem::take(&mut waiting.rated);
        if well {
            return rated;
        }
        let mut again = batch.to_vec();
        for (id, helped) in rated {
            if let Some(question) = again.iter_mut().find(|it| it.id == id) {
                question.helped = Some(helped);
            }
        }
        again.append(&mut waiting.noted);
        waiting.noted = again;
        drop(waiting);
        self.0.first.notify_one();
        Vec::new()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Waiting> {
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

async fn rate(store: &Store, rated: &[(String, bool)]) -> anyhow::Result<()> {
    if rated.is_empty() {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    for (id, helped) in rated {
        tx.question_rate(id, *helped).await?;
    }
    tx.commit().await
}
