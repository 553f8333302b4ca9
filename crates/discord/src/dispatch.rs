//! What the adapter asks of the house.

use std::future::Future;

use chat::{Caller, Completion, Lost, Reply, Request, Response, Spec, Specs};
use commands::{Said, Unanswered};
use domain::MessageRef;

use crate::PLATFORM;

/// The one way in. [`commands::Dispatcher`] in production.
pub trait Dispatch: Send + Sync + 'static {
    /// Every command's SPEC.
    fn specs(&self) -> &Specs;

    /// Answers a call. Never fails: what goes wrong is a reply, too.
    fn dispatch(&self, caller: &Caller, request: Request) -> impl Future<Output = Response> + Send;

    /// Answers a call that came as a message; `None` where silence is the answer, because the person was told
    /// already that it is a lot.
    fn hear(
        &self,
        caller: &Caller,
        request: Request,
        said: &Said,
    ) -> impl Future<Output = Option<Response>> + Send;

    /// What a message in a channel asks, where staff let the bot answer by itself there and it is sure of the answer.
    fn volunteers(&self, channel: &str, text: &str) -> Option<Request>;

    /// What a message asks that goes on with what was said at this place a moment ago, where it is sure of the answer.
    fn goes_on(&self, at: &MessageRef, text: &str) -> Option<Request>;

    /// Hears that something was deleted here which the bot needs.
    fn lost(&self, lost: Lost) -> impl Future<Output = ()> + Send;

    /// What may be meant by what is being typed: at most 25.
    fn complete(
        &self,
        caller: &Caller,
        spec: &'static Spec,
        param: &str,
        typed: &str,
    ) -> impl Future<Output = Vec<Completion>> + Send;

    /// What is said to a code that no button of ours has.
    fn bad_code(&self, caller: &Caller) -> impl Future<Output = Reply> + Send;

    /// Whether it is this process's turn to answer.
    fn on_duty(&self) -> impl Future<Output = bool> + Send;

    /// Remembers that a message of this account is about to be answered; false when that was remembered before.
    fn heard(
        &self,
        message: &MessageRef,
        person: &str,
        by_itself: bool,
    ) -> impl Future<Output = bool> + Send;

    /// Remembers that a message was answered, and where; `None` when there will be no answer.
    fn answered(
        &self,
        message: &MessageRef,
        answer: Option<&MessageRef>,
    ) -> impl Future<Output = ()> + Send;

    /// What was heard a short while ago, by this process or one before it, and not answered.
    fn unanswered(&self) -> impl Future<Output = Vec<Unanswered>> + Send;
}

impl Dispatch for commands::Dispatcher {
    fn specs(&self) -> &Specs {
        self.specs()
    }

    async fn dispatch(&self, caller: &Caller, request: Request) -> Response {
        self.dispatch(caller, request).await
    }

    async fn hear(&self, caller: &Caller, request: Request, said: &Said) -> Option<Response> {
        self.hear(caller, request, said).await
    }

    fn volunteers(&self, channel: &str, text: &str) -> Option<Request> {
        self.volunteers(&PLATFORM, channel, text)
    }

    fn goes_on(&self, at: &MessageRef, text: &str) -> Option<Request> {
        self.goes_on(&PLATFORM, at, text)
    }

    async fn lost(&self, lost: Lost) {
        self.lost(&PLATFORM, lost).await;
    }

    async fn complete(
        &self,
        caller: &Caller,
        spec: &'static Spec,
        param: &str,
        typed: &str,
    ) -> Vec<Completion> {
        self.complete(caller, spec, param, typed).await
    }

    async fn bad_code(&self, caller: &Caller) -> Reply {
        self.bad_code(caller).await
    }

    async fn on_duty(&self) -> bool {
        self.on_duty().await
    }

    async fn heard(&self, message: &MessageRef, person: &str, by_itself: bool) -> bool {
        self.heard(&PLATFORM, message, person, by_itself).await
    }

    async fn answered(&self, message: &MessageRef, answer: Option<&MessageRef>) {
        self.answered(&PLATFORM, message, answer).await;
    }

    async fn unanswered(&self) -> Vec<Unanswered> {
        self.unanswered(&PLATFORM).await
    }
}
