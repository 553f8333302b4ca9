//! What is known of people between calls: the language that they chose, and whether a message to them
//! failed. Kept in memory for half a minute, so that a question costs no query.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use chat::Caller;
use clock::Clock;
use domain::{Lang, PersonId};
use store::Store;

/// At most so many people are remembered; then all are looked up anew.
const MOST: usize = 8192;
const FRESH: Duration = Duration::from_secs(30);

#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The row, where there is one.
    pub(crate) person: Option<PersonId>,
    /// The language that they chose.
    pub(crate) language: Option<Lang>,
    /// The platform's last guess: direct messages come without one.
    pub(crate) locale: Option<Lang>,
    /// Direct messages that failed and of which they have not been told.
    pub(crate) undelivered: i64,
}

pub(crate) struct People {
    clock: Clock,
    /// With when that was found out, by what has passed on the clock; `None` where it is to be found out anew.
    known: Mutex<HashMap<String, (Option<Duration>, Known)>>,
}

impl People {
    pub(crate) fn new(clock: Clock) -> Self {
        Self {
            clock,
            known: Mutex::default(),
        }
    }

    /// What is known of the caller.
    pub(crate) async fn known(&self, caller: &Caller, store: &Store) -> anyhow::Result<Known> {
        let now = self.clock.elapsed();
        let key = key(caller);
        let before = self.lock().get(&key).cloned();
        let locale = caller
            .locale
            .or(before.as_ref().and_then(|(_, known)| known.locale));
        if let Some((Some(at), known)) = before
            && now - at < FRESH
            && known.locale == locale
        {
            return Ok(known);
        }
        let known = match store.person_met(&caller.platform, &caller.id).await? {
            Some((person, undelivered)) => {
                if person.is_long_unseen(store.clock().now()) {
                    let mut tx = store.begin().await?;
                    tx.person_seen(&person.id).await?;
                    tx.commit().await?;
                }
                Known {
                    person: Some(person.id),
                    language: person.language,
                    locale,
                    undelivered,
                }
            }
            None => Known {
                locale,
                ..Known::default()
            },
        };
        let mut all = self.lock();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(key, (Some(now), known.clone()));
        Ok(known)
    }

    /// What was known of the caller when last asked, however long ago.
    pub(crate) fn remembered(&self, caller: &Caller) -> Known {
        let all = self.lock();
        let known = all.get(&key(caller)).map(|(_, known)| known.clone());
        known.unwrap_or_default()
    }

    /// Forgets the caller: something of theirs changed.
    pub(crate) fn forget(&self, caller: &Caller) {
        if let Some((at, _)) = self.lock().get_mut(&key(caller)) {
            *at = None;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Option<Duration>, Known)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(caller: &Caller) -> String {
    format!("{} {}", caller.platform, caller.id)
}
