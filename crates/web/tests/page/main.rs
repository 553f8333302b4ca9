//! The page as somebody uses it, without a script.

#![expect(clippy::unwrap_used, reason = "what fails in a test fails the test")]

mod visitor;

use announcer::Post;
use axum::http::StatusCode;
use chat::{Button, Call, Reply, Sign};
use domain::{DeliveryId, Marker, Purpose};
use futures_util::StreamExt;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_util::sync::CancellationToken;

use visitor::{Visitor, body, hidden, target};

fn press<'a>(article: &'a str, label: &str) -> [(&'static str, &'a str); 2] {
    let label = format!(">{label}</button>");
    [
        ("_code", hidden(article, "_code", &label)),
        ("_in", hidden(article, "_in", &label)),
    ]
}

#[tokio::test]
async fn a_question_is_answered_under_it_and_a_reload_shows_both() {
    let member = Visitor::member().await;
    let answer = member.say("What is machine learning counseling?").await;
    assert!(answer.contains("<span>What is machine learning counseling?</span>"));
    assert!(answer.contains("<span class=\"private\">Only you see this</span>"));
    assert!(answer.contains(">Sign up</button>"), "{answer}");
    let again = member.look("/ask").await;
    assert!(again.contains("What is machine learning counseling?"));
    let other = member.staff().look("/ask").await;
    assert!(!other.contains("What is machine learning counseling?"));
}

#[tokio::test]
async fn a_form_opens_is_refused_with_what_may_be_kept_and_is_answered_in_its_place() {
    let member = Visitor::member().await;
    let form = member.say("/counseling signup").await;
    let mut fields = press(&form, "Send").to_vec();
    fields.extend([
        ("name", "Robin"),
        ("department", "Cardiology"),
        (
            "question",
            "My patient, born 03-02-1951, is ill. What can I predict from admissions?",
        ),
    ]);
    let refused = member.send("/ask/submit", &fields).await;
    assert!(refused.contains("class=\"notice\">Not done"), "{refused}");
    assert!(refused.contains("value=\"Cardiology\""));
    assert!(refused.contains("What can I predict from admissions?"));
    assert!(!refused.contains("1951"));

    let mut fields = press(&refused, "Send").to_vec();
    fields.extend([
        ("name", "Robin"),
        ("department", "Cardiology"),
        ("question", "What can I predict from admissions?"),
    ]);
    let summary = member.send("/ask/submit", &fields).await;
    assert!(summary.contains("Check your sign-up"), "{summary}");
    assert!(!member.look("/ask").await.contains("action=\"/ask/submit\""));
}

#[tokio::test]
async fn the_switch_changes_the_language_even_after_the_command_did() {
    let member = Visitor::member().await;
    assert!(member.say("/language nl").await.contains("Gelukt"));
    assert!(member.look("/ask").await.contains("<html lang=\"nl\">"));
    let chosen = [("value", "en"), ("channel", "ask")];
    member.send("/choose/language", &chosen).await;
    assert!(member.look("/ask").await.contains("<html lang=\"en\">"));
}

#[tokio::test]
async fn a_form_is_closed_on_request() {
    let member = Visitor::member().await;
    let form = member.say("/counseling signup").await;
    member.send("/ask/close", &press(&form, "Send")).await;
    assert!(!member.look("/ask").await.contains("action=\"/ask/submit\""));
}

#[tokio::test]
async fn the_staffs_channel_is_not_there_for_members() {
    let member = Visitor::member().await;
    for (path, form) in [
        ("/staff", None),
        ("/staff/say", Some("line=/help".to_owned())),
        ("/staff/press", Some("_code=help".to_owned())),
        ("/staff/submit", Some("_code=help".to_owned())),
    ] {
        let response = member.response(path, form).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!member.look("/ask").await.contains("href=\"/staff\""));
    let staff = member.staff();
    assert!(staff.look("/staff").await.contains("<h2>Staff</h2>"));
    let listed = staff
        .send("/staff/say", &[("line", "/staff signups list")])
        .await;
    assert!(listed.contains("class=\"card info\""), "{listed}");
}

#[tokio::test]
async fn unknown_commands_and_forged_codes_are_told_what_to_do() {
    let member = Visitor::member().await;
    let unknown = member.say("/toppics").await;
    assert!(unknown.contains("<code>/topics</code>"), "{unknown}");
    for verb in ["press", "submit"] {
        let forged = [("_code", "staff.everything")];
        let forged = member.send(&format!("/ask/{verb}"), &forged).await;
        assert!(forged.contains("class=\"notice\">Not done"), "{forged}");
    }
    let refused = [("_code", "staff.signups.list")];
    let refused = member.send("/ask/press", &refused).await;
    assert!(refused.contains("class=\"notice\">Not done"), "{refused}");
}

