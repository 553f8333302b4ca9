//! The one way in: every call of every platform passes here, and authorisation, limits, the
//! patient-data guard, validation, the audit and metrics stand here and nowhere else.

mod codes;
mod complete;
mod forms;
mod outcome;
mod refusals;
mod run;

use std::{sync::Arc, time::Duration};

use chat::{
    Audience, Button, Call, Caller, Completion, Error, Origin, Reply, Request, Response, Spec,
    Specs, Standing, text,
};
use domain::Lang;

use crate::{
    context::Context,
    house::{House, Setup},
    people::Known,
};

/// What is known of a caller is waited for so long; then the call goes on without.
const PATIENCE: Duration = Duration::from_millis(300);

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
        let public = request.audience == Audience::Everyone && caller.origin != Origin::Direct;
        let known = self.known(caller).await;
        let mut cx = Context::new(&self.0, caller, self.chosen(caller, &known));
        cx.public = public;
        let answered = self.answer(&mut cx, request).await;
        // What a call that failed had begun is undone before anything else is asked of the database.
        cx.rollback();
        let (mut response, result) = match answered {
            Ok(response) => (response, "answered"),
            Err(Error::User(reply)) => (self.without_parking(&cx, *reply), "refused"),
            Err(Error::Internal(error)) => {
                let fault = outcome::fault(&cx, name, &error);
                (self.without_parking(&cx, fault), "failed")
            }
        };
        metrics::counter!("calls_total", "command" => name, "result" => result).increment(1);
        if known.undelivered > 0 && !public {
            outcome::tell_undelivered(&cx, &known, &mut response).await;
        }
        response
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
            && let Err(wait) = house.limiter.count(cx.caller)
        {
            return Err(refusals::too_many(cx.lang, wait));
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
