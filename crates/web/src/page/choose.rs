//! Chooses who is looking, and the language of the page's own words.

use axum::{
    Form,
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use domain::Lang;
use serde::Deserialize;

use crate::{
    channel::Channel,
    identity::{self, Identity},
};

#[derive(Deserialize)]
pub(super) struct Chosen {
    value: String,
    channel: String,
}

pub(super) async fn person(Form(chosen): Form<Chosen>) -> Response {
    let identity = Identity::from_id(&chosen.value).unwrap_or(Identity::Member);
    let channel = Channel::from_id(&chosen.channel).filter(|channel| channel.open_to(identity));
    remember(identity::AS, identity.id(), channel)
}

pub(super) async fn language(Form(chosen): Form<Chosen>) -> Response {
    let lang = Lang::from_tag(&chosen.value).unwrap_or(Lang::En);
    remember(
        identity::LANG,
        lang.code(),
        Channel::from_id(&chosen.channel),
    )
}

fn remember(name: &str, value: &str, channel: Option<Channel>) -> Response {
    let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly");
    let back = format!("/{}", channel.unwrap_or(Channel::Ask).id());
    ([(header::SET_COOKIE, cookie)], Redirect::to(&back)).into_response()
}
