//! Makes a command's form from its SPEC: the texts by name, the values from the arguments.

use chat::{Args, Asked, Form, Input, Param, Request, Value, text, texts};

use domain::Lang;

use super::Dispatcher;
use crate::context::Context;

impl Dispatcher {
    /// The form of a call that was filled in, with what stands in it: for platforms that show it again at once. It asks
    /// for what it asked for: a command may have left something out, and the code tells nothing of what was not typed.
    pub fn form_again(
        &self,
        lang: Lang,
        before: &str,
        request: &Request,
        asked: impl Fn(&str) -> bool,
    ) -> Form {
        let params = request.spec.params.iter();
        let asked = params.filter(|param| param.asked != Asked::Carried && asked(param.name));
        let mut form = made(lang, before, request, &asked.collect::<Vec<_>>());
        form.request.parked.clone_from(&request.parked);
        form
    }
}

/// The form that asks for what `request` lacks, or for all of it again.
pub(super) fn form(cx: &Context<'_>, request: &Request) -> Form {
    let asked: Vec<_> = request.asked().collect();
    let mut form = made(cx.lang, cx.caller.typed, request, &asked);
    form.request.parked = None;
    form
}

/// What was kept stays where it is: the form carries no more than its id.
pub(super) fn leave_parked(cx: &Context<'_>, form: &mut Form) {
    if let Some(parked) = &cx.parked {
        form.request.parked = Some(parked.clone());
        form.request.args = Args::new();
    }
}

/// A form, whose title falls back to how the command is typed behind `before`.
fn made(lang: Lang, before: &str, request: &Request, asked: &[&Param]) -> Form {
    let id = request.spec.text_id();
    let inputs = asked.iter().map(|param| Input {
        name: param.name,
        kind: param.kind,
        label: label(lang, &id, param.name),
        placeholder: optional(lang, &format!("{id}-{}-placeholder", param.name)),
        value: request.args.get(param.name).and_then(typed),
        required: param.required,
    });
    let mut inner = request.clone();
    inner.reopen = false;
    inner.submitted = true;
    // The answers come back with the form; what else was given goes along.
    let mut rest: Args = request.args.clone();
    rest.retain(|name| asked.iter().all(|param| param.name != name));
    inner.args = rest;
    Form {
        title: optional(lang, &format!("{id}-title"))
            .unwrap_or_else(|| format!("{before}{}", request.spec.name)),
        request: inner,
        code: String::new(),
        inputs: inputs.collect(),
    }
}

/// What is asked: as the form says it, else as it is said where it is typed.
fn label(lang: Lang, id: &str, param: &str) -> String {
    let said = ["label", "about"].map(|end| format!("{id}-{param}-{end}"));
    let found = said.iter().find_map(|id| optional(lang, id));
    capitalised(&found.unwrap_or_else(|| param.to_owned()))
}

/// A label begins with a capital, also one that stands within a sentence elsewhere.
fn capitalised(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn optional(lang: Lang, id: &str) -> Option<String> {
    texts::exists(lang, id).then(|| text!(lang, id))
}

/// A value as it would be typed.
fn typed(value: &Value) -> Option<String> {
    match value {
        // Spaces would hide what the form says of the field.
        Value::Text(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Int(int) => Some(int.to_string()),
        Value::Flag(_) | Value::Person(..) | Value::File(_) => None,
        Value::Day(day) => Some(day.format("%d-%m-%Y").to_string()),
        Value::Moment(moment) => Some(moment.format("%d-%m-%Y %H:%M").to_string()),
    }
}
