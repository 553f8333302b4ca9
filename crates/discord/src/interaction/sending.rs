//! Sending answers to interactions, and what is said when Discord does not take one.

use std::time::Duration;

use chat::Reply;
use domain::Lang;
use serenity::http::{LightMethod, Route};

use super::Incoming;
use crate::{
    Dispatch,
    handler::Handler,
    render::{self, callback},
    rest::{Ask, Content, Failure},
};

/// One attempt at a first answer: after 3 s nobody waits for it.
const FIRST: Duration = Duration::from_secs(3);

impl<D: Dispatch> Handler<D> {
    /// Sends a first answer without files; says whether Discord can have taken it.
    pub(super) async fn callback(&self, from: &Incoming<'_>, json: Vec<u8>) -> bool {
        match self.call_back(from, Content::json(json)).await {
            Ok(()) => true,
            Err(failure) => {
                tracing::warn!(interaction.id = %from.id, %failure, "cannot answer an interaction");
                failure.heals()
            }
        }
    }

    /// Sends a first answer; when Discord refuses what it says, says so instead.
    pub(super) async fn callback_with(&self, from: &Incoming<'_>, content: Content, private: bool) {
        let Err(failure) = self.call_back(from, content).await else {
            return;
        };
        if failure.status() == Some(400) && failure.code() != Some(ACKNOWLEDGED) {
            tracing::error!(interaction.id = %from.id, %failure, "Discord refuses an answer");
            let card = render::card(&unshown(from), None);
            self.callback(from, callback::message(&card, private)).await;
        } else {
            tracing::warn!(interaction.id = %from.id, %failure, "cannot answer an interaction");
        }
    }

    /// Puts the answer where it was promised; when Discord refuses what it says, says so beside it.
    pub(super) async fn promised(&self, from: &Incoming<'_>, reply: &Reply, private: bool) {
        let Err(failure) = self.put(from, reply).await else {
            return;
        };
        if failure.status() != Some(400) {
            tracing::warn!(interaction.id = %from.id, %failure, "cannot deliver a promised answer");
            return;
        }
        tracing::error!(interaction.id = %from.id, %failure, "Discord refuses an answer");
        self.follow_up(from, &unshown(from), private).await;
    }

    /// Says something beside what is there.
    pub(super) async fn follow_up(&self, from: &Incoming<'_>, reply: &Reply, private: bool) {
        let json = render::follow_up(&render::card(reply, None), private);
        let route = Route::WebhookFollowupMessages {
            application_id: self.server.application,
            token: from.token,
        };
        let ask = Ask::new(LightMethod::Post, route).with(Content::json(json));
        if let Err(failure) = self.server.rest.tell(ask.direct()).await {
            tracing::warn!(interaction.id = %from.id, %failure, "cannot follow an interaction up");
        }
    }

    /// Sends a first answer, once more when the first attempt failed by itself: it can only take effect once. Where
    /// Discord wants to be left alone it is, if somebody still waits afterwards.
    async fn call_back(&self, from: &Incoming<'_>, content: Content) -> Result<(), Failure> {
        let ask = |content| {
            let route = Route::InteractionResponse {
                interaction_id: from.id,
                token: from.token,
            };
            Ask::new(LightMethod::Post, route)
                .with(content)
                .direct()
                .within(FIRST)
        };
        let again = Content {
            json: content.json.clone(),
            files: content.files.clone(),
        };
        match self.server.rest.tell(ask(content)).await {
            Err(failure @ Failure::Limited { .. }) => {
                let wait = failure.after().unwrap_or(FIRST);
                if wait >= FIRST {
                    return Err(failure);
                }
                self.server.clock.sleep(wait).await;
            }
            Err(failure) if failure.heals() => {}
            outcome => return outcome,
        }
        match self.server.rest.tell(ask(again)).await {
            // The first attempt had arrived after all.
            Err(failure) if failure.code() == Some(ACKNOWLEDGED) => Ok(()),
            outcome => outcome,
        }
    }

    /// Edits the original answer, a few times where that can help.
    async fn put(&self, from: &Incoming<'_>, reply: &Reply) -> Result<(), Failure> {
        let card = render::card(reply, None);
        let json = render::edit(&card);
        let ask = || {
            let route = Route::WebhookOriginalInteractionResponse {
                application_id: self.server.application,
                token: from.token,
            };
            let content = Content {
                json: json.clone(),
                files: card.files.clone(),
            };
            Ask::new(LightMethod::Patch, route).with(content).direct()
        };
        self.server.rest.insist(ask).await
    }
}

/// "Interaction has already been acknowledged."
const ACKNOWLEDGED: i64 = 40060;

/// What is said when Discord does not show what was to be said.
fn unshown(from: &Incoming<'_>) -> Reply {
    Reply::unshown(Lang::from_tag(from.locale).unwrap_or(Lang::En))
}
