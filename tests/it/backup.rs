//! Backups as the operator makes them: under load, checked, restored, and moved between SQLite and PostgreSQL.

use serde_json::json;
use testkit::discord::{Member, Shown};

use crate::{
    bot::{Database, Town},
    personal::signs_up,
    program::{dash_bot, refused},
};

#[tokio::test(flavor = "multi_thread")]
async fn backups_are_made_under_load_on_sqlite() {
    under_load(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn backups_are_made_under_load_on_postgresql() {
    match Database::postgres().await {
        Some(database) => under_load(database).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn under_load(database: Database) {
    let town = Town::new(database).await;
    let bot = town.bot().await;
    let kept = tempfile::tempdir().expect("a folder");
    let applicants: Vec<Member> = ["Clara", "Dirk", "Eva", "Finn"]
        .map(|name| town.discord.join(name))
        .to_vec();
    let load = async {
        for applicant in &applicants {
            for _ in 0..3 {
                signs_up(&town, applicant, "Can we predict readmission?").await;
            }
        }
    };
    let file = |number: i32| {
        kept.path()
            .join(format!("{number}.sqlite"))
            .display()
            .to_string()
    };
    let saving = async {
        for number in 0..6 {
            dash_bot(&town, &["backup", &file(number)]).await;
        }
    };
    tokio::join!(load, saving);
    dash_bot(&town, &["backup", &file(6)]).await;
    for number in 0..7 {
        let found = dash_bot(&town, &["backup", "verify", &file(number)]).await;
        assert!(
            found.contains("The file is whole, and its rows fit together."),
            "{found}"
        );
        assert_eq!(
            count(&found, "signups"),
            count(&found, "signup_history"),
            "{found}"
        );
    }
    let found = dash_bot(&town, &["backup", "verify", &file(6)]).await;
    assert_eq!(count(&found, "signups"), 12, "{found}");
    let last = applicants.last().expect("there are some");
    assert!(says(&status(&town, last).await, "C-0012"), "nobody waited");
    if matches!(town.database, Database::Sqlite(_)) {
        let said = refused(&town, &["restore", &file(6), "--force"]).await;
        assert!(
            said.contains("another process uses it; stop that one first"),
            "{said}"
        );
    }
    assert_eq!(bot.stop().await, Some(0));
    let said = refused(&town, &["restore", &file(6)]).await;
    assert!(said.contains("is not empty: nothing was changed"), "{said}");
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_moves_to_postgresql_and_back() {
    let Some(Database::Postgres(postgres)) = Database::postgres().await else {
        println!("skipped: there is no PostgreSQL on this machine");
        return;
    };
    let mut town = Town::new(Database::sqlite()).await;
    let clara = town.discord.join("Clara");
    let bot = town.bot().await;
    signs_up(&town, &clara, "Can we predict readmission?").await;
    town.discord.private_post(&clara, 1).await;
    town.discord.post(town.discord.staff_channel(), 1).await;
    let before = status(&town, &clara).await.to_text();
    assert_eq!(bot.stop().await, Some(0));
    // There, and back into a new file.
    for next in [Database::Postgres(postgres), Database::sqlite()] {
        let copied = dash_bot(&town, &["copy", &town.database.url(), &next.url()]).await;
        assert_eq!(count(&copied, "signups"), 1, "{copied}");
        town.database = next;
        let bot = town.bot().await;
        assert_eq!(status(&town, &clara).await.to_text(), before);
        assert_eq!(bot.stop().await, Some(0));
    }
    assert_eq!(town.discord.messages(town.discord.staff_channel()).len(), 1);
    town.discord.finish();
}

async fn status(town: &Town, member: &Member) -> Shown {
    let general = town.discord.general();
    town.discord
        .slash(member, general, "counseling status", json!({}))
        .await
}

fn says(shown: &Shown, what: &str) -> bool {
    shown.to_text().contains(what)
}

/// How many rows of a table are said to be there.
fn count(said: &str, table: &str) -> i64 {
    let mut lines = said.lines().map(str::split_whitespace);
    let found = lines.find_map(|mut words| {
        let count = words.next()?.parse().ok()?;
        (words.next() == Some(table)).then_some(count)
    });
    found.unwrap_or_else(|| panic!("{table} is not counted in:\n{said}"))
}
