//! The dispatcher with a real database: what it refuses, whoever asks.

mod gaps;
mod made_of_replies;
mod overtaken;
mod quoted;
mod still_right;

use std::sync::Arc;

use chat::{
    Access, Args, Block, Caller, Form, Notice, Origin, Reply, Request, Response, Spec, Standing,
};
use chrono::{TimeDelta, TimeZone as _, Utc};
use clock::Ids;
use domain::{Community, Contact, Lang, Lecture, MessageRef, Phase, Platform, VideoId};
use knowledge::{Entry, Weights};
use status::{Reporter, Running};
use store::{Lease, LiveSettings, Store};
use testkit::time::ManualTime;

use crate::{Answers, Dispatcher, Limits, QuestionLog, Said, Setup, Upkeep};

async fn dispatcher() -> Dispatcher {
    dispatcher_by(&morning()).await
}

fn morning() -> ManualTime {
    let start = Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).single();
    ManualTime::new(start.expect("an instant"))
}

async fn dispatcher_by(time: &ManualTime) -> Dispatcher {
    let store = Store::connect("sqlite::memory:", time.clock(), Ids::seeded(1))
        .await
        .unwrap();
    store.migrate().await.unwrap();
    let answers = knowledge::bundled().entries;
    dispatcher_over(&store, answers).await
}

/// The same, of a release with these answers in its files.
async fn dispatcher_over(store: &Store, files: Vec<Entry>) -> Dispatcher {
    dispatcher_with(store, files, Upkeep::default()).await
}

async fn dispatcher_with(store: &Store, files: Vec<Entry>, upkeep: Upkeep) -> Dispatcher {
    let answers = Answers::new(files, Weights::bundled().unwrap());
    answers.refresh(store).await.unwrap();
    let running = Running::new(store.clock().clone());
    for platform in ["test", "other"] {
        let link = running.link(Platform::new(platform));
        link.set_reads_along(true);
    }
    let reporter = Reporter::new(running, store.clone(), Vec::new());
    Dispatcher::new(Setup {
        lease: Lease::new(store.clone(), "test", "test".to_owned()),
        store: store.clone(),
        answers,
        settings: LiveSettings::of(Lang::En),
        community: Arc::new(Community {
            lang: Lang::En,
            contact: Contact::default(),
            email_purpose: None,
        }),
        upkeep,
        limits: Limits {
            calls_per_minute: 5,
            ..Limits::default()
        },
        questions: QuestionLog::default(),
        reporter,
    })
}

fn caller(id: &str, standing: Standing) -> Caller {
    Caller {
        platform: Platform::new("test"),
        id: id.to_owned(),
        name: "Anna".to_owned(),
        locale: Some(Lang::En),
        standing,
        origin: Origin::Channel("general".to_owned()),
        typed: "/",
    }
}

fn request(spec: &'static Spec, args: &[(&str, &str)]) -> Request {
    let mut given = Args::new();
    for (name, value) in args {
        given.set((*name).to_owned(), *value);
    }
    Request::typed(spec, given)
}

fn reply(response: Response) -> Reply {
    match response {
        Response::Reply(reply) => *reply,
        Response::Form(form) => panic!("a form: {}", form.title),
    }
}

#[tokio::test]
async fn every_staff_command_is_refused_to_a_member() {
    let dispatcher = dispatcher().await;
    let mut tried = 0;
    for spec in dispatcher
        .specs()
        .iter()
        .filter(|spec| spec.access == Access::Staff)
    {
        let id = format!("member {tried}");
        let args = [("signup", "C-0001"), ("reason", "no")];
        let reply = reply(
            dispatcher
                .dispatch(&caller(&id, Standing::Member), request(spec, &args))
                .await,
        );
        assert_eq!(reply.title, "For the DASH team only", "{}", spec.name);
        let typed = dispatcher
            .complete(&caller(&id, Standing::Member), spec, "signup", "C")
            .await;
        assert!(typed.is_empty(), "{}", spec.name);
        tried += 1;
    }
    assert!(tried >= 6);
}

#[tokio::test]
async fn a_stranger_is_answered_nothing() {
    let dispatcher = dispatcher().await;
    for spec in dispatcher.specs().iter() {
        let args = [("question", "What is DASH?"), ("language", "nl")];
        let reply = reply(
            dispatcher
                .dispatch(&caller(spec.name, Standing::Stranger), request(spec, &args))
                .await,
        );
        assert_eq!(reply.title, "I only answer members", "{}", spec.name);
    }
}

