//! What people type, press, choose and fill in becomes calls.

use chat::{Args, BadCode, Caller, Place, Reply, Request, Response, grammar};
use domain::Lang;
use serde_json::Value;

use crate::{
    CommandStyle, PLATFORM,
    answer::Manner,
    handler::{Handler, Submitted},
    inbound::{Command, Interaction, plain},
    manifest::commands,
    render,
    surface::Origin,
};

/// The command that takes everything.
const DASH: &str = "/dash";

/// A view that waits for what comes of a call.
enum Waiting {
    /// None: the answer stands beside.
    No,
    /// This one.
    View(String),
    /// It could not be opened.
    Closed,
}

impl Handler {
    /// A slash command: a command, or else a question.
    pub(crate) async fn command(&self, command: &Command) {
        let origin = Origin::typed(&command.channel_id, &command.response_url);
        let person = command.user_id.as_str();
        let line = commands::line(&command.command, &command.text);
        let specs = self.dispatcher.specs();
        let who = |word: &str| mentioned(word);
        let read = if line.trim().is_empty() {
            let start = specs.get("start");
            Ok(start.map(|spec| Request::typed(spec, Args::new())))
        } else {
            match grammar::read(specs, &line, &who) {
                Ok(request) => Ok(Some(unmarked(request))),
                // Whatever is no command is a question.
                Err(_)
                    if self.server.config.commands == CommandStyle::One
                        || command.command == DASH =>
                {
                    Ok(specs.heard(&plain(&line), false))
                }
                Err(trouble) => Err(trouble),
            }
        };
        match read {
            Ok(Some(request)) => {
                let request = request.asking();
                self.call(
                    person,
                    &command.user_name,
                    &origin,
                    Ok(request),
                    &command.trigger_id,
                )
                .await;
            }
            Ok(None) => {}
            Err(trouble) => {
                let caller = self.caller(person, &command.user_name, &origin).await;
                let lang = self.dispatcher.lang(&caller).await;
                let reply = trouble.reply(lang, specs, caller.standing, caller.typed);
                self.answer(person, &origin, Manner::PRIVATE, &reply).await;
            }
        }
    }

    /// A button, or a choice from a menu.
    pub(crate) async fn pressed(&self, interaction: &Interaction) {
        let Some(action) = interaction.actions.first() else {
            return;
        };
        let request = self.dispatcher.specs().decode(&action.action_id);
        let request = request.map(|request| match &action.selected_option {
            Some(chosen) => request.chosen(&chosen.value).asking(),
            None => request.asking(),
        });
        let (person, handle) = (interaction.user.id.as_str(), interaction.name());
        let origin = interaction
            .pressed()
            .map_or_else(Origin::default, |pressed| {
                Origin::pressed(pressed, &interaction.response_url)
            });
        match &interaction.view {
            Some(view) if view.kind == "modal" => {
                let opens = request.as_ref().is_ok_and(Request::opens_form);
                if !opens {
                    let lang = self.guess(person, &origin);
                    self.show(&view.id, &render::loading(lang)).await;
                }
                let view = Waiting::View(view.id.clone());
                self.call_in(person, handle, &origin, request, view).await;
            }
            _ => {
                self.call(person, handle, &origin, request, &interaction.trigger_id)
                    .await;
            }
        }
    }

    /// A form that was filled in.
    pub(crate) async fn submitted(&self, submitted: Submitted) {
        let Submitted {
            person,
            handle,
            request,
            origin,
            view,
        } = submitted;
        let in_view = origin.is_view() || request.is_none();
        let waiting = if in_view {
            Waiting::View(view)
        } else {
            Waiting::No
        };
        self.call_in(&person, &handle, &origin, request.ok_or(BadCode), waiting)
            .await;
    }

    /// A shortcut on a message: what stands in it is asked, and not kept, for somebody else may have written it.
    pub(crate) async fn quoted(&self, interaction: &Interaction) {
        let Some(message) = &interaction.message else {
            return;
        };
        let channel = interaction.channel.as_ref();
        let channel = channel
            .map(|channel| channel.id.as_str())
            .unwrap_or_default();
        let origin = Origin::typed(channel, &interaction.response_url);
        let Some(mut request) = self.dispatcher.specs().heard(&plain(&message.text), false) else {
            return;
        };
        if request.spec.param("quoted").is_some() {
            request.args.set("quoted", true);
        }
        let (person, handle) = (interaction.user.id.as_str(), interaction.name());
        self.call_in(person, handle, &origin, Ok(request), Waiting::No)
            .await;
    }

