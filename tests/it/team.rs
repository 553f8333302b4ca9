//! A question that the bot cannot answer, the same on each platform and on SQLite and PostgreSQL: it goes to the team, the
//! team replies, the asker answers back and hears again.

use chrono::TimeDelta;
use testkit::youtube::FakeYouTube;

use crate::{
    bot::{CHANNEL, Database, Town},
    stage::{Browsing, House as _, InTown, OnDiscord, OnSlack, Stage},
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_question_to_the_team_on_discord_with_sqlite() {
    let town = Town::new(Database::sqlite()).await;
    question(OnDiscord(InTown::start(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_to_the_team_on_discord_with_postgresql() {
    if let Some(database) = Database::postgres().await {
        let town = Town::new(database).await;
        question(OnDiscord(InTown::start(town).await)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_to_the_team_on_slack_with_sqlite() {
    let town = Town::on_slack(Database::sqlite()).await;
    question(OnSlack(InTown::start(town).await)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_to_the_team_on_slack_over_http_with_postgresql() {
    if let Some(database) = Database::postgres().await {
        let town = Town::on_slack_over_http(database).await;
        question(OnSlack(InTown::start(town).await)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_to_the_team_on_the_page() {
    let Some(browsing) = Browsing::start().await else {
        println!("skipped: there is no browser on this machine");
        return;
    };
    let youtube = FakeYouTube::start().await;
    youtube.add_channel(CHANNEL, "DASH");
    browsing.play(Database::sqlite(), youtube, question).await;
}

/// The reply becomes an answer, in both languages, and is changed and taken back.
async fn answer<S: Stage>(stage: &S, sam: S::Person, seen: &mut Transcript) {
    let (general, staff) = (stage.general(), stage.staff_channel());
    let number = [("question", "Q-0001")];
    let case = stage
        .call(sam, staff, "staff questions reopen", &number)
        .await;
    let case = stage.press(sam, &case, "Open Q-0001").await;
    let place = stage.press(sam, &case, "Make this an answer").await;
    seen.add("Sam makes an answer of it", &place);
    let form = stage.press(sam, &place, "A new answer").await;
    seen.add("It belongs to none that is there", &form);
    let written = [
        ("title", "De bakfiets lenen"),
        (
            "short",
            "Dat kan. De sleutel ligt bij de receptie, tot vijf uur.",
        ),
        (
            "questions",
            "Mag ik de bakfiets van DASH een middag lenen?\nKan ik jullie fiets gebruiken?",
        ),
    ];
    let saved = stage.submit(sam, &form, &written).await;
    seen.add("It counts at once, in Dutch", &saved);
    let eva = stage.join("Eva");
    let ask = |question| [("question", question)];
    let asked = ask("may I use the bakfiets of DASH?");
    let alone = stage.call(eva, general, "ask", &asked).await;
    seen.add("Eva asks in English, and reads the Dutch text", alone);
    let form = stage.press(sam, &saved, "Edit English").await;
    seen.add("Sam writes the English one", &form);
    let written = [
        ("title", "Borrowing the cargo bike"),
        ("short", "You can. The key is at the reception, until five."),
        (
            "questions",
            "May I borrow the cargo bike (bakfiets) of DASH for an afternoon?",
        ),
    ];
    seen.add(
        "It is there in both languages",
        stage.submit(sam, &form, &written).await,
    );
    seen.add(
        "Eva asks again",
        stage.call(eva, general, "ask", &asked).await,
    );
    stage.set_locale(eva, "nl");
    let asked = ask("Kan ik de bakfiets van jullie een middagje gebruiken?");
    seen.add(
        "Eva vraagt het in het Nederlands",
        stage.call(eva, general, "ask", &asked).await,
    );

    let shown = [("topic", "de-bakfiets-lenen"), ("language", "nl")];
    let shown = stage.call(sam, staff, "staff knowledge show", &shown).await;
    seen.add("Sam looks at it", &shown);
    let retired = stage.press(sam, &shown, "Take away").await;
    seen.add("Sam takes the Dutch one away", &retired);
    let back = stage.press(sam, &retired, "Undo").await;
    seen.add("Sam undoes that", &back);
    let history = [("topic", "de-bakfiets-lenen"), ("language", "nl")];
    seen.add(
        "Sam looks at its history",
        stage
            .call(sam, staff, "staff knowledge history", &history)
            .await,
    );
    let late = stage.press(sam, &saved, "Undo").await;
    seen.add("Sam undoes what is not the newest", late);
    let edited = [("which", "edited")];
    seen.add(
        "Sam lists what is written over",
        stage
            .call(sam, staff, "staff knowledge list", &edited)
            .await,
    );
}

/// What was not answered, or did not help, is seen by staff without who asked.
async fn gaps<S: Stage>(stage: &mut S, anna: S::Person, sam: S::Person, seen: &mut Transcript) {
    let (general, staff) = (stage.general(), stage.staff_channel());
    let asked = [("question", "Wat is een Sparkle Event?")];
    let answered = stage.call(anna, general, "ask", &asked).await;
    let helped = stage.press(anna, &answered, "Hier heb ik iets aan").await;
    seen.add("Anna heeft iets aan een antwoord", helped);
    let not = stage.press(anna, &answered, "Hier heb ik niets aan").await;
    seen.add("Bij nader inzien niet", &not);
    seen.add(
        "Anna kan ermee naar het team",
        stage.press(anna, &not, "Vraag het team").await,
    );
    // What was asked is written within a second.
    stage.house().advance(TimeDelta::seconds(2)).await;
    let ulf = stage.join_staff("Ulf");
    for _ in 0..20 {
        let written = stage.call(ulf, staff, "staff knowledge gaps", &[]).await;
        if written.to_string().contains("Sparkle") {
            break;
        }
    }
    let gaps = stage.call(sam, staff, "staff knowledge gaps", &[]).await;
    seen.add("Sam looks at what is missing", &gaps);
    let first = "Mag ik de bakfiets van DASH een middag lenen?";
    let place = stage.choose(sam, &gaps, "Write an answer", first).await;
    let form = stage.press(sam, &place, "A new answer").await;
    seen.add("Sam could write an answer", form);
    let sparkle = "Wat is een Sparkle Event?";
    let dismissed = stage.choose(sam, &gaps, "Dismiss", sparkle).await;
    seen.add("Sam dismisses one", dismissed);
}

async fn question<S: Stage>(mut stage: S) {
    let mut seen = Transcript::default();
    let anna = stage.join("Anna");
    stage.set_locale(anna, "nl");
    let (general, staff) = (stage.general(), stage.staff_channel());
    let asked = [("question", "Mag ik de bakfiets van DASH een middag lenen?")];
    let unsure = stage.call(anna, general, "ask", &asked).await;
    seen.add("Anna vraagt wat de bot niet weet", &unsure);
    let summary = stage.press(anna, &unsure, "Vraag het team").await;
    seen.add("Anna ziet wat het team te zien krijgt", &summary);
    let sent = stage.press(anna, &summary, "Naar het team sturen").await;
    seen.add("Anna stuurt het", sent);
    seen.add("Anna's bewijs", stage.private_notice(anna, 1).await);

    let card = stage.post(staff, 1).await;
    seen.add("The staff's card", &card);
    let sam = stage.join_staff("Sam");
    seen.add("Sam takes it", stage.press(sam, &card, "Take").await);
    let card = stage.changed(&card, "Taken up").await;
    seen.add("The card says so", &card);
    let form = stage.press(sam, &card, "Reply").await;
    seen.add("Sam wants to reply", &form);
    let text = [("text", "Dat mag. Haal de sleutel op bij de receptie.")];
    let check = stage.submit(sam, &form, &text).await;
    seen.add("Sam checks the reply", &check);
    let sent = stage.press(sam, &check, "Send as the team").await;
    seen.add("Sam sends it without a name", sent);
    seen.add(
        "The card is answered",
        stage.changed(&card, "Answered").await,
    );

    let reply = stage.private_notice(anna, 2).await;
    seen.add("Anna hoort van het team", &reply);
    let form = stage.press(anna, &reply, "Terugschrijven").await;
    seen.add("Anna wil terugschrijven", &form);
    let text = [("text", "Fijn. Tot hoe laat is de receptie open?")];
    seen.add(
        "Anna schrijft terug",
        stage.submit(anna, &form, &text).await,
    );
    let back = stage.post(staff, 2).await;
    seen.add("Staff read it", &back);
    let tess = stage.join_staff("Tess");
    let list = stage.call(tess, staff, "staff questions list", &[]).await;
    seen.add("Tess lists what waits", list);
    seen.add(
        "Tess reads all of it",
        stage.press(tess, &back, "Open").await,
    );
    let form = stage.press(tess, &back, "Reply").await;
    let check = stage
        .submit(tess, &form, &[("text", "Tot vijf uur.")])
        .await;
    let sent = stage.press(tess, &check, "Send as Tess").await;
    seen.add("Tess replies under her name", sent);
    let reply = stage.private_notice(anna, 3).await;
    seen.add("Anna hoort van Tess", &reply);
    let helped = stage.press(anna, &reply, "Hier heb ik wat aan").await;
    seen.add("Anna heeft er wat aan", helped);
    seen.add("The card shrinks", stage.changed(&card, "Done with").await);
    let mine = stage.call(anna, general, "team questions", &[]).await;
    seen.add("Anna kijkt terug", mine);

    answer(&stage, sam, &mut seen).await;

    let bram = stage.join("Bram");
    let none = stage.call(bram, general, "team questions", &[]).await;
    seen.add("Bram has asked nothing", &none);
    let form = stage.press(bram, &none, "Ask the team").await;
    let patient = [(
        "question",
        "Patient J. Smith, born 3 Feb 1961, has a fever. What now?",
    )];
    let refused = stage.submit(bram, &form, &patient).await;
    seen.add("Bram writes about a patient", refused);
    let asked = [("question", "Who repairs the coffee machine?")];
    let summary = stage.call(bram, general, "team ask", &asked).await;
    stage.press(bram, &summary, "Send to the team").await;
    let card = stage.post(staff, 3).await;
    let closed = stage.choose(sam, &card, "More", "Not for us").await;
    seen.add("Sam says that it is not for us", &closed);
    seen.add("Bram hears of it", stage.private_notice(bram, 2).await);
    let again = stage.press(sam, &closed, "Take back").await;
    seen.add("Sam takes that back", again);
    gaps(&mut stage, anna, sam, &mut seen).await;
    stage.quiet().await;
    stage.into_house().end().await;
    insta::assert_snapshot!(format!("team_{}", S::NAME), seen.text());
}
