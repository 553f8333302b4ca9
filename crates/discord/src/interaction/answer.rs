//! Answering in time: at once where it is quick, else with a sign that an answer will come.

use std::{pin::pin, time::Duration};

use chat::{Audience, BadCode, Notice, Place, Reply, Request, Response, Sign, text};
use domain::Lang;

use super::Incoming;
use crate::{
    Dispatch,
    handler::Handler,
    render::{self, callback},
    rest::Content,
};

/// After this an answer is promised. Discord waits 3 s, the way there and back included.
const QUICK: Duration = Duration::from_millis(1500);
/// A form can't be promised: until this it must be there.
const FORM: Duration = Duration::from_millis(2500);
/// An interaction's token lives 15 min; what takes longer finds nobody.
const PROMISED: Duration = Duration::from_secs(14 * 60);

/// How an answer stands.
#[derive(Debug, Clone, Copy)]
struct Manner {
    /// Only the caller sees it.
    private: bool,
    /// It takes the place of the message that was pressed.
    in_place: bool,
    /// It may be a form.
    form: bool,
}

impl Manner {
    /// In a message of its own, for the caller alone.
    const PRIVATE: Self = Self {
        private: true,
        in_place: false,
        form: false,
    };

    /// For the caller, and not in the place of the message that was pressed.
    fn beside(self) -> Self {
        Self {
            private: true,
            in_place: false,
            ..self
        }
    }

    /// In a direct message, too, an answer is seen by the caller only and does not stay: nobody notes where it stands,
    /// so an erasure could not reach it. What one must find again is a delivery.
    fn of(from: &Incoming<'_>, request: Result<&Request, &BadCode>) -> Self {
        match request {
            Ok(request) => Self {
                private: from.guild.is_none() || request.audience == Audience::Caller,
                in_place: from.on_message && request.place == Place::Same,
                form: request.opens_form(),
            },
            Err(BadCode) => Self::PRIVATE,
        }
    }
}

impl<D: Dispatch> Handler<D> {
    /// Makes the call and answers it. `code` is that of the button or form, to offer it once more.
    pub(super) async fn answer(
        &self,
        from: Incoming<'_>,
        request: Result<Request, BadCode>,
        code: Option<&str>,
    ) {
        let lang = Lang::from_tag(from.locale).unwrap_or(Lang::En);
        let manner = Manner::of(&from, request.as_ref());
        if !self.is_ours(&from) {
            let text = text!(lang, "adapter-elsewhere");
            let reply = Reply::new(Sign::Refused, text).notice(Notice::Refused);
            return self.first(&from, Manner::PRIVATE, reply).await;
        }
        // A code is made before the call takes the request with it.
        let again = match (&request, code) {
            (Ok(request), None) if manner.form => request.code().ok(),
            (_, code) => code.map(str::to_owned),
        };
        let mut answered = pin!(async {
            let caller = self.caller(&from).await;
            match request {
                Ok(request) => self.dispatcher.dispatch(&caller, request).await,
                Err(BadCode) => Response::Reply(Box::new(self.dispatcher.bad_code(&caller).await)),
            }
        });
        let clock = &self.server.clock;
        let patience = if manner.form { FORM } else { QUICK };
        match clock.timeout(patience, &mut answered).await {
            Ok(Response::Reply(reply)) if manner.in_place && stays_beside(&reply) => {
                self.first(&from, manner.beside(), *reply).await;
            }
            Ok(Response::Reply(reply)) => self.first(&from, manner, *reply).await,
            Ok(Response::Form(form)) => {
                self.callback(&from, callback::modal(&render::modal(&form)))
                    .await;
            }
            Err(_) if manner.form => {
                tracing::warn!(interaction.id = %from.id, "a form was not ready in time");
                let reply = Reply::try_again(lang, again);
                self.first(&from, Manner::PRIVATE, reply).await;
            }
            Err(_) => {
                let promise = if manner.in_place {
                    callback::deferred_update()
                } else {
                    callback::deferred(manner.private)
                };
                let promised = self.callback(&from, promise);
                let answered = clock.timeout(PROMISED, answered);
                // Promised or not: what was begun is brought to its end.
                let (promised, answered) = tokio::join!(promised, answered);
                let reply = match answered {
                    Ok(Response::Reply(reply)) => *reply,
                    Ok(Response::Form(_)) => Reply::try_again(lang, again),
                    Err(_) => return,
                };
                if promised && manner.in_place && stays_beside(&reply) {
                    self.follow_up(&from, &reply, true).await;
                } else if promised {
                    self.promised(&from, &reply, manner.private).await;
                }
            }
        }
    }

    /// Sends the first answer.
    async fn first(&self, from: &Incoming<'_>, manner: Manner, reply: Reply) {
        let card = render::card(&reply, None);
        let json = if manner.in_place {
            callback::update(&card)
        } else {
            callback::message(&card, manner.private)
        };
        let content = Content {
            json,
            files: card.files,
        };
        self.callback_with(from, content, manner.private).await;
    }
}

/// Whether nothing was done: then the message that was pressed stays, for it is what the person, or everyone, goes on
/// with.
fn stays_beside(reply: &Reply) -> bool {
    reply.is_passing() || matches!(reply.notice, Notice::Refused | Notice::Failed)
}
