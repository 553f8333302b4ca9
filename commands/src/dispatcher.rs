//! The one way in: every call of every platform passes here.

use std::sync::Arc;

use chat::{Caller, Completion, Reply, Request, Response, Spec, Specs};
use domain::Lang;

/// Answers calls. Cheap to clone.
#[derive(Clone)]
pub struct Dispatcher(Arc<Inner>);

struct Inner {
    specs: Specs,
}

impl Dispatcher {
    /// Every command's SPEC.
    pub fn specs(&self) -> &Specs {
        &self.0.specs
    }

    /// Answers a call. Never fails: what goes wrong is a reply, too.
    pub async fn dispatch(&self, caller: &Caller, request: Request) -> Response {
        let _ = (caller, request);
        unreachable!()
    }

    /// What may be meant by what is being typed: at most 25.
    pub async fn complete(
        &self,
        caller: &Caller,
        spec: &'static Spec,
        param: &str,
        typed: &str,
    ) -> Vec<Completion> {
        let _ = (caller, spec, param, typed);
        Vec::new()
    }

    /// What is said to a code that no button of ours has.
    pub async fn bad_code(&self, caller: &Caller) -> Reply {
        let _ = caller;
        unreachable!()
    }

    /// The language in which this person is answered.
    pub async fn lang(&self, caller: &Caller) -> Lang {
        let _ = caller;
        Lang::En
    }
}
