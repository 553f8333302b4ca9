//! The conversations with people, by person.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use announcer::SendError;
use serde::Deserialize;
use serde_json::json;

use super::refusal;
use crate::api::Api;

/// So many are remembered at most; then all are asked for anew.
const MOST: usize = 1000;

/// The conversations that are known. A person's never changes.
#[derive(Debug)]
pub(super) struct Conversations {
    api: Arc<Api>,
    known: Mutex<HashMap<String, String>>,
}

#[derive(Debug, Deserialize)]
struct Opened {
    channel: Channel,
}

#[derive(Debug, Deserialize)]
struct Channel {
    id: String,
}

impl Conversations {
    pub(super) fn new(api: Arc<Api>) -> Self {
        let known = Mutex::default();
        Self { api, known }
    }

    /// The conversation with a person, opened when it is not known.
    pub(super) async fn with(&self, person: &str) -> Result<String, SendError> {
        if let Some(channel) = self.known().get(person) {
            return Ok(channel.clone());
        }
        let args = json!({ "users": person });
        let opened = self.api.write::<Opened>("conversations.open", None, &args);
        let Opened { channel } = opened
            .await
            .map_err(|failure| refusal::of_repeatable(&failure))?;
        let mut known = self.known();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(person.to_owned(), channel.id.clone());
        Ok(channel.id)
    }

    /// Forgets one in which nothing can be said.
    pub(super) fn forget(&self, person: &str) {
        self.known().remove(person);
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
