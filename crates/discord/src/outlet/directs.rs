//! The channels of direct messages, by person.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use announcer::SendError;
use domain::Reason;
use serde::Deserialize;
use serde_json::json;
use serenity::{
    http::{LightMethod, Route},
    model::id::{ChannelId, UserId},
};

use super::refusal;
use crate::{
    config,
    rest::{Ask, Content, Rest},
};

/// So many are remembered at most; then all are asked for anew.
const MOST: usize = 1000;

/// The channels that are known. A person's never changes.
#[derive(Debug)]
pub(super) struct Directs {
    rest: Arc<Rest>,
    known: Mutex<HashMap<UserId, ChannelId>>,
}

#[derive(Debug, Deserialize)]
struct Opened {
    id: ChannelId,
}

impl Directs {
    pub(super) fn new(rest: Arc<Rest>) -> Self {
        Self {
            rest,
            known: Mutex::default(),
        }
    }

    /// The channel of a person's direct messages, opened when it is not known.
    pub(super) async fn channel(&self, person: &str) -> Result<ChannelId, SendError> {
        let unknown = SendError::Refused(Reason::UnknownTarget);
        let user = config::snowflake(person).map(UserId::new).ok_or(unknown)?;
        if let Some(channel) = self.known().get(&user) {
            return Ok(*channel);
        }
        let json = json!({ "recipient_id": user.to_string() })
            .to_string()
            .into_bytes();
        let ask = Ask::new(LightMethod::Post, Route::UserMeDmChannels);
        let opened: Opened = match self.rest.ask(ask.with(Content::json(json))).await {
            Ok(opened) => opened,
            // "Invalid recipient": nobody, or one who can't be written to.
            Err(failure) if failure.status() == Some(400) => {
                return Err(SendError::Refused(Reason::DirectClosed));
            }
            Err(failure) => return Err(refusal::of_repeatable(failure)),
        };
        remember(&mut self.known(), user, opened.id);
        Ok(opened.id)
    }

    /// Forgets a channel in which nothing can be said.
    pub(super) fn forget(&self, person: &str) {
        if let Some(user) = config::snowflake(person) {
            self.known().remove(&UserId::new(user));
        }
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<UserId, ChannelId>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn remember(known: &mut HashMap<UserId, ChannelId>, user: UserId, channel: ChannelId) {
    if known.len() >= MOST {
        known.clear();
    }
    known.insert(user, channel);
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serenity::model::id::{ChannelId, UserId};

    use super::{MOST, remember};

    #[test]
    fn no_more_than_so_many_are_remembered() {
        let mut known = HashMap::new();
        for id in 1..=2 * MOST as u64 + 1 {
            remember(&mut known, UserId::new(id), ChannelId::new(id));
            assert!(known.len() <= MOST);
            assert!(known.contains_key(&UserId::new(id)));
        }
    }
}
