//! Who a person is in the workspace: what Slack knows of them, and whether they are staff.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chat::{Block, Caller, Inline, Origin, Reply, Standing};
use domain::Lang;
use serde::Deserialize;

use crate::{
    Config, PLATFORM, Who,
    api::{Api, Failure},
};

/// How long what is known of a person is believed.
const KEPT: Duration = Duration::from_secs(600);
/// How long the list of the staff is.
const STAFF_KEPT: Duration = Duration::from_secs(60);
/// A person waits for this; it is acknowledged, so there is some time.
const LIMIT: Duration = Duration::from_secs(10);
/// So often it is tried to find out who somebody is, so far apart at least.
const TRIES: usize = 3;
const APART: Duration = Duration::from_secs(2);
/// So many people are remembered at most.
const MOST: usize = 2_000;
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

/// The people of the workspace.
#[derive(Debug)]
pub(crate) struct Members {
    api: Arc<Api>,
    who: Who,
    staff_of: StaffOf,
    known: Mutex<HashMap<String, (Duration, Known)>>,
    staff: Mutex<Staff>,
    /// One fetch at a time.
    fetching: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Staff {
    /// When it was read, by what has passed on the clock; `None` where it is to be read anew.
    at: Option<Duration>,
    ids: HashSet<String>,
    /// How often it was said to have changed: what was read before is not believed afterwards.
    changes: u64,
}

/// What is known of a person.
#[derive(Debug, Clone)]
struct Known {
    /// Whether they belong to the workspace.
    member: bool,
    /// Whether they are a guest there: never staff.
    guest: bool,
    name: Option<String>,
    locale: Option<Lang>,
}

#[derive(Debug, Deserialize)]
struct Looked {
    user: User,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct User {
    team_id: String,
    deleted: bool,
    is_bot: bool,
    is_stranger: bool,
    is_restricted: bool,
    is_ultra_restricted: bool,
    locale: Option<String>,
    real_name: Option<String>,
    profile: Profile,
    enterprise_user: Option<EnterpriseUser>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Profile {
    display_name: String,
    real_name: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct EnterpriseUser {
    teams: Vec<String>,
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

impl Members {
    pub(crate) fn new(api: Arc<Api>, who: Who, staff_of: StaffOf) -> Self {
        Self {
            api,
            who,
            staff_of,
            known: Mutex::default(),
            staff: Mutex::default(),
            fetching: tokio::sync::Mutex::default(),
        }
    }

    /// The caller. `handle` stands for the name where Slack does not say it in time.
    pub(crate) async fn caller(&self, id: &str, handle: &str, origin: Origin) -> Caller {
        let known = self.look_up(id).await;
        let standing = match &known {
            Some(known) if known.member => {
                if !known.guest && self.is_staff(id).await {
                    Standing::Staff
                } else {
                    Standing::Member
                }
            }
            // Not a member, or it can't be found out.
            _ => Standing::Stranger,
        };
        let name = known.as_ref().and_then(|known| known.name.clone());
        Caller {
            platform: PLATFORM,
            id: id.to_owned(),
            name: name.unwrap_or_else(|| handle.to_owned()),
            locale: known.and_then(|known| known.locale),
            standing,
            origin,
            typed: "/",
        }
    }

    /// The caller as far as they are at hand, who may nothing: for what is said before more is known.
    pub(crate) fn at_hand(&self, id: &str, origin: Origin) -> Caller {
        let known = self.outdated(id);
        Caller {
            platform: PLATFORM,
            id: id.to_owned(),
            name: String::new(),
            locale: known.and_then(|known| known.locale),
            standing: Standing::Stranger,
            origin,
            typed: "/",
        }
    }

    /// Names the people of this workspace whom a reply shows: by their name, for who is mentioned is pinged.
    pub(crate) async fn name(&self, reply: &mut Reply) {
        for fact in facts(reply) {
            let Inline::Person { platform, id, name } = fact else {
                continue;
            };
            if *platform == PLATFORM
                && let Some(Known {
                    name: Some(known), ..
                }) = self.look_up(id).await
            {
                *name = known;
            }
        }
    }

    /// Something of a person changed.
    pub(crate) fn forget(&self, id: &str) {
        self.known().remove(id);
    }

    /// The list of the staff is to be read anew: it has changed.
    pub(crate) fn staff_changed(&self) {
        let mut staff = self.staff();
        staff.at = None;
        staff.changes += 1;
    }

    /// Whether the staff are the members of this channel.
    pub(crate) fn are_of_channel(&self, channel: &str) -> bool {
        matches!(&self.staff_of, StaffOf::Channel(id) if id == channel)
    }

    /// Whether the staff are this user group.
    pub(crate) fn are_group(&self, group: &str) -> bool {
        matches!(&self.staff_of, StaffOf::Group(id) if id == group)
    }

    /// Reads the list of the staff; how many they are.
    ///
    /// # Errors
    /// A [`Failure`]: then nobody is staff.
    pub(crate) async fn read_staff(&self) -> Result<usize, Failure> {
        let _one = self.fetching.lock().await;
        self.fetch_staff().await
    }

    async fn look_up(&self, id: &str) -> Option<Known> {
        // A clock that is set back must not make what is known last for longer.
        let now = self.api.clock().elapsed();
        if let Some((at, known)) = self.known().get(id)
            && now - *at < KEPT
        {
            return Some(known.clone());
        }
        let known = match self.ask(id).await {
            Ok(Looked { user }) => self.read(user),
            Err(failure) if failure.word().starts_with("user_not") => Known {
                member: false,
                guest: false,
                name: None,
                locale: None,
            },
            Err(failure) => {
                tracing::warn!(%failure, "cannot find out who somebody is");
                return self.outdated(id);
            }
        };
        let mut all = self.known();
        if all.len() >= MOST {
            all.retain(|_, (at, _)| now - *at < KEPT);
        }
        if all.len() < MOST {
            all.insert(id.to_owned(), (now, known.clone()));
        }
        Some(known)
    }

    /// Asks Slack who somebody is, a few times: whoever can't be found out is turned away.
    async fn ask(&self, id: &str) -> Result<Looked, Failure> {
        let args = [("user", id), ("include_locale", "true")];
        let mut asked = self.api.read("users.info", &args).await;
        for _ in 1..TRIES {
            let Err(failure) = &asked else {
                break;
            };
            let wait = failure.after().unwrap_or(APART);
            // What was known of them before serves as well.
            if !failure.heals() || wait > LIMIT || self.outdated(id).is_some() {
                break;
            }
            self.api.clock().sleep(wait).await;
            asked = self.api.read("users.info", &args).await;
        }
        asked
    }

    /// Whether it was found out who somebody is.
    pub(crate) fn is_known(&self, id: &str) -> bool {
        self.known().contains_key(id)
    }

    /// What was known before is better than to turn a colleague away because Slack is slow.
    fn outdated(&self, id: &str) -> Option<Known> {
        self.known().get(id).map(|(_, known)| known.clone())
    }

    fn read(&self, user: User) -> Known {
        let teams = user.enterprise_user.unwrap_or_default().teams;
        let team = self.who.get().map(|identity| &identity.team);
        let ours = team.is_some_and(|team| user.team_id == *team || teams.contains(team));
        let names = [user.profile.display_name, user.profile.real_name];
        let name = names.into_iter().chain(user.real_name);
        Known {
            member: ours && !user.deleted && !user.is_bot && !user.is_stranger,
            guest: user.is_restricted || user.is_ultra_restricted,
            name: name.into_iter().find(|name| !name.trim().is_empty()),
            locale: user.locale.as_deref().and_then(Lang::from_tag),
        }
    }

    /// Whether somebody is staff. Where the list can't be read nobody is.
    async fn is_staff(&self, id: &str) -> bool {
        if matches!(self.staff_of, StaffOf::Nobody) || self.is_bot(id) {
            return false;
        }
        if let Some(is) = self.remembered(id) {
            return is;
        }
        let fetched = async {
            let _one = self.fetching.lock().await;
            // Another call may have read it meanwhile.
            if self.remembered(id).is_none()
                && let Err(failure) = self.fetch_staff().await
            {
                tracing::warn!(%failure, "cannot read who is staff: until it can be read nobody is");
            }
        };
        let _ = self.api.clock().timeout(LIMIT, fetched).await;
        self.remembered(id).unwrap_or(false)
    }

    /// What the list says, while it is fresh.
    fn remembered(&self, id: &str) -> Option<bool> {
        let now = self.api.clock().elapsed();
        let staff = self.staff();
        let fresh = staff.at.is_some_and(|at| now - at < STAFF_KEPT);
        fresh.then(|| staff.ids.contains(id))
    }

    async fn fetch_staff(&self) -> Result<usize, Failure> {
        let now = self.api.clock().elapsed();
        let changes = self.staff().changes;
        let ids = match &self.staff_of {
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
        let mut staff = self.staff();
        if staff.changes == changes {
            staff.at = Some(now);
        }
        staff.ids = ids;
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

    fn known(&self) -> MutexGuard<'_, HashMap<String, (Duration, Known)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn staff(&self) -> MutexGuard<'_, Staff> {
        self.staff.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The facts that a reply shows.
fn facts(reply: &mut Reply) -> Vec<&mut Inline> {
    let mut facts = Vec::new();
    for block in &mut reply.blocks {
        match block {
            Block::Fields(fields) => facts.extend(fields.iter_mut().map(|field| &mut field.value)),
            Block::Table(table) => facts.extend(table.rows.iter_mut().flatten()),
            _ => {}
        }
    }
    facts
}