    /// What may be meant by what is being typed into a menu of a form.
    pub(crate) async fn suggest(&self, interaction: &Interaction) -> Value {
        let found = async {
            let view = interaction.view.as_ref()?;
            let request = self.dispatcher.specs().decode(&view.callback_id).ok()?;
            let origin = Origin::default();
            let person = interaction.user.id.as_str();
            let caller = self.caller(person, interaction.name(), &origin).await;
            let (param, typed) = (&interaction.action_id, &interaction.value);
            let spec = request.spec;
            Some(self.dispatcher.complete(&caller, spec, param, typed).await)
        };
        let found = self.server.clock.timeout(SUGGEST, found).await;
        render::options(&found.ok().flatten().unwrap_or_default())
    }

    /// Makes a call that came with a trigger: a form, or an answer where there is no message beside which it could
    /// stand, opens a view at once.
    async fn call(
        &self,
        person: &str,
        handle: &str,
        origin: &Origin,
        request: Result<Request, BadCode>,
        trigger: &str,
    ) {
        let opens = request.as_ref().is_ok_and(Request::opens_form) || origin.is_view();
        let waiting = if opens {
            let lang = self.guess(person, origin);
            match self.open(trigger, lang).await {
                Some(view) => Waiting::View(view),
                None => Waiting::Closed,
            }
        } else {
            Waiting::No
        };
        self.call_in(person, handle, origin, request, waiting).await;
    }

    async fn call_in(
        &self,
        person: &str,
        handle: &str,
        origin: &Origin,
        request: Result<Request, BadCode>,
        waiting: Waiting,
    ) {
        let caller = self.caller(person, handle, origin).await;
        let manner = request.as_ref().map_or(Manner::PRIVATE, |request| Manner {
            audience: request.audience,
            place: request.place,
        });
        let again = request
            .as_ref()
            .ok()
            .filter(|request| request.opens_form())
            .and_then(|request| request.code().ok());
        let response = match request {
            Ok(request) => self.dispatcher.dispatch(&caller, request).await,
            Err(BadCode) => Response::Reply(Box::new(self.dispatcher.bad_code(&caller).await)),
        };
        let response = self.named(response).await;
        // A call may have changed it.
        let lang = || self.dispatcher.lang(&caller);
        match (response, waiting) {
            (Response::Form(form), Waiting::View(view)) => {
                let lang = lang().await;
                let metadata = origin.with_form(lang);
                self.show(&view, &render::modal(&form, lang, &metadata))
                    .await;
            }
            (Response::Form(_), Waiting::No | Waiting::Closed) => {
                let reply = Reply::try_again(lang().await, again);
                self.answer(person, origin, Manner::PRIVATE, &reply).await;
            }
            (Response::Reply(reply), Waiting::View(view)) => {
                self.reply_in(person, &view, &reply, lang().await).await;
            }
            (Response::Reply(reply), Waiting::No | Waiting::Closed) => {
                self.answer(person, origin, manner, &reply).await;
            }
        }
        self.refresh_home(person).await;
    }

    /// The response with the names of the people whom it shows.
    pub(crate) async fn named(&self, response: Response) -> Response {
        match response {
            Response::Reply(mut reply) => {
                self.server.members().name(&mut reply).await;
                Response::Reply(reply)
            }
            form @ Response::Form(_) => form,
        }
    }

    /// Who calls, from there.
    pub(crate) async fn caller(&self, person: &str, handle: &str, origin: &Origin) -> Caller {
        let members = self.server.members();
        members.caller(person, handle, origin.place()).await
    }

    /// The language of a person, as far as it is at hand.
    fn guess(&self, person: &str, origin: &Origin) -> Lang {
        let lang = origin.lang.as_deref().and_then(Lang::from_tag);
        lang.unwrap_or_else(|| {
            let caller = self.server.members().at_hand(person, origin.place());
            self.dispatcher.lang_at_hand(&caller)
        })
    }
}

/// Texts as they were typed, without Slack's marks.
fn unmarked(mut request: Request) -> Request {
    let texts: Vec<(String, String)> = request
        .args
        .iter()
        .filter_map(|(name, value)| match value {
            chat::Value::Text(text) => Some((name.to_owned(), plain(text))),
            _ => None,
        })
        .collect();
    for (name, text) in texts {
        request.args.set(name, text);
    }
    request
}

/// Who is meant by `<@U1|robin>`.
fn mentioned(word: &str) -> Option<chat::Value> {
    let id = word.strip_prefix("<@")?.strip_suffix('>')?;
    let id = id.split('|').next()?;
    Some(chat::Value::Person(PLATFORM, id.to_owned()))
}

/// Later suggestions are not shown.
const SUGGEST: std::time::Duration = std::time::Duration::from_millis(2500);

impl Manner {
    /// For the caller, beside whatever is there.
    pub(crate) const PRIVATE: Self = Self {
        audience: chat::Audience::Caller,
        place: Place::New,
    };
}
