//! What staff set in the chat, the same on each platform and on SQLite and PostgreSQL: seen, mistyped, set, felt by
//! others, undone, looked back at.

use chrono::TimeDelta;
use testkit::youtube::FakeYouTube;

use crate::{
    bot::{CHANNEL, Database, Town},
    stage::{Browsing, House as _, InTown, OnDiscord, OnSlack, Stage},
    story::video,
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn settings_on_discord_with_sqlite() {
    settings(OnDiscord(
        InTown::start(watching(Town::new(Database::sqlite()).await)).await,
    ))
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_on_discord_with_postgresql() {
    if let Some(database) = Database::postgres().await {
        settings(OnDiscord(
            InTown::start(watching(Town::new(database).await)).await,
        ))
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_on_slack_with_sqlite() {
    let town = Town::on_slack(Database::sqlite()).await;
    settings(OnSlack(InTown::start(watching(town)).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_on_slack_over_http_with_postgresql() {
    if let Some(database) = Database::postgres().await {
        let town = Town::on_slack_over_http(database).await;
        settings(OnSlack(InTown::start(watching(town)).await)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_on_the_page() {
    let Some(browsing) = Browsing::start().await else {
        println!("skipped: there is no browser on this machine");
        return;
    };
    let youtube = FakeYouTube::start().await;
    with_a_video(&youtube);
    browsing.play(Database::sqlite(), youtube, settings).await;
}

fn watching(town: Town) -> Town {
    with_a_video(&town.youtube);
    town
}

fn with_a_video(youtube: &FakeYouTube) {
    youtube.add_channel(CHANNEL, "DASH");
    youtube.publish(CHANNEL, video("old00000001", "An older lecture"));
}

async fn settings<S: Stage>(mut stage: S) {
    let mut seen = Transcript::default();
    let sam = stage.join_staff("Sam");
    let anna = stage.join("Anna");
    stage.set_locale(anna, "nl");
    let general = stage.general();
    let refused = stage.call(anna, general, "staff settings show", &[]);
    seen.add("Anna is no staff", refused.await);
    reply_days(&stage, sam, anna, &mut seen).await;
    let start = standing_message(&stage, sam, &mut seen).await;
    posts(&mut stage, sam, &start, &mut seen).await;
    channels(&stage, sam, &mut seen).await;
    look_back(&stage, sam, &mut seen).await;
    stage.quiet().await;
    stage.into_house().end().await;
    insta::assert_snapshot!(format!("settings_{}", S::NAME), seen.text());
}

/// How long a reply takes: mistyped, set, read by who asks, and undone twice.
async fn reply_days<S: Stage>(stage: &S, sam: S::Person, anna: S::Person, seen: &mut Transcript) {
    let staff = stage.staff_channel();
    let shown = stage.call(sam, staff, "staff settings show", &[]).await;
    seen.add("Sam looks at what is set", &shown);
    let name = "Working days until a reply";
    let form = stage.choose(sam, &shown, "Change", name).await;
    seen.add("Sam changes how long a reply takes", &form);
    let bad = stage.submit(sam, &form, &[("value", "30")]).await;
    seen.add("That is too long", &bad);
    let form = stage.keep_editing(sam, &bad, "Keep editing").await;
    seen.add("Sam goes on editing", &form);
    let saved = stage.submit(sam, &form, &[("value", "3")]).await;
    seen.add("It is saved", &saved);
    seen.add(
        "Anna reads it",
        receipt(stage, anna, "Mag ik de bakfiets van DASH lenen?").await,
    );
    let undone = stage.press(sam, &saved, "Undo").await;
    seen.add("Sam undoes it", &undone);
    let again = stage.press(sam, &undone, "Undo").await;
    seen.add("Sam undoes that", &again);
    seen.add(
        "What is not the newest stays",
        stage.press(sam, &saved, "Undo").await,
    );
}

/// What one who asks the team is told.
async fn receipt<S: Stage>(stage: &S, anna: S::Person, question: &str) -> S::Shown {
    let asked = [("question", question)];
    let summary = stage.call(anna, stage.general(), "team ask", &asked).await;
    stage.press(anna, &summary, "Naar het team sturen").await
}

/// A text of staff's own on the start card, where it stands.
async fn standing_message<S: Stage>(stage: &S, sam: S::Person, seen: &mut Transcript) -> S::Shown {
    let lobby = stage.add_channel("lobby");
    stage.call(sam, lobby, "staff start post", &[]).await;
    let post = stage.post(lobby, 1).await;
    for (setting, value) in [
        ("welcome-en", "Open on **weekdays** until five. @everyone"),
        ("welcome-nl", "Op **werkdagen** open tot vijf uur."),
    ] {
        let saved = set(stage, sam, setting, value).await;
        seen.add(&format!("Sam writes {setting}"), saved);
    }
    let post = stage.changed(&post, "until five").await;
    seen.add("It stands on the start card", &post);
    post
}

async fn set<S: Stage>(stage: &S, sam: S::Person, setting: &str, value: &str) -> S::Shown {
    let staff = stage.staff_channel();
    let value = [("setting", setting), ("value", value)];
    stage.call(sam, staff, "staff settings set", &value).await
}

/// What is posted for everyone: in both languages, under a sentence of staff's own.
async fn posts<S: Stage>(stage: &mut S, sam: S::Person, start: &S::Shown, seen: &mut Transcript) {
    let unknown = set(stage, sam, "post-languages", "de").await;
    seen.add("Sam wants German", unknown);
    let both = set(stage, sam, "post-languages", "en, nl").await;
    seen.add("Sam wants both languages", both);
    let unknown = set(stage, sam, "lecture-lead-en", "By {speaker}: {title}").await;
    seen.add("Sam names what the bot does not know", unknown);
    set(stage, sam, "lecture-lead-en", "Five minutes on {title}.").await;
    set(stage, sam, "lecture-lead-nl", "Vijf minuten over {title}.").await;
    seen.add(
        "The start card is in both",
        stage.changed(start, "tot vijf uur").await,
    );
    stage.house().watches().await;
    let new = video("new00000001", "Missing data");
    stage.house().youtube().publish(CHANNEL, new);
    stage.house().advance(TimeDelta::minutes(11)).await;
    let post = stage.post(stage.announcements(), 1).await;
    seen.add("A lecture is announced", post);
}

/// Where the bot answers by itself: said in the channel, and said once more.
async fn channels<S: Stage>(stage: &S, sam: S::Person, seen: &mut Transcript) {
    let general = stage.general();
    let here = stage.call(sam, general, "staff settings here", &[]).await;
    seen.add("Sam lets the bot answer by itself", here);
    let shown = stage.call(sam, general, "staff settings show", &[]).await;
    seen.add("Sam looks at what is set by now", shown);
    let no_longer = stage.call(sam, general, "staff settings here", &[]).await;
    seen.add("Sam says it once more", no_longer);
}

async fn look_back<S: Stage>(stage: &S, sam: S::Person, seen: &mut Transcript) {
    let staff = stage.staff_channel();
    let lead = [("setting", "lecture-lead-en")];
    let undone = stage.call(sam, staff, "staff settings undo", &lead).await;
    seen.add("Sam takes a sentence back", undone);
    for sentence in ["New: {title}.", "Just out: {title}."] {
        set(stage, sam, "lecture-lead-en", sentence).await;
    }
    let history = stage.call(sam, staff, "staff settings history", &[]).await;
    seen.add("Sam looks at the history", &history);
    let earlier = stage.press(sam, &history, "Next").await;
    seen.add("Sam turns the page", earlier);
    stage.set_locale(sam, "nl");
    let one = [("setting", "reply-days")];
    let one = stage.call(sam, staff, "staff settings history", &one).await;
    seen.add("Sam bekijkt die van één instelling", one);
    let shown = stage.call(sam, staff, "staff settings show", &[]).await;
    let name = "Werkdagen tot een reactie";
    let reset = stage
        .choose(sam, &shown, "Terug naar de standaard", name)
        .await;
    seen.add("Sam zet de termijn terug", reset);
    let shown = stage.call(sam, staff, "staff settings show", &[]).await;
    seen.add("Sam bekijkt wat er is ingesteld", shown);
}
