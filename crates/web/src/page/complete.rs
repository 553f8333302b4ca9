//! What the line that is being typed may become.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use chat::{
    Kind, Param, Spec,
    grammar::{self, Typing},
    text, texts,
};
use domain::Lang;
use serde::{Deserialize, Serialize};

use super::Page;
use crate::{
    channel::Channel,
    identity::{People, Visitor},
};

/// What one list shows at most.
const MOST: usize = 25;
/// A longer line is no longer completed.
const LONGEST: usize = 500;

#[derive(Deserialize)]
pub(super) struct Typed {
    line: String,
}

/// A line that may be meant.
#[derive(Debug, Serialize, PartialEq)]
pub(super) struct Offer {
    /// The whole line.
    line: String,
    /// What is shown of it.
    label: String,
    /// What it is.
    about: String,
}

pub(super) async fn complete(
    State(page): State<Page>,
    visitor: Visitor,
    Path(channel): Path<String>,
    Query(Typed { line }): Query<Typed>,
) -> Json<Vec<Offer>> {
    let channel = Channel::from_id(&channel).filter(|it| it.open_to(visitor.person));
    let (Some(channel), true) = (channel, line.starts_with('/') && line.len() <= LONGEST) else {
        return Json(Vec::new());
    };
    let caller = visitor.caller(channel);
    let room = page.room();
    let dispatcher = &room.dispatcher;
    let lang = dispatcher.lang(&caller).await;
    let offers = match grammar::typing(dispatcher.specs(), &line) {
        Typing::Name(typed) => grammar::names(dispatcher.specs(), caller.standing, typed)
            .take(MOST)
            .map(|spec| name(spec, lang))
            .collect(),
        Typing::Option {
            params,
            head,
            typed,
            spec,
        } if caller.standing.may(spec.access) => params
            .iter()
            .filter(|param| param.name.starts_with(&typed.to_lowercase()))
            .map(|param| option(spec, param, head, lang))
            .collect(),
        Typing::Value {
            spec,
            param,
            head,
            typed,
        } if caller.standing.may(spec.access) => match here(room.people, param, lang) {
            Some(values) => values
                .into_iter()
                .filter(|(value, label)| matches(typed, value) || matches(typed, label))
                .map(|(value, label)| offer(spec, head, value, label))
                .collect(),
            None => dispatcher
                .complete(&caller, spec, param.name, typed)
                .await
                .into_iter()
                .map(|found| offer(spec, head, found.value, found.label))
                .collect(),
        },
        _ => Vec::new(),
    };
    Json(offers)
}

fn name(spec: &Spec, lang: Lang) -> Offer {
    let more = spec.typed_params().next().is_some();
    Offer {
        line: format!("/{}{}", spec.name, if more { " " } else { "" }),
        label: grammar::usage(spec, "/"),
        about: text!(lang, &format!("{}-about", spec.text_id())),
    }
}

fn option(spec: &Spec, param: &Param, head: &str, lang: Lang) -> Offer {
    let id = format!("{}-{}-about", spec.text_id(), param.name);
    Offer {
        line: format!("{head}{}=", param.name),
        label: format!("{}=…", param.name),
        about: if texts::exists(lang, &id) {
            text!(lang, &id)
        } else {
            String::new()
        },
    }
}

fn offer(spec: &Spec, head: &str, value: String, label: String) -> Offer {
    // Where something can follow, one goes on typing.
    let more = spec.typed_params().count() > 1;
    Offer {
        line: format!("{head}{value}{}", if more { " " } else { "" }),
        about: if label == value { String::new() } else { value },
        label,
    }
}

/// The values that the page knows itself.
fn here(people: People, param: &Param, lang: Lang) -> Option<Vec<(String, String)>> {
    Some(match param.kind {
        Kind::Choice(ids) => ids
            .iter()
            .map(|id| ((*id).to_owned(), texts::choice(lang, id)))
            .collect(),
        Kind::Flag => [("yes", "page-yes"), ("no", "page-no")]
            .map(|(value, label)| (value.to_owned(), text!(lang, label)))
            .into(),
        Kind::Person => people
            .iter()
            .map(|person| (format!("@{}", person.id()), person.name().to_owned()))
            .collect(),
        Kind::Pick(_) => return None,
        _ => Vec::new(),
    })
}

fn matches(typed: &str, text: &str) -> bool {
    let typed = typed.trim().trim_start_matches('@').to_lowercase();
    text.trim_start_matches('@')
        .to_lowercase()
        .starts_with(&typed)
}
