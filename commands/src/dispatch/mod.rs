//! The one way in: every call of every platform passes here, and authorisation, limits, the
//! patient-data guard, validation, the audit and metrics stand here and nowhere else.

mod check;
mod codes;
mod complete;
mod forms;
mod home;
mod losses;
mod outcome;
mod refusals;
mod run;

pub use check::FieldProblem;

use std::{sync::Arc, time::Duration};

use chat::{
    Access, Audience, Button, Call, Caller, Completion, Error, Lost, Origin, Reply, Request,
    Response, Spec, Specs, Standing, text,
};
use domain::{Lang, MessageRef, Platform};

use crate::{
    context::Context,
    house::{House, Setup},
    limits::TooMany,
    meters::Outcome,
    people::Known,
    talks::Talk,
};

/// What is known of a caller is waited for so long; then the call goes on without.
const PATIENCE: Duration = Duration::from_millis(300);

/// The argument that says which answer a question follows.
pub(crate) const AFTER: &str = "after";

/// A message that is answered, and where it stands in a talk.
#[derive(Debug, Clone)]
pub struct Said {
    /// The message.
    pub message: MessageRef,
    /// What it may follow, the likeliest first: what it replies to, what was said to its writer there, its thread.
    pub follows: Vec<MessageRef>,
    /// Where its writer goes on, beside at the answer itself.
    pub goes_on: Vec<MessageRef>,
    /// Whether the bot was not asked, and answers all the same.
    pub by_itself: bool,
}

/// The talks that a call follows, and those that go on with its answer.
#[derive(Default)]
struct Places {
    follows: Vec<Talk>,
    goes_on: Vec<Talk>,
}

/// Answers calls. Cheap to clone.
#[derive(Clone)]
pub struct Dispatcher(Arc<House>);

impl Dispatcher {
    /// A dispatcher over these.
    pub fn new(setup: Setup) -> Self {
        Self(Arc::new(House::new(setup)))
    }

    pub(crate) fn house(&self) -> &House {
        &self.0
    }

    /// Every command's SPEC.
    pub fn specs(&self) -> &Specs {
        &self.0.specs
    }

    /// Answers a call. Never fails: what goes wrong is a reply, too.
    pub async fn dispatch(&self, caller: &Caller, request: Request) -> Response {
        self.respond(caller, request, Places::default()).await.0
    }

    /// Answers a call that goes on with what was said before in a place of its own.
    pub async fn talk(&self, caller: &Caller, request: Request, at: &MessageRef) -> Response {
        let talk = vec![Talk::At(caller.platform.clone(), at.clone())];
        let places = Places {
            follows: talk.clone(),
            goes_on: talk,
        };
        self.respond(caller, request, places).await.0
    }

    /// Answers a call that came as a message. Whoever was told a short while ago that it is a lot gets no further answer
    /// to what is too much: nobody needs to read it, and everybody would. Who did not ask gets none at all.
    pub async fn hear(&self, caller: &Caller, request: Request, said: &Said) -> Option<Response> {
        let platform = &caller.platform;
        let at = |at: &MessageRef| Talk::At(platform.clone(), at.clone());
        let answering = Talk::Answering(platform.clone(), said.message.clone());
        let places = Places {
            follows: said.follows.iter().map(at).collect(),
            goes_on: said.goes_on.iter().map(at).chain([answering]).collect(),
        };
        let (response, too_many) = self.respond(caller, request, places).await;
        let silent = too_many
            .is_some_and(|too_many| said.by_itself || self.0.limiter.was_told(caller, &too_many));
        (!silent).then_some(response)
    }

    /// Hears that something was deleted on a platform which the bot needs, and tells staff where it can.
    pub async fn lost(&self, platform: &Platform, lost: Lost) {
        if let Err(error) = losses::note(&self.0.store, platform, &lost).await {
            let error = format!("{error:#}");
            tracing::error!(error, "cannot note what was deleted on a platform");
        }
    }

    /// The answer, and how long to wait where it is that the call was one too many.
    async fn respond(
        &self,
        caller: &Caller,
        mut request: Request,
        mut places: Places,
    ) -> (Response, Option<TooMany>) {
        let clock = self.0.store.clock();
        let begun = clock.elapsed();
        let spec = request.spec;
        let name = spec.name;
        let public = request.audience == Audience::Everyone && caller.origin != Origin::Direct;
        let known = self.known(caller).await;
        let mut cx = Context::new(&self.0, caller, self.chosen(caller, &known));
        cx.public = public;
        if let Some(direct) = Talk::direct(caller) {
            places.follows.push(direct.clone());
            places.goes_on.push(direct);
        }
        self.go_on(&mut request, &places.follows);
        let answered = self.answer(&mut cx, request).await;
        let too_many = cx.too_many;
        if let Some(topic) = cx.talked.take() {
            for talk in places.goes_on {
                self.0.talks.remember(talk, topic.clone());
            }
        }
        // What a call that failed had begun is undone before anything else is asked of the database.
        cx.rollback();
        let (mut response, outcome) = match answered {
            Ok(response) => (response, Outcome::Answered),
            Err(Error::User(reply)) => (self.without_parking(&cx, *reply), Outcome::Refused),
            Err(Error::Internal(error)) => {
                let fault = outcome::fault(&cx, name, &error);
                (self.without_parking(&cx, fault), Outcome::Failed)
            }
        };
        if known.undelivered > 0 && !public {
            outcome::tell_undelivered(&cx, &known, &mut response).await;
        }
        if spec.access == Access::Staff && caller.standing.may(Access::Staff) && !public {
            outcome::tell_refusing(&cx, spec, &mut response).await;
        }
        if let Some(meters) = self.0.meters.get(name) {
            meters.count(name, outcome, clock.elapsed().saturating_sub(begun));
        }
        (response, too_many)
    }

