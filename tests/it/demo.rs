//! `dash-bot demo` from beginning to end, as somebody meets it who types and reads.

use chrono::{DateTime, TimeDelta, Utc};
use clock::Ids;
use dash_bot::demo::{Outside, demo};
use testkit::time::ManualTime;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use web::People;

use crate::{browser::Browser, forms::Forms, page::Page};

/// So long that what comes next is shown below what was before.
const A_MOMENT: TimeDelta = TimeDelta::seconds(1);

/// So long after the first look at the feed that it has gained its new lecture, and is looked at again.
const UNTIL_THE_NEW_LECTURE: TimeDelta = TimeDelta::seconds(15);

/// The demo, with a clock that stands still until a test moves it.
struct Demo {
    base: String,
    time: ManualTime,
}

/// Runs the demo while somebody uses it, and checks that it ends by itself when they are done.
async fn in_the_demo<F: Future>(using: impl FnOnce(Demo) -> F) -> F::Output {
    let start: DateTime<Utc> = "2026-11-23T09:00:00Z".parse().expect("an instant");
    let time = ManualTime::new(start);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("the listener has an address");
    let shutdown = CancellationToken::new();
    let directory = tempfile::tempdir().expect("a temporary directory");
    let database = format!("sqlite:{}", directory.path().join("demo.sqlite").display());
    let outside = Outside {
        clock: time.clock(),
        ids: Ids::seeded(1),
        people: People::ROBIN_AND_SAM,
        videos: None,
        listener,
        shutdown: shutdown.clone(),
    };
    let used = using(Demo {
        base: format!("http://{address}"),
        time,
    });
    let used = async {
        let _done = shutdown.drop_guard();
        used.await
    };
    let (ended, used) = tokio::join!(demo(&database, outside), used);
    ended.expect("the demo ends well");
    used
}