#[tokio::test]
async fn one_person_too_fast_is_asked_to_wait_and_nobody_else_is() {
    let dispatcher = dispatcher().await;
    let help = dispatcher.specs().get("help").unwrap();
    let (anna, bram) = (
        caller("anna", Standing::Member),
        caller("bram", Standing::Member),
    );
    for _ in 0..5 {
        let answered = reply(dispatcher.dispatch(&anna, request(help, &[])).await);
        assert_eq!(answered.notice, Notice::Info);
    }
    let refused = reply(dispatcher.dispatch(&anna, request(help, &[])).await);
    assert_eq!(refused.title, "That is a lot at once");
    assert_eq!(
        refused.blocks,
        [Block::Markdown(
            "Wait 13 s and try again. Nothing was lost.".to_owned()
        )]
    );
    let other = reply(dispatcher.dispatch(&bram, request(help, &[])).await);
    assert_eq!(other.notice, Notice::Info);
}

#[tokio::test]
async fn too_much_is_told_once_where_others_read_it_and_never_to_who_did_not_ask() {
    let dispatcher = dispatcher().await;
    let anna = caller("anna", Standing::Member);
    let message = MessageRef {
        channel: "general".to_owned(),
        message: "1".to_owned(),
    };
    let said = |by_itself| Said {
        message: message.clone(),
        follows: Vec::new(),
        goes_on: Vec::new(),
        by_itself,
    };
    let hear = async |by_itself| {
        let asked = dispatcher.specs().heard("What is DASH?", false).unwrap();
        dispatcher.hear(&anna, asked, &said(by_itself)).await
    };
    for _ in 0..5 {
        let answered = reply(hear(true).await.unwrap());
        assert_eq!(answered.title, "What DASH is");
    }
    assert!(hear(true).await.is_none(), "not asked");
    let told = reply(hear(false).await.unwrap());
    assert_eq!(told.title, "That is a lot at once");
    assert!(hear(false).await.is_none(), "told before");
}

#[tokio::test]
async fn in_a_direct_message_every_reply_has_a_next_step() {
    let dispatcher = dispatcher().await;
    for spec in dispatcher.specs().iter() {
        let asker = Caller {
            origin: Origin::Direct,
            ..caller(spec.name, Standing::Staff)
        };
        let args = [
            ("question", "What is DASH?"),
            ("language", "nl"),
            ("signup", "C-9999"),
            ("reason", "no"),
        ];
        if let Response::Reply(reply) = dispatcher.dispatch(&asker, request(spec, &args)).await {
            assert!(!reply.actions.is_empty(), "{}: {}", spec.name, reply.title);
        }
    }
}

#[tokio::test]
async fn what_is_parked_serves_only_its_person_and_only_for_a_day() {
    let dispatcher = dispatcher().await;
    let signup = dispatcher.specs().get("counseling signup").unwrap();
    let (anna, bram) = (
        caller("anna", Standing::Member),
        caller("bram", Standing::Member),
    );
    let filled = [
        ("name", "Anna"),
        ("department", "Cardiology"),
        ("question", "Which model fits our cohort?"),
    ];
    let summary = reply(dispatcher.dispatch(&anna, request(signup, &filled)).await);
    let send = summary
        .actions
        .iter()
        .find_map(|action| match action {
            chat::Action::Button(button) if button.label == "Send" => Some(button.code.clone()),
            _ => None,
        })
        .unwrap();
    let stolen = dispatcher.specs().decode(&send).unwrap();
    let refused = reply(dispatcher.dispatch(&bram, stolen.clone()).await);
    assert_eq!(refused.title, "This is no longer here");
    let own = reply(dispatcher.dispatch(&anna, stolen).await);
    assert_eq!(
        own.title, "Check your sign-up",
        "the stage is still to be chosen"
    );
}

#[tokio::test]
async fn a_draft_of_few_words_is_parked_too() {
    let dispatcher = dispatcher().await;
    let signup = dispatcher.specs().get("counseling signup").unwrap();
    let anna = caller("anna", Standing::Member);
    let filled = [
        ("name", "Anna"),
        ("department", "ICU"),
        ("question", "How?"),
        ("stage", "idea"),
        ("data", "table"),
    ];
    let summary = reply(dispatcher.dispatch(&anna, request(signup, &filled)).await);
    let code = button(&summary, "Send");
    assert!(!code.contains("ICU"), "{code}");
    let send = dispatcher.specs().decode(&code).unwrap();
    assert!(send.parked.is_some());
}

