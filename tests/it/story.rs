//! The whole story, the same on each platform and on SQLite and PostgreSQL: a member asks, is refused, signs up; staff
//! open, decline, accept; a video is announced.

use chrono::TimeDelta;
use serde_json::json;
use testkit::{
    discord::Member,
    youtube::{FakeYouTube, Video},
};

use crate::{
    bot::{CHANNEL, Database, Town},
    stage::{Browsing, House as _, InTown, OnDiscord, OnSlack, Stage},
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_discord_with_sqlite() {
    story(OnDiscord(
        in_town(Town::new(Database::sqlite()).await).await,
    ))
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_discord_with_postgresql() {
    if let Some(database) = postgresql().await {
        story(OnDiscord(in_town(Town::new(database).await).await)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_slack_with_sqlite() {
    story(OnSlack(
        in_town(Town::on_slack(Database::sqlite()).await).await,
    ))
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_slack_with_postgresql() {
    if let Some(database) = postgresql().await {
        story(OnSlack(in_town(Town::on_slack(database).await).await)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_slack_over_http_with_sqlite() {
    let town = Town::on_slack_over_http(Database::sqlite()).await;
    story(OnSlack(in_town(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_slack_over_http_with_postgresql() {
    if let Some(database) = postgresql().await {
        story(OnSlack(
            in_town(Town::on_slack_over_http(database).await).await,
        ))
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_the_page_with_sqlite() {
    if let Some(browsing) = browsing().await {
        on_the_page(browsing, Database::sqlite()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_the_page_with_postgresql() {
    if let Some(database) = postgresql().await
        && let Some(browsing) = browsing().await
    {
        on_the_page(browsing, database).await;
    }
}

async fn postgresql() -> Option<Database> {
    let database = Database::postgres().await;
    if database.is_none() {
        println!("skipped: there is no PostgreSQL on this machine");
    }
    database
}

/// The bot in a town on whose video channel something stood before it looked.
async fn in_town(town: Town) -> InTown {
    town.youtube.publish(CHANNEL, older_lecture());
    InTown::start(town).await
}

/// The same on the page.
async fn on_the_page(browsing: Browsing, database: Database) {
    let youtube = FakeYouTube::start().await;
    youtube.add_channel(CHANNEL, "DASH");
    youtube.publish(CHANNEL, older_lecture());
    browsing.play(database, youtube, story).await;
}

fn older_lecture() -> Video {
    video("old00000001", "An older lecture")
}

async fn browsing() -> Option<Browsing> {
    let browsing = Browsing::start().await;
    if browsing.is_none() {
        println!("skipped: there is no browser on this machine");
    }
    browsing
}

async fn story<S: Stage>(mut stage: S) {
    let mut seen = Transcript::default();
    questions(&stage, &mut seen).await;
    languages(&stage, &mut seen).await;
    let clara = signup(&stage, &mut seen).await;
    let sam = declined(&stage, clara, &mut seen).await;
    let dirk = accepted(&stage, &mut seen).await;
    let start = standing_message(&stage, sam, &mut seen).await;
    lecture(&mut stage, &mut seen).await;
    seen.add(
        "The standing message is current",
        stage.changed(&start, "Missing data").await,
    );
    // By now the message that he was accepted has long been refused.
    let status = stage.call(dirk, stage.general(), "counseling status", &[]);
    seen.add("Dirk kijkt hoe het staat", status.await);
    stage.quiet().await;
    stage.into_house().end().await;
    insta::assert_snapshot!(format!("story_{}", S::NAME), seen.text());
}

async fn questions<S: Stage>(stage: &S, seen: &mut Transcript) {
    let anna = stage.join("Anna");
    let general = stage.general();
    let ask = |question: &'static str| async move {
        stage
            .call(anna, general, "ask", &[("question", question)])
            .await
    };
    seen.add(
        "Anna asks in English",
        ask("How can I sign up for the counseling meetings?").await,
    );
    stage.set_locale(anna, "nl");
    seen.add(
        "Anna vraagt in het Nederlands",
        ask("Waar vind ik jullie opgenomen webinars?").await,
    );
    seen.add(
        "Anna vraagt onzin",
        ask("Wat is het beste recept voor appeltaart?").await,
    );
    let refused =
        ask("Patiënt Jan de Vries, geboren 03-02-1961, bsn 111222333: kan dat model?").await;
    seen.add("Anna noemt een patiënt", &refused);
    seen.add(
        "Anna drukt op Verder bewerken",
        stage.press(anna, &refused, "Verder bewerken").await,
    );
    seen.add(
        "Anna noemt de bot in een kanaal",
        stage.mention(anna, "wie zijn jullie?").await,
    );
    seen.add(
        "Anna schrijft de bot alleen",
        stage.direct(anna, "help").await,
    );
    seen.add(
        "Anna vraagt de bot alleen",
        stage.direct(anna, "wat is een Sparkle Event?").await,
    );
    seen.add(
        "Anna bekijkt de onderwerpen",
        stage.call(anna, general, "topics", &[]).await,
    );
    if let Some(typed) = stage.typing(anna).await {
        seen.add("Anna typt een onderwerp", typed);
    }
}

async fn languages<S: Stage>(stage: &S, seen: &mut Transcript) {
    let bram = stage.join("Bram");
    let general = stage.general();
    stage.set_locale(bram, "en-GB");
    seen.add(
        "Bram kiest Nederlands",
        stage
            .call(bram, general, "language", &[("language", "nl")])
            .await,
    );
    seen.add(
        "Bram vraagt hulp in een privébericht",
        stage.direct(bram, "help").await,
    );
    seen.add(
        "Bram is no staff",
        stage.call(bram, general, "staff signups list", &[]).await,
    );
}

async fn signup<S: Stage>(stage: &S, seen: &mut Transcript) -> S::Person {
    let clara = stage.join("Clara");
    let general = stage.general();
    let form = stage.call(clara, general, "counseling signup", &[]).await;
    seen.add("Clara signs up", &form);
    let filled = [
        ("department", "Cardiology"),
        ("email", "clara@"),
        ("question", "Can we predict readmission from our cohort?"),
    ];
    let bad = stage.submit(clara, &form, &filled).await;
    seen.add("Clara mistypes her address", &bad);
    let again = stage.keep_editing(clara, &bad, "Keep editing").await;
    seen.add("Clara goes on editing: nothing is lost", &again);
    let address = [("email", "clara@umcg.example")];
    let summary = stage.submit(clara, &again, &address).await;
    seen.add("Clara reads the summary", &summary);
    seen.add(
        "Clara sends too early",
        stage.press(clara, &summary, "Send").await,
    );
    stage.choose(clara, &summary, "Project stage", "Idea").await;
    let data = "Tables and lab values";
    let chosen = stage.choose(clara, &summary, "Kind of data", data).await;
    seen.add("Clara has chosen", &chosen);
    let edit = stage.press(clara, &chosen, "Edit").await;
    let question = "Can we predict readmission within 30 days from our cohort of 4,000?";
    let edited = stage.submit(clara, &edit, &[("question", question)]).await;
    seen.add("Clara has edited", &edited);
    let sent = stage.press(clara, &edited, "Send").await;
    seen.add("Clara sends", &sent);
    seen.add("Clara's receipt", stage.private_post(clara, 1).await);
    let staff = stage.staff_channel();
    seen.add("The staff's card", stage.post(staff, 1).await);
    seen.add(
        "Clara asks in a direct message",
        stage.direct(clara, "status").await,
    );
    clara
}

async fn declined<S: Stage>(stage: &S, clara: S::Person, seen: &mut Transcript) -> S::Person {
    let sam = stage.join_staff("Sam");
    let card = stage.post(stage.staff_channel(), 1).await;
    seen.add("Sam opens the case", stage.press(sam, &card, "Open").await);
    let form = stage.press(sam, &card, "Decline").await;
    seen.add("Sam wants to decline", &form);
    let reason = "We are full until March. Please come to a Machine Learning Lab meeting first.";
    let declined = stage.submit(sam, &form, &[("reason", reason)]).await;
    seen.add("Sam declines", declined);
    seen.add("Clara hears of it", stage.private_post(clara, 3).await);
    seen.add("The card shrinks", stage.changed(&card, "Declined").await);
    sam
}

async fn accepted<S: Stage>(stage: &S, seen: &mut Transcript) -> S::Person {
    let dirk = stage.join("Dirk");
    stage.set_locale(dirk, "nl");
    let closed = stage.close_directs(dirk);
    let general = stage.general();
    let form = stage.call(dirk, general, "counseling signup", &[]).await;
    let filled = [
        ("department", "Radiologie"),
        ("question", "Hoe beginnen we met segmentatie van MRI-scans?"),
    ];
    let summary = stage.submit(dirk, &form, &filled).await;
    seen.add("Dirk kijkt na", &summary);
    let phase = "Fase van het project";
    stage.choose(dirk, &summary, phase, "Data verzamelen").await;
    let chosen = stage.choose(dirk, &summary, "Soort data", "Beelden").await;
    seen.add(
        "Dirk verstuurt, zo mogelijk met gesloten privéberichten",
        stage.press(dirk, &chosen, "Versturen").await,
    );
    let staff = stage.staff_channel();
    let mut card = stage.post(staff, 2).await;
    if closed {
        card = stage.changed(&card, "no direct").await;
        seen.add("The card says that he can't be reached", &card);
    }
    let tess = stage.join_staff("Tess");
    seen.add("Tess accepts", stage.press(tess, &card, "Accept").await);
    let ulf = stage.join_staff("Ulf");
    let signup = [("signup", "C-0002")];
    let late = stage.call(ulf, staff, "staff signups accept", &signup);
    seen.add("Ulf is too late", late.await);
    let all = [("state", "all")];
    let list = stage.call(ulf, staff, "staff signups list", &all);
    seen.add("Ulf lists them", list.await);
    dirk
}

async fn standing_message<S: Stage>(stage: &S, sam: S::Person, seen: &mut Transcript) -> S::Shown {
    let lobby = stage.add_channel("lobby");
    seen.add(
        "Sam puts the standing message up",
        stage.call(sam, lobby, "staff start post", &[]).await,
    );
    let post = stage.post(lobby, 1).await;
    seen.add("The standing message", &post);
    let eva = stage.join("Eva");
    for button in ["Ask", "What's on", "My sign-up"] {
        seen.add(
            &format!("Eva presses {button}"),
            stage.press(eva, &post, button).await,
        );
    }
    post
}

async fn lecture<S: Stage>(stage: &mut S, seen: &mut Transcript) {
    stage.house().watches().await;
    stage.house().youtube().publish(
        CHANNEL,
        video("new00000001", "Missing data, and what to do about it"),
    );
    stage.house().advance(TimeDelta::minutes(11)).await;
    let announcements = stage.announcements();
    let post = stage.post(announcements, 1).await;
    seen.add("A new lecture is announced", &post);
    stage.house().watches().await;
    let count = stage.house().youtube().requests().len();
    stage.house().advance(TimeDelta::minutes(11)).await;
    stage.house().youtube().answered(count + 1).await;
    assert_eq!(stage.count(announcements).await, 1, "once");
}

/// Somebody signs up, without a word of it in the story.
pub(crate) async fn signup_of(town: &Town, member: &Member) {
    let discord = &town.discord;
    let form = discord
        .slash(member, discord.general(), "counseling signup", json!({}))
        .await;
    let filled =
        json!({ "name": "Clara", "department": "Cardiology", "question": "Can we predict it?" });
    let summary = discord.submit(member, &form, filled).await;
    for (menu, choice) in [("Project stage", "Idea"), ("Kind of data", "Images")] {
        discord.choose(member, &summary, menu, &[choice]).await;
    }
    discord.press(member, &summary, "Send").await;
}

pub(crate) fn video(id: &str, title: &str) -> Video {
    let published = chrono::DateTime::parse_from_rfc3339("2026-11-20T10:00:00Z")
        .expect("an instant")
        .to_utc();
    Video::new(id, title, published)
}