/// Does something in a browser; it is closed whatever becomes of that.
async fn in_a_browser<F>(demo: Demo, using: impl FnOnce(Page, Demo) -> F + Send + 'static)
where
    F: Future<Output = ()> + Send,
{
    let Some(browser) = Browser::start().await else {
        println!("skipped: there is no browser on this machine");
        return;
    };
    let client = browser.client.clone();
    let used = tokio::spawn(async {
        let page = Page::open(client, demo.base.clone()).await;
        using(page, demo).await;
    });
    let used = used.await;
    browser.close().await;
    if let Err(error) = used {
        std::panic::resume_unwind(error.into_panic());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_tells_its_whole_story_in_a_browser() {
    in_the_demo(|demo| in_a_browser(demo, |page, demo| story(page, demo.time))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_lecture_is_noticed_in_another_channel() {
    in_the_demo(|demo| in_a_browser(demo, noticed)).await;
}

async fn noticed(page: Page, demo: Demo) {
    page.say("How do I sign up for the counseling meetings?")
        .await;
    page.answers("About DASH").await;
    demo.time.advance(UNTIL_THE_NEW_LECTURE);
    page.news("Announcements").await;
    page.is_accessible().await;
    page.picture("demo.png").await;
    page.channel("Announcements").await;
    page.answers("New mini-lecture").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_up_made_elsewhere_stands_in_the_staff_channel_without_a_reload() {
    in_the_demo(|demo| in_a_browser(demo, live)).await;
}

async fn live(page: Page, demo: Demo) {
    page.switch("Sam").await;
    page.channel("Staff").await;
    assert_eq!(page.count("C-0001").await, 0);
    let mut robin = Forms::new(&demo.base);
    sign_up(&mut robin).await;
    let card = page.answers("C-0001").await;
    assert!(
        card.contains("Cardiology") && card.contains("Idea"),
        "{card}"
    );
    assert!(
        !page.is_marked("Ask").await,
        "what Robin alone sees is no news to Sam"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_script_forms_alone_ask_and_sign_up() {
    in_the_demo(async |demo| {
        let mut robin = Forms::new(&demo.base);
        robin
            .say("Where do I find recordings of the webinars?")
            .await;
        robin.reads("YouTube");
        sign_up(&mut robin).await;
        robin.visit("/direct").await;
        robin.reads("Received: sign-up C-0001");
    })
    .await;
}

async fn sign_up(robin: &mut Forms) {
    robin.say("/counseling signup").await;
    let answers = [
        ("name", "Robin"),
        ("department", "Cardiology"),
        ("question", "Can we predict readmission?"),
    ];
    robin.fill(&answers).await;
    robin.reads("Check your sign-up");
    robin.choose("Project stage", "Idea").await;
    robin.choose("Kind of data", "Images").await;
    robin.press("Send").await;
    robin.reads("Received: sign-up C-0001");
}

async fn story(page: Page, time: ManualTime) {
    questions(&page).await;
    refused(&page).await;
    announced(&page, &time).await;
    signed_up(&page, &time).await;
    declined(&page, &time).await;
    accepted(&page, &time).await;
    dutch(&page, &time).await;
    for_everybody(&page).await;
}

async fn questions(page: &Page) {
    page.is_accessible().await;
    page.say("How do I sign up for the counseling meetings?")
        .await;
    let answer = page.answers("About DASH").await;
    assert!(answer.contains("Machine learning counseling"), "{answer}");
    assert!(page.buttons().await.contains(&"Sign up".to_owned()));
    assert_eq!(page.line().await, "", "the line is free again");
    page.is_accessible().await;

    page.say("Waar vind ik jullie opgenomen webinars?").await;
    let answer = page.answers("Een webinar terugkijken").await;
    assert!(answer.contains("YouTube-kanaal van DASH"), "{answer}");

    // Completion: the arrow chooses, Enter takes, Enter sends.
    page.type_line("/top").await;
    page.suggestion("/topics").await;
    page.type_line("\u{e015}\u{e007}").await;
    assert_eq!(page.line().await, "/topics ");
    page.say("").await;
    page.answers("What you can ask about").await;
    page.is_accessible().await;
}

async fn refused(page: &Page) {
    page.say("Who repairs the projector in the lab?").await;
    page.answers("I am not sure").await;
    let buttons = page.buttons().await;
    let topic = buttons.first().expect("topics are offered");
    page.press(topic).await;
    page.answers("About DASH").await;

    page.say("Patient John Smith, born 03-02-1961: can a model predict that?")
        .await;
    let refusal = page.answers("This seems to be about a patient").await;
    assert!(
        refusal.contains("Not done"),
        "in words, not by colour alone: {refusal}"
    );
    assert!(
        !refusal.contains("Smith"),
        "nothing of it is shown: {refusal}"
    );
    page.is_accessible().await;

    page.reload().await;
    page.reads("Een webinar terugkijken").await;
    page.answers("This seems to be about a patient").await;
}

async fn announced(page: &Page, time: &ManualTime) {
    page.channel("Announcements").await;
    assert_eq!(page.count("New mini-lecture").await, 0);
    page.is_accessible().await;
    time.advance(UNTIL_THE_NEW_LECTURE);
    let post = page.reads("New mini-lecture").await;
    assert!(
        post.contains("Missing data, and what to do about it"),
        "{post}"
    );
    assert_eq!(page.count("New mini-lecture").await, 1, "once");
    page.is_accessible().await;
    page.channel("Ask").await;
}

async fn signed_up(page: &Page, time: &ManualTime) {
    time.advance(A_MOMENT);
    page.say("/counseling signup").await;
    page.answers("Sign up for counseling").await;
    page.is_accessible().await;
    assert_eq!(page.filled("Name").await, "Robin");
    page.fill("Department", "Cardiology").await;
    page.fill(
        "Question",
        "Can we predict readmission within 30 days from our cohort of 4,000?",
    )
    .await;
    page.press("Send").await;
    let summary = page.answers("Check your sign-up").await;
    assert!(summary.contains("Can we predict readmission"), "{summary}");
    assert!(summary.contains("Only you see this"), "{summary}");
    page.press("Send").await;
    page.answers("the kind of data first").await;
    page.choose("Project stage", "Idea").await;
    page.chosen("Project stage", "Idea").await;
    page.choose("Kind of data", "Tables").await;
    page.answers("This goes to the team").await;
    page.is_accessible().await;
    page.press("Send").await;
    page.answers("Received: sign-up C-0001").await;
    page.news("Messages to you").await;
    page.channel("Messages to you").await;
    page.answers("Received: sign-up C-0001").await;
    page.is_accessible().await;
}

async fn declined(page: &Page, time: &ManualTime) {
    time.advance(A_MOMENT);
    page.switch("Sam").await;
    page.channel("Staff").await;
    let card = page.answers("C-0001").await;
    assert!(card.contains("Cardiology"), "{card}");
    assert!(
        !card.contains("Robin"),
        "the person stands behind Open: {card}"
    );
    time.advance(A_MOMENT);
    page.press("Open").await;
    let case = page.answers("That you opened it was noted").await;
    assert!(
        case.contains("Robin") && case.contains("readmission"),
        "{case}"
    );
    page.is_accessible().await;
    page.picture("demo-staff.png").await;
    page.press("Decline").await;
    let reason = "Reason, as the applicant reads it";
    page.fill(
        reason,
        "We are full until March. Please come to a meeting of the lab first.",
    )
    .await;
    page.press("Send").await;
    page.reads("C-0001 declined").await;
    page.fact("State", "Declined").await;

    page.switch("Robin").await;
    page.channel("Messages to you").await;
    let message = page.answers("Sign-up C-0001 was declined").await;
    assert!(message.contains("We are full until March."), "{message}");
}

async fn accepted(page: &Page, time: &ManualTime) {
    time.advance(A_MOMENT);
    page.press("Sign up again").await;
    page.answers("Sign up for counseling").await;
    page.fill("Department", "Radiology").await;
    page.fill(
        "Question",
        "How do we begin with the segmentation of MRI scans?",
    )
    .await;
    page.press("Send").await;
    page.answers("Check your sign-up").await;
    page.choose("Project stage", "Collecting").await;
    page.chosen("Project stage", "Collecting data").await;
    page.choose("Kind of data", "Images").await;
    page.answers("This goes to the team").await;
    time.advance(A_MOMENT);
    page.press("Send").await;
    page.reads("Received: sign-up C-0002").await;
    page.switch("Sam").await;
    page.channel("Staff").await;
    page.answers("C-0002").await;
    time.advance(A_MOMENT);
    page.press("Accept").await;
    page.reads("C-0002 accepted").await;
    page.switch("Robin").await;
    page.channel("Messages to you").await;
    page.answers("Sign-up C-0002 was accepted").await;
}

async fn dutch(page: &Page, time: &ManualTime) {
    time.advance(A_MOMENT);
    page.switch("Nederlands").await;
    page.channel("Vragen").await;
    assert_eq!(page.ask("return document.documentElement.lang").await, "nl");
    page.say("/help").await;
    page.answers("Wat ik voor je kan doen").await;
    page.say("Hoe meld ik me aan voor een spreekuur?").await;
    let answer = page.answers("laatst nagekeken").await;
    assert!(answer.contains("Spreekuur machine learning"), "{answer}");
    page.is_accessible().await;
}

async fn for_everybody(page: &Page) {
    for scheme in ["dark", "light"] {
        page.prefer(scheme).await;
        for width in [360, 390] {
            page.resize(width, 800).await;
            for channel in ["/ask", "/announcements", "/direct"] {
                page.visit(channel).await;
                page.is_accessible().await;
            }
        }
    }
    page.prefer("dark").await;
    page.resize(390, 844).await;
    page.visit("/ask").await;
    page.ask("document.querySelector('article:last-of-type').scrollIntoView()")
        .await;
    page.picture("demo-phone.png").await;
    page.shows_where_the_focus_is().await;
}
