//! What is asked after an answer, the same on each platform: it is understood for ten minutes.

use chrono::TimeDelta;
use testkit::youtube::FakeYouTube;

use crate::{
    bot::{CHANNEL, Database, Town},
    stage::{Browsing, House as _, InTown, OnDiscord, OnSlack, Stage},
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_talk_on_discord() {
    let town = Town::new(Database::sqlite()).await;
    talk(OnDiscord(InTown::start(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_talk_on_slack() {
    let town = Town::on_slack(Database::sqlite()).await;
    talk(OnSlack(InTown::start(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_talk_on_the_page() {
    let Some(browsing) = Browsing::start().await else {
        println!("skipped: there is no browser on this machine");
        return;
    };
    let youtube = FakeYouTube::start().await;
    youtube.add_channel(CHANNEL, "DASH");
    browsing.play(Database::sqlite(), youtube, talk).await;
}

async fn talk<S: Stage>(mut stage: S) {
    let mut seen = Transcript::default();
    let (anna, bram) = (stage.join("Anna"), stage.join("Bram"));
    stage.set_locale(bram, "nl");
    let asked = stage.direct(anna, "What is the summer school?").await;
    seen.add("Anna asks the bot alone", asked);
    let on = stage.direct(anna, "and what does it cost?").await;
    seen.add("Anna asks on", on);
    let dutch = stage.direct(anna, "and in Dutch?").await;
    seen.add("Anna wants it in Dutch", dutch);
    let other = stage.direct(anna, "How do I subscribe to the newsletter?");
    seen.add("Anna asks something else", other.await);
    let care = "My chest has been hurting since last night, what should I do about it?";
    let care = stage.direct(anna, care).await;
    seen.add("Anna asks what is for her doctor", &care);
    let form = stage.press(anna, &care, "Ask the team").await;
    seen.add("She could ask the team all the same", form);

    let answer = stage.mention(bram, "Wanneer zijn de webinars?").await;
    seen.add("Bram vraagt het waar iedereen het hoort", &answer);
    let on = stage.ask_on(bram, &answer, "en kan ik die ook terugkijken?");
    let on = on.await;
    seen.add("Bram vraagt door", &on);
    let cato = stage.join("Cato");
    let other = stage.ask_on(cato, &answer, "How do I subscribe to the newsletter?");
    seen.add("Cato asks something else at the same answer", other.await);
    let dutch = stage.ask_on(bram, &on, "and in English?").await;
    seen.add("Bram is still at his own", dutch);
    let form = stage.press(bram, &on, "Doorvragen").await;
    seen.add("Met de knop kan het ook", &form);
    let asked = [("question", "and in English?")];
    seen.add(
        "Het kan in het Engels",
        stage.submit(bram, &form, &asked).await,
    );
    let own = stage.mention(bram, "Ik heb al drie dagen koorts, moet ik naar de dokter?");
    seen.add("Bram vraagt wat voor zijn huisarts is", own.await);

    stage.house().advance(TimeDelta::minutes(11)).await;
    let late = stage.direct(anna, "and in Dutch?").await;
    seen.add("Too late: nobody knows what it is about", late);
    stage.quiet().await;
    stage.into_house().end().await;
    insta::assert_snapshot!(format!("talk_{}", S::NAME), seen.text());
}
