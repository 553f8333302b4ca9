//! Who a person is in the workspace, as Slack knows them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chat::{Block, Caller, Inline, Origin, Reply, Standing};
use domain::Lang;
use serde::Deserialize;

use crate::{
    PLATFORM, Who,
    api::{Api, Failure},
    manifest::commands::BEFORE,
    staff::{Staff, StaffOf},
};

/// How long what is known of a person is believed.
const KEPT: Duration = Duration::from_secs(600);
/// A person waits for this; it is acknowledged, so there is some time.
const LIMIT: Duration = Duration::from_secs(10);
/// So often it is tried to find out who somebody is, so far apart at least.
const TRIES: usize = 3;
const APART: Duration = Duration::from_secs(2);
/// So many people are remembered at most.
const MOST: usize = 2_000;

/// The people of the workspace.
#[derive(Debug)]
pub(crate) struct Members {
    api: Arc<Api>,
    who: Who,
    staff: Staff,
    known: Mutex<HashMap<String, (Duration, Known)>>,
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

impl Members {
    pub(crate) fn new(api: Arc<Api>, who: Who, staff_of: StaffOf) -> Self {
        Self {
            staff: Staff::new(api.clone(), who.clone(), staff_of),
            api,
            who,
            known: Mutex::default(),
        }
    }

    /// The staff among them.
    pub(crate) fn staff(&self) -> &Staff {
        &self.staff
    }

    /// The caller. `handle` stands for the name where Slack does not say it in time.
    pub(crate) async fn caller(&self, id: &str, handle: &str, origin: Origin) -> Caller {
        let known = self.look_up(id).await;
        let standing = match &known {
            Some(known) if known.member => {
                if !known.guest && self.staff.has(id).await {
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
            typed: BEFORE,
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
            typed: BEFORE,
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

    async fn look_up(&self, id: &str) -> Option<Known> {
        // A clock that is set back must not make what is known last for longer.
        let now = self.api.clock().elapsed();
        if let Some((at, known)) = self.known().get(id)
            && now - *at < KEPT
        {
            return Some(known.clone());
        }
        // Until it is known which workspace is ours, everybody looks like a stranger.
        let lasts = self.who.get().is_some();
        let known = match Box::pin(self.ask(id)).await {
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
        if !lasts {
            return Some(known);
        }
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

    fn known(&self) -> MutexGuard<'_, HashMap<String, (Duration, Known)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chat::{Origin, Standing};
    use clock::{Clock, Ids};
    use network::Network;
    use status::Running;
    use testkit::slack::FakeSlack;

    use super::Members;
    use crate::{PLATFORM, Who, api::Api, check::Identity, staff::StaffOf};

    #[tokio::test]
    async fn who_was_looked_up_before_it_is_known_which_workspace_is_ours_is_looked_up_again() {
        let slack = FakeSlack::start().await;
        let clara = slack.join("Clara").id();
        let clock = Clock::system();
        let network = Network::local(clock.clone(), Ids::seeded(1)).unwrap();
        let link = Running::new(clock.clone()).link(PLATFORM);
        let token = slack.token().into();
        let api = Api::new(&slack.api_base(), token, clock, network, link);
        let who = Who::default();
        let members = Members::new(Arc::new(api), who.clone(), StaffOf::Nobody);
        let standing = async || members.caller(&clara, "", Origin::Direct).await.standing;
        assert_eq!(standing().await, Standing::Stranger);
        who.set(Identity {
            team: slack.team_id(),
            enterprise: None,
            user: slack.bot().id(),
            team_name: String::new(),
        })
        .unwrap();
        assert_eq!(standing().await, Standing::Member);
        slack.finish();
    }
}
