//! Makes a command's form from its SPEC: the texts by name, the values from the arguments.

use chat::{Args, Form, Input, Request, Value, text, texts};

use crate::context::Context;

/// The form that asks for what `request` lacks, or for all of it again.
pub(super) fn form(cx: &Context<'_>, request: &Request) -> Form {
    let id = request.spec.text_id();
    let inputs = request.spec.form_params().map(|param| Input {
        name: param.name,
        kind: param.kind,
        label: text!(cx.lang, &format!("{id}-{}-label", param.name)),
        placeholder: optional(cx, &format!("{id}-{}-placeholder", param.name)),
        value: request.args.get(param.name).and_then(typed),
        required: param.required,
    });
    let mut inner = request.clone();
    inner.reopen = false;
    inner.submitted = true;
    // The answers come back with the form; what else was given goes along.
    let mut rest: Args = request.args.clone();
    rest.retain(|name| request.spec.form_params().all(|param| param.name != name));
    inner.args = rest;
    inner.parked = None;
    if let Some(parked) = &cx.parked {
        inner.parked = Some(parked.clone());
        inner.args = Args::new();
    }
    Form {
        title: text!(cx.lang, &format!("{id}-title")),
        request: inner,
        code: String::new(),
        inputs: inputs.collect(),
    }
}

fn optional(cx: &Context<'_>, id: &str) -> Option<String> {
    texts::exists(cx.lang, id).then(|| text!(cx.lang, id))
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
