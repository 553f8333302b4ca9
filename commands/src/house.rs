//! What commands work with: made once, shared by all calls.

use std::{collections::HashMap, sync::Arc};

use chat::Specs;
use domain::Community;
use status::Reporter;
use store::{Lease, LiveSettings, Store};

use crate::{
    answers::Live, book::Answers, command::Entry, limits::Limiter, list, meters::Meters,
    people::People, questions::QuestionLog, talks::Talks, upkeep::Upkeep,
};

/// What the program hands to the dispatcher.
pub struct Setup {
    /// The database.
    pub store: Store,
    /// The answers.
    pub answers: Answers,
    /// What staff set.
    pub settings: LiveSettings,
    /// What the operator says of the community.
    pub community: Arc<Community>,
    /// How staff keep the answers right.
    pub upkeep: Upkeep,
    /// How much may be asked.
    pub limits: Limits,
    /// Where what was asked is noted.
    pub questions: QuestionLog,
    /// Tells how the bot runs.
    pub reporter: Reporter,
    /// Whose turn it is to answer.
    pub lease: Lease,
}

/// How much may be asked.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Calls of one person a minute; as many may come at once.
    pub calls_per_minute: u32,
    /// Calls of all people together a minute; as many may come at once.
    pub calls_per_minute_overall: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            calls_per_minute: 30,
            calls_per_minute_overall: 1_200,
        }
    }
}

pub(crate) struct House {
    pub(crate) store: Store,
    pub(crate) answers: Answers,
    pub(crate) settings: LiveSettings,
    pub(crate) community: Arc<Community>,
    pub(crate) upkeep: Upkeep,
    pub(crate) questions: QuestionLog,
    pub(crate) reporter: Reporter,
    pub(crate) specs: Specs,
    pub(crate) entries: HashMap<&'static str, Entry>,
    pub(crate) meters: HashMap<&'static str, Meters>,
    pub(crate) people: People,
    pub(crate) limiter: Limiter,
    pub(crate) talks: Talks,
    pub(crate) live: Live,
    pub(crate) lease: Lease,
}

impl House {
    pub(crate) fn new(setup: Setup) -> Self {
        let entries = list::all();
        let specs = Specs::new(entries.iter().map(|entry| entry.spec).collect());
        Self {
            limiter: Limiter::new(setup.limits, setup.store.clock().clone()),
            people: People::new(setup.store.clock().clone()),
            talks: Talks::new(setup.store.clock().clone()),
            live: Live::default(),
            meters: specs
                .iter()
                .map(|spec| (spec.name, Meters::default()))
                .collect(),
            entries: entries
                .into_iter()
                .map(|entry| (entry.spec.name, entry))
                .collect(),
            specs,
            store: setup.store,
            answers: setup.answers,
            settings: setup.settings,
            community: setup.community,
            upkeep: setup.upkeep,
            questions: setup.questions,
            reporter: setup.reporter,
            lease: setup.lease,
        }
    }
}
