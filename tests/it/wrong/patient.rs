//! Patient data: refused, kept nowhere, and a person may say that it was none.

use serde_json::json;

use super::begun;
use crate::{bot::Database, transcript::Transcript};

/// What no byte on the disk and no line of the log may hold.
const SECRETS: [&str; 5] = ["Vries", "111222333", "03-02-1961", "Jansen", "4711234"];

#[tokio::test(flavor = "multi_thread")]
async fn patient_data_in_a_form_is_refused_and_stands_nowhere() {
    let (mut town, mut bot) = begun().await;
    let mut seen = Transcript::default();
    refused(&town, &mut seen).await;
    insta::assert_snapshot!(seen.text());
    // What the bot keeps in memory for a moment is written by now.
    bot.advance(&mut town, chrono::TimeDelta::seconds(5)).await;
    stands_nowhere(&bytes(&town.database), "the database");
    let log = bot.log.clone();
    assert_eq!(bot.stop().await, Some(0));
    stands_nowhere(&bytes(&town.database), "the database at the end");
    let log = log.whole().await;
    assert!(log.contains("ready"), "the log was kept");
    stands_nowhere(log.as_bytes(), "the log");
    town.discord.finish();
}

async fn refused(town: &crate::bot::Town, seen: &mut Transcript) {
    let discord = &town.discord;
    let clara = discord.join("Clara");
    let general = discord.general();
    let form = discord
        .slash(&clara, general, "counseling signup", json!({}))
        .await;
    let question = "We want to predict readmission. Patient Jan de Vries (born 03-02-1961, bsn 111222333) came back twice. Is a cohort of 400 enough?";
    let filled = json!({ "department": "Cardiology", "question": question });
    let refused = discord.submit(&clara, &form, filled).await;
    seen.add("Clara writes about a patient", &refused);
    let again = discord.press(&clara, &refused, "Keep editing").await;
    seen.add("Clara keeps editing: the clean rest is there", &again);
    let summary = discord.submit(&clara, &again, json!({})).await;
    seen.add("Clara sends the clean rest in", &summary);
    let edit = discord.press(&clara, &summary, "Edit").await;
    let worse = json!({ "question": "Mevrouw Jansen, patiëntnummer 4711234, is opgenomen." });
    let refused = discord.submit(&clara, &edit, worse).await;
    seen.add("Clara edits, about a patient alone", &refused);
    seen.add(
        "Clara keeps editing",
        discord.press(&clara, &refused, "Keep editing").await,
    );
    // The same by the other ways in.
    let asked = "Patient Jan de Vries, born 03-02-1961: can you help?";
    discord
        .slash(&clara, general, "ask", json!({ "question": asked }))
        .await;
    discord.dm(&clara, asked).await;
    seen.add(
        "Clara mentions the bot",
        discord.mention(&clara, general, asked).await,
    );
    let forged = json!({ "question": asked.repeat(300) });
    discord.forge_slash(&clara, general, "ask", &forged).await;
    let code = "ask bsn:111222333";
    seen.add(
        "Clara forges a button about a patient",
        discord.forge_press(&clara, &summary, code).await,
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_that_it_was_no_patient_is_believed_once() {
    let (town, bot) = begun().await;
    let (discord, mut seen) = (&town.discord, Transcript::default());
    let clara = discord.join("Clara");
    let form = discord
        .slash(&clara, discord.general(), "counseling signup", json!({}))
        .await;
    let question = "Patient Jan de Vries is our project's made-up example. Can it be modelled?";
    let filled = json!({ "department": "Cardiology", "question": question });
    let refused = discord.submit(&clara, &form, filled).await;
    seen.add("Clara's example looks like a patient", &refused);
    let form = discord
        .press(&clara, &refused, "This was not a patient")
        .await;
    seen.add("Clara says that it was none", &form);
    let summary = discord
        .submit(&clara, &form, json!({ "question": question }))
        .await;
    seen.add("Clara types it again", &summary);
    let edit = discord.press(&clara, &summary, "Edit").await;
    let moved = json!({ "department": "Neurology" });
    let summary = discord.submit(&clara, &edit, moved).await;
    seen.add("Clara changes something else", &summary);
    let edit = discord.press(&clara, &summary, "Edit").await;
    let other = json!({ "question": "Patient Piet Jansen, born 03-02-1961, came back." });
    let refused = discord.submit(&clara, &edit, other).await;
    seen.add("Clara writes of somebody else", &refused);
    let again = discord.press(&clara, &refused, "Keep editing").await;
    let other = json!({ "question": "Patient Piet Jansen came back." });
    seen.add(
        "Clara keeps editing, and writes of him again",
        discord.submit(&clara, &again, other).await,
    );
    insta::assert_snapshot!(seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

/// All that stands in the database's files.
fn bytes(database: &Database) -> Vec<u8> {
    let Database::Sqlite(folder) = database else {
        panic!("this test looks into files");
    };
    let files = std::fs::read_dir(folder.path()).expect("the folder");
    let files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    assert!(files.iter().any(|file| file.ends_with("bot.sqlite")));
    files
        .iter()
        .flat_map(|file| std::fs::read(file).expect("a file that can be read"))
        .collect()
}

fn stands_nowhere(bytes: &[u8], place: &str) {
    let text = String::from_utf8_lossy(bytes);
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} stands in {place}");
    }
}
