//! Shows a channel.

use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use domain::Lang;

use super::{
    Page, frame,
    view::{Entry, View},
};
use crate::{
    channel::Channel,
    identity::{Person, Visitor},
};

/// Calls offered where nothing was said yet.
const STARTERS: usize = 5;

pub(super) async fn show(
    State(page): State<Page>,
    visitor: Visitor,
    Path(channel): Path<String>,
) -> Response {
    let channel = Channel::from_id(&channel).filter(|it| it.open_to(visitor.person));
    let Some(channel) = channel else {
        return missing(State(page), visitor).await;
    };
    let view = view(&page, visitor, channel).await;
    Html(frame::page(&view).into_string()).into_response()
}

/// What is said where nothing is.
pub(super) async fn missing(State(page): State<Page>, visitor: Visitor) -> Response {
    let html = frame::missing(lang(&page, visitor).await).into_string();
    (StatusCode::NOT_FOUND, Html(html)).into_response()
}

/// Says in the visitor's language that what was sent is too long to be read.
pub(super) async fn too_long(
    State(page): State<Page>,
    visitor: Visitor,
    request: Request,
    next: Next,
) -> Response {
    let response = next.run(request).await;
    if response.status() != StatusCode::PAYLOAD_TOO_LARGE {
        return response;
    }
    let html = frame::too_long(lang(&page, visitor).await).into_string();
    (StatusCode::PAYLOAD_TOO_LARGE, Html(html)).into_response()
}

async fn lang(page: &Page, visitor: Visitor) -> Lang {
    let caller = visitor.caller(Channel::Ask);
    page.room().dispatcher.lang(&caller).await
}

async fn view(page: &Page, visitor: Visitor, channel: Channel) -> View {
    let (room, person) = (page.room(), visitor.person);
    let lang = room.dispatcher.lang(&visitor.caller(channel)).await;
    let turns = room.turns.seen(person, channel);
    let mut entries: Vec<Entry> = turns.into_iter().map(Entry::Turn).collect();
    let posts = room.posts.on(channel.wall(person)).await;
    let failed = posts.is_err();
    match posts {
        Ok(posts) => entries.extend(posts.into_iter().map(|mut post| {
            if let Some(cover) = room.turns.cover_of(&post.id) {
                post.reply = cover.as_ref().clone();
            }
            Entry::Post(Box::new(post))
        })),
        Err(error) => tracing::error!(
            channel.name = channel.id(),
            error = format!("{error:#}"),
            "cannot show the posts"
        ),
    }
    entries.sort_by_key(Entry::at);
    let starters = if channel == Channel::Ask {
        starters(page, person)
    } else {
        Vec::new()
    };
    View {
        lang,
        people: room.people,
        person,
        channel,
        now: room.clock.now(),
        entries,
        failed,
        starters,
    }
}

/// Calls that are typed without an argument.
fn starters(page: &Page, person: Person) -> Vec<String> {
    let standing = person.standing();
    let specs = page.room().dispatcher.specs();
    specs
        .iter()
        .filter(|spec| spec.typed && standing.may(spec.access))
        .filter(|spec| spec.typed_params().all(|param| !param.required))
        .map(|spec| format!("/{}", spec.name))
        .take(STARTERS)
        .collect()
}
