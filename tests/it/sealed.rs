//! What people write is nowhere to be read in the database, and the bot shows it to whom it is for.

use std::process::{Command, Output};

use serde_json::json;
use testkit::discord::{Member, Shown};

use crate::bot::{Bot, Database, Town};

/// What a service manager need not try again.
const EX_CONFIG: Option<i32> = Some(78);

const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const NEW_KEY: &str = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

/// A word in each text that somebody typed.
const TYPED: [&str; 6] = [
    "ooievaar", // the name
    "fazant",   // the department
    "zwaluw",   // the question
    "kievit",   // the address
    "merel",    // why it was declined
    "specht",   // what was asked of the bot
];

/// The same, in a draft that was never sent.
const DRAFTED: [&str; 2] = ["wielewaal", "nachtegaal"];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_typed_stands_in_the_file() {
    sealed_from_the_start(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_typed_stands_in_a_dump_of_postgresql() {
    match Database::postgres().await {
        Some(database) => sealed_from_the_start(database).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stood_in_the_file_is_sealed_afterwards() {
    sealed_afterwards(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stood_in_postgresql_is_sealed_beside_the_running_bot() {
    match Database::postgres().await {
        Some(database) => sealed_afterwards(database).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn sealed_from_the_start(database: Database) {
    let town = Town::new(database)
        .await
        .set("CHILD_LOG", "info")
        .set("DASH_BOT_STORE__KEY", KEY);
    let bot = town.bot().await;
    let (clara, draft) = typed(&town).await;
    assert_eq!(readable(&town), Vec::<&str>::new(), "while it runs");
    shown(&town, &clara, &draft).await;
    let log = bot.log.clone();
    assert_eq!(bot.stop().await, Some(0));
    assert_eq!(readable(&town), Vec::<&str>::new(), "when it has ended");
    let said = log.whole().await.to_lowercase();
    assert!(TYPED.iter().all(|word| !said.contains(word)), "{said}");
    without_the_key_it_does_not_start(town).await;
}

async fn without_the_key_it_does_not_start(mut town: Town) {
    for settings in [vec![], vec![("DASH_BOT_STORE__KEY", NEW_KEY.to_owned())]] {
        town.settings = settings;
        let (status, said) = Bot::start(&town).ended().await;
        assert_eq!(status, EX_CONFIG);
        assert_eq!(
            said,
            "dash-bot: texts in the database are sealed under the key 8f0506b0, which is not given: \
             set it as [store] key, or among [store] previous_keys"
        );
    }
    town.discord.finish();
}

async fn sealed_afterwards(database: Database) {
    let mut town = Town::new(database).await;
    let bot = town.bot().await;
    let (clara, draft) = typed(&town).await;
    assert_eq!(bot.stop().await, Some(0));
    let all: Vec<&str> = TYPED.into_iter().chain(DRAFTED).collect();
    assert_eq!(readable(&town), all, "without a key all of it is there");

    let key = ("DASH_BOT_STORE__KEY", KEY.to_owned());
    town.settings = vec![key.clone()];
    // A file is held by one process; a server is not.
    let beside = matches!(town.database, Database::Postgres(_));
    let running = if beside { Some(town.bot().await) } else { None };
    let first = rekey(&town, &[]);
    assert!(
        first.starts_with("Texts that were sealed under the key 8f0506b0: 8."),
        "{first}"
    );
    assert_eq!(readable(&town), Vec::<&str>::new());
    let bot = match running {
        Some(bot) => bot,
        None => town.bot().await,
    };
    shown(&town, &clara, &draft).await;
    assert_eq!(bot.stop().await, Some(0));

    town.settings = vec![
        ("DASH_BOT_STORE__KEY", NEW_KEY.to_owned()),
        ("DASH_BOT_STORE__PREVIOUS_KEYS", KEY.to_owned()),
    ];
    let turned = rekey(&town, &[]);
    assert!(
        turned.contains("previous_keys can be taken away now"),
        "{turned}"
    );
    town.settings = vec![("DASH_BOT_STORE__KEY", NEW_KEY.to_owned())];
    let bot = town.bot().await;
    shown(&town, &clara, &draft).await;
    assert_eq!(bot.stop().await, Some(0));

    town.settings = vec![("DASH_BOT_STORE__PREVIOUS_KEYS", NEW_KEY.to_owned())];
    let back = rekey(&town, &["--plain"]);
    assert!(back.contains("Texts that were made readable: "), "{back}");
    town.settings = Vec::new();
    let bot = town.bot().await;
    shown(&town, &clara, &draft).await;
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

/// Clara signs up and is declined, asks something, and leaves a draft about: she, and what brings it back.
async fn typed(town: &Town) -> (Member, Shown) {
    let discord = &town.discord;
    let clara = discord.join("Clara");
    let general = discord.general();
    let sign_up = || discord.slash(&clara, general, "counseling signup", json!({}));
    let form = sign_up().await;
    let filled = json!({
        "name": "Clara Ooievaar", "department": "Fazant", "email": "kievit@umcg.example",
        "question": "Can we count the zwaluw in our cohort?",
    });
    let summary = discord.submit(&clara, &form, filled).await;
    discord
        .choose(&clara, &summary, "Project stage", &["Idea"])
        .await;
    let chosen = discord
        .choose(&clara, &summary, "Kind of data", &["Tables and lab values"])
        .await;
    discord.press(&clara, &chosen, "Send").await;
    let card = discord.post(discord.staff_channel(), 1).await;
    let sam = discord.join_staff("Sam");
    let form = discord.press(&sam, &card, "Decline").await;
    let reason = json!({ "reason": "Please come to the merel meeting first." });
    discord.submit(&sam, &form, reason).await;
    discord.private_post(&clara, 2).await;

    let question = json!({ "question": "Where does the specht live?" });
    discord.slash(&clara, general, "ask", question).await;

    let form = sign_up().await;
    let filled = json!({
        "department": "Nachtegaal", "email": "mistyped", "question": "Where is the wielewaal?",
    });
    let refused = discord.submit(&clara, &form, filled).await;
    (clara, refused)
}

/// Clara finds her sign-up and her draft again, staff find the case.
async fn shown(town: &Town, clara: &Member, draft: &Shown) {
    let discord = &town.discord;
    let general = discord.general();
    let status = discord
        .slash(clara, general, "counseling status", json!({}))
        .await;
    reads(&status, &["zwaluw", "merel"]);
    let form = discord.press(clara, draft, "Keep editing").await;
    reads(&form, &DRAFTED);
    let tess = discord.join_staff("Tess");
    let channel = discord.staff_channel();
    let open = json!({ "signup": "C-0001" });
    let case = discord
        .slash(&tess, channel, "staff signups open", open)
        .await;
    reads(&case, &["ooievaar", "fazant", "zwaluw", "kievit"]);
}

fn reads(shown: &Shown, words: &[&str]) {
    let text = shown.to_text().to_lowercase();
    assert!(
        words.iter().all(|word| text.contains(word)),
        "{words:?} in {shown}"
    );
}

/// Which of the words can be read by who gets hold of the database.
fn readable(town: &Town) -> Vec<&'static str> {
    let whole = town.database.whole().to_lowercase();
    let words = TYPED.into_iter().chain(DRAFTED);
    words.filter(|word| whole.contains(word)).collect()
}

/// What `dash-bot rekey` prints.
fn rekey(town: &Town, arguments: &[&str]) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_dash-bot"))
        .arg("rekey")
        .args(arguments)
        .env_clear()
        .env("DATABASE_URL", town.database.url())
        .envs(town.settings.iter().cloned())
        .output()
        .expect("the program starts");
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("it prints text")
}
