//! The one way in: every call of every platform passes here, and authorisation, limits, the
//! patient-data guard, validation, the audit and metrics stand here and nowhere else.

mod codes;
mod complete;
mod forms;
mod outcome;
mod refusals;

use std::sync::Arc;

use chat::{
    Button, Call, Caller, Completion, Error, Origin, Reply, Request, Response, Spec, Specs,
    Standing, text,
};
use domain::Lang;

use crate::{
    command::{Run, Stop},
    context::Context,
    house::{House, Setup},
    languages::Known,
};

/// Answers calls. Cheap to clone.
#[derive(Clone)]
pub struct Dispatcher(Arc<House>);

impl Dispatcher {
    /// A dispatcher over these.
    pub fn new(setup: Setup) -> Self {
        Self(Arc::new(House::new(setup)))
    }

    /// Every command's SPEC.
    pub fn specs(&self) -> &Specs {
        &self.0.specs
    }

    /// Answers a call. Never fails: what goes wrong is a reply, too.
    pub async fn dispatch(&self, caller: &Caller, request: Request) -> Response {
        let name = request.spec.name;
        let known = self.known(caller).await;
        let lang = self.chosen(caller, &known);
        let mut cx = Context::new(&self.0, caller, lang);
        let answered = self.answer(&mut cx, request).await;
        let (response, result) = match answered {
            Ok(response) => (response, "answered"),
            Err(Error::User(mut reply)) => {
                next_steps(&cx, &mut reply);
                if reply.set_codes(self.specs()).is_err() {
                    tracing::error!(
                        command.name = name,
                        "a refusal has a button that calls nothing"
                    );
                }
                (Response::Reply(reply), "refused")
            }
            Err(Error::Internal(error)) => (
                Response::Reply(Box::new(self.fault(name, lang, &error))),
                "failed",
            ),
        };
        metrics::counter!("calls_total", "command" => name, "result" => result).increment(1);
        match response {
            Response::Reply(reply) if known.undelivered > 0 => {
                self.tell_undelivered(caller, lang, &known, *reply).await
            }
            response => response,
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
        complete::complete(&self.0, caller, lang, spec, param, typed)
            .await
            .unwrap_or_else(|error| {
                tracing::warn!(
                    command.name = spec.name,
                    error = format!("{error:#}"),
                    "cannot complete"
                );
                Vec::new()
            })
    }

    /// What is said to a code that no button of ours has: one from before an update, or a forged one.
    pub async fn bad_code(&self, caller: &Caller) -> Reply {
        let lang = self.lang(caller).await;
        let mut reply = refusals::stale(lang);
        // The buttons of this reply carry no text, so their codes always fit.
        let _ = reply.set_codes(&self.0.specs);
        reply
    }

    /// The language in which this person is answered.
    pub async fn lang(&self, caller: &Caller) -> Lang {
        self.chosen(caller, &self.known(caller).await)
    }

    fn chosen(&self, caller: &Caller, known: &Known) -> Lang {
        known
            .language
            .or(known.locale)
            .or(caller.locale)
            .unwrap_or(self.0.community.lang)
    }

    /// What is known of the caller; when the database can't be asked the call goes on without.
    async fn known(&self, caller: &Caller) -> Known {
        self.0
            .languages
            .of(caller, &self.0.store)
            .await
            .unwrap_or_default()
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
        if let Err(wait) = house.limiter.count(cx.caller) {
            return Err(refusals::too_many(cx.lang, wait));
        }
        let entry = *house
            .entries
            .get(spec.name)
            .ok_or_else(|| anyhow::anyhow!("no command {}", spec.name))?;
        self.unpark(cx, &mut request).await?;
        let mut response = if request.opens_form() {
            let mut form = forms::form(cx, &request);
            (entry.open)(&mut form, cx).await?;
            Response::Form(Box::new(form))
        } else {
            match self.run(cx, &mut request, entry.run).await {
                Ok(reply) => Response::Reply(Box::new(reply)),
                Err(refusals::Refused::Error(error)) => return Err(error),
                Err(refusals::Refused::Back(refusal, args)) => {
                    // Nothing of the call is done; what was typed waits behind a button.
                    cx.rollback();
                    let mut reply = refusals::back(cx, &request, refusal, args);
                    next_steps(cx, &mut reply);
                    let mut response = Response::Reply(Box::new(reply));
                    codes::set(cx, &mut response).await?;
                    cx.commit().await?;
                    return Ok(response);
                }
            }
        };
        if let Response::Reply(reply) = &mut response {
            next_steps(cx, reply);
        }
        codes::set(cx, &mut response).await?;
        if spec.audited && !matches!(response, Response::Form(_)) {
            outcome::audit(cx, spec, &request.args).await?;
        }
        cx.commit().await?;
        outcome::follow(cx, &mut response).await?;
        Ok(response)
    }

    /// Adds the arguments that were kept for this person; those that came over the wire win.
    async fn unpark(&self, cx: &mut Context<'_>, request: &mut Request) -> Result<(), Error> {
        let Some(id) = request.parked.clone() else {
            return Ok(());
        };
        let person = cx.person().await?;
        let Some(mut args) = cx.tx().await?.parked(&id, &person.id).await? else {
            return Err(Error::User(Box::new(refusals::expired(
                cx.lang,
                request.spec,
            ))));
        };
        if refusals::waiver_is_spent(request.spec, &args, &request.args) {
            args.remove(refusals::WAIVE);
        }
        args.merge(std::mem::take(&mut request.args));
        request.args = args;
        cx.parked = Some(id);
        Ok(())
    }

    /// Checks the arguments, looks for patient data, and runs the command.
    async fn run(
        &self,
        cx: &mut Context<'_>,
        request: &mut Request,
        run: Run,
    ) -> Result<Reply, refusals::Refused> {
        use refusals::{Refusal, Refused};
        // The guard comes first: what it refuses must not be kept by any other refusal either.
        match refusals::guard(request) {
            Some(_) if request.args.flag(refusals::WAIVE) => {}
            Some((refusal, clean)) => {
                metrics::counter!("guard_refusals_total").increment(1);
                return Err(Refused::Back(refusal, clean));
            }
            // It was not needed, and is not kept for another text.
            None => request.args.remove(refusals::WAIVE).map_or((), drop),
        }
        let given = request.args.clone();
        if let Err(problem) = request.args.check(request.spec) {
            return Err(Refused::Back(Refusal::Problem(problem), given));
        }
        match run(&request.args, cx).await {
            Ok(reply) => Ok(reply),
            Err(Stop::Invalid(invalid)) => Err(Refused::Back(Refusal::Invalid(invalid), given)),
            Err(Stop::Error(error)) => Err(Refused::Error(error)),
        }
    }

    /// Logs a fault of ours, once, under an id that the person sees too.
    fn fault(&self, command: &'static str, lang: Lang, error: &anyhow::Error) -> Reply {
        let now = self.0.store.clock().now();
        let id = self.0.store.ids().uuid(now);
        let id = &id[id.len() - 6..];
        tracing::error!(
            fault.id = id,
            command.name = command,
            error = format!("{error:#}"),
            "a call failed"
        );
        let mut reply = refusals::fault(lang, id);
        let _ = reply.set_codes(&self.0.specs);
        reply
    }

    /// Adds that a direct message did not arrive, and remembers that it was said.
    async fn tell_undelivered(
        &self,
        caller: &Caller,
        lang: Lang,
        known: &Known,
        reply: Reply,
    ) -> Response {
        if let Some(person) = &known.person
            && let Err(error) = outcome::told(&self.0.store, person).await
        {
            tracing::warn!(
                error = format!("{error:#}"),
                "cannot note that somebody was told of a failed message"
            );
        }
        self.0.languages.forget(caller);
        let mut reply = reply;
        reply
            .blocks
            .insert(0, chat::Block::Markdown(text!(lang, "undelivered")));
        Response::Reply(Box::new(reply))
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
