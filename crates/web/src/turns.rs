//! What was asked and answered on the page: kept in memory so that a reload shows it, and bounded.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chat::{Block, Form, Reply};
use chrono::{DateTime, Utc};
use domain::DeliveryId;

use crate::{Person, channel::Channel};

/// Turns kept of each person.
const KEPT: usize = 50;
/// Bytes of files kept of each person.
const FILES: usize = 16 * 1024 * 1024;
/// Posts in whose place an answer stands.
const COVERED: usize = 100;

/// Something asked, and its answer.
#[derive(Debug, Clone)]
pub(crate) struct Turn {
    pub(crate) id: String,
    pub(crate) by: Person,
    pub(crate) channel: Channel,
    pub(crate) at: DateTime<Utc>,
    /// What was typed or pressed.
    pub(crate) said: Said,
    pub(crate) answer: Answer,
    /// Whether only the asker sees it.
    pub(crate) private: bool,
}

/// What was typed or pressed. People's words: never logged.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Said(pub(crate) String);

impl std::fmt::Debug for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Said(…)")
    }
}

/// An answer.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Reply(Box<Reply>),
    Form {
        form: Box<Form>,
        /// Why the last answers were not taken.
        refused: Option<Box<Reply>>,
        /// The article whose button opened it.
        source: Option<Article>,
    },
}

impl Answer {
    /// The command whose form it is.
    fn form_of(&self) -> Option<&'static str> {
        match self {
            Self::Form { form, .. } => Some(form.request.spec.name),
            Self::Reply(_) => None,
        }
    }

    fn file_bytes(&self) -> usize {
        let Self::Reply(reply) = self else { return 0 };
        let bytes = |block: &Block| match block {
            Block::File { bytes, .. } => bytes.len(),
            _ => 0,
        };
        reply.blocks.iter().map(bytes).sum()
    }
}

/// An article of the page, as it comes back over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Article {
    Post(DeliveryId),
    Turn(String),
}

impl Article {
    pub(crate) fn read(text: &str) -> Option<Self> {
        if let Some(id) = text.strip_prefix("post-") {
            return Some(Self::Post(DeliveryId::new(id)));
        }
        Some(Self::Turn(text.strip_prefix("reply-")?.to_owned()))
    }

    /// The id of its element.
    pub(crate) fn id(&self) -> String {
        match self {
            Self::Post(id) => format!("post-{id}"),
            Self::Turn(id) => format!("reply-{id}"),
        }
    }
}

/// All turns.
#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    turns: VecDeque<Arc<Turn>>,
    covers: VecDeque<(DeliveryId, Arc<Reply>)>,
}

impl Turns {
    pub(crate) fn add(&self, turn: Turn) {
        let mut inner = self.lock();
        let by = turn.by;
        // A form that is opened once more is the same form: the other one goes.
        if let Some(command) = turn.answer.form_of() {
            inner
                .turns
                .retain(|old| old.by != by || old.answer.form_of() != Some(command));
        }
        inner.turns.push_back(Arc::new(turn));
        inner.bound(by);
    }

    /// What this person sees in this channel, oldest first.
    pub(crate) fn seen(&self, person: Person, channel: Channel) -> Vec<Arc<Turn>> {
        let inner = self.lock();
        let here = inner.turns.iter().filter(|turn| turn.channel == channel);
        here.filter(|turn| is_seen(turn, person)).cloned().collect()
    }

    pub(crate) fn get(&self, person: Person, id: &str) -> Option<Arc<Turn>> {
        let inner = self.lock();
        let mut turns = inner.turns.iter();
        turns
            .find(|turn| turn.id == id && is_seen(turn, person))
            .cloned()
    }

    /// Puts an answer in the place of another, where this person sees that one.
    pub(crate) fn put(&self, person: Person, id: &str, answer: Answer, private: bool) -> bool {
        let mut inner = self.lock();
        let mut turns = inner.turns.iter_mut();
        let Some(turn) = turns.find(|turn| turn.id == id && is_seen(turn, person)) else {
            return false;
        };
        let mut new = Turn::clone(turn);
        // A form is its filler's own; what follows it is not. What others saw does not vanish for them.
        if matches!(turn.answer, Answer::Form { .. }) {
            new.private = private;
        }
        new.answer = answer;
        *turn = Arc::new(new);
        let by = turn.by;
        inner.bound(by);
        true
    }

    /// Takes one's own turn away.
    pub(crate) fn remove(&self, person: Person, id: &str) {
        let mut inner = self.lock();
        inner
            .turns
            .retain(|turn| turn.id != id || turn.by != person);
    }

    /// Shows an answer in a post's place, until the post itself changes.
    pub(crate) fn cover(&self, post: &DeliveryId, reply: Reply) {
        let mut inner = self.lock();
        inner.covers.retain(|(covered, _)| covered != post);
        inner.covers.push_back((post.clone(), Arc::new(reply)));
        if inner.covers.len() > COVERED {
            inner.covers.pop_front();
        }
    }

    pub(crate) fn cover_of(&self, post: &DeliveryId) -> Option<Arc<Reply>> {
        let inner = self.lock();
        let mut covers = inner.covers.iter();
        let (_, reply) = covers.find(|(covered, _)| covered == post)?;
        Some(Arc::clone(reply))
    }

