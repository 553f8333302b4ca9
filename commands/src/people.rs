//! What is known of people between calls: the language that they chose, and whether a message to them
//! failed. Kept in memory for half a minute, so that a question costs no query; who calls at the same time as others
//! shares one.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use chat::Caller;
use clock::Clock;
use domain::{Lang, PersonId, Platform};
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
    /// Who waits for being looked up.
    waiting: Mutex<Vec<(Platform, String)>>,
    /// Whose turn it is to look up whoever waits.
    turn: tokio::sync::Mutex<()>,
    /// How often somebody was forgotten: what was read before is out of date then.
    forgotten: AtomicU64,
}

impl People {
    pub(crate) fn new(clock: Clock) -> Self {
        Self {
            clock,
            known: Mutex::default(),
            waiting: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
            forgotten: AtomicU64::new(0),
        }
    }

    /// What is known of the caller.
    pub(crate) async fn known(&self, caller: &Caller, store: &Store) -> anyhow::Result<Known> {
        let key = key(&caller.platform, &caller.id);
        if let Some(known) = self.fresh(&key, caller.locale) {
            return Ok(known);
        }
        self.waiting()
            .push((caller.platform.clone(), caller.id.clone()));
        let turn = self.turn.lock().await;
        // Who had the turn before has looked up whoever waited then.
        if let Some(known) = self.fresh(&key, caller.locale) {
            return Ok(known);
        }
        // Who is just about to ask gets in.
        tokio::task::yield_now().await;
        let mut accounts: Vec<String> = self
            .waiting()
            .extract_if(.., |(platform, _)| *platform == caller.platform)
            .map(|(_, account)| account)
            .chain([caller.id.clone()])
            .collect();
        accounts.sort_unstable();
        accounts.dedup();
        let long_unseen = self.look_up(&caller.platform, accounts, store).await?;
        drop(turn);
        if !long_unseen.is_empty() {
            let mut tx = store.begin().await?;
            for person in &long_unseen {
                tx.person_seen(person).await?;
            }
            tx.commit().await?;
        }
        let known = self.fresh(&key, caller.locale);
        Ok(known.unwrap_or_else(|| self.remembered(caller)))
    }

    /// What was known of the caller when last asked, however long ago.
    pub(crate) fn remembered(&self, caller: &Caller) -> Known {
        let all = self.lock();
        let known = all.get(&key(&caller.platform, &caller.id));
        let known = known.map(|(_, known)| known.clone()).unwrap_or_default();
        Known {
            locale: caller.locale.or(known.locale),
            ..known
        }
    }

    /// Forgets the caller: something of theirs changed.
    pub(crate) fn forget(&self, caller: &Caller) {
        self.forgotten.fetch_add(1, Ordering::Relaxed);
        if let Some((at, _)) = self.lock().get_mut(&key(&caller.platform, &caller.id)) {
            *at = None;
        }
    }

    /// What is known and was found out a moment ago.
    fn fresh(&self, key: &str, locale: Option<Lang>) -> Option<Known> {
        let now = self.clock.elapsed();
        let mut all = self.lock();
        let (at, known) = all.get_mut(key)?;
        known.locale = locale.or(known.locale);
        let is_fresh = at.is_some_and(|at| now - at < FRESH);
        is_fresh.then(|| known.clone())
    }

    /// Looks up these accounts together; who of them has not been seen for long.
    async fn look_up(
        &self,
        platform: &Platform,
        accounts: Vec<String>,
        store: &Store,
    ) -> anyhow::Result<Vec<PersonId>> {
        let forgotten = self.forgotten.load(Ordering::Relaxed);
        let asked: Vec<&str> = accounts.iter().map(String::as_str).collect();
        let met = store.people_met(platform, &asked).await?;
        let mut met: HashMap<_, _> = met
            .into_iter()
            .map(|(person, undelivered)| (person.platform_id.clone(), (person, undelivered)))
            .collect();
        let is_current = forgotten == self.forgotten.load(Ordering::Relaxed);
        let (now, at) = (store.clock().now(), self.clock.elapsed());
        let mut long_unseen = Vec::new();
        let mut all = self.lock();
        if all.len() + accounts.len() > MOST {
            all.clear();
        }
        for account in accounts {
            let (found_at, known) = all.entry(key(platform, &account)).or_default();
            *found_at = is_current.then_some(at);
            let met = met.remove(&account);
            let (person, undelivered) = met.map_or((None, 0), |(person, undelivered)| {
                (Some(person), undelivered)
            });
            if let Some(person) = person.as_ref().filter(|it| it.is_long_unseen(now)) {
                long_unseen.push(person.id.clone());
            }
            *known = Known {
                language: person.as_ref().and_then(|person| person.language),
                person: person.map(|person| person.id),
                locale: known.locale,
                undelivered,
            };
        }
        Ok(long_unseen)
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<(Platform, String)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, (Option<Duration>, Known)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(platform: &Platform, account: &str) -> String {
    [platform.as_str(), " ", account].concat()
}
