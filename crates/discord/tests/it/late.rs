//! What was heard by a process that ended before it answered.

use std::sync::atomic::Ordering;

use chrono::TimeDelta;
use commands::Unanswered;
use domain::MessageRef;
use testkit::{
    discord::{Channel, FakeDiscord, MessageRef as Place},
    time::ManualTime,
};

use crate::{bot::Bot, house::House};

/// A bot that finds these messages unanswered; the last was heard so many seconds ago.
async fn bot(fake: &FakeDiscord, heard: &[Place], ago: i64) -> Bot {
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().expect("an instant"));
    let house = House::new();
    let left = heard.iter().map(|place| Unanswered {
        message: reference(*place),
        at: time.now() - TimeDelta::seconds(ago),
    });
    house.left.lock().expect("no panic").extend(left);
    Bot::begin_with(fake, time.clock(), house).await
}

pub(crate) fn reference(place: Place) -> MessageRef {
    MessageRef {
        channel: place.channel.id().to_string(),
        message: place.id.to_string(),
    }
}

/// Waits until it is settled what becomes of this message; the answer's id, or `none`.
pub(crate) async fn settled(bot: &Bot, place: Place) -> String {
    let known = || {
        let heard = bot.house.heard.lock().expect("no panic");
        heard.get(&place.id.to_string()).cloned().flatten()
    };
    loop {
        match known() {
            Some(answer) => return answer,
            None => tokio::task::yield_now().await,
        }
    }
}

fn count(fake: &FakeDiscord, channel: Channel) -> usize {
    fake.messages(channel).len()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_heard_and_not_answered_is_answered_where_it_stands() {
    let fake = FakeDiscord::start().await;
    let (anna, general) = (fake.join("Anna"), fake.general());
    let mention = fake.mention(&anna, general, "What is DASH?").place();
    let direct = fake.dm(&anna, "And who?").place();
    let bot = bot(&fake, &[mention, direct], 20).await;
    let answer = settled(&bot, mention).await;
    let reply = fake.messages(general).pop().unwrap();
    assert_eq!(reply.id.to_string(), answer);
    assert_eq!(reply.reply_to, Some(mention.id));
    settled(&bot, direct).await;
    assert_eq!(
        (count(&fake, general), count(&fake, direct.channel)),
        (2, 2)
    );
    let mut calls: Vec<String> = bot.calls().lines().map(str::to_owned).collect();
    calls.sort();
    insta::assert_snapshot!(calls.join("\n"), @r#"
    Member Anna in Channel("844444444444444441") (None): ask question={"text":"What is DASH?"}
    Member Anna in Direct (None): ask question={"text":"And who?"}
    "#);
    bot.stop().await.unwrap();
    fake.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_answered_already_is_not_answered_again() {
    let fake = FakeDiscord::start().await;
    let (anna, general) = (fake.join("Anna"), fake.general());
    let before = Bot::start(&fake).await;
    let mention = fake.mention(&anna, general, "What is DASH?");
    let (place, reply) = (mention.place(), mention.await);
    let direct = fake.dm(&anna, "And who?");
    let (alone, said) = (direct.place(), direct.await);
    before.stop().await.unwrap();

    // So late that no nonce is known any more.
    let bot = bot(&fake, &[place, alone], 300).await;
    let id = |shown: &testkit::discord::Shown| shown.as_message().id.to_string();
    assert_eq!(settled(&bot, place).await, id(&reply));
    assert_eq!(settled(&bot, alone).await, id(&said));
    assert_eq!((count(&fake, general), count(&fake, alone.channel)), (2, 2));
    assert_eq!(bot.calls(), "");
    bot.stop().await.unwrap();
    fake.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_deleted_is_not_answered_any_more() {
    let fake = FakeDiscord::start().await;
    let (anna, general) = (fake.join("Anna"), fake.general());
    let gone = fake.mention(&anna, general, "What is DASH?").place();
    fake.delete(gone);
    let bot = bot(&fake, &[gone], 20).await;
    assert_eq!(settled(&bot, gone).await, "none");
    assert_eq!(bot.calls(), "");
    bot.stop().await.unwrap();
    fake.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_not_the_turn_answers_nothing() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let (anna, general) = (fake.join("Anna"), fake.general());
    bot.house.asleep.store(true, Ordering::Relaxed);
    fake.mention(&anna, general, "What is DASH?").place();
    fake.slash(&anna, general, "help", serde_json::json!({}))
        .send()
        .await;
    while bot.house.missed.load(Ordering::Relaxed) < 2 {
        tokio::task::yield_now().await;
    }
    bot.house.asleep.store(false, Ordering::Relaxed);
    fake.mention(&anna, general, "And who?").await;
    assert_eq!(bot.calls().lines().count(), 1, "{}", bot.calls());
    bot.stop().await.unwrap();
    fake.finish();
}
