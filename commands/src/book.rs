//! The answers as they are now: those of the files, with what staff wrote over them. A call sees one state of them,
//! whatever is changed meanwhile.

use std::{collections::BTreeMap, sync::Arc};

use domain::{AnswerAction, Lang};
use knowledge::{Entry, Knowledge, TopicId, Weights};
use store::{AnswerVersion, Changing, Mirror, Mirrored, Store, Tx};

use crate::answers::Shown;

/// Which answer.
pub(crate) type Key = (TopicId, Lang);

/// The answers. Cheap to clone.
#[derive(Clone)]
pub struct Answers(Mirror<Files>);

/// What the files hold, which staff's versions go over.
struct Files {
    entries: BTreeMap<Key, Entry>,
    weights: Arc<Weights>,
}

/// One state of the answers.
pub(crate) struct Book {
    /// Finds them.
    pub(crate) knowledge: Knowledge,
    /// What is shown of them.
    pub(crate) shown: Shown,
    /// The version that counts of each that was ever written over.
    pub(crate) versions: BTreeMap<Key, AnswerVersion>,
    /// What waits to be published.
    pub(crate) waiting: BTreeMap<Key, AnswerVersion>,
}

impl Answers {
    /// The answers of the files.
    pub fn new(files: Vec<Entry>, weights: Weights) -> Self {
        let entries = files.into_iter();
        Self(Mirror::new(Files {
            entries: entries
                .map(|entry| ((entry.topic.clone(), entry.lang), entry))
                .collect(),
            weights: Arc::new(weights),
        }))
    }

    /// The present state.
    pub(crate) fn now(&self) -> Arc<Book> {
        self.0.now()
    }

    /// What the file says.
    pub(crate) fn file(&self, key: &Key) -> Option<&Entry> {
        self.0.mirrored().entries.get(key)
    }

    /// Takes over what was changed in the database since.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn refresh(&self, store: &Store) -> anyhow::Result<()> {
        self.0.refresh(store).await
    }

    /// Takes over what any process changes, within a second, until `shutdown`.
    pub async fn watch(&self, store: &Store, shutdown: impl Future<Output = ()>) {
        self.0.watch(store, shutdown).await;
    }
}

impl Mirrored for Files {
    const CHANGING: Changing = Changing::Answers;
    /// Those that count, and those that wait.
    type Rows = (Vec<AnswerVersion>, Vec<AnswerVersion>);
    type State = Book;

    async fn read(tx: &mut Tx) -> anyhow::Result<Self::Rows> {
        Ok((tx.answers().await?, tx.answers_waiting().await?))
    }

    fn make(&self, (versions, waiting): Self::Rows) -> Book {
        let mut entries = self.entries.clone();
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
                AnswerAction::Reviewed => {
                    if let Some(entry) = reviewed(&version, self.entries.get(&key)) {
                        entries.insert(key.clone(), entry);
                    }
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
            knowledge: Knowledge::build(entries.into_values(), Arc::clone(&self.weights)),
            shown: Shown::default(),
            versions: known,
            waiting: waiting
                .into_iter()
                .filter_map(|version| Some((key(&version)?, version)))
                .collect(),
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
    let over = versions.filter(|it| it.action.is_over_the_file());
    Ok(over
        .map(|it| (format!("{}/{}.md", it.lang, it.topic), it.text))
        .collect())
}

/// What the file says, as long as it says what was reviewed, with the day of that.
pub(crate) fn reviewed(version: &AnswerVersion, file: Option<&Entry>) -> Option<Entry> {
    let file = file.filter(|it| version.base.as_deref() == Some(it.digest().as_str()))?;
    let day = version.text.as_deref()?.parse().ok()?;
    Some(Entry {
        reviewed: file.reviewed.max(day),
        ..file.clone()
    })
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
