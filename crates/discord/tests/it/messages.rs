//! What people write.

use testkit::discord::FakeDiscord;

use crate::house::Bot;

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
    insta::assert_snapshot!(bot.calls(), @r#"
    Member Anna in Channel("844444444444444441") (None): ask question={"text":"What is DASH?"}
    Member Anna in Channel("844444444444444441") (None): ask question={"text":"And who?"}
    "#);
    bot.stop().await.unwrap();
    fake.finish();
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
