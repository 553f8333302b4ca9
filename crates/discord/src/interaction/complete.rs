//! What may be meant by what is being typed.

use std::time::Duration;

use serde::Serialize;
use serenity::model::application::{CommandInteraction, CommandOptionType};

use super::{Incoming, is_thread, options};
use crate::{Dispatch, handler::Handler, limits, render::callback};

/// Later answers are not shown.
const LIMIT: Duration = Duration::from_millis(2500);

#[derive(Debug, Serialize)]
struct Choice {
    name: String,
    value: String,
}

impl<D: Dispatch> Handler<D> {
    /// Completes the option that is being typed; with nothing where nothing may be said.
    pub(crate) async fn complete(&self, command: &CommandInteraction) {
        let from = Incoming {
            id: command.id,
            token: &command.token,
            guild: command.guild_id,
            channel: command.channel_id,
            in_thread: is_thread(command.channel.as_ref()),
            member: command.member.as_deref(),
            user: &command.user,
            locale: &command.locale,
            on_message: false,
        };
        let found = async {
            let (name, _) = options::words(&command.data);
            let spec = self
                .dispatcher
                .specs()
                .get(&name)
                .filter(|spec| spec.typed)?;
            let typed = command.data.autocomplete()?;
            if !self.is_ours(&from) || typed.kind != CommandOptionType::String {
                return None;
            }
            let caller = self.caller(&from).await;
            Some(
                self.dispatcher
                    .complete(&caller, spec, typed.name, typed.value)
                    .await,
            )
        };
        let found = self.server.clock.timeout(LIMIT, found).await;
        let choices: Vec<Choice> = found
            .ok()
            .flatten()
            .into_iter()
            .flatten()
            .filter(|one| !one.value.is_empty() && !one.label.trim().is_empty())
            .filter(|one| limits::length(&one.value) <= limits::CHOICE_TEXT)
            .take(limits::CHOICES)
            .map(|one| Choice {
                name: limits::fit(&one.label, limits::CHOICE_TEXT).into_owned(),
                value: one.value,
            })
            .collect();
        self.callback(&from, callback::choices(choices)).await;
    }
}
