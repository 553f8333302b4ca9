//! What a running command has at hand: the caller, the house, and one unit of work.

use std::sync::Arc;

use chat::{Args, Caller, Error, text};
use domain::{DeliveryId, Lang, ParkedId, PersonId, Settings};
use knowledge::TopicId;
use store::{AskedQuestion, Person, Record, Tx};

use crate::{book::Book, house::House, limits::TooMany};

/// A direct message that goes along with the answer.
pub(crate) struct Follow {
    pub(crate) delivery: DeliveryId,
    /// The sentence that says that it was refused, and where else its news stands; none where it stands elsewhere anyway.
    pub(crate) refused: Option<&'static str>,
}

/// One call's surroundings. The unit of work begins when it is first needed and is committed by the
/// dispatcher; a command that fails leaves nothing behind.
pub(crate) struct Context<'a> {
    pub(crate) house: &'a House,
    pub(crate) caller: &'a Caller,
    /// The language in which the caller is answered.
    pub(crate) lang: Lang,
    /// The row from which arguments were taken.
    pub(crate) parked: Option<ParkedId>,
    /// A delivery whose fate the answer shall tell, if it is known in time.
    pub(crate) follow: Option<Follow>,
    /// What a refusal brings the form back with, over what was typed.
    pub(crate) back: Option<Args>,
    /// What the call is about, for the audit log: an id.
    pub(crate) subject: Option<String>,
    /// Whether everyone in the channel sees the answer.
    pub(crate) public: bool,
    /// The topic that was answered.
    pub(crate) talked: Option<TopicId>,
    /// The answers as they were when the call came.
    pub(crate) book: Arc<Book>,
    /// Whether an answer was changed.
    pub(crate) answers_changed: bool,
    /// What staff had set when the call came.
    pub(crate) settings: Arc<Settings>,
    /// Whether a setting was changed.
    pub(crate) settings_changed: bool,
    /// Whether what is known of the caller has changed.
    pub(crate) changed: bool,
    /// Whether this call was one too many.
    pub(crate) too_many: Option<TooMany>,
    tx: Option<Tx>,
    person: Option<Person>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(house: &'a House, caller: &'a Caller, lang: Lang) -> Self {
        Self {
            house,
            caller,
            lang,
            parked: None,
            follow: None,
            back: None,
            subject: None,
            talked: None,
            book: house.answers.now(),
            answers_changed: false,
            settings: house.settings.now(),
            settings_changed: false,
            changed: false,
            too_many: None,
            public: false,
            tx: None,
            person: None,
        }
    }

    /// The unit of work.
    pub(crate) async fn tx(&mut self) -> Result<&mut Tx, Error> {
        if self.tx.is_none() {
            self.tx = Some(self.house.store.begin().await?);
        }
        self.tx
            .as_mut()
            .ok_or_else(|| Error::Internal(anyhow::anyhow!("the unit of work is gone")))
    }

    /// The caller's row; made when there is none, so only for calls that keep something.
    pub(crate) async fn person(&mut self) -> Result<Person, Error> {
        if let Some(person) = &self.person {
            return Ok(person.clone());
        }
        let caller = self.caller;
        let person = self
            .tx()
            .await?
            .person_find_or_create(&caller.platform, &caller.id)
            .await?;
        self.person = Some(person.clone());
        Ok(person)
    }

    /// The caller's row, where this call has needed it.
    pub(crate) fn known_person(&self) -> Option<PersonId> {
        self.person.as_ref().map(|person| person.id.clone())
    }

    /// What was asked, by the id that only the asker's own buttons carry; `None` when its time has passed.
    pub(crate) async fn asked(&mut self, id: &str) -> Result<Option<AskedQuestion>, Error> {
        if let Some(waiting) = self.house.questions.waiting(id) {
            return Ok(Some(waiting));
        }
        Ok(self.tx().await?.question(id).await?)
    }

    /// All that is known of the caller; their row is not made for it.
    pub(crate) async fn own_records(&mut self) -> Result<Vec<Record>, Error> {
        let (caller, lang) = (self.caller, self.lang);
        let mut tx = self.house.store.read().await?;
        Ok(match tx.person_find(&caller.platform, &caller.id).await? {
            Some(person) => tx.person_export(&person.id, lang).await?,
            None => Vec::new(),
        })
    }

    /// An id that nothing has yet: of a draft, or of a fault.
    pub(crate) fn new_id(&self) -> String {
        let store = &self.house.store;
        store.ids().uuid(store.clock().now())
    }

    /// Commits what was done, if anything was.
    pub(crate) async fn commit(&mut self) -> anyhow::Result<()> {
        if let Some(tx) = self.tx.take() {
            Box::pin(tx.commit()).await?;
        }
        self.take_over().await;
        if self.changed {
            self.house.people.forget(self.caller);
        }
        Ok(())
    }

    /// Takes over what was changed and is held in memory. It is committed: should this fail, the next look does it.
    async fn take_over(&mut self) {
        let House {
            store,
            answers,
            settings,
            ..
        } = self.house;
        let mut taken = Ok(());
        if std::mem::take(&mut self.answers_changed) {
            taken = answers.refresh(store).await;
        }
        if std::mem::take(&mut self.settings_changed) {
            taken = taken.and(settings.refresh(store).await);
        }
        if let Err(error) = taken {
            let error = format!("{error:#}");
            tracing::warn!(error, "cannot take over at once what was changed");
        }
    }

    /// Undoes what was done so far.
    pub(crate) fn rollback(&mut self) {
        self.tx = None;
        self.person = None;
    }

    /// A refusal: the sentences `<id>-title` and `<id>-text`.
    pub(crate) fn refused(&self, id: &str) -> Error {
        Error::refused(
            text!(self.lang, &format!("{id}-title")),
            text!(self.lang, &format!("{id}-text")),
        )
    }
}
