//! Forms: what is wrong stands at its field, what was not typed is asked for, and what is being typed is completed.

use serde_json::json;
use testkit::slack::Fault;

use super::{dash, signs_up};
use crate::{
    bot::{Database, Town},
    stage::settled,
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_stands_at_its_field_and_a_patient_is_refused_before_anything_is_kept() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let (slack, mut seen) = (town.slack(), Transcript::default());
    let clara = slack.join("Clara");
    slack.set_locale(&clara, "nl-NL");
    slack.acknowledged().await;
    let form = dash(&town, &clara, "counseling signup").await;
    let patient = "Patiënt Jan de Vries, geboren 03-02-1961: kan dat model?";
    let filled =
        json!({ "department": "Cardiologie", "email": "clara@umcg.example", "question": patient });
    let refused = slack.submit(&clara, &form, filled).await;
    seen.add("Clara noemt een patiënt", &refused);
    let waived = slack.submit(&clara, &refused, json!({ "waive": ["true"] }));
    seen.add("Clara zegt dat het geen patiënt was", settled(waived).await);
    let whole = town.database.whole();
    assert!(
        !whole.contains("03-02-1961 maar dan zonder"),
        "a look that can fail"
    );
    assert_eq!(bot.stop().await, Some(0));
    insta::assert_snapshot!("patient", seen.text());
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_as_of_a_patient_is_kept_nowhere() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let clara = slack.join("Clara");
    let form = dash(&town, &clara, "counseling signup").await;
    let patient = "Patient John Quigley, born 03-02-1961: does the model work for him?";
    let filled = json!({ "department": "Cardiology", "question": patient });
    let refused = slack.submit(&clara, &form, filled).await;
    assert!(refused.to_text().contains("about a patient"), "{refused}");
    // A call that writes comes after it.
    dash(&town, &clara, "language nl").await;
    let whole = town.database.whole();
    assert!(
        !whole.contains("Quigley") && whole.contains("nl"),
        "it was kept"
    );
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_typed_is_asked_for_with_what_there_is_to_choose_from() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let (slack, mut seen) = (town.slack(), Transcript::default());
    let (clara, sam) = (slack.join("Clara"), slack.join_staff("Sam"));
    signs_up(&town, &clara, "Can we predict it?").await;
    let form = dash(&town, &sam, "staff signups decline").await;
    seen.add("Sam types the command and nothing else", &form);
    let offered = slack.type_into(&sam, &form, "signup", "C-0").await;
    seen.add("Sam types into the menu", &offered);
    let (_, value) = &offered.as_options()[0];
    let filled = json!({ "signup": value, "reason": "We are full until March." });
    seen.add(
        "Sam sends it",
        settled(slack.submit(&sam, &form, filled)).await,
    );
    let asks = dash(&town, &clara, "language").await;
    seen.add("Clara asks for a language without one", &asks);
    let chosen = slack.submit(&clara, &asks, json!({ "language": "nl" }));
    seen.add("Clara chooses one", settled(chosen).await);
    assert_eq!(bot.stop().await, Some(0));
    insta::assert_snapshot!("asked_for", seen.text());
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_asked_for_what_was_not_typed_asks_for_it_again_after_a_patient() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let (clara, sam) = (slack.join("Clara"), slack.join_staff("Sam"));
    let patient = "We are full, and Patient John Quigley, born 03-02-1961, can't wait.";
    let again = [
        json!({ "waive": ["true"] }),
        json!({ "reason": "We are full until March." }),
    ];
    for filled in again {
        signs_up(&town, &clara, "Can we predict it?").await;
        let form = dash(&town, &sam, "staff signups decline").await;
        let offered = slack.type_into(&sam, &form, "signup", "C-0").await;
        let (_, signup) = &offered.as_options()[0];
        let named = json!({ "signup": signup, "reason": patient });
        let refused = slack.submit(&sam, &form, named).await;
        assert!(refused.to_text().contains("about a patient"), "{refused}");
        let done = settled(slack.submit(&sam, &refused, filled)).await;
        assert!(done.to_text().contains("declined"), "{done}");
    }
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_could_not_be_opened_is_opened_by_the_button() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let sam = slack.join_staff("Sam");
    signs_up(&town, &slack.join("Clara"), "Can we predict it?").await;
    for line in ["language", "staff signups decline"] {
        slack.fault(Fault::on("views.open").refuse("internal_error"));
        let again = dash(&town, &sam, line).await;
        let form = settled(slack.press(&sam, &again, "Try again")).await;
        let filled = if line == "language" {
            json!({ "language": "en" })
        } else {
            let offered = slack.type_into(&sam, &form, "signup", "C-0").await;
            let (_, signup) = &offered.as_options()[0];
            json!({ "signup": signup, "reason": "We are full until March." })
        };
        let done = settled(slack.submit(&sam, &form, filled)).await;
        assert!(done.to_text().contains('✅'), "{done}");
    }
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_command_for_each_word_there_is_still_the_one_that_texts_name() {
    let town = Town::on_slack(Database::sqlite()).await;
    let town = town.set("DASH_BOT_SLACK__COMMAND_STYLE", "each");
    let bot = town.bot().await;
    let slack = town.slack();
    let anna = slack.join("Anna");
    let help = slack.slash(&anna, slack.general(), "/dash-help", "").await;
    let text = help.to_text();
    assert!(
        text.contains("/dash language") && !text.contains(" /language"),
        "{text}"
    );
    let start = dash(&town, &anna, "").await;
    assert!(start.to_text().contains("Sign up"), "{start}");
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_no_command_is_a_question_and_nothing_at_all_shows_the_way_in() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let (slack, mut seen) = (town.slack(), Transcript::default());
    let anna = slack.join("Anna");
    seen.add("Nothing behind it", dash(&town, &anna, "").await);
    seen.add(
        "A question with signs",
        dash(&town, &anna, "help me with p &lt; 0.05 &amp; grants").await,
    );
    seen.add("A command", dash(&town, &anna, "Lectures  latest").await);
    seen.add("Half a command", dash(&town, &anna, "counseling").await);
    let quoted = slack.say(&anna, slack.general(), "what is a Sparkle Event?");
    let asked = slack.message_action(&anna, quoted.place(), "ask_message");
    seen.add("Ask DASH on a message", asked.await);
    assert_eq!(bot.stop().await, Some(0));
    // What stands in somebody's message is not noted.
    assert!(!town.database.whole().contains("Sparkle Event?"));
    insta::assert_snapshot!("lines", seen.text());
    town.finish();
}
