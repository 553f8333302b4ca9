//! How staff keep answers right together, the same on each platform and on SQLite and PostgreSQL: two who edit one at once,
//! and a question that is added to an answer which is there.

use chrono::TimeDelta;
use testkit::youtube::FakeYouTube;

use crate::{
    bot::{CHANNEL, Database, Town},
    stage::{Browsing, House as _, InTown, OnDiscord, OnSlack, Stage},
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_kept_on_discord_with_sqlite() {
    let town = Town::new(Database::sqlite()).await;
    keeping(OnDiscord(InTown::start(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_kept_on_discord_with_postgresql() {
    if let Some(database) = Database::postgres().await {
        let town = Town::new(database).await;
        keeping(OnDiscord(InTown::start(town).await)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_kept_on_slack_with_sqlite() {
    let town = Town::on_slack(Database::sqlite()).await;
    keeping(OnSlack(InTown::start(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_kept_on_slack_over_http_with_postgresql() {
    if let Some(database) = Database::postgres().await {
        let town = Town::on_slack_over_http(database).await;
        keeping(OnSlack(InTown::start(town).await)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_kept_on_the_page() {
    let Some(browsing) = Browsing::start().await else {
        println!("skipped: there is no browser on this machine");
        return;
    };
    let youtube = FakeYouTube::start().await;
    youtube.add_channel(CHANNEL, "DASH");
    browsing.play(Database::sqlite(), youtube, keeping).await;
}

const EDIT: &str = "staff knowledge edit";
/// An answer as its file would hold it.
const PASTED: &str = r#"<!-- en/bicycle-shed.md -->
+++
title = "The bicycle shed"
questions = [
  "Where is the bicycle shed of DASH?",
]
keywords = ["bicycle", "shed"]
links = []
related = []
next = []
source = "DASH"
reviewed = 2026-11-20
+++
The bicycle shed is behind the building."#;

#[tokio::test(flavor = "multi_thread")]
async fn a_second_person_publishes_on_discord_with_sqlite() {
    let town = Town::new(Database::sqlite()).await.set(REVIEW, "true");
    reviewed(OnDiscord(InTown::start(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_person_publishes_on_slack_with_postgresql() {
    if let Some(database) = Database::postgres().await {
        let town = Town::on_slack(database).await.set(REVIEW, "true");
        reviewed(OnSlack(InTown::start(town).await)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_are_asked_to_review_on_discord_with_sqlite() {
    let town = Town::new(Database::sqlite()).await.set(MONTHS, "1");
    old(OnDiscord(InTown::start(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_are_asked_to_review_on_slack_with_postgresql() {
    if let Some(database) = Database::postgres().await {
        let town = Town::on_slack(database).await.set(MONTHS, "1");
        old(OnSlack(InTown::start(town).await)).await;
    }
}

/// What is under way ends in it.
const A_MOMENT: std::time::Duration = std::time::Duration::from_millis(300);
/// When staff are asked to look again.
const MONTHS: &str = "DASH_BOT_ANSWERS__REVIEW_AFTER_MONTHS";
/// What the operator sets for it.
const REVIEW: &str = "DASH_BOT_ANSWERS__REVIEW";

/// Two change one answer at once: the second is told, and loses nothing.
async fn at_once<S: Stage>(stage: &S, sam: S::Person, tess: S::Person, seen: &mut Transcript) {
    let staff = stage.staff_channel();
    let which = [("topic", "contact"), ("language", "en")];
    let of_sam = stage.call(sam, staff, EDIT, &which).await;
    seen.add("Sam opens an answer", &of_sam);
    let of_tess = stage.call(tess, staff, EDIT, &which).await;
    let written = [("short", "Write to us, or come by on Tuesdays.")];
    stage.submit(tess, &of_tess, &written).await;
    let written = [("short", "Write to us, or call before noon.")];
    let refused = stage.submit(sam, &of_sam, &written).await;
    seen.add("Tess saved hers meanwhile", &refused);
    let again = stage.go_on(sam, &refused, "Keep editing").await;
    seen.add("Sam goes on, with what was typed", &again);
    let written = [("short", "Write to us, call before noon, or come by.")];
    let saved = stage.submit(sam, &again, &written).await;
    seen.add("Sam has seen the other text, and saves", &saved);
    stage.set_locale(tess, "nl");
    let form = stage.call(tess, staff, EDIT, &which).await;
    stage.press(sam, &saved, "Undo").await;
    let refused = stage.submit(tess, &form, &[]).await;
    seen.add("Sam heeft het intussen teruggedraaid", &refused);
}

/// What was asked is added to an answer that is there.
async fn placed<S: Stage>(stage: &S, sam: S::Person, seen: &mut Transcript) {
    let (general, staff) = (stage.general(), stage.staff_channel());
    let anna = stage.join("Anna");
    let asked = [("question", "Is anybody at your desk on Saturdays?")];
    let summary = stage.call(anna, general, "team ask", &asked).await;
    stage.press(anna, &summary, "Send to the team").await;
    let card = stage.post(staff, 1).await;
    let form = stage.press(sam, &card, "Reply").await;
    let text = [("text", "No, from Monday to Friday.")];
    let check = stage.submit(sam, &form, &text).await;
    stage.press(sam, &check, "Send as the team").await;
    let case = stage.press(sam, &card, "Open").await;
    let place = stage.press(sam, &case, "Make this an answer").await;
    seen.add("Sam looks where the question belongs", &place);
    let form = stage
        .press(sam, &place, "Add to: Visiting address and contact")
        .await;
    seen.add("Sam adds it to an answer", &form);
    seen.add("It is kept there", stage.submit(sam, &form, &[]).await);
    let answered = stage.call(anna, general, "ask", &asked).await;
    seen.add("Anna asks again", answered);
}

async fn keeping<S: Stage>(stage: S) {
    let mut seen = Transcript::default();
    let (sam, tess) = (stage.join_staff("Sam"), stage.join_staff("Tess"));
    at_once(&stage, sam, tess, &mut seen).await;
    placed(&stage, sam, &mut seen).await;
    imported(&stage, sam, &mut seen).await;
    stage.quiet().await;
    stage.into_house().end().await;
    insta::assert_snapshot!(format!("keeping_{}", S::NAME), seen.text());
}

/// What stands in a file is pasted, looked at, and counts.
async fn imported<S: Stage>(stage: &S, sam: S::Person, seen: &mut Transcript) {
    let staff = stage.staff_channel();
    let form = stage.call(sam, staff, "staff knowledge import", &[]).await;
    let broken = [("text", "What is DASH?")];
    let refused = stage.submit(sam, &form, &broken).await;
    seen.add("Sam pastes what is no answer", &refused);
    let again = stage.keep_editing(sam, &refused, "Keep editing").await;
    let pasted = [("text", PASTED)];
    let check = stage.submit(sam, &again, &pasted).await;
    seen.add("Sam pastes an answer, and sees what would change", &check);
    let saved = stage.press(sam, &check, "Save").await;
    seen.add("Sam saves it", saved);
    let asked = [("question", "Where is the bicycle shed of DASH?")];
    let answer = stage.call(sam, stage.general(), "ask", &asked).await;
    seen.add("It is found", answer);
}

/// A change counts when somebody else has published it.
async fn reviewed<S: Stage>(stage: S) {
    let mut seen = Transcript::default();
    let (sam, tess) = (stage.join_staff("Sam"), stage.join_staff("Tess"));
    let anna = stage.join("Anna");
    let (general, staff) = (stage.general(), stage.staff_channel());
    let which = [("topic", "contact"), ("language", "en")];
    let asked = [("question", "What is the address of DASH?")];
    let short = |text| [("short", text), ("more", "")];
    let form = stage.call(sam, staff, EDIT, &which).await;
    let waits = stage.submit(sam, &form, &short("Bloemsingel 1.")).await;
    seen.add("Sam changes an answer", &waits);
    let card = stage.post(staff, 1).await;
    seen.add("The staff's card", &card);
    let before = stage.call(anna, general, "ask", &asked).await;
    assert!(!before.to_string().contains("Bloemsingel 1."), "{before}");
    let own = stage.press(sam, &card, "Publish").await;
    seen.add("Sam can't publish it", own);
    stage.set_locale(tess, "nl");
    let shown = stage.press(tess, &card, "Look at it").await;
    seen.add("Tess bekijkt de wijziging", &shown);
    let form = stage.press(tess, &shown, "Engels aanpassen").await;
    let waits = stage
        .submit(tess, &form, &short("Bloemsingel 1, Groningen."))
        .await;
    seen.add("Tess verbetert haar", &waits);
    seen.add("Sam's is replaced", stage.changed(&card, "replaced").await);
    let card = stage.post(staff, 2).await;
    let listed = [("which", "waiting")];
    let list = stage
        .call(sam, staff, "staff knowledge list", &listed)
        .await;
    seen.add("Sam lists what waits", list);
    let published = stage.press(sam, &card, "Publish").await;
    seen.add("Sam publishes what Tess wrote", &published);
    seen.add("The card says so", stage.changed(&card, "Decided").await);
    let after = stage.call(anna, general, "ask", &asked).await;
    seen.add("Anna reads it", after);
    let edited = [("which", "edited")];
    let exported = stage
        .call(sam, staff, "staff knowledge export", &edited)
        .await;
    seen.add("Sam takes what was changed as a file", exported);
    let retire = stage
        .call(sam, staff, "staff knowledge retire", &which)
        .await;
    seen.add("Sam takes it away, or would", &retire);
    let card = stage.post(staff, 3).await;
    let discarded = stage.press(tess, &card, "Discard").await;
    seen.add("Tess wijst dat af", discarded);
    stage.changed(&card, "discarded").await;
    let late = stage.press(sam, &retire, "Discard").await;
    seen.add("It is decided", late);
    let undone = stage.press(sam, &published, "Undo").await;
    seen.add("Sam undoes what was published", undone);
    let history = stage
        .call(sam, staff, "staff knowledge history", &which)
        .await;
    seen.add("Sam looks at the history", history);
    let again = stage.call(anna, general, "ask", &asked).await;
    assert_eq!(again.to_string(), before.to_string());
    stage.quiet().await;
    stage.into_house().end().await;
    insta::assert_snapshot!(format!("reviewed_{}", S::NAME), seen.text());
}

/// Once a month staff are asked to look at what nobody has reviewed for long.
async fn old<S: Stage>(mut stage: S) {
    let mut seen = Transcript::default();
    let (sam, tess) = (stage.join_staff("Sam"), stage.join_staff("Tess"));
    let staff = stage.staff_channel();
    stage.house().advance(TimeDelta::days(33)).await;
    // Whether they are to be asked is looked at every hour; the first look may have ended before these days, or after.
    for _ in 0..20 {
        clock::Clock::system().sleep(A_MOMENT).await;
        if stage.count(staff).await > 0 {
            break;
        }
        stage.house().advance(TimeDelta::hours(1)).await;
    }
    let asked = stage.post(staff, 1).await;
    seen.add("Staff are asked to look again", &asked);
    let list = stage.press(sam, &asked, "List them").await;
    seen.add("Sam lists them", &list);
    let contact = "Visiting address and contact";
    let still = stage.choose(sam, &list, "Still right", contact).await;
    seen.add("Sam says that one still holds", &still);
    stage.set_locale(tess, "nl");
    let list = stage.press(tess, &asked, "List them").await;
    seen.add("Tess bekijkt de lijst", &list);
    let count = stage.count(staff).await;
    stage.house().advance(TimeDelta::hours(2)).await;
    stage.quiet().await;
    assert_eq!(stage.count(staff).await, count, "once a month");
    stage.into_house().end().await;
    insta::assert_snapshot!(format!("old_{}", S::NAME), seen.text());
}
