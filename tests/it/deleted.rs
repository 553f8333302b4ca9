//! What is deleted under the running bot: it fails closed, and says so.

use serde_json::json;

use crate::{
    bot::{Database, Town},
    story::{signup_of, video},
    transcript::Transcript,
};

#[tokio::test(flavor = "multi_thread")]
async fn when_the_staff_role_is_deleted_nobody_is_staff_and_the_staff_channel_says_so_on_sqlite() {
    staff_role_deleted(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_staff_role_is_deleted_nobody_is_staff_and_the_staff_channel_says_so_on_postgresql()
 {
    match Database::postgres().await {
        Some(database) => staff_role_deleted(database).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn staff_role_deleted(database: Database) {
    let town = Town::new(database).await.set("CHILD_LOG", "info");
    let bot = town.bot().await;
    let (discord, mut seen) = (&town.discord, Transcript::default());
    let (sam, clara) = (discord.join_staff("Sam"), discord.join("Clara"));
    signup_of(&town, &clara).await;
    let card = discord.post(discord.staff_channel(), 1).await;
    let general = discord.general();
    let list = discord
        .slash(&sam, general, "staff signups list", json!({}))
        .await;
    assert!(list.to_text().contains("C-0001"), "{list}");
    let direct = discord.dm(&sam, "help").await;

    discord.delete_role(discord.staff_role());
    seen.add(
        "The staff channel",
        discord.post(discord.staff_channel(), 2).await,
    );
    let again = discord
        .slash(&sam, general, "staff signups list", json!({}))
        .await;
    seen.add("Sam lists sign-ups", again);
    // He no longer sees the channel; a button that he kept is as little use to him.
    for code in ["staff.signups.accept signup=C-0001", "staff.status"] {
        let refused = discord.forge_press(&sam, &direct, code).await;
        assert!(
            refused.to_text().contains("For the DASH team only"),
            "{refused}"
        );
    }
    let card = discord.look(&card).expect("it stands");
    assert!(
        card.to_text().contains("New"),
        "nothing was decided: {card}"
    );
    let said = bot.log.says("the staff role was deleted", 1).await;
    assert!(
        said.contains("\"level\":\"ERROR\"") && said.contains("staff_roles"),
        "{said}"
    );
    let status: serde_json::Value =
        serde_json::from_str(&bot.asked("/status").await.1).expect("it is JSON");
    seen.add("/status", &status["troubles"]);
    insta::assert_snapshot!("staff_role_deleted", seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn when_another_role_is_deleted_nothing_changes() {
    let town = Town::new(Database::sqlite()).await.set("CHILD_LOG", "info");
    let bot = town.bot().await;
    let discord = &town.discord;
    let sam = discord.join_staff("Sam");
    let role = discord.add_role("guests", 0);
    discord.delete_role(role);
    let list = discord.slash(&sam, discord.general(), "staff signups list", json!({}));
    assert!(list.await.to_text().contains("Sign-ups"));
    let log = bot.log.clone();
    assert_eq!(bot.stop().await, Some(0));
    log.whole().await;
    assert_eq!(log.lines("\"level\":\"ERROR\""), Vec::<String>::new());
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_announcement_channel_is_deleted_staff_hear_of_it_at_once_on_sqlite() {
    announcements_deleted(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_announcement_channel_is_deleted_staff_hear_of_it_at_once_on_postgresql() {
    match Database::postgres().await {
        Some(database) => announcements_deleted(database).await,
        None => println!("skipped: there is no PostgreSQL on this machine"),
    }
}

async fn announcements_deleted(database: Database) {
    let mut town = Town::new(database).await.set("CHILD_LOG", "info");
    let mut bot = town.bot().await;
    bot.watches().await;
    let mut seen = Transcript::default();
    town.discord.delete_channel(town.discord.announcements());
    let staff = town.discord.staff_channel();
    seen.add("The staff channel", town.discord.post(staff, 1).await);
    bot.log
        .says("a channel that the bot writes to was deleted", 1)
        .await;
    let (status, reasons) = bot.asked("/readyz").await;
    assert_eq!(status, 503);
    seen.add("/readyz", reasons);
    // What is to be announced is refused, and staff have been told.
    town.youtube
        .publish(crate::bot::CHANNEL, video("new00000001", "Missing data"));
    bot.advance(&mut town, chrono::TimeDelta::minutes(11)).await;
    bot.log.says("refused for good", 1).await;
    assert_eq!(town.discord.messages(staff).len(), 1, "once");
    insta::assert_snapshot!("announcements_deleted", seen.text());
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}
