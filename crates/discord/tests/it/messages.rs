//! What people write.

use testkit::{
    discord::{FakeDiscord, Fault},
    time::ManualTime,
};

use crate::bot::{Bot, pause};

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_is_a_question_answered_in_public_as_a_reply() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    let said = fake.mention(&anna, fake.general(), "What is DASH?").await;
    insta::assert_snapshot!(said.to_text(), @"
    dash-bot (reply)
      │ # ❓ Answer
      │ What is DASH?
    ");
    fake.reply(&anna, &said, "And who?").await;
    let help = fake.mention(&anna, fake.general(), "").await;
    assert!(!help.as_message().is_ephemeral());
    insta::assert_snapshot!(bot.calls(), @r#"
    Member Anna in Channel("844444444444444441") (None): ask question={"text":"What is DASH?"}
    Member Anna in Channel("844444444444444441") (None): ask question={"text":"And who?"}
    Member Anna in Channel("844444444444444441") (None): help for everyone
    "#);
    bot.stop().await.unwrap();
    fake.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_sent_again_when_discord_wants_and_stands_once() {
    let fake = FakeDiscord::start().await;
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().unwrap());
    let bot = Bot::start_at(&fake, time.clock()).await;
    let anna = fake.join("Anna");
    let post = || Fault::on("POST", "/channels/*/messages");
    let troubles = [
        fake.fault(post().status_after(503)),
        fake.fault(post().too_many(30.0)),
    ];
    let asked = fake.mention(&anna, fake.general(), "What is DASH?");
    troubles[0].met(1).await;
    pause(&time, 1).await;
    troubles[1].met(1).await;
    pause(&time, 30).await;
    fake.until(|state| {
        let mut posts = state.requests().iter();
        posts.any(|one| one.is("POST", "/channels/*/messages") && one.status == 200)
    })
    .await;
    assert!(asked.await.to_text().contains("Answer"));
    assert_eq!(fake.messages(fake.general()).len(), 2);
    assert_eq!(bot.calls().lines().count(), 1);
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_reply_is_possible_the_answer_stands_by_itself() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    let post = || Fault::on("POST", "/channels/*/messages");
    for (status, code) in [(400, 160_002), (404, 10008)] {
        fake.fault(post().refuse(status, code, "Cannot reply"));
        let said = fake.mention(&anna, fake.general(), "What is DASH?").await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(said.to_text(), @"
            dash-bot
              │ # ❓ Answer
              │ What is DASH?
            ");
        }
    }
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_and_talk_among_people_are_not_answered() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    fake.say(&anna, fake.general(), "hello all").place();
    let mention = format!("{} hi", fake.bot().mention());
    fake.say_as_bot("Other", fake.general(), &mention).place();
    fake.mention(&anna, fake.general(), "hi").await;
    assert_eq!(bot.calls().lines().count(), 1, "{}", bot.calls());
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_direct_message_everything_is_asked() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let (anna, staff) = (fake.join("Anna"), fake.join_staff("Staff"));
    let gone = fake.join("Gone");
    fake.leave(&gone);
    fake.dm(&anna, "What is DASH?").await;
    fake.dm(&staff, "Help!").await;
    let form = fake.dm(&anna, "Aanmelden").await;
    insta::assert_snapshot!(form.to_text(), @"
    dash-bot
      │ # ❓ Sign up
      [Sign up](primary)
    ");
    fake.press(&anna, &form, "Sign up").await;
    // Who has left can write for a while, but gets nothing.
    fake.dm(&gone, "let me in").place();
    fake.until(|state| state.requests().iter().any(|request| request.status == 403))
        .await;
    insta::assert_snapshot!(bot.calls(), @r#"
    Member Anna in Direct (None): ask question={"text":"What is DASH?"}
    Staff Staff in Direct (None): help 
    Member Anna in Direct (None): counseling signup 
    Member Anna in Direct (Some(En)): counseling signup 
    Stranger Gone in Direct (None): ask question={"text":"let me in"}
    "#);
    // The bot itself, and each person once a minute.
    assert_eq!(fake.requests_to("GET", "/guilds/*/members/*").len(), 4);
    bot.stop().await.unwrap();
}
