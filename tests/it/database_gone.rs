//! The database is away for five minutes while people go on.

use chrono::TimeDelta;
use testkit::{
    discord::{Fault, State},
    relay::Relay,
};

use crate::{
    bot::{CHANNEL, Database, Town},
    story::video,
    wrong::form::drafted,
};

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_away_questions_are_answered_and_nothing_is_half_done() {
    let Some(Database::Postgres(url)) = Database::postgres().await else {
        println!("skipped: there is no PostgreSQL on this machine");
        return;
    };
    let relay = Relay::to(&url).await;
    let mut town = Town::new(Database::Postgres(relay.url()))
        .await
        .set("CHILD_LOG", "info");
    let mut bot = town.bot().await;
    bot.watches().await;
    let (anna, clara) = (town.discord.join("Anna"), town.discord.join("Clara"));
    let (general, staff) = (town.discord.general(), town.discord.staff_channel());
    let announcements = town.discord.announcements();
    let summary = drafted(&town, &clara, "Clara", "Cardiology", "Can we predict it?").await;
    // A post is on its way: Discord has it, and the database is gone before that can be written down.
    let path = format!("/channels/{}/messages", announcements.id());
    let on_its_way = town.discord.fault(Fault::on("POST", &path).hang_after());
    for number in 0..3 {
        let id = format!("new0000000{number}");
        let title = format!("Lecture {number}");
        town.youtube.publish(CHANNEL, video(&id, &title));
    }
    bot.advance(&mut town, TimeDelta::minutes(11)).await;
    on_its_way.met(1).await;
    // The lease is renewed, and nobody else wants it.
    for _ in 0..4 {
        bot.is_ready().await;
        bot.advance(&mut town, TimeDelta::seconds(5)).await;
    }

    relay.cut();
    on_its_way.release();
    let gone = town.now;
    let mut asked = 0;
    while town.now - gone < TimeDelta::minutes(5) {
        town.discord
            .mention(&anna, general, "what is DASH?")
            .place();
        asked += 1;
        let answered = |state: &State| {
            let messages = state.messages(general);
            let replies = messages.iter().filter(|message| message.reply_to.is_some());
            replies.count() == asked
        };
        bot.until_discord(&mut town, answered).await;
        bot.advance(&mut town, TimeDelta::seconds(10)).await;
    }
    println!("{asked} questions were answered without a database");
    let send = town.discord.press(&clara, &summary, "Send").send().await;
    bot.until_discord(&mut town, |state| {
        format!("{:?}", state.messages(general)).contains("Something went wrong on our side")
    })
    .await;
    let refused = send.shown().await;
    assert!(
        refused.to_text().contains("Nothing of yours was changed"),
        "{refused}"
    );
    assert_eq!(bot.asked("/healthz").await.0, 503);
    assert_eq!(town.discord.now(State::identifies), 1, "it stays online");

    relay.mend();
    // What was begun before is still there, and is sent once.
    for _ in 0..12 {
        bot.is_ready().await;
        bot.advance(&mut town, TimeDelta::seconds(5)).await;
    }
    let sent = town.discord.press(&clara, &summary, "Send").await;
    assert!(sent.to_text().contains("C-0001"), "{sent}");
    bot.until_discord(&mut town, |state| {
        state.messages(announcements).len() >= 3 && !state.messages(staff).is_empty()
    })
    .await;
    let posts = town.discord.messages(announcements);
    for number in 0..3 {
        let title = format!("Lecture {number}");
        let posts = posts
            .iter()
            .filter(|post| format!("{:?}", post.embeds).contains(&title));
        assert_eq!(posts.count(), 1, "{title}");
    }
    let back = town.now - gone - TimeDelta::minutes(5);
    println!(
        "all was out {} s after the five minutes",
        back.num_seconds()
    );
    assert_eq!(
        town.discord.messages(staff).len(),
        1,
        "one sign-up, one card"
    );
    assert_eq!(bot.asked("/readyz").await, (200, "ready\n".into()));
    assert_eq!(town.discord.now(State::identifies), 1);
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}
