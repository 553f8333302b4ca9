//! One request: recorded, checked, harmed where a test wants it, answered.

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, Response, header},
};
use serde_json::{Value, json};

use super::{
    body::{self, Parts},
    fault::Harm,
    limits::Allowance,
    record::Recorded,
    response::{self, json_response, limit_headers, too_many},
    routes, rules, specification,
    state::Shared,
};

const PREFIX: &str = "/api/v10";
/// Discord takes 10 MiB a file; a whole request may be larger.
const LARGEST: usize = 110 << 20;

/// What a route gives.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Option<Value>,
}

impl Answer {
    pub(crate) fn ok(body: Value) -> Self {
        Self {
            status: 200,
            body: Some(body),
        }
    }

    pub(crate) fn none() -> Self {
        Self {
            status: 204,
            body: None,
        }
    }
}

/// What a route refuses, in Discord's form.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: u64,
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: u64, message: &str) -> Self {
        Self {
            status,
            code,
            message: message.into(),
        }
    }

    pub(crate) fn missing_permission() -> Self {
        Self::new(403, 50013, "Missing Permissions")
    }

    pub(crate) fn form(message: &str) -> Self {
        Self::new(400, 50035, &format!("Invalid Form Body: {message}"))
    }
}

pub(crate) type Outcome = Result<Answer, Refusal>;

/// A request that has been read.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) method: String,
    /// The path behind `/api/v10`.
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) json: Value,
    pub(crate) files: Vec<body::File>,
    pub(crate) authorized: bool,
}

