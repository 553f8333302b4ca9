//! Messages that do not name the bot, where it may read them.

use chrono::TimeDelta;
use commands::Unanswered;
use testkit::{
    discord::{Channel, FakeDiscord, Fault, MESSAGE_CONTENT, MessageRef, State},
    time::ManualTime,
};

use crate::{
    bot::{Bot, pause},
    house::House,
    late::{reference, settled},
};

const THREADS: &str = "/channels/*/messages/*/threads";

async fn discord() -> FakeDiscord {
    FakeDiscord::builder()
        .privileged_intents(MESSAGE_CONTENT)
        .start()
        .await
}

/// A bot that reads along, and finds these messages unanswered.
async fn bot(fake: &FakeDiscord, time: &ManualTime, left: &[MessageRef]) -> Bot {
    let mut house = House::new();
    house.reads = true;
    let left = left.iter().map(|place| Unanswered {
        message: reference(*place),
        at: time.now() - TimeDelta::seconds(20),
    });
    house.left.lock().expect("no panic").extend(left);
    let bot = Bot::begin_with(fake, time.clock(), house).await;
    fake.ready().await;
    bot
}

/// A Discord and a bot that reads along there.
async fn begun() -> (FakeDiscord, ManualTime, Bot) {
    let (fake, time) = (discord().await, now());
    let bot = bot(&fake, &time, &[]).await;
    (fake, time, bot)
}

fn now() -> ManualTime {
    ManualTime::new("2026-12-03T15:00:00Z".parse().expect("an instant"))
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_intent_is_taken_back_the_bot_goes_on_without_it() {
    let (fake, time, bot) = begun().await;
    let (anna, general) = (fake.join("Anna"), fake.general());
    let asked = fake.say(&anna, general, "What is DASH?").place();
    fake.post(Channel::from(asked), 1).await;
    assert_eq!(bot.findings().await, "");

    fake.set_privileged_intents(0);
    let mut connected = bot.discord.connected();
    fake.invalidate_sessions(false);
    connected.wait_for(|connected| !connected).await.unwrap();
    pause(&time, 5).await;
    fake.until(|state| state.identifies() == 2).await;
    // That one was refused.
    pause(&time, 15).await;
    connected.wait_for(|connected| *connected).await.unwrap();
    assert_eq!(fake.now(State::intents) & MESSAGE_CONTENT, 0);
    let findings = bot.findings().await;
    let told = "the Message Content Intent was switched off";
    assert!(findings.contains(told), "{findings}");
    fake.say(&anna, general, "And who?");
    fake.mention(&anna, general, "And where?").await;
    assert_eq!(bot.calls().lines().count(), 2, "{}", bot.calls());
    bot.stop().await.unwrap();
    fake.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_thread_can_be_opened_nothing_is_said_and_the_operator_is_told_once() {
    let (fake, _time, bot) = begun().await;
    let (anna, general) = (fake.join("Anna"), fake.general());
    let refused = Fault::on("POST", THREADS).always();
    fake.fault(refused.refuse(403, 50_013, "Missing Permissions"));
    for question in ["What is DASH?", "And who?"] {
        let asked = fake.say(&anna, general, question).place();
        assert_eq!(settled(&bot, asked).await, "none");
    }
    let findings = bot.findings().await;
    assert_eq!(findings.lines().count(), 1, "{findings}");
    assert!(findings.contains("Create Public Threads"), "{findings}");
    assert_eq!(fake.messages(general).len(), 2);
    bot.stop().await.unwrap();
    fake.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_that_is_there_already_is_answered_in() {
    let (fake, time, bot) = begun().await;
    let (anna, general) = (fake.join("Anna"), fake.general());
    let lost = fake.fault(Fault::on("POST", THREADS).lose());
    let asked = fake.say(&anna, general, "What is DASH?").place();
    lost.met(1).await;
    pause(&time, 1).await;
    let answer = fake.post(Channel::from(asked), 1).await;
    assert!(answer.to_text().contains("Answer"), "{answer}");
    assert_eq!(
        settled(&bot, asked).await,
        answer.as_message().id.to_string()
    );
    assert_eq!(fake.requests_to("POST", THREADS).len(), 2);
    bot.stop().await.unwrap();
    fake.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_that_a_process_before_left_empty_gets_its_answer_once() {
    let (fake, time) = (discord().await, now());
    let (anna, general) = (fake.join("Anna"), fake.general());
    let asked = fake.say(&anna, general, "What is DASH?").place();
    let left_alone = fake.say(&anna, general, "And who?").place();
    let url = format!(
        "https://discord.com/api/v10/channels/{}/messages/{}/threads",
        general.id(),
        asked.id
    );
    let opened = fake
        .client()
        .post(url)
        .json(&serde_json::json!({ "name": "Answer" }));
    let opened = opened.header("Authorization", format!("Bot {}", fake.token()));
    assert!(opened.send().await.unwrap().status().is_success());
    let heard = [asked, left_alone];
    let first = bot(&fake, &time, &heard).await;
    let thread = Channel::from(asked);
    let answer = fake.post(thread, 1).await.as_message().id.to_string();
    assert_eq!(settled(&first, asked).await, answer);
    assert_eq!(settled(&first, left_alone).await, "none");
    first.stop().await.unwrap();

    let second = bot(&fake, &time, &heard).await;
    assert_eq!(settled(&second, asked).await, answer);
    second.stop().await.unwrap();
    assert_eq!(fake.messages(thread).len(), 1);
    fake.finish();
}
