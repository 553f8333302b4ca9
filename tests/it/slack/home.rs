//! Each person's own page, and files, which can't stand in what vanishes.

use serde_json::json;

use super::{dash, signs_up};
use crate::{
    bot::{Database, Town},
    stage::settled,
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_home_shows_the_way_in_and_follows_what_happens() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let (slack, mut seen) = (town.slack(), Transcript::default());
    let (clara, sam) = (slack.join("Clara"), slack.join_staff("Sam"));
    slack.open_home(&clara).send().await;
    until(&town, || slack.home(&clara).is_some()).await;
    let home = slack.home(&clara).expect("it is there");
    seen.add("Clara looks at her page", &home);
    let form = settled(slack.press(&clara, &home, "Sign up")).await;
    let filled = json!({ "department": "Cardiology", "question": "Can we predict it?" });
    let summary = settled(slack.submit(&clara, &form, filled)).await;
    seen.add("Clara fills the form in, and stays in it", &summary);
    settled(slack.choose(&clara, &summary, "Project stage", &["Idea"])).await;
    let chosen = settled(slack.choose(&clara, &summary, "Kind of data", &["Images"])).await;
    let sent = settled(slack.press(&clara, &chosen, "Send")).await;
    seen.add("Clara sends", &sent);
    let says = |words: &'static str| {
        move || {
            let home = slack.home(&clara);
            home.is_some_and(|home| home.to_text().contains(words))
        }
    };
    until(&town, says("Sign-up C-0001")).await;
    let card = slack.post(slack.staff_channel(), 1).await;
    settled(slack.press(&sam, &card, "Accept")).await;
    until(&town, says("accepted")).await;
    seen.add(
        "Her page after Sam has accepted",
        slack.home(&clara).expect("it is there"),
    );
    assert_eq!(bot.stop().await, Some(0));
    insta::assert_snapshot!("home", seen.text());
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_goes_into_the_conversation_and_an_erasure_finds_it() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let clara = slack.join("Clara");
    signs_up(&town, &clara, "Can we predict it?").await;
    slack.private_post(&clara, 1).await;
    let direct = slack.conversation(&clara);
    let exported = dash(&town, &clara, "mydata export").await;
    assert!(exported.to_text().contains("Your data"), "{exported}");
    slack
        .until(|state| {
            state
                .messages(direct)
                .iter()
                .any(|message| !message.files.is_empty())
        })
        .await;
    slack
        .mention(&clara, slack.general(), "what is DASH?")
        .await;
    let question = dash(&town, &clara, "mydata erase").await;
    settled(slack.press(&clara, &question, "Erase for good")).await;
    let (bot_user, general, staff) = (slack.bot(), slack.general(), slack.staff_channel());
    slack
        .until(|state| {
            let of_bot = |channel| {
                let messages = state.messages(channel).into_iter();
                messages
                    .filter(|message| message.author == bot_user && !message.is_ephemeral())
                    .map(|message| format!("{:?}{:?}", message.blocks, message.files))
                    .collect::<Vec<_>>()
            };
            let cards = of_bot(staff);
            let told = cards.len() == 1 && cards[0].contains("C-0001 is gone");
            told && of_bot(direct).is_empty() && of_bot(general).is_empty()
        })
        .await;
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_staff_exported_of_somebody_goes_with_them() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let (clara, sam) = (slack.join("Clara"), slack.join_staff("Sam"));
    signs_up(&town, &clara, "Can we predict it?").await;
    let export = format!("staff person export {}", clara.id());
    let exported = dash(&town, &sam, &export).await;
    assert!(exported.to_text().contains('✅'), "{exported}");
    let file = slack.private_post(&sam, 1).await.as_message().files[0]["id"].clone();
    let file = file.as_str().expect("an id");
    // It is noted a moment after it stands there.
    until(&town, || town.database.whole().contains(file)).await;
    let question = dash(&town, &clara, "mydata erase").await;
    settled(slack.press(&clara, &question, "Erase for good")).await;
    let direct = slack.conversation(&sam);
    slack.until(|state| state.messages(direct).is_empty()).await;
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

/// Waits until it is so.
async fn until(town: &Town, mut so: impl FnMut() -> bool) {
    let looks = async {
        while !so() {
            tokio::task::yield_now().await;
        }
    };
    let patience = std::time::Duration::from_secs(20);
    let seen = clock::Clock::system().timeout(patience, looks).await;
    assert!(seen.is_ok(), "it never came about\n{}", town.slack().dump());
}
