//! What Slack hands on: acknowledged first, then worked on.

use std::sync::Arc;

use chat::{Lost, Request};
use commands::{Dispatcher, FieldProblem};
use domain::Lang;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::{
    PLATFORM, Server,
    inbound::{Command, Event, Happened, Inbound, Interaction, Message, Seen, answers},
    manifest::{ASK_MESSAGE, commands::BEFORE},
    render,
    surface::Origin,
};

/// The beginning of the id of a button that is a link: Slack tells of those, too.
pub(crate) const LINK: &str = "link:";

/// Takes what comes. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Handler {
    pub(crate) server: Arc<Server>,
    pub(crate) dispatcher: Dispatcher,
    /// Is cancelled when the run ends: nothing is waited for any more.
    pub(crate) ending: CancellationToken,
}

/// What is to be done once it is acknowledged.
pub(crate) enum Work {
    Command(Box<Command>),
    Pressed(Box<Interaction>),
    Submitted(Box<Submitted>),
    Quoted(Box<Interaction>),
    Heard(Message),
    Home(String),
    Lost(Lost),
}

/// A form that was filled in, and found to be so.
pub(crate) struct Submitted {
    pub(crate) person: String,
    pub(crate) handle: String,
    /// `None` for a code that no form of ours has.
    pub(crate) request: Option<Request>,
    pub(crate) origin: Origin,
    pub(crate) view: String,
}

impl std::fmt::Debug for Handler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Handler")
    }
}

impl Handler {
    /// Whether it is this process's turn to answer.
    pub(crate) async fn on_duty(&self) -> bool {
        self.dispatcher.on_duty().await
    }

    /// What the acknowledgement says, and what is to be done then. What was taken before is only acknowledged.
    pub(crate) async fn take(&self, inbound: Inbound) -> (Option<Value>, Option<Work>) {
        match inbound {
            Inbound::Command(command) => {
                let ours = self
                    .server
                    .is_ours(command.team_id.as_deref(), command.enterprise_id.as_deref());
                let is_new =
                    ours && !command.user_id.is_empty() && self.is_new('t', &command.trigger_id);
                (None, is_new.then_some(Work::Command(command)))
            }
            Inbound::Interaction(interaction) => self.interaction(interaction).await,
            Inbound::Event(happened) => (None, self.event(*happened)),
        }
    }

    /// Does it. Nothing of it fails for who is waiting: what goes wrong is an answer, too.
    pub(crate) async fn work(&self, work: Work) {
        match work {
            Work::Command(command) => self.command(&command).await,
            Work::Pressed(interaction) => self.pressed(&interaction).await,
            Work::Submitted(submitted) => self.submitted(*submitted).await,
            Work::Quoted(interaction) => self.quoted(&interaction).await,
            Work::Heard(message) => self.heard(&message).await,
            Work::Home(person) => self.home_opened(&person).await,
            Work::Lost(lost) => self.dispatcher.lost(&PLATFORM, lost).await,
        }
    }

    async fn interaction(&self, interaction: Box<Interaction>) -> (Option<Value>, Option<Work>) {
        let enterprise = interaction.enterprise.as_ref();
        let enterprise = enterprise.map(|enterprise| enterprise.id.as_str());
        if !self.server.is_ours(interaction.team(), enterprise) {
            return (None, None);
        }
        let is_new = || self.is_new('t', &interaction.trigger_id);
        match interaction.kind.as_str() {
            // Every envelope's work would take the room of this one.
            "block_suggestion" => (Some(Box::pin(self.suggest(&interaction)).await), None),
            "view_submission" => self.submission(&interaction, is_new()),
            "block_actions" => {
                let link = interaction.actions.first();
                let link = link.is_none_or(|action| action.action_id.starts_with(LINK));
                let work = (!link && is_new()).then_some(Work::Pressed(interaction));
                (None, work)
            }
            "message_action" if interaction.callback_id == ASK_MESSAGE => {
                let work = is_new().then_some(Work::Quoted(interaction));
                (None, work)
            }
            _ => (None, None),
        }
    }

