//! The answers as they are now: those of the files, with what staff wrote over them. A call sees one state of them,
//! whatever is changed meanwhile.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use domain::{AnswerAction, Lang};
use knowledge::{Entry, Knowledge, TopicId, Weights};
use store::{AnswerVersion, Store};

/// The wait between two looks at whether another process has changed an answer.
const EVERY: Duration = Duration::from_millis(700);

/// Which answer.
pub(crate) type Key = (TopicId, Lang);

/// The answers. Cheap to clone.
#[derive(Clone)]
pub struct Answers(Arc<Shared>);

struct Shared {
    files: BTreeMap<Key, Entry>,
    weights: Arc<Weights>,
    now: RwLock<Arc<Book>>,
}

/// One state of the answers.
pub(crate) struct Book {
    /// Finds them.
    pub(crate) knowledge: Knowledge,
    /// The version that counts of each that was ever written over.
    pub(crate) versions: BTreeMap<Key, AnswerVersion>,
    /// What waits to be published.
    pub(crate) waiting: BTreeMap<Key, AnswerVersion>,
    /// What the database's count of changes was.
    changes: i64,
}

impl Answers {
    /// The answers of the files.
    pub fn new(files: Vec<Entry>, weights: Weights) -> Self {
        let weights = Arc::new(weights);
        let book = Book {
            knowledge: Knowledge::build(files.iter().cloned(), Arc::clone(&weights)),
            versions: BTreeMap::new(),
            waiting: BTreeMap::new(),
            changes: 0,
        };
        let files = files.into_iter();
        Self(Arc::new(Shared {
            files: files
                .map(|entry| ((entry.topic.clone(), entry.lang), entry))
                .collect(),
            weights,
            now: RwLock::new(Arc::new(book)),
        }))
    }

    /// The present state.
    pub(crate) fn now(&self) -> Arc<Book> {
        let now = self.0.now.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&now)
    }

    /// What the file says.
    pub(crate) fn file(&self, key: &Key) -> Option<&Entry> {
        self.0.files.get(key)
    }

    /// Takes over what was changed in the database since.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn refresh(&self, store: &Store) -> anyhow::Result<()> {
        let mut tx = store.read().await?;
        // The count is read first: what is changed in between is taken over at the next look.
        let changes = tx.answers_changes().await?;
        if changes == self.now().changes {
            return Ok(());
        }
        let versions = tx.answers().await?;
        let waiting = tx.answers_waiting().await?;
        drop(tx);
        let mut book = self.book(versions, changes);
        book.waiting = waiting
            .into_iter()
            .filter_map(|version| Some((key(&version)?, version)))
            .collect();
        let mut now = self.0.now.write().unwrap_or_else(PoisonError::into_inner);
        // Another refresh may have read later and been faster.
        if book.changes > now.changes {
            *now = Arc::new(book);
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
                tracing::debug!(error, "cannot see whether answers were changed");
            }
        }
    }

    fn book(&self, versions: Vec<AnswerVersion>, changes: i64) -> Book {
        let mut entries = self.0.files.clone();
        let mut known = BTreeMap::new();
        for version in versions {
            let Some(key) = key(&version) else {
                continue;
            };
            match version.action {
                AnswerAction::Restore => {}
                AnswerAction::Retire => {
                    entries.remove(&key);
                }
                AnswerAction::Edit => {
                    // A text that this program cannot read leaves the file's in force.
                    if let Some(entry) = read(&version) {
                        entries.insert(key.clone(), entry);
                    }
                }
            }
            known.insert(key, version);
        }
        Book {
            knowledge: Knowledge::build(entries.into_values(), Arc::clone(&self.0.weights)),
            versions: known,
            waiting: BTreeMap::new(),
            changes,
        }
    }
}

fn key(version: &AnswerVersion) -> Option<Key> {
    Some((TopicId::parse(&version.topic)?, version.lang))
}

/// What staff wrote over the files: for each the file, such as `en/about.md`, and its text; none where it was taken away.
///
/// # Errors
/// When the database can't be read.
pub async fn written_over(store: &Store) -> anyhow::Result<Vec<(String, Option<String>)>> {
    let mut tx = store.read().await?;
    let versions = tx.answers().await?.into_iter();
    let over = versions.filter(|it| it.action != AnswerAction::Restore);
    Ok(over
        .map(|it| (format!("{}/{}.md", it.lang, it.topic), it.text))
        .collect())
}

/// The answer that a version holds.
pub(crate) fn read(version: &AnswerVersion) -> Option<Entry> {
    let topic = TopicId::parse(&version.topic)?;
    let file = format!("{}/{topic}.md", version.lang);
    let read = Entry::parse(topic, version.lang, &file, version.text.as_deref()?);
    read.inspect_err(
        |error| tracing::warn!(error = %error, "an answer in the database is no answer"),
    )
    .ok()
}
