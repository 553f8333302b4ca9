//! A hundred questions at once while an answer is edited: each reply is from one state of the answers.

use futures_util::future::{join_all, select};

use crate::{
    bot::{Database, Town},
    stage::{House as _, InTown, OnDiscord, Stage},
};

const QUESTIONS: usize = 100;

#[tokio::test(flavor = "multi_thread")]
async fn each_reply_is_from_one_state_of_the_answers_with_sqlite() {
    asked_while_edited(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_reply_is_from_one_state_of_the_answers_with_postgresql() {
    if let Some(database) = Database::postgres().await {
        asked_while_edited(database).await;
    }
}

async fn asked_while_edited(database: Database) {
    let town = Town::new(database)
        .await
        .set("DASH_BOT_LIMITS__CALLS_PER_MINUTE", "1000");
    let stage = OnDiscord(InTown::start(town).await);
    let (sam, general) = (stage.join_staff("Sam"), stage.general());
    edit(&stage, sam, 1).await;
    let asks = (0..QUESTIONS).map(|_| async {
        let person = stage.join("Anna");
        let asked = [("question", "What is DASH?")];
        stage.call(person, general, "ask", &asked).await.to_text()
    });
    let edits = async {
        for version in 2.. {
            edit(&stage, sam, version).await;
        }
    };
    let (asks, edits) = (Box::pin(join_all(asks)), Box::pin(edits));
    let replies = match select(asks, edits).await {
        futures_util::future::Either::Left((replies, _)) => replies,
        futures_util::future::Either::Right(((), _)) => unreachable!("it is edited for ever"),
    };
    assert_eq!(replies.len(), QUESTIONS);
    for reply in replies {
        let versions: Vec<&str> = reply
            .split("Version ")
            .skip(1)
            .filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next())
            .collect();
        let [title, short, more] = versions[..] else {
            panic!("it is of no version:\n{reply}");
        };
        assert!(
            title == short && short == more,
            "two states in one:\n{reply}"
        );
    }
    stage.into_house().end().await;
}

async fn edit(stage: &OnDiscord, sam: <OnDiscord as Stage>::Person, version: u32) {
    let which = [("topic", "about"), ("language", "en")];
    let staff = stage.staff_channel();
    let form = stage.call(sam, staff, "staff knowledge edit", &which).await;
    let text = format!("Version {version}");
    let written = [("title", text.as_str()), ("short", &text), ("more", &text)];
    let saved = stage.submit(sam, &form, &written).await.to_text();
    assert!(saved.contains(&text), "{saved}");
}
