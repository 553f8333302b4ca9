//! The page: its routes, and what their handlers share.

mod choose;
mod complete;
mod files;
mod frame;
mod press;
mod say;
mod settle;
mod show;
mod submit;
mod view;

use std::sync::Arc;

use announcer::Outlet;
use axum::{
    Extension, Router,
    extract::State,
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use clock::{Clock, Ids};
use commands::Dispatcher;

use crate::{
    Posts, assets, gate,
    identity::{People, Visitor},
    live::Live,
    outlet::PageOutlet,
    serve::Stop,
    turns::Turns,
};

/// The chat page. Cheap to clone; all clones show the same.
#[derive(Clone)]
pub struct Page(Arc<Room>);

/// What the page's handlers share.
pub(crate) struct Room {
    pub(crate) dispatcher: Dispatcher,
    pub(crate) people: People,
    pub(crate) posts: Arc<dyn Posts>,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) turns: Turns,
    pub(crate) live: Live,
}

impl Page {
    /// A page for `people`, whose calls go to `dispatcher` and whose posts come from `posts`.
    pub fn new(
        people: People,
        dispatcher: Dispatcher,
        posts: Arc<dyn Posts>,
        clock: Clock,
        ids: Ids,
    ) -> Self {
        Self(Arc::new(Room {
            dispatcher,
            people,
            posts,
            clock,
            ids,
            turns: Turns::default(),
            live: Live::new(),
        }))
    }

    /// The page's routes. They answer to loopback names only; listening on loopback only is the caller's
    /// part.
    pub fn router(&self) -> Router {
        let router = Router::new()
            .route("/", get(|| async { Redirect::to("/ask") }))
            .route("/live", get(live))
            .route("/choose/person", post(choose::person))
            .route("/choose/language", post(choose::language))
            .route("/{channel}", get(show::show))
            .route("/{channel}/complete", get(complete::complete))
            .route("/{channel}/say", post(say::say))
            .route("/{channel}/press", post(press::press))
            .route("/{channel}/submit", post(submit::submit))
            .route("/{channel}/close", post(submit::close))
            .route("/{channel}/files/{article}/{block}", get(files::file))
            .merge(assets::routes())
            .fallback(show::missing)
            .with_state(self.clone())
            .layer(gate::limit())
            .layer(middleware::from_fn_with_state(self.clone(), show::too_long));
        gate::gate(router, self.0.clock.clone())
    }

    /// The page as the courier sees it.
    pub fn outlet(&self) -> Arc<dyn Outlet> {
        Arc::new(PageOutlet(Arc::clone(&self.0)))
    }

    pub(crate) fn room(&self) -> &Room {
        &self.0
    }
}

async fn live(
    State(page): State<Page>,
    visitor: Visitor,
    stop: Option<Extension<Stop>>,
) -> Response {
    let Extension(Stop(stop)) = stop.unwrap_or_default();
    page.room()
        .live
        .listen(visitor.person, stop)
        .into_response()
}
