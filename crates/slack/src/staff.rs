//! Who is staff in the workspace: the members of a user group, or of a channel into which one is let.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde::Deserialize;

use crate::{
    Config, Who,
    api::{Api, Failure},
};

/// How long the list is believed.
const KEPT: Duration = Duration::from_secs(60);
/// A person waits for the list; it is acknowledged, so there is some time.
const LIMIT: Duration = Duration::from_secs(10);
/// So many pages of a channel's members are read at most.
const PAGES: usize = 20;

/// Where the staff are found.
#[derive(Debug, Clone)]
pub(crate) enum StaffOf {
    /// The members of a user group.
    Group(String),
    /// The members of a channel.
    Channel(String),
    /// Nowhere: nobody is staff.
    Nobody,
}

impl StaffOf {
    /// As the operator says: a user group, or else the staff's channel.
    pub(crate) fn of(config: &Config) -> Self {
        let channel = || config.staff_channel.clone().map(Self::Channel);
        let group = config.staff_group.clone().map(Self::Group);
        group.or_else(channel).unwrap_or(Self::Nobody)
    }
}

/// The staff.
#[derive(Debug)]
pub(crate) struct Staff {
    api: Arc<Api>,
    who: Who,
    of: StaffOf,
    list: Mutex<List>,
    /// One fetch at a time.
    fetching: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct List {
    /// When it was read, by what has passed on the clock; `None` where it is to be read anew.
    at: Option<Duration>,
    ids: HashSet<String>,
    /// How often it was said to have changed: what was read before is not believed afterwards.
    changes: u64,
}

/// Who can come into a channel.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Closed {
    is_private: bool,
    is_ext_shared: bool,
}

impl Closed {
    /// Whether only those are in it who were let in, all of this workspace.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_private && !self.is_ext_shared
    }
}

#[derive(Debug, Deserialize)]
struct Channel {
    channel: Closed,
}

#[derive(Debug, Deserialize)]
struct Group {
    users: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Page {
    members: Vec<String>,
    #[serde(default)]
    response_metadata: Next,
}

#[derive(Debug, Default, Deserialize)]
struct Next {
    #[serde(default)]
    next_cursor: String,
}

impl Staff {
    pub(crate) fn new(api: Arc<Api>, who: Who, of: StaffOf) -> Self {
        Self {
            api,
            who,
            of,
            list: Mutex::default(),
            fetching: tokio::sync::Mutex::default(),
        }
    }

    /// The list of the staff is to be read anew: it has changed.
    pub(crate) fn changed(&self) {
        let mut list = self.list();
        list.at = None;
        list.changes += 1;
    }

    /// Whether the staff are the members of this channel.
    pub(crate) fn are_of_channel(&self, channel: &str) -> bool {
        matches!(&self.of, StaffOf::Channel(id) if id == channel)
    }

    /// Whether the staff are this user group.
    pub(crate) fn are_group(&self, group: &str) -> bool {
        matches!(&self.of, StaffOf::Group(id) if id == group)
    }

    /// Reads the list of the staff; how many they are.
    ///
    /// # Errors
    /// A [`Failure`]: then nobody is staff.
    pub(crate) async fn read(&self) -> Result<usize, Failure> {
        let _one = self.fetching.lock().await;
        self.fetch().await
    }

    /// Whether somebody is staff. Where the list can't be read nobody is.
    pub(crate) async fn has(&self, id: &str) -> bool {
        if matches!(self.of, StaffOf::Nobody) || self.is_bot(id) {
            return false;
        }
        if let Some(is) = self.remembered(id) {
            return is;
        }
        let fetched = async {
            let _one = self.fetching.lock().await;
            // Another call may have read it meanwhile.
            if self.remembered(id).is_none()
                && let Err(failure) = self.fetch().await
            {
                tracing::warn!(%failure, "cannot read who is staff: until it can be read nobody is");
            }
        };
        let _ = self.api.clock().timeout(LIMIT, Box::pin(fetched)).await;
        self.remembered(id).unwrap_or(false)
    }

    /// What the list says, while it is fresh.
    fn remembered(&self, id: &str) -> Option<bool> {
        let now = self.api.clock().elapsed();
        let list = self.list();
        let fresh = list.at.is_some_and(|at| now - at < KEPT);
        fresh.then(|| list.ids.contains(id))
    }

    async fn fetch(&self) -> Result<usize, Failure> {
        let now = self.api.clock().elapsed();
        let changes = self.list().changes;
        let ids = match &self.of {
            StaffOf::Nobody => HashSet::new(),
            StaffOf::Group(group) => {
                let args = [("usergroup", group.as_str())];
                let group: Group = self.api.read("usergroups.users.list", &args).await?;
                group.users.into_iter().collect()
            }
            StaffOf::Channel(channel) => {
                let args = [("channel", channel.as_str())];
                let found: Channel = self.api.read("conversations.info", &args).await?;
                // Whoever likes can join a public one.
                if found.channel.is_closed() {
                    self.members_of(channel).await?
                } else {
                    HashSet::new()
                }
            }
        };
        let count = ids.iter().filter(|id| !self.is_bot(id)).count();
        let mut list = self.list();
        if list.changes == changes {
            list.at = Some(now);
        }
        list.ids = ids;
        Ok(count)
    }

    fn is_bot(&self, id: &str) -> bool {
        self.who.get().is_some_and(|identity| identity.user == id)
    }

    async fn members_of(&self, channel: &str) -> Result<HashSet<String>, Failure> {
        let (mut ids, mut cursor) = (HashSet::new(), String::new());
        for _ in 0..PAGES {
            let args = [("channel", channel), ("limit", "1000"), ("cursor", &cursor)];
            let page: Page = self.api.read("conversations.members", &args).await?;
            ids.extend(page.members);
            cursor = page.response_metadata.next_cursor;
            if cursor.is_empty() {
                break;
            }
        }
        Ok(ids)
    }

    fn list(&self) -> MutexGuard<'_, List> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
