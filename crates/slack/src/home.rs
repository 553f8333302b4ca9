//! The App Home: a page for each person, with the way in, their sign-ups, the latest lectures and what can be asked.

use std::{
    collections::{BTreeSet, HashSet, VecDeque},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use chat::Standing;

use serde_json::json;
use tokio::sync::mpsc;

use crate::{api::Done, handler::Handler, render, surface::Origin};

/// So many are kept up to date: those that were looked at last. Others are when they are looked at again.
const MOST: usize = 500;

/// Pages are shown so far apart when many change: what people do themselves goes first.
const APART: Duration = Duration::from_secs(1);

/// Those who have looked at their page since the start, and the word that something on it changed.
#[derive(Debug)]
pub(crate) struct Homes {
    opened: Mutex<Opened>,
    changed: mpsc::UnboundedSender<Changed>,
}

#[derive(Debug, Default)]
struct Opened {
    people: HashSet<String>,
    oldest_first: VecDeque<String>,
}

/// Whose page is to be shown anew.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Changed {
    Of(String),
    All,
}

impl Homes {
    pub(crate) fn new() -> (Self, mpsc::UnboundedReceiver<Changed>) {
        let (changed, receiver) = mpsc::unbounded_channel();
        let opened = Mutex::default();
        (Self { opened, changed }, receiver)
    }

    /// Something of a person changed.
    pub(crate) fn changed(&self, person: &str) {
        if self.is_open(person) {
            // Nobody listens once the bot goes offline.
            let _ = self.changed.send(Changed::Of(person.to_owned()));
        }
    }

    /// Something of a person is gone: also from a page that was shown long ago.
    pub(crate) fn erased(&self, person: &str) {
        let _ = self.changed.send(Changed::Of(person.to_owned()));
    }

    /// Something changed that all see.
    pub(crate) fn all_changed(&self) {
        let _ = self.changed.send(Changed::All);
    }

    fn is_open(&self, person: &str) -> bool {
        self.lock().people.contains(person)
    }

    fn open(&self, person: &str) {
        let mut opened = self.lock();
        if !opened.people.insert(person.to_owned()) {
            return;
        }
        opened.oldest_first.push_back(person.to_owned());
        if opened.oldest_first.len() > MOST
            && let Some(oldest) = opened.oldest_first.pop_front()
        {
            opened.people.remove(&oldest);
        }
    }

    fn everyone(&self) -> Vec<String> {
        self.lock().oldest_first.iter().cloned().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Opened> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Handler {
    /// Somebody looks at their page.
    pub(crate) async fn home_opened(&self, person: &str) {
        self.server.homes.open(person);
        self.publish(person).await;
    }

    /// Shows a person's page anew, where they have looked at it.
    pub(crate) async fn refresh_home(&self, person: &str) {
        if self.server.homes.is_open(person) {
            Box::pin(self.publish(person)).await;
        }
    }

    /// Shows pages anew whenever something on them changed: each once, however much it was, and one a second.
    pub(crate) async fn keep_homes(&self, changed: &mut mpsc::UnboundedReceiver<Changed>) {
        while let Some(first) = changed.recv().await {
            let mut people = BTreeSet::new();
            let mut next = Some(first);
            while let Some(whose) = next {
                match whose {
                    Changed::Of(person) => drop(people.insert(person)),
                    Changed::All => people.extend(self.server.homes.everyone()),
                }
                next = changed.try_recv().ok();
            }
            for (number, person) in people.iter().enumerate() {
                if number > 0 {
                    self.server.clock.sleep(APART).await;
                }
                self.publish(person).await;
            }
        }
    }

    async fn publish(&self, person: &str) {
        let caller = self.caller(person, "", &Origin::default()).await;
        // A page is not taken away because Slack is slow.
        if caller.standing == Standing::Stranger && !self.server.members().is_known(person) {
            return;
        }
        let mut replies = self.dispatcher.home(&caller).await;
        for reply in &mut replies {
            self.server.members().name(reply).await;
        }
        let args = json!({ "user_id": person, "view": render::home(&replies) });
        let published = self.server.api.insist::<Done>("views.publish", None, &args);
        if let Err(failure) = published.await {
            tracing::warn!(%failure, "cannot show somebody's page");
        }
    }
}
