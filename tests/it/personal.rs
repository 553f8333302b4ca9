//! What is known of people: they see it, take it along and have it erased, from the chat and from the command line, also
//! when they have left; what was posted of them goes, and a backup does not bring them back.

use serde_json::{Value, json};
use testkit::discord::{Channel, Member, Shown, State};

use crate::{
    bot::{Bot, Database, Town},
    program::dash_bot,
    transcript::Transcript,
};

/// A sign-up that is sent; its summary with all that was chosen is shown before.
pub(crate) async fn signs_up(town: &Town, member: &Member, words: &str) -> Shown {
    let discord = &town.discord;
    let general = discord.general();
    let form = discord
        .slash(member, general, "counseling signup", json!({}))
        .await;
    let filled = json!({
        "department": "Cardiology", "email": "clara@umcg.example", "question": words,
    });
    let summary = discord.submit(member, &form, filled).await;
    discord
        .choose(member, &summary, "Project stage", &["Idea"])
        .await;
    let chosen = discord
        .choose(member, &summary, "Kind of data", &["Images"])
        .await;
    discord.press(member, &chosen, "Send").await
}

/// What all of the staff see in their channel, and how many direct messages of the bot's somebody has.
fn posted(town: &Town, member: &Member) -> (Vec<String>, usize) {
    let discord = &town.discord;
    let (bot, staff) = (discord.bot(), discord.staff_channel());
    let direct = discord.messages(discord.conversation(member));
    let direct = direct.iter().filter(|message| message.author == bot);
    (discord.now(|state| cards(state, staff)), direct.count())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_it_is_shown_their_data_and_erased_on_sqlite() {
    shown_and_erased(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_it_is_shown_their_data_and_erased_on_postgresql() {
    match Database::postgres().await {
        Some(database) => shown_and_erased(database).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn shown_and_erased(database: Database) {
    let town = Town::new(database).await;
    let bot = town.bot().await;
    let discord = &town.discord;
    let general = discord.general();
    let (clara, sam) = (discord.join("Clara"), discord.join_staff("Sam"));
    let mut seen = Transcript::default();
    let show = |member: &Member| discord.slash(member, general, "mydata show", json!({}));
    seen.add("Clara is not known yet", show(&clara).await);
    signs_up(&town, &clara, "Can we predict readmission?").await;
    let receipt = discord.private_post(&clara, 1).await;
    let looks = discord.press(&clara, &receipt, "My sign-up").await;
    seen.add("Clara looks at her sign-up from its receipt", &looks);
    let card = discord.post(discord.staff_channel(), 1).await;
    discord.press(&sam, &card, "Accept").await;
    discord.private_post(&clara, 2).await;
    seen.add(
        "Clara looks at what is known of her",
        noted(show(&clara).await),
    );
    discord.set_locale(&clara, "nl");
    let dutch = show(&clara).await;
    seen.add("Clara bekijkt het in het Nederlands", noted(&dutch));
    let export = discord.press(&clara, &dutch, "Meenemen").await;
    seen.add("Clara neemt het mee", &export);
    let question = discord.press(&clara, &dutch, "Wissen").await;
    seen.add("Clara wil alles wissen", &question);
    // What she asked in public and alone was answered; those answers go, too.
    discord.mention(&clara, general, "what is DASH?").await;
    discord.dm(&clara, "status").await;
    let receipt = discord.press(&clara, &question, "Voorgoed wissen").await;
    seen.add(
        "Clara heeft alles gewist",
        hide_number(&receipt.to_string()),
    );
    gone(&town, &clara).await;
    let staff = discord.staff_channel();
    let told = |state: &State| {
        cards(state, staff)
            .iter()
            .any(|card| card.contains("is gone"))
    };
    discord.until(told).await;
    seen.add(
        "The staff's channel",
        discord.view(&sam, discord.staff_channel()),
    );
    seen.add("Clara kijkt nog eens", show(&clara).await);
    seen.add("Sam is staff, and sees it", show(&sam).await);
    let figures = discord.slash(&sam, discord.staff_channel(), "staff figures", json!({}));
    seen.add("The figures stay", figures.await);
    assert_eq!(bot.stop().await, Some(0));
    insta::assert_snapshot!("personal", seen.text());
    town.discord.finish();
}

/// Waits until no card and no direct message tells of a member any more.
async fn gone(town: &Town, member: &Member) {
    let discord = &town.discord;
    let (bot, staff) = (discord.bot(), discord.staff_channel());
    let (direct, general) = (discord.conversation(member), discord.general());
    let nothing = |state: &State| {
        let public = state.messages(general);
        let answer = public
            .iter()
            .any(|message| message.author == bot && message.flags & 64 == 0);
        let card = cards(state, staff)
            .iter()
            .any(|card| card.contains("Cardiology"));
        let direct = state.messages(direct);
        let direct = direct
            .iter()
            .any(|message| message.author == bot && message.flags & 64 == 0);
        !card && !answer && !direct
    };
    discord.until(nothing).await;
}

/// What all of the staff see in their channel.
pub(crate) fn cards(state: &State, staff: Channel) -> Vec<String> {
    let cards = state.messages(staff);
    let public = cards.iter().filter(|message| message.flags & 64 == 0);
    public
        .map(|message| format!("{:?}", message.embeds))
        .collect()
}

/// Whether what is shown says this.
fn says(shown: Shown, words: &str) -> bool {
    shown.to_string().contains(words)
}

/// A message may stand on the platform before it is noted that it does.
fn noted(shown: impl std::fmt::Display) -> String {
    shown
        .to_string()
        .replace("on its way", "sent")
        .replace("onderweg", "verstuurd")
}

/// The number under which an erasure is noted is another each time.
fn hide_number(text: &str) -> String {
    let hidden = |word: &str| word.len() == 8 && word.chars().all(|c| c.is_ascii_hexdigit());
    let words: Vec<&str> = text
        .split(' ')
        .map(|word| {
            if hidden(word.trim()) {
                "(number)\n"
            } else {
                word
            }
        })
        .collect();
    words.join(" ")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_put_back_does_not_bring_back_who_was_erased() {
    let mut town = Town::new(Database::sqlite()).await.set("CHILD_LOG", "1");
    let folder = match &town.database {
        Database::Sqlite(folder) => folder.path().to_owned(),
        Database::Postgres(_) => unreachable!("it is SQLite"),
    };
    let bot = town.bot().await;
    let (clara, dirk) = (town.discord.join("Clara"), town.discord.join("Dirk"));
    signs_up(&town, &clara, "Can we predict readmission?").await;
    signs_up(&town, &dirk, "Can we predict delirium?").await;
    let discord = &town.discord;
    discord.private_post(&clara, 1).await;
    discord.private_post(&dirk, 1).await;
    discord.post(discord.staff_channel(), 2).await;
    assert_eq!(bot.stop().await, Some(0));
    let (file, backup) = (folder.join("bot.sqlite"), folder.join("backup"));
    std::fs::copy(&file, &backup).expect("the file can be copied");
    let bot = town.bot().await;
    let question = discord
        .slash(&clara, discord.general(), "mydata erase", json!({}))
        .await;
    discord.press(&clara, &question, "Erase for good").await;
    let staff = discord.staff_channel();
    // Her card goes, and staff are told.
    discord
        .until(|state| {
            let cards = cards(state, staff);
            cards.len() == 2 && cards.iter().any(|card| card.contains("C-0001 is gone"))
        })
        .await;
    assert_eq!(bot.stop().await, Some(0));
    for beside in ["bot.sqlite-wal", "bot.sqlite-shm"] {
        // They are there or not, as SQLite left them.
        let _ = std::fs::remove_file(folder.join(beside));
    }
    std::fs::copy(&backup, &file).expect("the file can be put back");
    town.now += chrono::TimeDelta::minutes(5);
    let discord = &town.discord;
    let mut bot = Bot::start(&town);
    bot.until("ready").await;
    bot.log.says("they were erased again", 1).await;
    let status =
        |member: &Member| discord.slash(member, discord.general(), "counseling status", json!({}));
    assert!(says(status(&clara).await, "You have no sign-up"));
    assert!(says(status(&dirk).await, "Sign-up C-0002"));
    let (cards, direct) = posted(&town, &clara);
    assert_eq!((cards.len(), direct), (2, 0), "{cards:?}");
    // She signs up again: what is new is kept over the next start.
    signs_up(&town, &clara, "May I come back?").await;
    assert_eq!(bot.stop().await, Some(0));
    let bot = town.bot().await;
    assert!(says(status(&clara).await, "Sign-up C-0003"));
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_restored_does_not_bring_back_who_was_erased_on_sqlite() {
    restored(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_is_restored_does_not_bring_back_who_was_erased_on_postgresql() {
    match Database::postgres().await {
        Some(database) => restored(database).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn restored(database: Database) {
    let mut town = Town::new(database).await.set("CHILD_LOG", "1");
    let kept = tempfile::tempdir().expect("a folder");
    let backup = kept.path().join("kept.sqlite").display().to_string();
    let bot = town.bot().await;
    let (clara, dirk) = (town.discord.join("Clara"), town.discord.join("Dirk"));
    signs_up(&town, &clara, "Can we predict readmission?").await;
    signs_up(&town, &dirk, "Can we predict delirium?").await;
    let discord = &town.discord;
    let (general, staff) = (discord.general(), discord.staff_channel());
    discord.private_post(&clara, 1).await;
    discord.private_post(&dirk, 1).await;
    discord.post(staff, 2).await;
    dash_bot(&town, &["backup", &backup]).await;
    let question = discord
        .slash(&clara, general, "mydata erase", json!({}))
        .await;
    discord.press(&clara, &question, "Erase for good").await;
    let hers = |state: &State| {
        let cards = cards(state, staff);
        let hers = cards.into_iter().filter(|card| card.contains("C-0001"));
        hers.collect::<Vec<_>>()
    };
    let told = |state: &State| {
        let hers = hers(state);
        hers.len() == 1 && hers[0].contains("C-0001 is gone")
    };
    discord.until(told).await;
    assert_eq!(bot.stop().await, Some(0));
    dash_bot(&town, &["restore", "--force", &backup]).await;
    town.now += chrono::TimeDelta::minutes(5);
    let bot = town.bot().await;
    bot.log.says("they were erased again", 1).await;
    let discord = &town.discord;
    let status = |member: &Member| discord.slash(member, general, "counseling status", json!({}));
    assert!(says(status(&clara).await, "You have no sign-up"));
    assert!(says(status(&dirk).await, "Sign-up C-0002"));
    assert!(discord.now(told), "{:?}", discord.now(hers));
    assert_eq!(posted(&town, &clara).1, 0);
    // She signs up again: what is new is kept over the next start.
    signs_up(&town, &clara, "May I come back?").await;
    assert_eq!(bot.stop().await, Some(0));
    let bot = town.bot().await;
    assert!(says(status(&clara).await, "May I come back?"));
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_and_the_operator_do_it_for_somebody_who_has_left_on_sqlite() {
    done_for_others(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_and_the_operator_do_it_for_somebody_who_has_left_on_postgresql() {
    match Database::postgres().await {
        Some(database) => done_for_others(database).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn done_for_others(database: Database) {
    let mut town = Town::new(database).await;
    let mut bot = town.bot().await;
    let discord = &town.discord;
    let staff = discord.staff_channel();
    let (clara, dirk) = (discord.join("Clara"), discord.join("Dirk"));
    let sam = discord.join_staff("Sam");
    signs_up(&town, &clara, "Can we predict readmission?").await;
    signs_up(&town, &dirk, "Can we predict delirium?").await;
    discord.private_post(&clara, 1).await;
    discord.private_post(&dirk, 1).await;
    discord.post(staff, 2).await;
    discord.leave(&clara);
    let mut seen = Transcript::default();
    let find = |who: &str| discord.slash(&sam, staff, "staff person find", json!({ "who": who }));
    seen.add("Sam asks for nobody", find("C-0099").await);
    seen.add(
        "Sam asks by the address of two",
        find("clara@umcg.example").await,
    );
    let found = find("C-0001").await;
    seen.add("Sam finds Clara by her sign-up", &found);
    let by_account = find(&clara.id().to_string()).await;
    assert_eq!(by_account.to_string(), found.to_string());
    let export = discord.press(&sam, &found, "Export for them").await;
    seen.add("Sam exports it", &export);
    let question = discord.press(&sam, &found, "Erase").await;
    seen.add("Sam wants to erase her", &question);
    let receipt = discord.press(&sam, &question, "Erase for good").await;
    seen.add("Sam has erased her", hide_number(&receipt.to_string()));
    discord
        .until(|state| {
            let cards = cards(state, staff);
            cards.len() == 2 && cards[1].contains("C-0001 is gone")
        })
        .await;

    // The operator has a request on paper from Dirk, and lets the bot run.
    let found = dash_bot(&town, &["person", "find", "C-0002"]).await;
    assert!(
        found.contains(&format!("account {} on discord", dirk.id())),
        "{found}"
    );
    let export: Value =
        serde_json::from_str(&dash_bot(&town, &["person", "export", "C-0002"]).await)
            .expect("it is JSON");
    let question = &export["tables"]["signups"][0]["question"];
    assert_eq!(question, "Can we predict delirium?");
    let asked = dash_bot(&town, &["person", "erase", "C-0002"]).await;
    assert!(asked.contains("Nothing was erased."), "{asked}");
    let erased = dash_bot(&town, &["person", "erase", "C-0002", "--yes"]).await;
    assert!(erased.contains("1 signups"), "{erased}");
    // The program went by the clock on the wall.
    let passed = clock::Clock::system().now() + chrono::TimeDelta::hours(1) - town.now;
    bot.jump(&mut town, passed).await;
    bot.until_discord(&mut town, |state| {
        let cards = cards(state, staff);
        cards.len() == 2 && cards.iter().all(|card| card.contains("is gone"))
    })
    .await;
    assert_eq!(bot.stop().await, Some(0));
    insta::assert_snapshot!("personal_for_others", seen.text());
    town.discord.finish();
}
