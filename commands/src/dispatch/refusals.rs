//! Refusals that belong to no command: each says what happened, why, and what to do, and throws away
//! nothing that was typed but patient data.

use chat::{
    Access, Args, Block, Button, Call, Error, Kind, Notice, Param, Problem, Reply, Request, Sign,
    Source, Spec, Value, text, texts::Argument,
};
use domain::{
    Lang,
    guard::{self, FindingKind},
};

use crate::{
    command::Invalid,
    context::Context,
    limits::{TooMany, Whose},
};

/// The parameter that says: this is not about a patient.
pub(crate) const WAIVE: &str = "waive";

/// The parameter that says: somebody else may have written this.
const QUOTED: &str = "quoted";

/// Why a call was not run.
pub(super) enum Refused {
    /// With a way back: the arguments wait behind a button.
    Back(Refusal, Args),
    /// Without.
    Error(Error),
}

pub(super) enum Refusal {
    Problem(Problem),
    Invalid(Invalid),
    Patient {
        param: &'static str,
        kind: FindingKind,
        sentence: usize,
    },
    /// What the command itself says.
    Told(Box<Reply>),
}

/// Looks at every free text of a call. Gives back what is wrong, and the arguments without the sentences
/// in which it stands: only those may be kept.
pub(super) fn guard(request: &Request) -> Option<(Refusal, Args)> {
    let (param, finding) = texts(request.spec).find_map(|param| {
        let text = request.args.text(param.name)?;
        guard::check(text).map(|finding| (param.name, finding))
    })?;
    let mut clean = request.args.clone();
    for param in texts(request.spec) {
        if let Some(Value::Text(text)) = request.args.get(param.name) {
            let rest = guard::without_findings(text);
            if rest.is_empty() {
                clean.remove(param.name);
            } else {
                clean.set(param.name, rest);
            }
        }
    }
    Some((
        Refusal::Patient {
            param,
            kind: finding.kind,
            sentence: finding.sentence,
        },
        clean,
    ))
}

/// Whether somebody who said of the `kept` texts that they are about no patient now gives another text that
/// may be: what they said does not hold for that one.
pub(super) fn waiver_is_spent(spec: &Spec, kept: &Args, given: &Args) -> bool {
    let finds = |text: &str| guard::check(text).is_some();
    let used = texts(spec).any(|param| kept.text(param.name).is_some_and(finds));
    used && texts(spec).any(|param| {
        let text = given.text(param.name);
        text.is_some_and(finds) && text != kept.text(param.name)
    })
}

/// The parameters that take what people write.
fn texts(spec: &Spec) -> impl Iterator<Item = &'static Param> {
    let params = spec.params.iter();
    params.filter(|param| matches!(param.kind, Kind::Text { .. }))
}

/// The refusal as a reply, with a button that opens the form again where the command has one.
pub(super) fn back(cx: &Context<'_>, request: &Request, refusal: Refusal, args: Args) -> Reply {
    let lang = cx.lang;
    let spec = request.spec;
    let (reply, waivable) = match refusal {
        Refusal::Problem(problem) => (self::problem(lang, spec, problem), false),
        Refusal::Invalid(invalid) => (self::invalid(lang, spec, invalid), false),
        Refusal::Told(reply) => (*reply, false),
        Refusal::Patient {
            param,
            kind,
            sentence,
        } => (patient(lang, cx.public, spec, param, kind, sentence), true),
    };
    // On an answer that all see, the buttons would serve one person only, and not say so to the others. What somebody
    // else wrote is not kept.
    let keeps = !cx.public && !args.flag(QUOTED);
    if !keeps || spec.form_params().next().is_none() {
        return reply;
    }
    let call = Call {
        command: spec.name.into(),
        args,
    };
    let place = request.place;
    let edit = Button::new(text!(lang, "back-to-form"), call.clone())
        .primary()
        .reopening()
        .placed(place);
    let mut reply = reply;
    reply.actions.insert(0, edit.into());
    if waivable && spec.param(WAIVE).is_some() {
        let call = call.with(WAIVE, true);
        return reply.action(
            Button::new(text!(lang, "refused-patient-waive"), call)
                .reopening()
                .placed(place),
        );
    }
    reply
}

fn refused(title: String, text: String) -> Reply {
    Reply::new(Sign::Refused, title)
        .notice(Notice::Refused)
        .markdown(text)
}

/// What a parameter is called where it is asked for.
fn label(lang: Lang, spec: &Spec, param: &str) -> String {
    let id = format!("{}-{param}-label", spec.text_id());
    if chat::texts::exists(lang, &id) {
        text!(lang, &id)
    } else {
        param.to_owned()
    }
}

