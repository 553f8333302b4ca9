//! The workspace and the way to it: what everything in this adapter shares.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chat::Lost;
use clock::{Clock, Ids, Progress};
use domain::Reason;
use status::Link;
use tokio::sync::{mpsc, watch};

use crate::{
    Config, Outside, SlackOutlet, Who,
    api::Api,
    check::Identity,
    handler::Work,
    home::{Changed, Homes},
    members::Members,
    receiver::{Door, Unserved},
    seen::Taken,
    staff::StaffOf,
};

const DISABLED: &str = "the staff's user group was disabled: nobody is staff in Slack any more; enable it, or name \
                        another in [slack] staff_group";

/// The workspace and the way to it.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) api: Arc<Api>,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) link: Link,
    pub(crate) config: Config,
    pub(crate) outlet: SlackOutlet,
    pub(crate) homes: Arc<Homes>,
    pub(crate) taken: Taken,
    pub(crate) connected: watch::Sender<bool>,
    pub(crate) channels: watch::Sender<Vec<(String, Option<Reason>)>>,
    pub(crate) progress: Progress,
    pub(crate) door: Door,
    pub(crate) unserved: Unserved,
    /// The pages that changed; taken by the one who runs.
    pub(crate) changed: tokio::sync::Mutex<mpsc::UnboundedReceiver<Changed>>,
    who: Who,
    members: Arc<Members>,
    /// Why Slack refuses the bot, as it was found since the bot was last online.
    refusals: Mutex<Vec<String>>,
}

impl Server {
    pub(crate) fn new(config: Config, outside: Outside) -> Self {
        let Outside {
            clock,
            ids,
            network,
            link,
        } = outside;
        let token = config.bot_token.clone();
        let api = Api::new(
            config.address(),
            token,
            clock.clone(),
            network,
            link.clone(),
        );
        let (api, who) = (Arc::new(api), Who::default());
        link.set_reads_along(config.message_content);
        let (homes, changed) = Homes::new();
        let homes = Arc::new(homes);
        let members = Arc::new(Members::new(api.clone(), who.clone(), StaffOf::of(&config)));
        Self {
            outlet: SlackOutlet::new(api.clone(), who.clone(), members.clone(), homes.clone()),
            members,
            api,
            clock,
            ids,
            link,
            config,
            homes,
            taken: Taken::default(),
            connected: watch::Sender::new(false),
            channels: watch::Sender::new(Vec::new()),
            progress: Progress::default(),
            door: Door::new(None),
            unserved: Unserved::new(Some("[web] listen is not served yet".to_owned())),
            changed: tokio::sync::Mutex::new(changed),
            who,
            refusals: Mutex::default(),
        }
    }

    /// Who the bot is, once Slack has said it.
    pub(crate) fn identity(&self) -> Option<&Identity> {
        self.who.get()
    }

    /// Slack has said who the bot is. A token of another workspace needs a new start.
    pub(crate) fn identified(&self, identity: Identity) {
        let _ = self.who.set(identity);
    }

    pub(crate) fn members(&self) -> &Members {
        &self.members
    }

    pub(crate) fn is_bot(&self, user: &str) -> bool {
        self.identity()
            .is_some_and(|identity| identity.user == user)
    }

    /// Whether something comes from the one workspace that is answered. Where the app is installed for a whole
    /// organisation, Slack may leave the workspace out: then only who belongs to it is answered, as anywhere.
    pub(crate) fn is_ours(&self, team: Option<&str>, enterprise: Option<&str>) -> bool {
        let Some(identity) = self.identity() else {
            return false;
        };
        match team {
            Some(team) => team == identity.team,
            None => enterprise.is_none_or(|named| identity.enterprise.as_deref() == Some(named)),
        }
    }

    /// The bot is online: whatever kept it from that is mended.
    pub(crate) fn online(&self) {
        for why in std::mem::take(&mut *self.refusals()) {
            self.link.mended(&why);
        }
        if !self.connected.send_replace(true) {
            tracing::info!("the bot is online in Slack");
        }
        self.link.connected();
        self.link.heard();
    }

    /// The bot is not online, for this reason.
    pub(crate) fn offline(&self, why: &str) {
        self.connected.send_replace(false);
        self.link.disconnected(why);
    }

    /// Slack refuses the bot: said once, until that changes.
    pub(crate) fn refused(&self, why: &str) {
        self.link.finding(why.to_owned());
        let mut refusals = self.refusals();
        let first = refusals.is_empty();
        if !refusals.iter().any(|known| known == why) {
            refusals.push(why.to_owned());
        }
        drop(refusals);
        if first {
            tracing::error!(
                why,
                "Slack refuses the bot; trying again every five minutes"
            );
        }
    }

    /// The token is no good any more.
    pub(crate) fn token_lost(&self, why: &str) {
        self.offline(why);
        self.refused(why);
        self.api.token_lost().notify_one();
    }

    /// Somebody came into a channel or left it, or it is gone.
    pub(crate) fn staff_may_have_changed(&self, channel: &str) {
        if self.members.staff().are_of_channel(channel) {
            self.members.staff().changed();
        }
    }

    /// Who is in a user group has changed.
    pub(crate) fn group_changed(&self, group: &str) {
        if self.members.staff().are_group(group) {
            self.members.staff().changed();
        }
    }

    /// A user group has changed, was disabled, or enabled again.
    pub(crate) fn group_updated(&self, group: &str, disabled: bool) -> Option<Work> {
        if !self.members.staff().are_group(group) {
            return None;
        }
        self.members.staff().changed();
        if !disabled {
            self.link.mended(DISABLED);
            return None;
        }
        tracing::error!(group.id = group, "{DISABLED}");
        self.link.finding(DISABLED.to_owned());
        Some(Work::Lost(Lost::StaffRole(group.to_owned())))
    }

    fn refusals(&self) -> MutexGuard<'_, Vec<String>> {
        self.refusals.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
