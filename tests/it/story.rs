//! The whole story, the same on each platform and on SQLite and PostgreSQL: a member asks, is refused, signs up; staff
//! open, decline, accept; a video is announced.

use chrono::TimeDelta;
use serde_json::json;
use testkit::{discord::Member, youtube::Video};

use crate::{
    bot::{Bot, CHANNEL, Database, Town},
    stage::{OnDiscord, OnSlack, Stage},
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_discord_with_sqlite() {
    story::<OnDiscord>(Town::new(Database::sqlite()).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_discord_with_postgresql() {
    match Database::postgres().await {
        Some(database) => story::<OnDiscord>(Town::new(database).await).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_slack_with_sqlite() {
    story::<OnSlack>(Town::on_slack(Database::sqlite()).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_slack_with_postgresql() {
    match Database::postgres().await {
        Some(database) => story::<OnSlack>(Town::on_slack(database).await).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_slack_over_http_with_sqlite() {
    story::<OnSlack>(Town::on_slack_over_http(Database::sqlite()).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_slack_over_http_with_postgresql() {
    match Database::postgres().await {
        Some(database) => story::<OnSlack>(Town::on_slack_over_http(database).await).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn story<S: Stage>(mut town: Town) {
    town.youtube
        .publish(CHANNEL, video("old00000001", "An older lecture"));
    let mut bot = town.bot().await;
    let mut seen = Transcript::default();
    questions::<S>(&town, &mut seen).await;
    languages::<S>(&town, &mut seen).await;
    let clara = signup::<S>(&town, &mut seen).await;
    let sam = declined::<S>(&town, &clara, &mut seen).await;
    let dirk = accepted::<S>(&town, &mut seen).await;
    let start = standing_message::<S>(&town, &sam, &mut seen).await;
    lecture::<S>(&mut town, &mut bot, &mut seen).await;
    seen.add(
        "The standing message is current",
        S::changed(&town, &start, "Missing data").await,
    );
    // By now the message that he was accepted has long been refused.
    let status = S::call(&town, &dirk, S::general(&town), "counseling status", &[]);
    seen.add("Dirk kijkt hoe het staat", status.await);
    S::quiet(&town).await;
    assert_eq!(bot.stop().await, Some(0), "the bot ends by itself");
    insta::assert_snapshot!(format!("story_{}", S::NAME), seen.text());
    town.finish();
}

async fn questions<S: Stage>(town: &Town, seen: &mut Transcript) {
    let anna = S::join(town, "Anna");
    let general = S::general(town);
    let ask = |question: &'static str| async move {
        S::call(town, &anna, general, "ask", &[("question", question)]).await
    };
    seen.add(
        "Anna asks in English",
        ask("How can I sign up for the counseling meetings?").await,
    );
    S::set_locale(town, &anna, "nl");
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
        S::press(town, &anna, &refused, "Verder bewerken").await,
    );
    seen.add(
        "Anna noemt de bot in een kanaal",
        S::mention(town, &anna, "wie zijn jullie?").await,
    );
    seen.add(
        "Anna schrijft de bot alleen",
        S::direct(town, &anna, "help").await,
    );
    seen.add(
        "Anna vraagt de bot alleen",
        S::direct(town, &anna, "wat is een Sparkle Event?").await,
    );
    seen.add(
        "Anna bekijkt de onderwerpen",
        S::call(town, &anna, general, "topics", &[]).await,
    );
    if let Some(typed) = S::typing(town, &anna).await {
        seen.add("Anna typt een onderwerp", typed);
    }
}

async fn languages<S: Stage>(town: &Town, seen: &mut Transcript) {
    let bram = S::join(town, "Bram");
    let general = S::general(town);
    S::set_locale(town, &bram, "en-GB");
    seen.add(
        "Bram kiest Nederlands",
        S::call(town, &bram, general, "language", &[("language", "nl")]).await,
    );
    seen.add(
        "Bram vraagt hulp in een privébericht",
        S::direct(town, &bram, "help").await,
    );
    seen.add(
        "Bram is no staff",
        S::call(town, &bram, general, "staff signups list", &[]).await,
    );
}

async fn signup<S: Stage>(town: &Town, seen: &mut Transcript) -> S::Person {
    let clara = S::join(town, "Clara");
    let general = S::general(town);
    let form = S::call(town, &clara, general, "counseling signup", &[]).await;
    seen.add("Clara signs up", &form);
    let filled = [
        ("department", "Cardiology"),
        ("email", "clara@"),
        ("question", "Can we predict readmission from our cohort?"),
    ];
    let bad = S::submit(town, &clara, &form, &filled).await;
    seen.add("Clara mistypes her address", &bad);
    let again = S::keep_editing(town, &clara, &bad, "Keep editing").await;
    seen.add("Clara goes on editing: nothing is lost", &again);
    let address = [("email", "clara@umcg.example")];
    let summary = S::submit(town, &clara, &again, &address).await;
    seen.add("Clara reads the summary", &summary);
    seen.add(
        "Clara sends too early",
        S::press(town, &clara, &summary, "Send").await,
    );
    S::choose(town, &clara, &summary, "Project stage", "Idea").await;
    let data = "Tables and lab values";
    let chosen = S::choose(town, &clara, &summary, "Kind of data", data).await;
    seen.add("Clara has chosen", &chosen);
    let edit = S::press(town, &clara, &chosen, "Edit").await;
    let question = "Can we predict readmission within 30 days from our cohort of 4,000?";
    let edited = S::submit(town, &clara, &edit, &[("question", question)]).await;
    seen.add("Clara has edited", &edited);
    let sent = S::press(town, &clara, &edited, "Send").await;
    seen.add("Clara sends", &sent);
    seen.add("Clara's receipt", S::private_post(town, &clara, 1).await);
    let staff = S::staff_channel(town);
    seen.add("The staff's card", S::post(town, staff, 1).await);
    seen.add(
        "Clara asks in a direct message",
        S::direct(town, &clara, "status").await,
    );
    clara
}

async fn declined<S: Stage>(town: &Town, clara: &S::Person, seen: &mut Transcript) -> S::Person {
    let sam = S::join_staff(town, "Sam");
    let card = S::post(town, S::staff_channel(town), 1).await;
    seen.add(
        "Sam opens the case",
        S::press(town, &sam, &card, "Open").await,
    );
    let form = S::press(town, &sam, &card, "Decline").await;
    seen.add("Sam wants to decline", &form);
    let reason = "We are full until March. Please come to a Machine Learning Lab meeting first.";
    let declined = S::submit(town, &sam, &form, &[("reason", reason)]).await;
    seen.add("Sam declines", declined);
    seen.add("Clara hears of it", S::private_post(town, clara, 3).await);
    seen.add(
        "The card shrinks",
        S::changed(town, &card, "Declined").await,
    );
    sam
}

async fn accepted<S: Stage>(town: &Town, seen: &mut Transcript) -> S::Person {
    let dirk = S::join(town, "Dirk");
    S::set_locale(town, &dirk, "nl");
    S::close_directs(town, &dirk);
    let general = S::general(town);
    let form = S::call(town, &dirk, general, "counseling signup", &[]).await;
    let filled = [
        ("department", "Radiologie"),
        ("question", "Hoe beginnen we met segmentatie van MRI-scans?"),
    ];
    let summary = S::submit(town, &dirk, &form, &filled).await;
    seen.add("Dirk kijkt na", &summary);
    let stage = "Fase van het project";
    S::choose(town, &dirk, &summary, stage, "Data verzamelen").await;
    let chosen = S::choose(town, &dirk, &summary, "Soort data", "Beelden").await;
    seen.add(
        "Dirk verstuurt, met gesloten privéberichten",
        S::press(town, &dirk, &chosen, "Versturen").await,
    );
    let staff = S::staff_channel(town);
    let card = S::post(town, staff, 2).await;
    let card = S::changed(town, &card, "no direct").await;
    seen.add("The card says that he can't be reached", &card);
    let tess = S::join_staff(town, "Tess");
    seen.add("Tess accepts", S::press(town, &tess, &card, "Accept").await);
    let ulf = S::join_staff(town, "Ulf");
    let signup = [("signup", "C-0002")];
    let late = S::call(town, &ulf, staff, "staff signups accept", &signup);
    seen.add("Ulf is too late", late.await);
    let all = [("state", "all")];
    let list = S::call(town, &ulf, staff, "staff signups list", &all);
    seen.add("Ulf lists them", list.await);
    dirk
}

async fn standing_message<S: Stage>(
    town: &Town,
    sam: &S::Person,
    seen: &mut Transcript,
) -> S::Shown {
    let lobby = S::add_channel(town, "lobby");
    seen.add(
        "Sam puts the standing message up",
        S::call(town, sam, lobby, "staff start post", &[]).await,
    );
    let post = S::post(town, lobby, 1).await;
    seen.add("The standing message", &post);
    let eva = S::join(town, "Eva");
    for button in ["Ask", "What's on", "My sign-up"] {
        seen.add(
            &format!("Eva presses {button}"),
            S::press(town, &eva, &post, button).await,
        );
    }
    post
}

async fn lecture<S: Stage>(town: &mut Town, bot: &mut Bot, seen: &mut Transcript) {
    bot.watches().await;
    town.youtube.publish(
        CHANNEL,
        video("new00000001", "Missing data, and what to do about it"),
    );
    bot.advance(town, TimeDelta::minutes(11)).await;
    let announcements = S::announcements(town);
    let post = S::post(town, announcements, 1).await;
    seen.add("A new lecture is announced", &post);
    bot.watches().await;
    let count = town.youtube.requests().len();
    bot.advance(town, TimeDelta::minutes(11)).await;
    town.youtube.answered(count + 1).await;
    assert_eq!(S::count(town, announcements), 1, "once");
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
