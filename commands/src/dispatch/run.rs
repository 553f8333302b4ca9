//! From a request to a reply: the kept arguments, the guard, the check against the SPEC, the run.

use chat::{Asked, Error, Reply, Request};

use super::refusals::{self, Refusal, Refused};
use crate::{
    command::{Run, Stop},
    context::Context,
};

/// Adds the arguments that were kept for this person; those that came over the wire win.
pub(super) async fn unpark(cx: &mut Context<'_>, request: &mut Request) -> Result<(), Error> {
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

/// The first argument that is missing and that no form will ask for.
pub(super) fn missing(request: &Request) -> Option<&'static str> {
    let mut needed = request.spec.params.iter();
    let lacking = needed.find(|param| {
        let elsewhere = match param.asked {
            Asked::Typed => !(request.asks && request.opens_form()),
            Asked::Carried => true,
            Asked::Form | Asked::Both => false,
        };
        elsewhere && param.required && !request.args.has(param.name)
    });
    lacking.map(|param| param.name)
}

/// Looks for patient data, checks the arguments, and runs the command.
pub(super) async fn run(
    cx: &mut Context<'_>,
    request: &mut Request,
    run: Run,
) -> Result<Reply, Refused> {
    // The guard comes first: what it refuses must not be kept by any other refusal either.
    match refusals::guard(request) {
        Some(_) if request.args.flag(refusals::WAIVE) => {}
        Some((refusal, clean)) => {
            metrics::counter!("dash_bot_guard_refusals_total").increment(1);
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
        Err(Stop::Error(Error::User(reply))) => Err(match cx.back.take() {
            Some(changed) => {
                let mut args = given;
                args.merge(changed);
                Refused::Back(Refusal::Told(reply), args)
            }
            None => Refused::Error(Error::User(reply)),
        }),
        Err(Stop::Error(error)) => Err(Refused::Error(error)),
    }
}
