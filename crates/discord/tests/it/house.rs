//! A house that answers what a test wants.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use chat::{
    Args, Audience, Block, Button, Call, Caller, Choice, Completion, Form, Input, Kind, Lines,
    Lost, Menu, Notice, Param, Place, Reply, Request, Response, Sign, Source, Spec, Specs,
};
use commands::{Said, Unanswered};
use discord::Dispatch;
use domain::MessageRef;
use tokio::sync::Notify;

const TEXT: Kind = Kind::Text {
    max: 300,
    lines: Lines::Many,
};

/// Answers with what it was asked, in public.
static ASK: Spec = Spec {
    name: "ask",
    params: &[
        Param::typed("question", TEXT),
        Param::typed("topic", Kind::Pick(Source::Topics)).optional(),
    ],
    audience: Audience::Everyone,
    ..Spec::MEMBER
};
/// Answers when the test says so.
static SLOW: Spec = Spec {
    name: "slow",
    ..Spec::MEMBER
};
/// Turns a page, in place.
static PAGE: Spec = Spec {
    name: "page",
    params: &[Param::typed("number", Kind::Int { min: 1, max: 99 }).optional()],
    place: Place::Same,
    words: &["page"],
    ..Spec::MEMBER
};
/// Turns a page when the test says so, in place.
static TURN: Spec = Spec {
    name: "turn",
    typed: false,
    place: Place::Same,
    ..Spec::MEMBER
};
/// Is refused, in place.
static REFUSED: Spec = Spec {
    name: "refused",
    typed: false,
    place: Place::Same,
    ..Spec::MEMBER
};
/// Fails when the test says so, in place.
static FAILED: Spec = Spec {
    name: "failed",
    typed: false,
    place: Place::Same,
    ..Spec::MEMBER
};
/// Opens a form.
static SIGNUP: Spec = Spec {
    name: "counseling signup",
    params: &[
        Param::form("goal", TEXT),
        Param::form("phone", TEXT).optional(),
    ],
    words: &["aanmelden"],
    ..Spec::MEMBER
};
/// Opens a form when the test says so.
static LATE: Spec = Spec {
    name: "counseling late",
    params: &[Param::form("goal", TEXT)],
    ..Spec::MEMBER
};
/// Takes one of everything.
static EVERYTHING: Spec = Spec {
    name: "staff kinds all",
    params: &[
        Param::typed("person", Kind::Person),
        Param::typed(
            "file",
            Kind::File {
                max_bytes: 100,
                types: &["text/csv"],
            },
        ),
        Param::typed("flag", Kind::Flag),
        Param::typed("choice", Kind::Choice(&["new", "accepted"])),
        Param::typed("day", Kind::Day).optional(),
    ],
    ..Spec::STAFF
};
/// Stands behind a word in direct messages.
static HELP: Spec = Spec {
    name: "help",
    words: &["help"],
    ..Spec::MEMBER
};

/// The house: writes down who called what.
#[derive(Clone)]
pub(crate) struct House {
    specs: Arc<Specs>,
    pub(crate) calls: Arc<Mutex<Vec<String>>>,
    /// Lets the slow answers go.
    pub(crate) gate: Arc<Notify>,
    /// It is another's turn.
    pub(crate) asleep: Arc<AtomicBool>,
    /// How many events came while it was.
    pub(crate) missed: Arc<AtomicUsize>,
    /// The messages that were heard, each with its answer.
    pub(crate) heard: Arc<Mutex<HashMap<String, Option<String>>>>,
    /// Whether it answers what was asked of everybody.
    pub(crate) reads: bool,
    /// What was heard before, and not answered.
    pub(crate) left: Arc<Mutex<Vec<Unanswered>>>,
}

impl House {
    pub(crate) fn new() -> Self {
        let list = vec![
            &ASK,
            &SLOW,
            &PAGE,
            &TURN,
            &REFUSED,
            &FAILED,
            &SIGNUP,
            &LATE,
            &EVERYTHING,
            &HELP,
        ];
        Self {
            specs: Arc::new(Specs::new(list)),
            calls: Arc::default(),
            gate: Arc::default(),
            asleep: Arc::default(),
            missed: Arc::default(),
            heard: Arc::default(),
            reads: false,
            left: Arc::default(),
        }
    }

    fn button(&self, label: &str, call: Call) -> Button {
        let mut button = Button::new(label.to_owned(), call);
        let request = button.request(&self.specs).expect("a command of ours");
        button.code = request.code().expect("a short code");
        button
    }

    fn page(&self, number: i64) -> Reply {
        let mut menu = Menu {
            label: "Go to".to_owned(),
            call: Call::new("page"),
            param: "number",
            options: ["1", "2", "3"].map(choice).to_vec(),
            place: None,
            code: String::new(),
        };
        let request = menu.request(&self.specs).expect("a command of ours");
        menu.code = request.code().expect("a short code");
        Reply::new(Sign::Event, format!("Page {number}"))
            .action(self.button("Next", Call::new("page").with("number", number + 1)))
            .action(self.button("Slowly", Call::new("turn")))
            .action(self.button("Refused", Call::new("refused")))
            .action(self.button("Failed", Call::new("failed")))
            .action(self.button("Sign up", Call::new("counseling signup")))
            .action(self.button("Too late", Call::new("counseling late")))
            .action(Button {
                code: "gone 1".to_owned(),
                ..Button::new("Old".to_owned(), Call::new("gone"))
            })
            .action(menu)
    }

