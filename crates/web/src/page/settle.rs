//! Puts an answer where it belongs: in a turn of its own, or in place of what was pressed.

use axum::response::{IntoResponse, Redirect, Response};
use chat::{Audience, Notice, Place, Reply, Request};

use super::Page;
use crate::{
    channel::Channel,
    identity::Visitor,
    live::Change,
    turns::{Answer, Article, Said, Turn},
};

/// A call from the page, whose answer is awaited.
pub(super) struct Asked<'a> {
    page: &'a Page,
    visitor: Visitor,
    channel: Channel,
    said: String,
    source: Option<Article>,
    audience: Audience,
    place: Place,
}

impl<'a> Asked<'a> {
    /// Whatever was asked, its answer is the asker's own in a new turn, unless the call says otherwise.
    pub(super) fn new(page: &'a Page, visitor: Visitor, channel: Channel) -> Self {
        Self {
            page,
            visitor,
            channel,
            said: String::new(),
            source: None,
            audience: Audience::Caller,
            place: Place::New,
        }
    }

    /// What was typed or pressed.
    pub(super) fn saying(self, said: String) -> Self {
        Self { said, ..self }
    }

    /// The article in which it was pressed.
    pub(super) fn pressed_in(self, source: Option<Article>) -> Self {
        Self { source, ..self }
    }

    /// Who sees the answer and where it stands, as the call says.
    pub(super) fn calling(self, request: &Request) -> Self {
        Self {
            audience: request.audience,
            place: request.place,
            ..self
        }
    }

    /// Puts the answer in its place and leads there.
    pub(super) fn settle(self, response: chat::Response) -> Response {
        match response {
            chat::Response::Form(form) => {
                let source = self.source.clone();
                self.open(Answer::Form {
                    form,
                    refused: None,
                    source,
                })
            }
            chat::Response::Reply(reply) => self.reply(reply),
        }
    }

    /// Puts what follows a form into that form's turn.
    pub(super) fn settle_form(mut self, turn: &Turn, answer: Answer) -> Response {
        if let (Answer::Reply(reply), Answer::Form { source, .. }) = (&answer, &turn.answer)
            && self.place == Place::Same
            && !is_refused(reply)
            && source.is_some()
        {
            self.page.room().turns.remove(self.visitor.person, &turn.id);
            self.source.clone_from(source);
            return self.reply(reply.clone());
        }
        let private = match &answer {
            Answer::Reply(reply) => self.is_private(reply),
            Answer::Form { .. } => true,
        };
        self.put(&turn.id, answer, private)
    }

    /// A form that a form's own button opened takes its place; any other stands in a new turn.
    fn open(self, answer: Answer) -> Response {
        if let Some(Article::Turn(id)) = &self.source
            && let Some(turn) = self.page.room().turns.get(self.visitor.person, id)
            && let Answer::Form { source, .. } = &turn.answer
        {
            let mut answer = answer;
            if let Answer::Form { source: kept, .. } = &mut answer {
                kept.clone_from(source);
            }
            return self.put(&turn.id, answer, true);
        }
        self.add(answer, true)
    }

    fn reply(self, reply: Box<Reply>) -> Response {
        let private = self.is_private(&reply);
        if self.place == Place::Same && !is_refused(&reply) {
            match self.source.clone() {
                Some(Article::Post(id)) => {
                    self.page.room().turns.cover(&id, *reply);
                    return self.lead(&Article::Post(id), false);
                }
                Some(Article::Turn(id)) => return self.put(&id, Answer::Reply(reply), private),
                None => {}
            }
        }
        self.add(Answer::Reply(reply), private)
    }

    fn is_private(&self, reply: &Reply) -> bool {
        self.audience == Audience::Caller || is_refused(reply) || self.channel == Channel::Direct
    }

    /// In the place of another, or in a new turn where that is gone.
    fn put(self, id: &str, answer: Answer, private: bool) -> Response {
        let turns = &self.page.room().turns;
        if turns.put(self.visitor.person, id, answer.clone(), private) {
            let turn = turns.get(self.visitor.person, id);
            let private = turn.is_some_and(|turn| turn.private);
            self.lead(&Article::Turn(id.to_owned()), private)
        } else {
            self.add(answer, private)
        }
    }

    fn add(self, answer: Answer, private: bool) -> Response {
        let room = self.page.room();
        let now = room.clock.now();
        let id = room.ids.uuid(now);
        room.turns.add(Turn {
            id: id.clone(),
            by: self.visitor.person,
            channel: self.channel,
            at: now,
            said: Said(self.said.clone()),
            answer,
            private,
        });
        self.lead(&Article::Turn(id), private)
    }

    /// Tells open pages, and leads the browser to the article.
    fn lead(&self, article: &Article, private: bool) -> Response {
        self.page.room().live.tell(Change {
            channel: self.channel,
            only: (private || self.channel == Channel::Direct).then_some(self.visitor.person),
        });
        Redirect::to(&format!("/{}#{}", self.channel.id(), article.id())).into_response()
    }
}

/// Whether nothing was done: then the answer is the asker's own, and takes nothing's place.
pub(super) fn is_refused(reply: &Reply) -> bool {
    matches!(reply.notice, Notice::Refused | Notice::Failed)
}
