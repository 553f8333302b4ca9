//! One request: recorded, checked, harmed where a test wants it, answered.

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    http::{Request, Response, header},
};
use serde_json::{Value, json};

use super::{
    Surface, answer,
    call::Call,
    deed::Kind as Deed,
    fault::Harm,
    files,
    methods::{self, Refusal},
    record::Recorded,
    rules, specification,
    state::Shared,
};

const LARGEST: usize = 110 << 20;

/// What a request asks for, apart from how it came.
#[derive(Debug, Clone)]
pub(crate) enum Asked {
    Method(Call),
    /// A message by a response URL, with its path.
    Respond(String, Value),
    /// The bytes of a file, with the path of its upload URL.
    Upload(String, Vec<u8>),
    /// A file's bytes, with its path and the token.
    Download(String, Option<String>),
}

/// An answer before it is put into HTTP.
#[derive(Debug)]
pub(crate) struct Answer {
    status: u16,
    kind: String,
    body: Vec<u8>,
    error: Option<String>,
    headers: Vec<(&'static str, String)>,
}

impl Answer {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self {
            status,
            kind: "application/json; charset=utf-8".into(),
            body: body.to_string().into_bytes(),
            error: body["error"].as_str().map(str::to_owned),
            headers: Vec::new(),
        }
    }

    pub(crate) fn bytes(kind: &str, body: Vec<u8>) -> Self {
        Self {
            status: 200,
            kind: kind.into(),
            body,
            error: None,
            headers: Vec::new(),
        }
    }

    fn too_many(retry_after: u64) -> Self {
        let mut answer = Self::json(429, &json!({ "ok": false, "error": "ratelimited" }));
        answer
            .headers
            .push(("retry-after", retry_after.to_string()));
        answer
    }

    fn response(self) -> Option<Response<Body>> {
        let mut builder = Response::builder()
            .status(self.status)
            .header(header::CONTENT_TYPE, self.kind);
        for (name, value) in self.headers {
            builder = builder.header(name, value);
        }
        builder.body(Body::from(self.body)).ok()
    }
}

/// What the acknowledgement of a form makes of its view was on its way before a change of that view is: the form's
/// acknowledgement is waited for.
async fn acknowledged(shared: &Shared, asked: &Asked) {
    let Asked::Method(call) = asked else {
        return;
    };
    let Some(view) = call
        .text("view_id")
        .filter(|_| call.method == "views.update")
    else {
        return;
    };
    let waiting = {
        let state = shared.lock();
        let of_view = |deed: &u64| {
            let deed = state.deeds.rows.get(deed);
            deed.is_some_and(|deed| {
                let on_view = matches!(&deed.surface, Some(Surface::View(id)) if id == view);
                deed.kind == Deed::Submission && on_view
            })
        };
        let mut rows = state.deliveries.rows.values();
        let row = rows.find(|row| !row.over && row.deed.as_ref().is_some_and(of_view));
        row.map(|row| row.acknowledged.clone())
    };
    if let Some(waiting) = waiting {
        let limit = shared.answer_limit;
        // Whatever comes of it: it is judged where it is taken.
        let _ = shared
            .answer_clock
            .timeout(limit, waiting.cancelled())
            .await;
    }
}

/// Answers one request; `None` drops the connection.
pub(crate) async fn answer(shared: Arc<Shared>, request: Request<Body>) -> Option<Response<Body>> {
    let (head, body) = request.into_parts();
    let path = head.uri.path().to_owned();
    let query = head.uri.query().unwrap_or_default().to_owned();
    let bytes = to_bytes(body, LARGEST).await.ok()?;
    let asked = if let Some(method) = path.strip_prefix("/api/") {
        Asked::Method(Call::read(method, &head.headers, &query, &bytes))
    } else if path.starts_with("/commands/") || path.starts_with("/actions/") {
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        Asked::Respond(path, body)
    } else if path.starts_with("/upload/") {
        let kind = head.headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        Asked::Upload(path, files::content(kind, &bytes))
    } else if path.starts_with("/files-pri/") {
        Asked::Download(path, super::call::bearer(&head.headers))
    } else {
        return Answer::json(404, &json!({ "ok": false, "error": "not_found" })).response();
    };
    acknowledged(&shared, &asked).await;
    let place = note(&shared, &asked);
    let harm = shared.change(|state| {
        if let Some(wait) = state
            .limits
            .count(asked.name(), shared.answer_clock.elapsed())
        {
            let harm = Harm::TooMany(wait);
            return Some((harm, crate::trouble::Trouble::new()));
        }
        state.faults.take(asked.name())
    });
    let Some((harm, trouble)) = harm else {
        return finish(&shared, place, perform(&shared, &asked));
    };
    // What hangs goes on by itself: a client that gives up does not undo what it has asked for.
    let task = tokio::spawn(async move {
        let full = |answer| finish(&shared, place, answer);
        match harm {
            Harm::TooMany(wait) => full(Answer::too_many(wait)),
            Harm::Status(status) => full(page(status)),
            Harm::StatusAfter(status) => {
                perform(&shared, &asked);
                full(page(status))
            }
            Harm::Refuse(error) => full(Answer::json(200, &json!({ "ok": false, "error": error }))),
            Harm::Hang => {
                trouble.released().await;
                full(perform(&shared, &asked))
            }
            Harm::HangAfter => {
                let done = perform(&shared, &asked);
                trouble.released().await;
                full(done)
            }
            Harm::Lose => {
                perform(&shared, &asked);
                None
            }
            Harm::Drop => None,
            Harm::Delay(time) => {
                clock::Clock::system().sleep(time).await;
                full(perform(&shared, &asked))
            }
            Harm::Garbage => {
                let mut done = perform(&shared, &asked);
                done.body.truncate(done.body.len() / 2);
                full(done)
            }
        }
    });
    task.await.ok().flatten()
}

