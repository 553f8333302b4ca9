//! Saying why HTTP does not get through: reqwest keeps to itself what was wrong, so the way is gone once more.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use crate::{Network, Place, Trouble};

/// The same trouble with the same server is said once in this time, in seconds.
const AGAIN: u64 = 300;

/// What was said last of each server, and when, in seconds of the epoch.
#[derive(Debug, Default)]
pub(crate) struct Said(Mutex<BTreeMap<String, (Trouble, i64)>>);

impl Said {
    /// Whether it is news.
    fn is_new(&self, server: &str, trouble: &Trouble, now: i64) -> bool {
        let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = said.get(server);
        let is_new = known.is_none_or(|(known, at)| known != trouble || now.abs_diff(*at) >= AGAIN);
        if is_new {
            said.insert(server.to_owned(), (trouble.clone(), now));
        }
        is_new
    }
}

impl Network {
    /// Goes the way to an address once, without asking anything there.
    ///
    /// # Errors
    /// [`Trouble`] when no connection comes about.
    pub async fn try_out(&self, address: &str) -> Result<(), Trouble> {
        let place = Place::of(address).ok_or_else(|| Trouble::Address {
            address: address.to_owned(),
        })?;
        self.connect(&place).await.map(drop)
    }

    /// Finds out, in the background, why an address is not reached, and says so in the log.
    pub fn explain(&self, address: &str) {
        let (network, address) = (self.clone(), address.to_owned());
        tokio::spawn(async move {
            if let Err(trouble) = network.try_out(&address).await {
                network.say(&address, &trouble);
            }
        });
    }

    /// Says in the log what is in the way, unless it was said just now.
    pub fn say(&self, address: &str, trouble: &Trouble) {
        let server = Place::of(address).map_or_else(|| address.to_owned(), |to| to.authority());
        let now = self.0.clock.now().timestamp();
        if self.0.said.is_new(&server, trouble, now) {
            tracing::warn!(
                server.address = server,
                what_to_do = trouble.what_to_do(),
                "no way to {server}: {trouble}"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Said;
    use crate::{End, Trouble};

    #[test]
    fn the_same_is_not_said_over_and_over() {
        let said = Said::default();
        let end = || End::Server("discord.com:443".to_owned());
        let (silent, gone) = (
            Trouble::Silent { end: end() },
            Trouble::NotFound { end: end() },
        );
        assert!(said.is_new("discord.com:443", &silent, 0));
        assert!(!said.is_new("discord.com:443", &silent, 299));
        assert!(said.is_new("www.youtube.com:443", &silent, 299));
        assert!(said.is_new("discord.com:443", &gone, 299));
        assert!(said.is_new("discord.com:443", &gone, 600));
    }
}
