//! Who a person is in the server: by the roles that come with a call, or asked for in a direct message.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    time::Duration,
};

use chat::{Caller, Origin, Standing};
use clock::Clock;
use domain::Lang;
use serde::Deserialize;
use serenity::{
    http::Route,
    model::{
        id::{GuildId, RoleId, UserId},
        user::User,
    },
};
use tokio::sync::OnceCell;

use crate::{
    PLATFORM,
    rest::{Ask, Rest},
};

/// How long an answer about a member is believed.
const KEPT: Duration = Duration::from_secs(60);
/// A person waits for this answer, and there is little time for all of it.
const LIMIT: Duration = Duration::from_secs(2);
/// So many are remembered at most.
const MOST: usize = 1000;

/// The members of the server.
#[derive(Debug)]
pub(crate) struct Members {
    rest: Arc<Rest>,
    clock: Clock,
    guild: GuildId,
    /// Shrinks when a role is deleted: an answer about a member that is older does not bring it back.
    staff: RwLock<Vec<RoleId>>,
    known: Mutex<HashMap<UserId, (Duration, Known)>>,
    /// Those who are being asked for: a hundred messages of one person at once are one question.
    asked: Mutex<HashMap<UserId, Arc<OnceCell<Known>>>>,
}

/// What is known of a person.
#[derive(Debug, Clone)]
struct Known {
    /// `None` for who is no member.
    roles: Option<Vec<RoleId>>,
    nick: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Member {
    nick: Option<String>,
    roles: Vec<RoleId>,
}

/// The roles and the name that came with a call from within the server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Badge<'a> {
    pub(crate) roles: &'a [RoleId],
    pub(crate) nick: Option<&'a str>,
}

impl Members {
    pub(crate) fn new(rest: Arc<Rest>, clock: Clock, guild: GuildId, staff: Vec<RoleId>) -> Self {
        Self {
            rest,
            clock,
            guild,
            staff: RwLock::new(staff),
            known: Mutex::default(),
            asked: Mutex::default(),
        }
    }

    /// The caller: with a badge in the server, without one in a direct message.
    pub(crate) async fn caller(
        &self,
        user: &User,
        badge: Option<Badge<'_>>,
        place: Origin,
        locale: Option<Lang>,
    ) -> Caller {
        let (standing, nick, origin) = match badge {
            Some(badge) => {
                let nick = badge.nick.map(str::to_owned);
                (self.standing(badge.roles), nick, place)
            }
            None => {
                let known = self.look_up(user.id).await;
                let roles = known.roles.as_deref();
                let standing = roles.map_or(Standing::Stranger, |roles| self.standing(roles));
                (standing, known.nick, Origin::Direct)
            }
        };
        let name = nick.or_else(|| user.global_name.clone());
        Caller {
            platform: PLATFORM,
            id: user.id.to_string(),
            name: name.unwrap_or_else(|| user.name.clone()),
            locale,
            standing,
            origin,
            typed: "/",
        }
    }

    /// A role is gone. Where it made members staff: how many roles are left that do.
    pub(crate) fn lose(&self, role: RoleId) -> Option<usize> {
        let mut staff = self.staff.write().unwrap_or_else(PoisonError::into_inner);
        let before = staff.len();
        staff.retain(|known| *known != role);
        (staff.len() < before).then_some(staff.len())
    }

    fn standing(&self, roles: &[RoleId]) -> Standing {
        let staff = self.staff.read().unwrap_or_else(PoisonError::into_inner);
        if roles.iter().any(|role| staff.contains(role)) {
            Standing::Staff
        } else {
            Standing::Member
        }
    }

    /// Asks Discord, or remembers. What can't be found out counts as a stranger, and is asked again.
    async fn look_up(&self, user: UserId) -> Known {
        // A clock that is set back must not make what is known last for longer.
        let now = self.clock.elapsed();
        if let Some((at, known)) = self.known().get(&user)
            && now - *at < KEPT
        {
            return known.clone();
        }
        let asked = self.asked().entry(user).or_default().clone();
        let found = asked.get_or_init(|| self.ask(user, now)).await.clone();
        self.asked().remove(&user);
        found
    }

    async fn ask(&self, user: UserId, now: Duration) -> Known {
        let route = Route::GuildMember {
            guild_id: self.guild,
            user_id: user,
        };
        let stranger = Known {
            roles: None,
            nick: None,
        };
        let found = match self.rest.ask::<Member>(Ask::get(route).within(LIMIT)).await {
            Ok(member) => Known {
                roles: Some(member.roles),
                nick: member.nick,
            },
            Err(failure) if failure.status() == Some(404) => stranger,
            Err(failure) => {
                tracing::warn!(%failure, "cannot find out whether somebody is a member");
                return stranger;
            }
        };
        let mut known = self.known();
        if known.len() >= MOST {
            known.retain(|_, (at, _)| now - *at < KEPT);
        }
        if known.len() < MOST {
            known.insert(user, (now, found.clone()));
        }
        found
    }

    fn asked(&self) -> MutexGuard<'_, HashMap<UserId, Arc<OnceCell<Known>>>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<UserId, (Duration, Known)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