/// What a proxy says that stands before Slack.
fn page(status: u16) -> Answer {
    let body = format!("<html><body><h1>{status}</h1></body></html>");
    Answer {
        status,
        kind: "text/html".into(),
        body: body.into_bytes(),
        error: None,
        headers: Vec::new(),
    }
}

fn finish(shared: &Shared, place: Option<usize>, answer: Answer) -> Option<Response<Body>> {
    shared.change(|state| {
        let (status, error) = (answer.status, answer.error.as_deref());
        state.record.answered(place, status, error);
    });
    answer.response()
}

impl Asked {
    fn name(&self) -> &str {
        match self {
            Self::Method(call) => &call.method,
            Self::Respond(..) => "response_url",
            Self::Upload(..) => "upload",
            Self::Download(..) => "download",
        }
    }
}

/// Does what is asked.
fn perform(shared: &Shared, asked: &Asked) -> Answer {
    shared.change(|state| match asked {
        Asked::Method(call) => {
            let outcome = methods::run(state, shared, call);
            let mut body = match outcome {
                Ok(body) => body,
                Err(refusal) => refusal.body(),
            };
            if body["ok"].is_null() {
                body["ok"] = json!(true);
            }
            if let Some(warning) = call.warnings.first() {
                body["warning"] = json!(warning);
                body["response_metadata"]["warnings"] = json!(call.warnings);
            }
            let mut answer = Answer::json(200, &body);
            let scopes: Vec<&str> = state.app.scopes.iter().map(String::as_str).collect();
            answer.headers.push(("x-oauth-scopes", scopes.join(",")));
            answer
                .headers
                .push(("x-slack-req-id", format!("{:032x}", state.number())));
            answer
        }
        Asked::Respond(path, body) => {
            let problems = rules::response(body);
            if !problems.is_empty() {
                return Answer::json(500, &json!({ "ok": false, "error": "invalid_blocks" }));
            }
            match state.respond(path, shared.clock.now()) {
                Ok(deed) => {
                    let row = state.deeds.rows[&deed].clone();
                    answer::message(state, shared, deed, &row, body);
                    Answer::json(200, &json!({ "ok": true }))
                }
                Err(error) => Answer::json(404, &json!({ "ok": false, "error": error })),
            }
        }
        Asked::Upload(path, bytes) => match state.files.receive(path, bytes.clone()) {
            Some(length) => Answer::bytes("text/plain", format!("OK - {length}").into_bytes()),
            None => page(404),
        },
        Asked::Download(path, token) => {
            let allowed = token.as_deref() == Some(shared.token.as_str());
            let may =
                allowed && state.app.refused.is_none() && state.app.scopes.contains("files:read");
            match state.files.download(path) {
                Some((kind, bytes)) if may => Answer::bytes(&kind, bytes),
                // Slack shows its sign-in page, with 200, to whom it does not know.
                Some(_) => {
                    Answer::bytes("text/html", b"<!DOCTYPE html><html>Sign in</html>".to_vec())
                }
                None => page(404),
            }
        }
    })
}

/// Records the request and what is wrong with it.
fn note(shared: &Shared, asked: &Asked) -> Option<usize> {
    let name = asked.name();
    let body = match asked {
        Asked::Method(call) => Value::Object(call.arguments.clone()),
        Asked::Respond(_, body) => body.clone(),
        Asked::Upload(_, bytes) => json!({ "length": bytes.len() }),
        Asked::Download(path, _) => json!({ "path": path }),
    };
    let mut problems = Vec::new();
    if shared.validate {
        problems.extend(specification::check(name, &body));
        problems.extend(rules::check(name, &body));
        match asked {
            Asked::Method(call) => problems.extend(call.problem.clone()),
            Asked::Respond(..) if !body.is_object() => problems.push("no JSON".into()),
            _ => {}
        }
    }
    shared.change(|state| {
        let record = &mut state.record;
        for one in problems {
            record.violation(format!("{name}: {one}"));
        }
        record.validated += usize::from(shared.validate);
        record.keep(Recorded {
            method: name.to_owned(),
            body,
            at: shared.clock.now(),
            status: 0,
            error: None,
        })
    })
}

impl Refusal {
    /// What Slack answers.
    pub(crate) fn body(&self) -> Value {
        let mut body = json!({ "ok": false, "error": self.error });
        if !self.messages.is_empty() {
            let messages: Vec<String> = self
                .messages
                .iter()
                .map(|message| format!("[ERROR] {message}"))
                .collect();
            body["response_metadata"] = json!({ "messages": messages });
        }
        if let Some((needed, provided)) = &self.scopes {
            body["needed"] = json!(needed);
            body["provided"] = json!(provided);
        }
        body
    }
}
