//! Chooses who is looking, and the language of the page's own words.

use axum::{
    Form,
    extract::State,
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use chat::{Args, Kind, Request, Specs};
use domain::Lang;
use serde::Deserialize;

use super::Page;
use crate::{
    channel::Channel,
    identity::{self, Visitor},
};

#[derive(Deserialize)]
pub(super) struct Chosen {
    value: String,
    channel: String,
}

pub(super) async fn person(State(page): State<Page>, Form(chosen): Form<Chosen>) -> Response {
    let people = page.room().people;
    let person = people.by_id(&chosen.value).unwrap_or(people.first());
    let channel = Channel::from_id(&chosen.channel).filter(|channel| channel.open_to(person));
    remember(identity::AS, person.id(), channel)
}

pub(super) async fn language(
    State(page): State<Page>,
    visitor: Visitor,
    Form(chosen): Form<Chosen>,
) -> Response {
    let lang = Lang::from_tag(&chosen.value).unwrap_or(Lang::En);
    let channel = Channel::from_id(&chosen.channel).filter(|it| it.open_to(visitor.person));
    let visitor = Visitor {
        locale: Some(lang),
        ..visitor
    };
    let caller = visitor.caller(channel.unwrap_or(Channel::Ask));
    let dispatcher = &page.room().dispatcher;
    // Who has chosen a language by command chooses anew by the same command; for others the cookie does.
    if dispatcher.lang(&caller).await != lang
        && let Some(request) = command(dispatcher.specs(), lang)
    {
        dispatcher.dispatch(&caller, request).await;
    }
    remember(identity::LANG, lang.code(), channel)
}

/// The call with which a person chooses this language.
fn command(specs: &Specs, lang: Lang) -> Option<Request> {
    let spec = specs.get("language")?;
    let mut params = spec.typed_params();
    let param = params
        .find(|param| matches!(param.kind, Kind::Choice(ids) if ids.contains(&lang.code())))?;
    let mut args = Args::new();
    args.set(param.name, lang.code());
    Some(Request::typed(spec, args))
}

fn remember(name: &str, value: &str, channel: Option<Channel>) -> Response {
    let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly");
    let back = format!("/{}", channel.unwrap_or(Channel::Ask).id());
    ([(header::SET_COOKIE, cookie)], Redirect::to(&back)).into_response()
}
