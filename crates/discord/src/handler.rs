//! The events that matter: what people do, and how the connection fares.

use std::sync::Arc;

use serenity::{
    async_trait,
    client::{Context, EventHandler},
    model::{
        application::Interaction,
        channel::Message,
        event::ResumedEvent,
        gateway::Ready,
        guild::{Guild, UnavailableGuild},
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
        metrics::gauge!("discord_connected").set(1.0);
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
        }
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        let _running = self.running.token();
        match interaction {
            Interaction::Command(command) => self.command(&command).await,
            Interaction::Autocomplete(command) => self.complete(&command).await,
            Interaction::Component(component) => self.component(&component).await,
            Interaction::Modal(modal) => self.submitted(&modal).await,
            _ => {}
        }
    }

    async fn message(&self, _: Context, message: Message) {
        let _running = self.running.token();
        self.heard(&message).await;
    }
}
