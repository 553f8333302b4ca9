//! Nothing of a person is written anywhere but into the database: a story with marked names, words, addresses and
//! tokens, and a search through all else that was written.

use std::{fs, path::Path};

use serde_json::json;
use testkit::discord::Fault;

use crate::bot::{CHANNEL, Database, Town};

/// In everything that a person of this story is called, writes or is reached at.
const MARK: &str = "qzx";

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_person_is_written_on_sqlite() {
    searched(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_person_is_written_on_postgresql() {
    match Database::postgres().await {
        Some(database) => searched(database).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn searched(database: Database) {
    let mut town = Town::new(database).await.set("CHILD_LOG", "trace");
    let mut bot = town.bot().await;
    bot.watches().await;
    let accounts = story(&town).await;
    // What goes wrong is told, too: a feed that is broken, a platform that fails, a fault of ours.
    town.youtube
        .publish(CHANNEL, crate::story::video("new00000001", "Missing data"));
    town.discord
        .fault(Fault::on("POST", "/channels/*/messages").times(2).lose());
    bot.advance(&mut town, chrono::TimeDelta::minutes(11)).await;
    let announcements = town.discord.announcements();
    bot.until_discord(&mut town, |state| !state.messages(announcements).is_empty())
        .await;
    let log = bot.log.clone();
    bot.say(&format!("panic cannot read {MARK}")).await;
    log.says("a part of the program panicked", 1).await;
    let metrics = written_for_monitoring(&town, &log).await;
    assert_eq!(bot.stop().await, Some(0));
    let log = log.whole().await;
    assert!(log.lines().count() > 10, "too little was logged:\n{log}");
    let mut written = vec![("the log", log), ("what monitoring reads", metrics)];
    if let Database::Sqlite(folder) = &town.database {
        written.extend(beside_the_database(folder.path()));
    }
    written.extend(snapshots());
    let token = town.discord.token();
    let marks = accounts
        .iter()
        .map(String::as_str)
        .chain([MARK, token.as_str()]);
    for mark in marks {
        for (what, text) in &written {
            let found = text.to_lowercase().find(&mark.to_lowercase());
            let around = found.map(|at| {
                let from = text.floor_char_boundary(at.saturating_sub(200));
                let to = text.ceil_char_boundary((at + 200).min(text.len()));
                &text[from..to]
            });
            // In a snapshot the fake's accounts stand where people would be mentioned.
            let account = accounts.iter().any(|account| account == mark);
            if account && what.ends_with(".snap") {
                continue;
            }
            assert_eq!(around, None, "{mark} stands in {what}");
        }
    }
    town.discord.finish();
}

/// Everything that people do, with marked words; the ids of their accounts.
async fn story(town: &Town) -> Vec<String> {
    let discord = &town.discord;
    let general = discord.general();
    let (clara, dirk) = (discord.join("Clara Qzxname"), discord.join("Dirk Qzxname"));
    let sam = discord.join_staff("Sam Qzxstaff");
    discord.set_nick(&clara, "Qzxnick");
    let ask = json!({ "question": "Where is the qzxask seminar?" });
    discord.slash(&clara, general, "ask", ask).await;
    discord
        .mention(&clara, general, "what is a qzxmention?")
        .await;
    discord.dm(&clara, "do you know qzxdirect?").await;
    let patient = json!({ "question": "Patiënt Jan Qzxpatient, bsn 111222333: kan dat?" });
    discord.slash(&clara, general, "ask", patient).await;
    let form = discord
        .slash(&clara, general, "counseling signup", json!({}))
        .await;
    let wrong = json!({ "department": "Qzxward", "email": "qzx@", "question": "qzxquestion?" });
    let wrong = discord.submit(&clara, &form, wrong).await;
    let form = discord.press(&clara, &wrong, "Keep editing").await;
    let right = json!({ "email": "qzx@umcg.example" });
    let summary = discord.submit(&clara, &form, right).await;
    discord
        .choose(&clara, &summary, "Project stage", &["Idea"])
        .await;
    let chosen = discord
        .choose(&clara, &summary, "Kind of data", &["Images"])
        .await;
    discord.press(&clara, &chosen, "Send").await;
    discord.private_post(&clara, 1).await;
    let card = discord.post(discord.staff_channel(), 1).await;
    discord.press(&sam, &card, "Open").await;
    let form = discord.press(&sam, &card, "Decline").await;
    let reason = json!({ "reason": "qzxreason" });
    discord.submit(&sam, &form, reason).await;
    discord.private_post(&clara, 2).await;
    let find = json!({ "who": "qzx@umcg.example" });
    discord
        .slash(&sam, discord.staff_channel(), "staff person find", find)
        .await;
    let known = discord
        .slash(&clara, general, "mydata show", json!({}))
        .await;
    discord.press(&clara, &known, "Export").await;
    // Direct messages that are refused, and an erasure.
    discord.close_dms(&dirk);
    let language = json!({ "language": "nl" });
    discord.slash(&dirk, general, "language", language).await;
    let question = discord.press(&clara, &known, "Erase").await;
    discord.press(&clara, &question, "Erase for good").await;
    let people = [clara, dirk, sam];
    people.map(|member| member.id().to_string()).into()
}

/// What is served for monitoring.
async fn written_for_monitoring(_town: &Town, log: &crate::log::Log) -> String {
    let line = log.says("web.listen", 1).await;
    let address = line
        .split('"')
        .find(|part| part.starts_with("127.0.0.1:"))
        .expect("the address is logged");
    let mut all = String::new();
    for path in ["healthz", "readyz", "metrics", "status"] {
        let url = format!("http://{address}/{path}");
        let answer = reqwest::get(&url).await.expect("it is served");
        all.push_str(&answer.text().await.expect("an answer"));
    }
    all
}

/// Files that are written beside the database.
fn beside_the_database(folder: &Path) -> Vec<(&'static str, String)> {
    let files = fs::read_dir(folder).expect("the folder is there");
    let names = files.map(|file| file.expect("a file").path());
    names
        .filter(|path| !path.to_string_lossy().contains("bot.sqlite"))
        .map(|path| {
            let bytes = fs::read(&path).expect("it can be read");
            (
                "a file beside the database",
                String::from_utf8_lossy(&bytes).into_owned(),
            )
        })
        .collect()
}

/// Every snapshot of every crate.
fn snapshots() -> Vec<(&'static str, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            let is_ours = !path.ends_with("target") && !path.ends_with(".git");
            if path.is_dir() && is_ours {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "snap") {
                let text = fs::read_to_string(&path).expect("a snapshot");
                found.push(("a snapshot, .snap", text));
            }
        }
    }
    assert!(found.len() > 10, "the snapshots were not found");
    found
}