    /// A form: what is wrong with it stands in the acknowledgement, at its field; else it closes, or says that the
    /// answer is on its way.
    fn submission(&self, interaction: &Interaction, is_new: bool) -> (Option<Value>, Option<Work>) {
        let Some(view) = &interaction.view else {
            return (None, None);
        };
        let origin = Origin::of_form(&view.private_metadata);
        let lang = origin.lang.as_deref().and_then(Lang::from_tag);
        let lang = lang.unwrap_or(Lang::En);
        let answers = answers(&view.state);
        let decoded = self.dispatcher.specs().decode(&view.callback_id).ok();
        let request = decoded.map(|request| request.submit(answers));
        let problem = request
            .as_ref()
            .and_then(|request| self.dispatcher.check(lang, request))
            // What is not asked for here can't be mended here: the call says it.
            .filter(|problem| view.state.has(problem.param));
        if let (Some(problem), Some(request)) = (problem, &request) {
            return (Some(self.refused(&problem, request, view, lang)), None);
        }
        let acknowledged = if origin.is_view() || request.is_none() {
            json!({ "response_action": "update", "view": render::loading(lang) })
        } else {
            json!({ "response_action": "clear" })
        };
        let work = is_new.then(|| {
            Work::Submitted(Box::new(Submitted {
                person: interaction.user.id.clone(),
                handle: interaction.name().to_owned(),
                request,
                origin,
                view: view.id.clone(),
            }))
        });
        (Some(acknowledged), work)
    }

    fn event(&self, happened: Happened) -> Option<Work> {
        let server = &self.server;
        let ours = happened.is_for(|team, enterprise| server.is_ours(team, enterprise));
        if !ours || !self.is_new('e', &happened.event_id) {
            return None;
        }
        match happened.event {
            Event::Message(message) if message.is_direct() || server.config.message_content => {
                self.new_message(message)
            }
            Event::AppMention(message) if !message.is_direct() => self.new_message(message),
            Event::AppHomeOpened { user, tab } if tab == "home" => Some(Work::Home(user)),
            Event::ChannelDeleted { channel }
            | Event::ChannelArchive { channel }
            | Event::GroupDeleted { channel }
            | Event::GroupArchive { channel }
            | Event::ChannelLeft { channel }
            | Event::GroupLeft { channel } => {
                server.staff_may_have_changed(&channel);
                Some(Work::Lost(Lost::Channel(channel)))
            }
            Event::MemberLeftChannel { user, channel } => {
                server.staff_may_have_changed(&channel);
                let left = server.is_bot(&user);
                left.then_some(Work::Lost(Lost::Channel(channel)))
            }
            Event::UserChange { user } => {
                server.members().forget(&user.id);
                None
            }
            Event::SubteamUpdated { subteam } => {
                server.group_updated(&subteam.id, subteam.date_delete > 0)
            }
            Event::SubteamMembersChanged { subteam_id } => {
                server.group_changed(&subteam_id);
                None
            }
            Event::TokensRevoked {} | Event::AppUninstalled {} => {
                server.token_lost("Slack says that the app was removed or its token revoked");
                None
            }
            _ => None,
        }
    }

    /// The acknowledgement of a form in which something is wrong: the person goes on with what they typed.
    fn refused(&self, problem: &FieldProblem, request: &Request, view: &Seen, lang: Lang) -> Value {
        if problem.waivable {
            let asked = |name: &str| view.state.has(name);
            let dispatcher = &self.dispatcher;
            let mut form = dispatcher.form_again(lang, BEFORE, request, asked);
            form.code.clone_from(&view.callback_id);
            let again = render::modal_again(&form, lang, &view.private_metadata, &problem.refusal);
            return json!({ "response_action": "update", "view": again });
        }
        let sentence = render::sentence(&problem.refusal);
        json!({ "response_action": "errors", "errors": { problem.param: sentence } })
    }

    /// Whether something of this kind was not taken before; what has no id is taken each time.
    fn is_new(&self, kind: char, id: &str) -> bool {
        id.is_empty() || self.server.taken.is_new(format!("{kind}{id}"))
    }

    /// One message comes more than once, under other ids.
    fn new_message(&self, message: Message) -> Option<Work> {
        message.by_person()?;
        let id = format!("{} {}", message.channel, message.ts);
        self.is_new('m', &id).then_some(Work::Heard(message))
    }
}