    pub(crate) fn uncover(&self, post: &DeliveryId) {
        self.lock().covers.retain(|(covered, _)| covered != post);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Lets the oldest go; the newest stays whatever its size.
    fn bound(&mut self, by: Person) {
        let (mut count, mut bytes) = (0, 0);
        let mut kept: Vec<_> = std::mem::take(&mut self.turns).into();
        let mut index = kept.len();
        while index > 0 {
            index -= 1;
            if kept[index].by != by {
                continue;
            }
            count += 1;
            bytes += kept[index].answer.file_bytes();
            if count > 1 && (count > KEPT || bytes > FILES) {
                kept.remove(index);
            }
        }
        self.turns = kept.into();
    }
}

fn is_seen(turn: &Turn, person: Person) -> bool {
    turn.by == person || !turn.private && turn.channel.open_to(person)
}

#[cfg(test)]
mod tests {
    use chat::{Args, Block, Form, Reply, Request, Sign, Spec};
    use chrono::{DateTime, Utc};
    use domain::DeliveryId;

    use super::{Answer, Article, Said, Turn, Turns};
    use crate::{
        Person,
        channel::Channel,
        identity::{ROBIN, SAM},
    };

    fn answer(title: &str) -> Answer {
        Answer::Reply(Box::new(Reply::new(Sign::Done, title.to_owned())))
    }

    fn turn(id: usize, by: Person, private: bool) -> Turn {
        Turn {
            id: id.to_string(),
            by,
            channel: Channel::Ask,
            at: DateTime::<Utc>::MIN_UTC,
            said: Said("/help".to_owned()),
            answer: answer("one"),
            private,
        }
    }

    #[test]
    fn private_turns_are_seen_and_changed_by_one_person_only() {
        let turns = Turns::default();
        turns.add(turn(1, ROBIN, true));
        turns.add(turn(2, ROBIN, false));
        let seen = |person| turns.seen(person, Channel::Ask).len();
        assert_eq!((seen(ROBIN), seen(SAM)), (2, 1));
        assert!(!turns.put(SAM, "1", answer("two"), false));
        turns.remove(SAM, "2");
        assert_eq!(seen(ROBIN), 2);
    }

    #[test]
    fn an_answer_in_the_place_of_a_private_one_stays_private() {
        let turns = Turns::default();
        turns.add(turn(1, ROBIN, true));
        assert!(turns.put(ROBIN, "1", answer("two"), false));
        assert!(turns.seen(SAM, Channel::Ask).is_empty());
    }

    fn form(id: usize, by: Person) -> Turn {
        let mut turn = turn(id, by, true);
        turn.answer = Answer::Form {
            form: Box::new(Form {
                title: String::new(),
                request: Request::typed(&Spec::MEMBER, Args::new()),
                code: String::new(),
                inputs: vec![],
            }),
            refused: None,
            source: None,
        };
        turn
    }

    #[test]
    fn a_form_is_open_once_for_each_person() {
        let turns = Turns::default();
        turns.add(form(1, ROBIN));
        turns.add(form(2, SAM));
        turns.add(form(3, ROBIN));
        let seen = turns.seen(ROBIN, Channel::Ask);
        assert_eq!((seen.len(), seen[0].id.as_str()), (1, "3"));
        assert_eq!(turns.seen(SAM, Channel::Ask).len(), 1);
    }

    #[test]
    fn what_follows_a_form_is_seen_by_those_it_is_for() {
        let turns = Turns::default();
        turns.add(form(1, ROBIN));
        assert!(turns.put(ROBIN, "1", answer("sent"), false));
        assert_eq!(turns.seen(SAM, Channel::Ask).len(), 1);
    }

    #[test]
    fn the_oldest_go_first_and_each_person_has_their_own_bound() {
        let turns = Turns::default();
        turns.add(turn(0, SAM, true));
        for id in 1..=60 {
            turns.add(turn(id, ROBIN, true));
        }
        let seen = turns.seen(ROBIN, Channel::Ask);
        assert_eq!((seen.len(), seen[0].id.as_str()), (50, "11"));
        assert_eq!(turns.seen(SAM, Channel::Ask).len(), 1);
    }

    #[test]
    fn large_files_go_before_many_turns_do() {
        let turns = Turns::default();
        for id in 0..4 {
            let mut large = turn(id, ROBIN, true);
            large.answer = Answer::Reply(Box::new(Reply::new(Sign::Done, String::new()).block(
                Block::File {
                    name: "a.csv".to_owned(),
                    media_type: "text/csv".to_owned(),
                    bytes: vec![0; 7 * 1024 * 1024],
                },
            )));
            turns.add(large);
        }
        assert_eq!(turns.seen(ROBIN, Channel::Ask).len(), 2);
    }

    #[test]
    fn a_cover_lies_on_a_post_until_it_is_taken_away() {
        let (turns, post) = (Turns::default(), DeliveryId::new("p"));
        turns.cover(&post, Reply::new(Sign::Done, "one".to_owned()));
        turns.cover(&post, Reply::new(Sign::Done, "two".to_owned()));
        assert_eq!(turns.cover_of(&post).unwrap().title, "two");
        turns.uncover(&post);
        assert!(turns.cover_of(&post).is_none());
    }

    #[test]
    fn articles_are_known_by_their_elements_id() {
        for id in ["post-01a", "reply-01b"] {
            assert_eq!(Article::read(id).unwrap().id(), id);
        }
        assert_eq!(Article::read("01c"), None);
    }
}