pub(super) fn problem(lang: Lang, spec: &Spec, problem: Problem) -> Reply {
    let field = label(lang, spec, problem.param());
    let text = match problem {
        Problem::Missing(_) => text!(lang, "problem-missing", field = field),
        Problem::TooLong(_, max) => text!(
            lang,
            "problem-too-long",
            field = field,
            max = i64::from(max)
        ),
        Problem::NotANumber(_, min, max) => {
            text!(lang, "problem-number", field = field, min = min, max = max)
        }
        Problem::NotAChoice(name) => {
            text!(
                lang,
                "problem-choice",
                field = field,
                choices = choices(lang, spec, name)
            )
        }
        Problem::NotADate(_) => text!(lang, "problem-date", field = field),
        Problem::BadFile(_) => text!(lang, "problem-file", field = field),
        Problem::WrongKind(_) => text!(lang, "problem-kind", field = field),
    };
    refused(text!(lang, "problem-title"), text)
}

fn choices(lang: Lang, spec: &Spec, param: &str) -> String {
    let ids = match spec.param(param).map(|param| param.kind) {
        Some(Kind::Choice(ids)) => ids,
        _ => &[],
    };
    ids.iter()
        .map(|id| chat::texts::choice(lang, id))
        .collect::<Vec<_>>()
        .join(", ")
}

pub(super) fn invalid(lang: Lang, spec: &Spec, invalid: Invalid) -> Reply {
    let field = match invalid.called {
        Some(id) => text!(lang, &id),
        None => label(lang, spec, invalid.param),
    };
    let mut args = invalid.args;
    args.push(("field", field));
    let args: Vec<_> = args
        .into_iter()
        .map(|(name, value)| (name, Argument::from(value)))
        .collect();
    refused(
        text!(lang, "problem-title"),
        chat::texts::get(lang, invalid.sentence, &args),
    )
}

pub(super) fn patient(
    lang: Lang,
    public: bool,
    spec: &Spec,
    param: &str,
    kind: FindingKind,
    sentence: usize,
) -> Reply {
    let what = text!(lang, &format!("patient-{}", kind.id().replace('_', "-")));
    let field = label(lang, spec, param);
    let sentence = i64::try_from(sentence).unwrap_or(1);
    let id = if public {
        "refused-patient-public"
    } else {
        "refused-patient-text"
    };
    refused(
        text!(lang, "refused-patient-title"),
        text!(lang, id, what = what, field = field, sentence = sentence),
    )
}

/// An argument is missing that no form asks for.
pub(super) fn missing(lang: Lang, spec: &'static Spec, param: &'static str) -> Error {
    let reply = problem(lang, spec, Problem::Missing(param));
    let (label, call) = match spec.param(param).map(|param| param.kind) {
        Some(Kind::Pick(Source::NewSignups | Source::Signups)) if spec.access == Access::Staff => {
            ("staff-list-button", Call::new("staff signups list"))
        }
        Some(Kind::Pick(Source::Inquiries)) if spec.access == Access::Staff => {
            ("staff-questions-button", Call::new("staff questions list"))
        }
        _ => ("help-button", Call::new("help")),
    };
    Error::User(Box::new(
        reply.action(Button::new(text!(lang, label), call).primary()),
    ))
}

/// One call too many.
pub(super) fn too_many(lang: Lang, too_many: &TooMany) -> Error {
    let seconds = i64::try_from(too_many.wait.as_secs() + 1).unwrap_or(60);
    let (title, text) = match too_many.whose {
        Whose::Person => ("refused-limit-title", "refused-limit-text"),
        Whose::Everyone => ("refused-busy-title", "refused-busy-text"),
    };
    Error::User(Box::new(
        Reply::new(Sign::Waiting, text!(lang, title))
            .notice(Notice::Refused)
            .markdown(text!(lang, text, seconds = seconds)),
    ))
}

/// The arguments that a button needs are no longer kept.
pub(super) fn expired(lang: Lang, spec: &'static Spec) -> Reply {
    let reply = refused(
        text!(lang, "refused-expired-title"),
        text!(lang, "refused-expired-text"),
    );
    let again = match spec.name.split(' ').next() {
        Some("counseling") => "counseling signup",
        _ if spec.form_params().next().is_some() && spec.typed => spec.name,
        _ => "help",
    };
    reply.action(Button::new(text!(lang, "start-again"), Call::new(again)).primary())
}

/// A code that no button of ours has.
pub(super) fn stale(lang: Lang) -> Reply {
    refused(
        text!(lang, "refused-stale-title"),
        text!(lang, "refused-stale-text"),
    )
    .action(Button::new(text!(lang, "help-button"), Call::new("help")).primary())
}

/// A fault of ours.
pub(super) fn fault(lang: Lang, id: &str) -> Reply {
    Reply {
        notice: Notice::Failed,
        blocks: vec![Block::Markdown(text!(lang, "fault-text"))],
        ..Reply::new(Sign::Refused, text!(lang, "fault-title"))
    }
    .footer(text!(lang, "fault-footer", id = id))
}
