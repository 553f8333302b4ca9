//! What was talked about a moment ago, so that "and in Dutch?" is understood. Kept in memory alone, for ten minutes.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use chat::{Caller, Origin};
use clock::Clock;
use domain::{MessageRef, Platform};
use knowledge::TopicId;

/// So long what was said before is gone on with.
const WINDOW: Duration = Duration::from_secs(600);
/// At most so many talks are remembered; then all are forgotten.
const MOST: usize = 4096;

/// Where a talk goes on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Talk {
    /// With one person alone.
    Direct(Platform, String),
    /// At a message: a reply to it, or in the thread that it begins.
    At(Platform, MessageRef),
    /// A message that is being answered: the talk goes on at its answer.
    Answering(Platform, MessageRef),
}

impl Talk {
    /// The talk with the caller alone, where that is where they are.
    pub(crate) fn direct(caller: &Caller) -> Option<Self> {
        (caller.origin == Origin::Direct)
            .then(|| Self::Direct(caller.platform.clone(), caller.id.clone()))
    }
}

/// What the talks of the last minutes were about.
pub(crate) struct Talks {
    clock: Clock,
    about: Mutex<HashMap<Talk, (Duration, TopicId)>>,
}

impl Talks {
    pub(crate) fn new(clock: Clock) -> Self {
        Self {
            clock,
            about: Mutex::default(),
        }
    }

    /// What a talk is about, if somebody talked there a moment ago.
    pub(crate) fn about(&self, talk: &Talk) -> Option<TopicId> {
        let about = self.lock();
        let (at, topic) = about.get(talk)?;
        (self.clock.elapsed() - *at < WINDOW).then(|| topic.clone())
    }

    /// Remembers what a talk is about.
    pub(crate) fn remember(&self, talk: Talk, topic: TopicId) {
        let now = self.clock.elapsed();
        let mut about = self.lock();
        about.retain(|_, (at, _)| now - *at < WINDOW);
        if about.len() >= MOST {
            about.clear();
        }
        about.insert(talk, (now, topic));
    }

    /// The answer to a message stands there: it is gone on with at it.
    pub(crate) fn answered(&self, platform: &Platform, message: &MessageRef, answer: &MessageRef) {
        let answering = Talk::Answering(platform.clone(), message.clone());
        let about = self.lock().remove(&answering);
        if let Some((_, topic)) = about {
            self.remember(Talk::At(platform.clone(), answer.clone()), topic);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Talk, (Duration, TopicId)>> {
        self.about.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use clock::Clock;
    use domain::{MessageRef, Platform};
    use knowledge::TopicId;
    use testkit::time::ManualTime;

    use super::{MOST, Talk, Talks};

    const CHAT: Platform = Platform::new("chat");

    fn at(message: &str) -> MessageRef {
        MessageRef {
            channel: "1".to_owned(),
            message: message.to_owned(),
        }
    }

    fn topic(id: &str) -> TopicId {
        TopicId::parse(id).unwrap()
    }

    #[test]
    fn a_talk_goes_on_at_its_answer_for_ten_minutes() {
        let (clock, time) = manual();
        let talks = Talks::new(clock);
        talks.remember(Talk::Answering(CHAT, at("question")), topic("webinars"));
        talks.answered(&CHAT, &at("question"), &at("answer"));
        let talk = Talk::At(CHAT, at("answer"));
        time.advance(TimeDelta::seconds(599));
        assert_eq!(talks.about(&talk), Some(topic("webinars")));
        time.advance(TimeDelta::seconds(1));
        assert_eq!(talks.about(&talk), None);
        assert_eq!(talks.about(&Talk::Answering(CHAT, at("question"))), None);
    }

    #[test]
    fn there_are_never_more_than_fit() {
        let talks = Talks::new(manual().0);
        for number in 0..=MOST {
            talks.remember(Talk::At(CHAT, at(&number.to_string())), topic("about"));
        }
        assert_eq!(talks.about(&Talk::At(CHAT, at("0"))), None);
        let last = Talk::At(CHAT, at(&MOST.to_string()));
        assert_eq!(talks.about(&last), Some(topic("about")));
    }

    fn manual() -> (Clock, ManualTime) {
        let time = ManualTime::new(chrono::DateTime::UNIX_EPOCH);
        (time.clock(), time)
    }
}