    fn form(request: Request) -> Response {
        let input = |name, label: &str, required| Input {
            name,
            kind: TEXT,
            label: label.to_owned(),
            placeholder: None,
            value: None,
            required,
        };
        let code = request.code().expect("a short code");
        Response::Form(Box::new(Form {
            title: "Sign up".to_owned(),
            request,
            code,
            inputs: vec![input("goal", "Goal", true), input("phone", "Phone", false)],
        }))
    }
}

fn choice(value: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: format!("Page {value}"),
        selected: false,
    }
}

fn reply(text: &str) -> Response {
    Response::Reply(Box::new(Reply::new(Sign::Done, text.to_owned())))
}

impl Dispatch for House {
    fn specs(&self) -> &Specs {
        &self.specs
    }

    async fn dispatch(&self, caller: &Caller, request: Request) -> Response {
        let args: Vec<String> = request
            .args
            .iter()
            .map(|(name, value)| format!("{name}={}", serde_json::to_string(value).expect("JSON")))
            .collect();
        let public = request.audience == Audience::Everyone && request.spec.name != "ask";
        let line = format!(
            "{:?} {} in {:?} ({:?}): {} {}{}",
            caller.standing,
            caller.name,
            caller.origin,
            caller.locale,
            request.spec.name,
            args.join(" "),
            if public { "for everyone" } else { "" }
        );
        self.calls.lock().expect("no panic").push(line);
        match request.spec.name {
            "ask" => {
                let question = request.args.text("question").unwrap_or_default().to_owned();
                Response::Reply(Box::new(
                    Reply::new(Sign::Question, "Answer".to_owned()).block(Block::Text(question)),
                ))
            }
            "page" => {
                let typed = request
                    .args
                    .text("number")
                    .and_then(|text| text.parse().ok());
                let number = request.args.int("number").or(typed).unwrap_or(1);
                Response::Reply(Box::new(self.page(number)))
            }
            "slow" | "turn" => {
                self.gate.notified().await;
                reply("At last")
            }
            "refused" => Response::Reply(Box::new(
                Reply::new(Sign::Refused, "Not yours".to_owned()).notice(Notice::Refused),
            )),
            "failed" => {
                self.gate.notified().await;
                Response::Reply(Box::new(
                    Reply::new(Sign::Refused, "A fault".to_owned()).notice(Notice::Failed),
                ))
            }
            "counseling signup" if request.opens_form() => Self::form(request),
            "counseling late" if request.opens_form() => {
                self.gate.notified().await;
                Self::form(request)
            }
            _ => reply("Done"),
        }
    }

    async fn hear(&self, caller: &Caller, request: Request, _: &Said) -> Option<Response> {
        Some(self.dispatch(caller, request).await)
    }

    fn volunteers(&self, _: &str, text: &str) -> Option<Request> {
        let asked = self.reads && text.ends_with('?');
        asked.then(|| {
            let mut args = Args::new();
            args.set("question", text);
            Request::typed(&ASK, args)
        })
    }

    fn goes_on(&self, _: &MessageRef, _: &str) -> Option<Request> {
        None
    }

    async fn lost(&self, lost: Lost) {
        let mut calls = self.calls.lock().expect("no panic");
        calls.push(format!("{lost:?}"));
    }

    async fn complete(
        &self,
        _: &Caller,
        spec: &'static Spec,
        param: &str,
        typed: &str,
    ) -> Vec<Completion> {
        let completion = |value: String| Completion {
            label: format!("The {value}"),
            value,
        };
        let long = "x".repeat(200);
        vec![
            completion(format!("{}-{param}-{typed}", spec.name)),
            completion(long),
        ]
    }

    async fn bad_code(&self, _: &Caller) -> Reply {
        Reply::new(Sign::Refused, "That button is old".to_owned())
    }

    async fn on_duty(&self) -> bool {
        let asleep = self.asleep.load(Ordering::Relaxed);
        self.missed
            .fetch_add(usize::from(asleep), Ordering::Relaxed);
        !asleep
    }

    async fn heard(&self, message: &MessageRef, _: &str, _: bool) -> bool {
        let mut heard = self.heard.lock().expect("no panic");
        heard.insert(message.message.clone(), None).is_none()
    }

    async fn answered(&self, message: &MessageRef, answer: Option<&MessageRef>) {
        let mut heard = self.heard.lock().expect("no panic");
        let answer = answer.map_or("none".to_owned(), |answer| answer.message.clone());
        heard.insert(message.message.clone(), Some(answer));
    }

    async fn unanswered(&self) -> Vec<Unanswered> {
        self.left.lock().expect("no panic").clone()
    }
}
