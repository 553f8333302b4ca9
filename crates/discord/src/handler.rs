//! The events that matter: what people do, and how the connection fares.

use std::sync::Arc;

use serenity::{
    async_trait,
    client::{Context, EventHandler},
    model::{
        application::Interaction,
        channel::{GuildChannel, Message},
        event::ResumedEvent,
        gateway::Ready,
        guild::{Guild, Role, UnavailableGuild},
        id::{GuildId, RoleId},
    },
};
use tokio_util::task::TaskTracker;

use crate::{Dispatch, Server};

/// Takes events. serenity runs each in a task of its own, so that nothing is spawned here.
pub(crate) struct Handler<D> {
    pub(crate) server: Arc<Server>,
    pub(crate) dispatcher: D,
    running: TaskTracker,
}

impl<D: Dispatch> Handler<D> {
    pub(crate) fn new(server: Arc<Server>, dispatcher: D, running: TaskTracker) -> Self {
        Self {
            server,
            dispatcher,
            running,
        }
    }

    fn online(&self) {
        self.server.connected.send_replace(true);
        self.server.link.connected();
        self.server.link.heard();
    }
}

#[async_trait]
impl<D: Dispatch> EventHandler for Handler<D> {
    async fn ready(&self, _: Context, _: Ready) {
        tracing::info!("the bot is online");
        self.online();
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        tracing::info!("the bot is online again");
        self.online();
    }

    async fn guild_delete(&self, _: Context, incomplete: UnavailableGuild, _: Option<Guild>) {
        // One that is only unavailable has not been left.
        if incomplete.id == self.server.guild && !incomplete.unavailable {
            tracing::error!("the bot was taken out of the server: add it again, as `doctor` says");
            let finding =
                "the bot was taken out of the server: add it again, as `dash-bot doctor` says";
            self.server.link.finding(finding.to_owned());
        }
    }

    async fn channel_delete(&self, _: Context, channel: GuildChannel, _: Option<Vec<Message>>) {
        if channel.guild_id == self.server.guild {
            let _running = self.running.token();
            self.channel_gone(channel.id).await;
        }
    }

    async fn guild_role_delete(&self, _: Context, guild: GuildId, role: RoleId, _: Option<Role>) {
        if guild == self.server.guild {
            let _running = self.running.token();
            self.role_gone(role).await;
        }
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        self.server.link.heard();
        let _running = self.running.token();
        if !self.dispatcher.on_duty().await {
            return;
        }
        match interaction {
            Interaction::Command(command) => self.command(&command).await,
            Interaction::Autocomplete(command) => self.complete(&command).await,
            Interaction::Component(component) => self.component(&component).await,
            Interaction::Modal(modal) => self.submitted(&modal).await,
            _ => {}
        }
    }

    async fn message(&self, _: Context, message: Message) {
        self.server.link.heard();
        let _running = self.running.token();
        if self.dispatcher.on_duty().await {
            self.heard(&message).await;
        }
    }
}
