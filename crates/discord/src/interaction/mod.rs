//! Interactions: slash commands, buttons, menus, forms and completion become calls, and are answered in time.

mod answer;
mod complete;
mod options;
mod sending;

use chat::{Args, BadCode, Caller, Origin, Request};
use domain::Lang;
use serenity::model::{
    application::{
        ActionRowComponent, CommandInteraction, ComponentInteraction, ComponentInteractionDataKind,
        ModalInteraction, ResolvedTarget,
    },
    channel::{ChannelType, Message, PartialChannel},
    guild::Member,
    id::{ChannelId, GuildId, InteractionId},
    user::User,
};

use crate::{
    Dispatch,
    handler::Handler,
    members::Badge,
    message::{question, without_mentions},
    registration::QUOTED,
};

/// What all interactions have in common.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Incoming<'a> {
    pub(crate) id: InteractionId,
    pub(crate) token: &'a str,
    pub(crate) guild: Option<GuildId>,
    pub(crate) channel: ChannelId,
    /// Whether that channel is a thread.
    pub(crate) in_thread: bool,
    pub(crate) member: Option<&'a Member>,
    pub(crate) user: &'a User,
    pub(crate) locale: &'a str,
    /// Whether there is a message that the answer can take the place of.
    pub(crate) on_message: bool,
}

impl Incoming<'_> {
    /// Where it happened in the server. A thread is a channel of its own.
    fn origin(&self) -> Origin {
        let channel = self.channel.to_string();
        if !self.in_thread {
            return Origin::Channel(channel);
        }
        Origin::Thread {
            address: channel.clone(),
            channel,
        }
    }
}

/// Whether the channel that comes with an interaction is a thread: of announcements, public or private.
fn is_thread(channel: Option<&PartialChannel>) -> bool {
    channel.is_some_and(|channel| {
        matches!(
            channel.kind,
            ChannelType::NewsThread | ChannelType::PublicThread | ChannelType::PrivateThread
        )
    })
}

macro_rules! incoming {
    ($interaction:expr, $member:expr, $on_message:expr) => {
        Incoming {
            id: $interaction.id,
            token: &$interaction.token,
            guild: $interaction.guild_id,
            channel: $interaction.channel_id,
            in_thread: is_thread($interaction.channel.as_ref()),
            member: $member,
            user: &$interaction.user,
            locale: &$interaction.locale,
            on_message: $on_message,
        }
    };
}

impl<D: Dispatch> Handler<D> {
    /// A slash command, or the one in a message's menu.
    pub(crate) async fn command(&self, command: &CommandInteraction) {
        let from = incoming!(command, command.member.as_deref(), false);
        if let Some(ResolvedTarget::Message(message)) = command.data.target() {
            let request = self.quoted(message).ok_or(BadCode);
            self.answer(from, request, None).await;
            return;
        }
        let (name, options) = options::words(&command.data);
        let specs = self.dispatcher.specs();
        let request = specs
            .get(&name)
            .filter(|spec| spec.typed)
            .map(|spec| Request::typed(spec, options::args(options, &command.data.resolved)));
        // A command that Discord still knows and we do not is answered like a button of old.
        self.answer(from, request.ok_or(BadCode), None).await;
    }

    /// What stands in a message is asked, and not kept: somebody else may have written it.
    fn quoted(&self, message: &Message) -> Option<Request> {
        let text = without_mentions(&message.content);
        let mut request = question(self.dispatcher.specs(), text)?;
        if request.spec.param(QUOTED).is_some() {
            request.args.set(QUOTED, true);
        }
        Some(request)
    }

    /// A button, or a choice from a menu.
    pub(crate) async fn component(&self, component: &ComponentInteraction) {
        let from = incoming!(component, component.member.as_ref(), true);
        let code = component.data.custom_id.as_str();
        let request = self.dispatcher.specs().decode(code);
        let request = request.map(|request| match &component.data.kind {
            ComponentInteractionDataKind::StringSelect { values } => match values.first() {
                Some(value) => request.chosen(value),
                None => request,
            },
            _ => request,
        });
        self.answer(from, request, Some(code)).await;
    }

    /// A form that was sent in.
    pub(crate) async fn submitted(&self, modal: &ModalInteraction) {
        let from = incoming!(modal, modal.member.as_ref(), modal.message.is_some());
        let mut answers = Args::new();
        for input in modal.data.components.iter().flat_map(|row| &row.components) {
            if let ActionRowComponent::InputText(input) = input {
                answers.set(
                    input.custom_id.clone(),
                    input.value.clone().unwrap_or_default(),
                );
            }
        }
        let code = modal.data.custom_id.as_str();
        let request = self.dispatcher.specs().decode(code);
        let request = request.map(|request| request.submit(answers));
        self.answer(from, request, Some(code)).await;
    }

    /// Who called.
    async fn caller(&self, from: &Incoming<'_>) -> Caller {
        let badge = from.member.map(|member| Badge {
            roles: &member.roles,
            nick: member.nick.as_deref(),
        });
        let locale = Lang::from_tag(from.locale);
        let members = &self.server.members;
        members
            .caller(
                from.user,
                badge.filter(|_| from.guild.is_some()),
                from.origin(),
                locale,
            )
            .await
    }

    /// Whether the interaction comes from the one server that is answered, or from a direct message.
    fn is_ours(&self, from: &Incoming<'_>) -> bool {
        from.guild.is_none_or(|guild| guild == self.server.guild)
    }
}