#[tokio::test]
async fn what_is_being_typed_is_completed_for_those_who_may_call_it() {
    let member = Visitor::member().await;
    let offered = member.look("/ask/complete?line=/l").await;
    assert!(offered.contains("\"line\":\"/language \""), "{offered}");
    let offered = member.look("/ask/complete?line=/topics%20grants").await;
    assert!(
        offered.contains("\"line\":\"/topics funding\""),
        "{offered}"
    );
    assert_eq!(member.look("/ask/complete?line=/staff").await, "[]");
    let staff = member.staff().look("/ask/complete?line=/staff").await;
    assert!(staff.contains("/staff signups list"), "{staff}");
}

#[tokio::test]
async fn a_post_stands_in_its_channel_and_its_button_is_answered_there() {
    let member = Visitor::member().await;
    let mut reply = Reply::new(Sign::Lecture, "A <new> lecture".to_owned());
    let mut button = Button::new("All lectures".to_owned(), Call::new("lectures latest"));
    button.code = "lectures.latest".to_owned();
    reply.actions.push(button.into());
    let channel = target(Purpose::Announcements, "announcements");
    member.pin(channel, "d1", reply);
    let page = member.look("/announcements").await;
    assert!(page.contains("class=\"post\" id=\"post-d1\""), "{page}");
    assert!(page.contains("A &lt;new&gt; lecture"));
    assert!(!page.contains("id=\"command\""));
    let pressed = press(&page, "All lectures");
    let answer = member.send("/announcements/press", &pressed).await;
    assert!(answer.contains("<span>All lectures</span>"), "{answer}");
    assert!(!member.look("/ask").await.contains("post-d1"));
}

#[tokio::test]
async fn an_answer_takes_the_place_of_no_post_that_its_asker_does_not_see() {
    let member = Visitor::member().await;
    let mut reply = Reply::new(Sign::Lecture, "For the staff".to_owned());
    let mut button = Button::new("Help".to_owned(), Call::new("topics"));
    button.code = "*topics".to_owned();
    reply.actions.push(button.into());
    member.pin(target(Purpose::Staff, "staff"), "d1", reply);
    let staff = member.staff();
    let before = staff.look("/staff").await;
    for path in ["/ask/press", "/announcements/press", "/direct/press"] {
        for code in ["^topics", "^help", "^lectures.latest"] {
            let forged = [("_code", code), ("_in", "post-d1")];
            let answer = member.send(path, &forged).await;
            assert!(!answer.contains("post-d1"), "{path}: {answer}");
        }
    }
    assert_eq!(staff.look("/staff").await, before);
}

#[tokio::test]
async fn what_is_too_long_is_told_so_in_the_visitors_language() {
    let member = Visitor::member().await;
    let long = |length| Some(format!("line={}", "a".repeat(length)));
    // A question of 4,000 signs that take twelve bytes each on their way.
    let fits = member.response(
        "/ask/say",
        Some(format!("line={}", "%F0%9F%98%80".repeat(4000))),
    );
    assert_eq!(fits.await.status(), StatusCode::SEE_OTHER);
    let response = member.response("/ask/say", long(300_000)).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let said = body(response).await;
    assert!(said.contains("That is too long"), "{said}");
    member.say("/language nl").await;
    let said = body(member.response("/ask/say", long(300_000)).await).await;
    assert!(said.contains("Dat is te lang"), "{said}");
}

#[tokio::test]
async fn open_pages_hear_of_a_post_and_only_those_whom_it_concerns() {
    let member = Visitor::member().await;
    let response = member.response("/live", None).await;
    let mut events = response.into_body().into_data_stream();
    let outlet = member.page.outlet();
    for (purpose, address) in [
        (Purpose::Direct, "staff"),
        (Purpose::Announcements, "announcements"),
    ] {
        let post = Post {
            delivery: DeliveryId::new("d1"),
            marker: Marker::from_row("m1".to_owned()),
            target: target(purpose, address),
            reply: Reply::new(Sign::Lecture, String::new()),
        };
        let sent = outlet.send(&post).await.unwrap();
        assert_eq!(
            (sent.channel.as_str(), sent.message.as_str()),
            (address, "d1")
        );
    }
    let heard = events.next().await.unwrap().unwrap();
    assert_eq!(heard, "event: changed\ndata: announcements\n\n");
}

#[tokio::test]
async fn the_program_stops_though_a_page_is_listening() {
    let member = Visitor::member().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let shutdown = CancellationToken::new();
    let served = tokio::spawn(web::serve(listener, member.page.router(), shutdown.clone()));
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = b"GET /live HTTP/1.1\r\nhost: localhost\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut head = [0; 15];
    stream.read_exact(&mut head).await.unwrap();
    assert_eq!(&head, b"HTTP/1.1 200 OK");
    shutdown.cancel();
    served.await.unwrap().unwrap();
}