#[tokio::test]
async fn who_says_that_it_was_no_patient_is_answered() {
    let dispatcher = dispatcher().await;
    let ask = dispatcher.specs().get("ask").unwrap();
    let anna = caller("anna", Standing::Member);
    let question = "Patient Jan Jansen is the title of a webinar, when is it?";
    let refused = reply(
        dispatcher
            .dispatch(&anna, request(ask, &[("question", question)]))
            .await,
    );
    assert_eq!(refused.title, "This seems to be about a patient");
    let code = button(&refused, "This was not a patient");
    let Response::Form(form) = dispatcher
        .dispatch(&anna, dispatcher.specs().decode(&code).unwrap())
        .await
    else {
        panic!("the form opens again");
    };
    let mut answers = Args::new();
    answers.set("question", question);
    let submitted = dispatcher
        .specs()
        .decode(&form.code)
        .unwrap()
        .submit(answers);
    let answered = reply(dispatcher.dispatch(&anna, submitted).await);
    assert_eq!(answered.notice, Notice::Info, "{}", answered.title);
}

#[tokio::test]
async fn a_refusal_that_all_see_asks_to_delete_the_message_and_has_no_buttons() {
    let dispatcher = dispatcher().await;
    let ask = dispatcher.specs().get("ask").unwrap();
    let mut asked = request(
        ask,
        &[(
            "question",
            "Patient Jan Jansen is the title of a webinar, when is it?",
        )],
    );
    asked.audience = chat::Audience::Everyone;
    let refused = reply(
        dispatcher
            .dispatch(&caller("anna", Standing::Member), asked)
            .await,
    );
    assert!(refused.actions.is_empty());
    assert!(
        matches!(&refused.blocks[0], Block::Markdown(text) if text.contains("Delete your message"))
    );
}

#[tokio::test]
async fn what_a_member_may_not_see_is_not_completed_either() {
    let dispatcher = dispatcher().await;
    for name in [
        "counseling status",
        "counseling edit",
        "counseling withdraw",
    ] {
        let spec = dispatcher.specs().get(name).unwrap();
        let found = dispatcher
            .complete(&caller("anna", Standing::Member), spec, "signup", "")
            .await;
        assert!(found.is_empty(), "{name}");
    }
}

#[tokio::test]
async fn a_staff_command_without_its_case_leads_to_the_list() {
    let dispatcher = dispatcher().await;
    for name in [
        "staff signups open",
        "staff signups decline",
        "staff signups accept",
    ] {
        let spec = dispatcher.specs().get(name).unwrap();
        let refused = reply(
            dispatcher
                .dispatch(&caller(name, Standing::Staff), request(spec, &[]))
                .await,
        );
        assert_eq!(
            refused.calls().next().map(|call| &*call.command),
            Some("staff signups list"),
            "{name}"
        );
    }
}

