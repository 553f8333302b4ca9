//! The options of a command, made from its parameters.

use chat::{Kind, Param, Spec, texts};
use domain::Lang;
use serde_json::{Value, json};

use super::{described, translations};
use crate::limits;

const STRING: u8 = 3;
const INTEGER: u8 = 4;
const BOOLEAN: u8 = 5;
const USER: u8 = 6;
const ATTACHMENT: u8 = 11;

/// The options, those that must be given first. One that a form asks for when it is missing need not be.
pub(super) fn options(spec: &Spec) -> Vec<Value> {
    let must = |param: &Param| param.required && param.asked == chat::Asked::Typed;
    let first = spec.typed_params().filter(|param| must(param));
    let then = spec.typed_params().filter(|param| !must(param));
    first
        .chain(then)
        .take(limits::COMMAND_OPTIONS)
        .map(|param| option(spec, param, must(param)))
        .collect()
}

fn option(spec: &Spec, param: &Param, must: bool) -> Value {
    let mut option = described(
        param.name,
        &format!("{}-{}-about", spec.text_id(), param.name),
    );
    if must {
        option["required"] = json!(true);
    }
    let kind = match param.kind {
        Kind::Text { max, .. } => {
            option["max_length"] = json!(max.clamp(1, limits::COMMAND_TEXT));
            STRING
        }
        Kind::Int { min, max } => {
            option["min_value"] = json!(min);
            option["max_value"] = json!(max);
            INTEGER
        }
        Kind::Choice(ids) => {
            option["choices"] = ids
                .iter()
                .take(limits::CHOICES)
                .map(|id| choice(id))
                .collect();
            STRING
        }
        Kind::Pick(_) => {
            option["autocomplete"] = json!(true);
            STRING
        }
        Kind::Flag => BOOLEAN,
        Kind::Person => USER,
        Kind::File { .. } => ATTACHMENT,
        Kind::Day | Kind::Moment => STRING,
    };
    option["type"] = json!(kind);
    option
}

fn choice(id: &str) -> Value {
    let name = |lang| {
        let name = texts::choice(lang, id);
        limits::fit(&name, limits::CHOICE_TEXT).into_owned()
    };
    json!({
        "name": name(Lang::En),
        "name_localizations": translations(name(Lang::Nl)),
        "value": id,
    })
}