    /// Tells a question what was talked about a moment ago.
    fn go_on(&self, request: &mut Request, talks: &[Talk]) {
        let takes = request.spec.param(AFTER).is_some() && !request.args.has(AFTER);
        let about = talks.iter().filter(|_| takes);
        if let Some(topic) = about.filter_map(|talk| self.0.talks.about(talk)).next() {
            request.args.set(AFTER, topic.as_str());
        }
    }

    /// What may be meant by what is being typed: at most 25. Reads only; never fails.
    pub async fn complete(
        &self,
        caller: &Caller,
        spec: &'static Spec,
        param: &str,
        typed: &str,
    ) -> Vec<Completion> {
        if !caller.standing.may(spec.access) || !self.0.limiter.may_complete(caller) {
            return Vec::new();
        }
        let lang = self.lang(caller).await;
        let found = complete::complete(&self.0, caller, lang, spec, param, typed).await;
        found.unwrap_or_else(|error| {
            let error = format!("{error:#}");
            tracing::warn!(command.name = spec.name, error, "cannot complete");
            Vec::new()
        })
    }

    /// What is said to a code that no button of ours has: one from before an update, or a forged one.
    pub async fn bad_code(&self, caller: &Caller) -> Reply {
        let mut reply = refusals::stale(self.lang(caller).await);
        self.set_codes(&mut reply);
        reply
    }

    /// The language in which this person is answered.
    pub async fn lang(&self, caller: &Caller) -> Lang {
        self.chosen(caller, &self.known(caller).await)
    }

    /// The same, as far as it is at hand: nothing is looked up.
    pub fn lang_at_hand(&self, caller: &Caller) -> Lang {
        self.chosen(caller, &self.0.people.remembered(caller))
    }

    fn chosen(&self, caller: &Caller, known: &Known) -> Lang {
        let guess = known.locale.or(caller.locale);
        known.language.or(guess).unwrap_or(self.0.community.lang)
    }

    /// What is known of the caller. A database that is away does not keep a question waiting.
    async fn known(&self, caller: &Caller) -> Known {
        let asked = self.0.people.known(caller, &self.0.store);
        match self.0.store.clock().timeout(PATIENCE, asked).await {
            Ok(Ok(known)) => known,
            _ => self.0.people.remembered(caller),
        }
    }

    async fn answer(&self, cx: &mut Context<'_>, mut request: Request) -> Result<Response, Error> {
        let house = &self.0;
        let spec = request.spec;
        if cx.caller.standing == Standing::Stranger {
            return Err(cx.refused("refused-stranger"));
        }
        if !cx.caller.standing.may(spec.access) {
            tracing::info!(command.name = spec.name, "refused: not staff");
            return Err(cx.refused("refused-access"));
        }
        // Opening the form was counted; what was typed into it is not thrown away.
        if !request.submitted
            && let Err(too_many) = house.limiter.count(cx.caller)
        {
            cx.too_many = Some(too_many);
            return Err(refusals::too_many(cx.lang, &too_many));
        }
        let entry = house.entries.get(spec.name);
        let entry = *entry.ok_or_else(|| anyhow::anyhow!("no command {}", spec.name))?;
        run::unpark(cx, &mut request).await?;
        if let Some(missing) = run::missing(&request) {
            return Err(refusals::missing(cx.lang, spec, missing));
        }
        let mut response = if request.opens_form() {
            let mut form = forms::form(cx, &request);
            (entry.open)(&mut form, cx).await?;
            forms::leave_parked(cx, &mut form);
            Response::Form(Box::new(form))
        } else {
            match run::run(cx, &mut request, entry.run).await {
                Ok(reply) => Response::Reply(Box::new(reply)),
                Err(refusals::Refused::Error(error)) => return Err(error),
                Err(refusals::Refused::Back(refusal, args)) => {
                    // Nothing of the call is done; what was typed waits behind a button.
                    cx.rollback();
                    let reply = refusals::back(cx, &request, refusal, args);
                    return self.keep(cx, Response::Reply(Box::new(reply))).await;
                }
            }
        };
        if spec.audited && matches!(response, Response::Reply(_)) {
            outcome::audit(cx, spec, &request.args).await?;
        }
        response = self.keep(cx, response).await?;
        outcome::follow(cx, &mut response).await;
        Ok(response)
    }

    /// Gives a response its codes, parks what does not fit, and commits.
    async fn keep(&self, cx: &mut Context<'_>, mut response: Response) -> Result<Response, Error> {
        if let Response::Reply(reply) = &mut response {
            next_steps(cx, reply);
        }
        codes::set(cx, &mut response).await?;
        cx.commit().await?;
        Ok(response)
    }

    /// A reply whose buttons carry nothing that would have to be parked.
    fn without_parking(&self, cx: &Context<'_>, mut reply: Reply) -> Response {
        next_steps(cx, &mut reply);
        self.set_codes(&mut reply);
        Response::Reply(Box::new(reply))
    }

    fn set_codes(&self, reply: &mut Reply) {
        if reply.set_codes(&self.0.specs).is_err() {
            tracing::error!("a refusal has a button that calls nothing");
        }
    }
}

/// In a direct message nothing can be typed but questions: what has no next step gets the usual ones. A stranger
/// has none but joining.
fn next_steps(cx: &Context<'_>, reply: &mut Reply) {
    let stranger = cx.caller.standing == Standing::Stranger;
    if cx.caller.origin != Origin::Direct || stranger || !reply.actions.is_empty() {
        return;
    }
    let ask = Button::new(text!(cx.lang, "start-ask"), Call::new("ask")).primary();
    let help = Button::new(text!(cx.lang, "help-button"), Call::new("help"));
    reply.actions.extend([ask.into(), help.into()]);
}