fn button(reply: &Reply, label: &str) -> String {
    let found = reply.actions.iter().find_map(|action| match action {
        chat::Action::Button(button) if button.label == label => Some(button.code.clone()),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("there is no button {label}"))
}

/// Presses a button of a reply.
async fn press(dispatcher: &Dispatcher, who: &Caller, on: &Reply, label: &str) -> Response {
    let code = button(on, label);
    let request = dispatcher.specs().decode(&code).unwrap();
    dispatcher.dispatch(who, request).await
}

/// Submits a form with these answers, and with what stands in it.
async fn submit(
    dispatcher: &Dispatcher,
    who: &Caller,
    form: &Form,
    answers: &[(&str, &str)],
) -> Response {
    let mut given = Args::new();
    for input in &form.inputs {
        if let Some(value) = &input.value {
            given.set(input.name, value.as_str());
        }
    }
    for (name, value) in answers {
        given.set((*name).to_owned(), *value);
    }
    let request = dispatcher.specs().decode(&form.code).unwrap();
    dispatcher.dispatch(who, request.submit(given)).await
}

fn form(response: Response) -> Form {
    match response {
        Response::Form(form) => *form,
        Response::Reply(reply) => panic!("no form: {}", reply.title),
    }
}

#[tokio::test]
async fn the_bot_answers_by_itself_where_staff_say_so_and_not_in_a_direct_message() {
    let dispatcher = dispatcher().await;
    let spec = dispatcher.specs().get("staff settings here").unwrap();
    let sam = caller("sam", Standing::Staff);
    let answers = || {
        let settings = dispatcher.house().settings.now();
        settings.answers_in(&sam.platform, "general")
    };
    let alone = Caller {
        origin: Origin::Direct,
        ..sam.clone()
    };
    let refused = reply(dispatcher.dispatch(&alone, request(spec, &[])).await);
    assert_eq!(refused.title, "Not in a direct message");
    let only_to_it = Caller {
        platform: Platform::new("page"),
        ..sam.clone()
    };
    let refused = reply(dispatcher.dispatch(&only_to_it, request(spec, &[])).await);
    assert_eq!(refused.title, "Here I answer anyway");
    assert!(!answers());
    reply(dispatcher.dispatch(&sam, request(spec, &[])).await);
    assert!(answers(), "in force when the call is answered");
    let elsewhere = Caller {
        platform: Platform::new("other"),
        ..sam.clone()
    };
    reply(dispatcher.dispatch(&elsewhere, request(spec, &[])).await);
    reply(dispatcher.dispatch(&sam, request(spec, &[])).await);
    assert!(!answers(), "said once more");
}

#[tokio::test]
async fn what_is_set_in_its_channel_is_not_asked_for_in_a_form() {
    let dispatcher = dispatcher().await;
    let spec = dispatcher.specs().get("staff settings set").unwrap();
    let sam = caller("sam", Standing::Staff);
    let named = [("setting", "answer-channels")];
    let refused = reply(dispatcher.dispatch(&sam, request(spec, &named)).await);
    assert_eq!(refused.title, "This is set in the channel");
    let typed = [named[0], ("value", "test general")];
    let refused = reply(dispatcher.dispatch(&sam, request(spec, &typed)).await);
    assert_eq!(refused.title, "Not quite right yet");
}

#[tokio::test]
async fn a_form_in_which_the_setting_is_still_to_be_chosen_holds_no_value_of_another() {
    let dispatcher = dispatcher().await;
    let spec = dispatcher.specs().get("staff settings set").unwrap();
    let sam = caller("sam", Standing::Staff);
    let asking = request(spec, &[]).asking();
    let Response::Form(form) = dispatcher.dispatch(&sam, asking).await else {
        panic!("a form opens");
    };
    let inputs: Vec<_> = form
        .inputs
        .iter()
        .map(|input| (input.name, input.label.as_str(), input.value.as_deref()))
        .collect();
    assert_eq!(
        inputs,
        [("setting", "Setting", None), ("value", "Value", None)]
    );
}

#[tokio::test]
async fn an_answer_names_the_newest_lecture_once_there_is_one() {
    let time = morning();
    let dispatcher = dispatcher_by(&time).await;
    let anna = caller("anna", Standing::Member);
    let ask = dispatcher.specs().get("ask").unwrap();
    let asked = async || {
        let question = [("question", "What are the mini-lectures?")];
        let reply = reply(dispatcher.dispatch(&anna, request(ask, &question)).await);
        format!("{:?}", reply.blocks)
    };
    let before = asked().await;
    assert!(!before.contains("The newest one is"), "{before}");
    assert!(before.contains("whenever it suits you"), "{before}");
    let store = &dispatcher.house().store;
    let mut tx = store.begin().await.unwrap();
    let lecture = Lecture {
        video: VideoId::parse("dQw4w9WgXcQ").unwrap(),
        title: "Missing *data* [part 2]".to_owned(),
        description: String::new(),
        url: "https://www.youtube.com/watch?v=dQw4w9WgXcQ".to_owned(),
        thumbnail: None,
        phase: Phase::Published,
        published_at: tx.now(),
    };
    tx.lecture_save(&lecture).await.unwrap();
    tx.commit().await.unwrap();
    time.advance(TimeDelta::seconds(1));
    let after = asked().await;
    let named = r"[Missing \\*data\\* \\[part 2\\]](<https://www.youtube.com/watch?v=dQw4w9WgXcQ>), of Mon 23 Nov 2026.";
    assert!(after.contains(named), "{after}");
}
