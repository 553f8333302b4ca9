//! What the bot loses while it runs: a channel or a role that somebody deletes in the server. It fails closed, and
//! says so.

use chat::Lost;
use serenity::model::id::{ChannelId, RoleId};

use crate::{Dispatch, handler::Handler};

impl<D: Dispatch> Handler<D> {
    /// A channel was deleted; whether it matters is known to the house.
    pub(crate) async fn channel_gone(&self, channel: ChannelId) {
        self.dispatcher
            .lost(Lost::Channel(channel.to_string()))
            .await;
    }

    /// A role was deleted. Where it made members staff, they are not from this moment on.
    pub(crate) async fn role_gone(&self, role: RoleId) {
        let Some(left) = self.server.members.lose(role) else {
            return;
        };
        let what = if left == 0 {
            "the staff role was deleted: nobody is staff on Discord any more"
        } else {
            "a staff role was deleted: whoever was staff by it is not any more"
        };
        let what_to_do =
            "make a role, put its id into [discord] staff_roles, and start the bot anew";
        tracing::error!(role.id = %role, what_to_do, "{what}");
        self.server.link.finding(format!("{what}; {what_to_do}"));
        self.dispatcher
            .lost(Lost::StaffRole(role.to_string()))
            .await;
    }
}
