//! A form, as a modal: rows with one text input each.

use chat::{Form, Input, Kind, Lines};
use serde::Serialize;

use super::payload::{Component, Row};
use crate::limits;

/// A modal.
#[derive(Debug, Serialize)]
pub(crate) struct Modal {
    custom_id: String,
    title: String,
    components: Vec<Row>,
}

/// Renders a form.
pub(crate) fn modal(form: &Form) -> Modal {
    if form.inputs.len() > limits::MODAL_INPUTS {
        let command = form.request.spec.name;
        tracing::error!(command.name = command, "a form has more inputs than fit");
    }
    let inputs = form.inputs.iter().take(limits::MODAL_INPUTS);
    Modal {
        custom_id: form.code.clone(),
        title: limits::fit(&form.title, limits::MODAL_TITLE).into_owned(),
        components: inputs.map(|each| Row::new(vec![input(each)])).collect(),
    }
}

fn input(input: &Input) -> Component {
    let (max, many) = match input.kind {
        Kind::Text { max, lines } => (usize::from(max), lines == Lines::Many),
        _ => (limits::OPTION_TEXT, false),
    };
    let max = max.clamp(1, limits::INPUT_VALUE);
    let value = input.value.as_deref().filter(|value| !value.is_empty());
    let placeholder = input.placeholder.as_deref().filter(|text| !text.is_empty());
    Component {
        kind: 4,
        custom_id: Some(input.name.to_owned()),
        label: Some(limits::fit(&input.label, limits::INPUT_LABEL).into_owned()),
        style: Some(if many { 2 } else { 1 }),
        placeholder: placeholder.map(|text| limits::fit(text, limits::PLACEHOLDER).into_owned()),
        value: value.map(|value| limits::fit(value, max).into_owned()),
        max_length: u16::try_from(max).ok(),
        required: Some(input.required),
        ..Component::default()
    }
}
