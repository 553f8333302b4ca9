//! The whole story, the same on SQLite and PostgreSQL: a member asks, is refused, signs up; staff open,
//! decline, accept; a video is announced.

use chrono::TimeDelta;
use serde_json::json;
use testkit::{
    discord::{Member, Shown},
    youtube::Video,
};

use crate::{
    bot::{Bot, CHANNEL, Database, Town},
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_sqlite() {
    story(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_on_postgresql() {
    match Database::postgres().await {
        Some(database) => story(database).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn story(database: Database) {
    let mut town = Town::new(database).await;
    town.youtube
        .publish(CHANNEL, video("old00000001", "An older lecture"));
    let mut bot = town.bot().await;
    let mut seen = Transcript::default();
    questions(&town, &mut seen).await;
    languages(&town, &mut seen).await;
    let clara = signup(&town, &mut seen).await;
    let sam = declined(&town, &clara, &mut seen).await;
    let dirk = accepted(&town, &mut seen).await;
    let start = standing_message(&town, &sam, &mut seen).await;
    lecture(&mut town, &mut bot, &mut seen).await;
    seen.add(
        "The standing message is current",
        town.changed(&start, "Missing data").await,
    );
    // By now the message that he was accepted has long been refused.
    let status = town.discord.slash(
        &dirk,
        town.discord.general(),
        "counseling status",
        json!({}),
    );
    seen.add("Dirk kijkt hoe het staat", status.await);
    assert_eq!(bot.stop().await, Some(0), "the bot ends by itself");
    insta::assert_snapshot!("story", seen.text());
    town.discord.finish();
}

async fn questions(town: &Town, seen: &mut Transcript) {
    let discord = &town.discord;
    let anna = discord.join("Anna");
    let general = discord.general();
    let ask = |question: &'static str| {
        discord.slash(&anna, general, "ask", json!({ "question": question }))
    };
    seen.add(
        "Anna asks in English",
        ask("How can I sign up for the counseling meetings?").await,
    );
    discord.set_locale(&anna, "nl");
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
        discord.press(&anna, &refused, "Verder bewerken").await,
    );
    seen.add(
        "Anna noemt de bot in een kanaal",
        discord.mention(&anna, general, "wie zijn jullie?").await,
    );
    seen.add(
        "Anna schrijft de bot alleen",
        discord.dm(&anna, "help").await,
    );
    seen.add(
        "Anna vraagt de bot alleen",
        discord.dm(&anna, "wat is een Sparkle Event?").await,
    );
    seen.add(
        "Anna bekijkt de onderwerpen",
        discord.slash(&anna, general, "topics", json!({})).await,
    );
    let typed = discord
        .type_option(&anna, general, "topics", json!({ "topic": "web" }), "topic")
        .await;
    seen.add("Anna typt een onderwerp", typed);
}

async fn languages(town: &Town, seen: &mut Transcript) {
    let discord = &town.discord;
    let bram = discord.join("Bram");
    let general = discord.general();
    discord.set_locale(&bram, "en-GB");
    seen.add(
        "Bram kiest Nederlands",
        discord
            .slash(&bram, general, "language", json!({ "language": "nl" }))
            .await,
    );
    seen.add(
        "Bram vraagt hulp in een privébericht",
        discord.dm(&bram, "help").await,
    );
    seen.add(
        "Bram is no staff",
        discord
            .slash(&bram, general, "staff signups list", json!({}))
            .await,
    );
}

async fn signup(town: &Town, seen: &mut Transcript) -> Member {
    let discord = &town.discord;
    let clara = discord.join("Clara");
    let general = discord.general();
    let form = discord
        .slash(&clara, general, "counseling signup", json!({}))
        .await;
    seen.add("Clara signs up", &form);
    let filled = json!({
        "department": "Cardiology", "email": "clara@", "question": "Can we predict readmission from our cohort?",
    });
    let bad = discord.submit(&clara, &form, filled).await;
    seen.add("Clara mistypes her address", &bad);
    let again = discord.press(&clara, &bad, "Keep editing").await;
    seen.add("Clara goes on editing: nothing is lost", &again);
    let summary = discord
        .submit(&clara, &again, json!({ "email": "clara@umcg.example" }))
        .await;
    seen.add("Clara reads the summary", &summary);
    seen.add(
        "Clara sends too early",
        discord.press(&clara, &summary, "Send").await,
    );
    discord
        .choose(&clara, &summary, "Project stage", &["Idea"])
        .await;
    let chosen = discord
        .choose(&clara, &summary, "Kind of data", &["Tables and lab values"])
        .await;
    seen.add("Clara has chosen", &chosen);
    let edit = discord.press(&clara, &chosen, "Edit").await;
    let question = json!({ "question": "Can we predict readmission within 30 days from our cohort of 4,000?" });
    let edited = discord.submit(&clara, &edit, question).await;
    seen.add("Clara has edited", &edited);
    let sent = discord.press(&clara, &edited, "Send").await;
    seen.add("Clara sends", &sent);
    seen.add("Clara's receipt", discord.private_post(&clara, 1).await);
    seen.add(
        "The staff's card",
        discord.post(discord.staff_channel(), 1).await,
    );
    seen.add(
        "Clara asks in a direct message",
        discord.dm(&clara, "status").await,
    );
    clara
}

async fn declined(town: &Town, clara: &Member, seen: &mut Transcript) -> Member {
    let discord = &town.discord;
    let sam = discord.join_staff("Sam");
    let card = discord.post(discord.staff_channel(), 1).await;
    seen.add(
        "Sam opens the case",
        discord.press(&sam, &card, "Open").await,
    );
    let form = discord.press(&sam, &card, "Decline").await;
    seen.add("Sam wants to decline", &form);
    let reason = json!({ "reason": "We are full until March. Please come to a Machine Learning Lab meeting first." });
    seen.add("Sam declines", discord.submit(&sam, &form, reason).await);
    seen.add("Clara hears of it", discord.private_post(clara, 3).await);
    seen.add("The card shrinks", town.changed(&card, "Declined").await);
    sam
}

async fn accepted(town: &Town, seen: &mut Transcript) -> Member {
    let discord = &town.discord;
    let general = discord.general();
    let dirk = discord.join("Dirk");
    discord.set_locale(&dirk, "nl");
    discord.close_dms(&dirk);
    let form = discord
        .slash(&dirk, general, "counseling signup", json!({}))
        .await;
    let filled = json!({ "department": "Radiologie", "question": "Hoe beginnen we met segmentatie van MRI-scans?" });
    let summary = discord.submit(&dirk, &form, filled).await;
    seen.add("Dirk kijkt na", &summary);
    discord
        .choose(
            &dirk,
            &summary,
            "Fase van het project",
            &["Data verzamelen"],
        )
        .await;
    let chosen = discord
        .choose(&dirk, &summary, "Soort data", &["Beelden"])
        .await;
    seen.add(
        "Dirk verstuurt, met gesloten privéberichten",
        discord.press(&dirk, &chosen, "Versturen").await,
    );
    let card = discord.post(discord.staff_channel(), 2).await;
    let card = town.changed(&card, "no direct").await;
    seen.add("The card says that he can't be reached", &card);
    let sam = discord.join_staff("Tess");
    seen.add("Tess accepts", discord.press(&sam, &card, "Accept").await);
    let other = discord.join_staff("Ulf");
    let late = discord.slash(
        &other,
        discord.staff_channel(),
        "staff signups accept",
        json!({ "signup": "C-0002" }),
    );
    seen.add("Ulf is too late", late.await);
    let list = discord.slash(
        &other,
        discord.staff_channel(),
        "staff signups list",
        json!({ "state": "all" }),
    );
    seen.add("Ulf lists them", list.await);
    dirk
}

async fn standing_message(town: &Town, sam: &Member, seen: &mut Transcript) -> Shown {
    let discord = &town.discord;
    let lobby = discord.add_channel("lobby");
    seen.add(
        "Sam puts the standing message up",
        discord
            .slash(sam, lobby, "staff start post", json!({}))
            .await,
    );
    let post = discord.post(lobby, 1).await;
    seen.add("The standing message", &post);
    let eva = discord.join("Eva");
    seen.add("Eva presses Ask", discord.press(&eva, &post, "Ask").await);
    seen.add(
        "Eva presses What's on",
        discord.press(&eva, &post, "What's on").await,
    );
    seen.add(
        "Eva presses My sign-up",
        discord.press(&eva, &post, "My sign-up").await,
    );
    post
}

async fn lecture(town: &mut Town, bot: &mut Bot, seen: &mut Transcript) {
    bot.watches().await;
    town.youtube.publish(
        CHANNEL,
        video("new00000001", "Missing data, and what to do about it"),
    );
    bot.advance(town, TimeDelta::minutes(11)).await;
    let post = town.discord.post(town.discord.announcements(), 1).await;
    seen.add("A new lecture is announced", &post);
    bot.watches().await;
    let count = town.youtube.requests().len();
    bot.advance(town, TimeDelta::minutes(11)).await;
    town.youtube.answered(count + 1).await;
    assert_eq!(
        town.discord.messages(town.discord.announcements()).len(),
        1,
        "once"
    );
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