impl Incoming {
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Answers one request, dated where a test says so; `None` drops the connection.
pub(crate) async fn answer(shared: Arc<Shared>, request: Request<Body>) -> Option<Response<Body>> {
    let mut response = respond(shared.clone(), request).await?;
    let date = shared.lock().date;
    if let Some(date) = date
        && let Ok(date) = date.format("%a, %d %b %Y %H:%M:%S GMT").to_string().parse()
    {
        response.headers_mut().insert(header::DATE, date);
    }
    Some(response)
}

async fn respond(shared: Arc<Shared>, request: Request<Body>) -> Option<Response<Body>> {
    let (head, body) = request.into_parts();
    let path = head.uri.path();
    if let Some(file) = path.strip_prefix("/attachments/") {
        return Some(routes::upload(&shared, file));
    }
    let Some(path) = path.strip_prefix(PREFIX) else {
        return Some(json_response(
            404,
            &json!({ "message": "404: Not Found", "code": 0 }),
        ));
    };
    let bytes = to_bytes(body, LARGEST).await.ok()?;
    let Parts {
        json,
        files,
        problem,
    } = body::read(&head.headers, &bytes);
    let incoming = Incoming {
        method: head.method.to_string(),
        path: path.to_owned(),
        query: body::query(head.uri.query().unwrap_or_default()),
        json,
        files,
        authorized: authorized(&head.headers, &shared.token),
    };
    let place = note(
        &shared,
        &incoming,
        head.uri.query().unwrap_or_default(),
        problem,
    );
    let harm = shared.lock().faults.take(&incoming.method, &incoming.path);
    let Some((harm, trouble)) = harm else {
        return Some(finish(&shared, place, perform(&shared, &incoming)));
    };
    // What hangs goes on by itself: a client that gives up does not undo what it has asked for.
    let task = tokio::spawn(async move {
        let full = |answer| Some(finish(&shared, place, answer));
        match harm {
            Harm::TooMany {
                retry_after,
                global,
            } => {
                shared.change(|state| state.record.answered(place, 429));
                Some(too_many(retry_after, global, None))
            }
            Harm::Status(status) => {
                shared.change(|state| state.record.answered(place, status));
                proxy_page(status)
            }
            Harm::StatusAfter(status) => {
                full(perform(&shared, &incoming))?;
                shared.change(|state| state.record.answered(place, status));
                proxy_page(status)
            }
            Harm::Refuse {
                status,
                code,
                message,
            } => full((
                Err(Refusal {
                    status,
                    code,
                    message,
                }),
                None,
            )),
            Harm::Hang => {
                trouble.released().await;
                full(perform(&shared, &incoming))
            }
            Harm::HangAfter => {
                let done = perform(&shared, &incoming);
                trouble.released().await;
                full(done)
            }
            Harm::Lose => {
                full(perform(&shared, &incoming))?;
                None
            }
            Harm::Drop => None,
            Harm::Delay(time) => {
                clock::Clock::system().sleep(time).await;
                full(perform(&shared, &incoming))
            }
            Harm::Garbage => {
                let response = full(perform(&shared, &incoming))?;
                let (mut head, body) = response.into_parts();
                head.headers.remove(header::CONTENT_LENGTH);
                let bytes = to_bytes(body, LARGEST).await.ok()?;
                Some(Response::from_parts(
                    head,
                    Body::from(bytes.slice(..bytes.len() / 2)),
                ))
            }
        }
    });
    task.await.ok().flatten()
}

/// What a proxy says that stands before Discord.
fn proxy_page(status: u16) -> Option<Response<Body>> {
    let response = Response::builder().status(status);
    let page = format!("<html><body><h1>{status}</h1></body></html>");
    response
        .header(header::CONTENT_TYPE, "text/html")
        .body(Body::from(page))
        .ok()
}

type Performed = (Outcome, Option<Allowance>);

/// Counts the request against its limit and does what it asks.
fn perform(shared: &Shared, incoming: &Incoming) -> Performed {
    shared.change(|state| {
        let now = clock::Clock::system().now();
        let allowance = state.limits.count(&incoming.method, &incoming.path, now);
        if allowance.exceeded {
            return (
                Err(Refusal::new(429, 0, "You are being rate limited.")),
                Some(allowance),
            );
        }
        (routes::route(state, shared, incoming), Some(allowance))
    })
}

fn finish(
    shared: &Shared,
    place: Option<usize>,
    (outcome, allowance): Performed,
) -> Response<Body> {
    let answer = outcome.unwrap_or_else(|refusal| Answer {
        status: refusal.status,
        body: Some(json!({ "message": refusal.message, "code": refusal.code })),
    });
    shared.change(|state| state.record.answered(place, answer.status));
    if answer.status == 429 {
        let wait = allowance
            .as_ref()
            .map_or(1.0, |allowance| allowance.reset_after);
        return too_many(wait, false, allowance.as_ref());
    }
    let mut response = match &answer.body {
        Some(body) => json_response(answer.status, body),
        None => response::empty(answer.status),
    };
    if let Some(allowance) = &allowance {
        limit_headers(&mut response, allowance);
    }
    response
}

/// Records the request and what is wrong with it.
fn note(
    shared: &Shared,
    incoming: &Incoming,
    query: &str,
    problem: Option<String>,
) -> Option<usize> {
    let mut problems: Vec<String> = problem.into_iter().collect();
    if shared.validate {
        problems.extend(specification::check(incoming));
        problems.extend(rules::check(incoming));
    }
    shared.change(|state| {
        let record = &mut state.record;
        let what = format!("{} {}", incoming.method, incoming.path);
        record
            .violations
            .extend(problems.into_iter().map(|one| format!("{what}: {one}")));
        record.validated += usize::from(shared.validate);
        record.keep(Recorded {
            method: incoming.method.clone(),
            path: incoming.path.clone(),
            query: query.to_owned(),
            body: incoming.json.clone(),
            files: incoming
                .files
                .iter()
                .map(|file| file.name.clone())
                .collect(),
            at: shared.clock.now(),
            status: 0,
        })
    })
}

fn authorized(headers: &HeaderMap, token: &str) -> bool {
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    given.and_then(|value| value.strip_prefix("Bot ")) == Some(token)
}
