//! The connection on good and bad days.

use clock::Clock;
use serde_json::json;
use status::StartError;
use testkit::{
    discord::{FakeDiscord, Fault, State},
    time::ManualTime,
};

use crate::bot::{Bot, pause};

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_needed_is_listened_to() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let wanted = testkit::discord::GUILDS
        | testkit::discord::GUILD_MESSAGES
        | testkit::discord::DIRECT_MESSAGES;
    assert_eq!(fake.now(State::intents), wanted);
    bot.stop().await.unwrap();
    assert_eq!(fake.now(State::connected), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_connection_is_resumed_and_nothing_is_lost() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    fake.drop_gateway();
    let shown = fake
        .slash(&anna, fake.general(), "ask", json!({ "question": "a" }))
        .await;
    assert!(shown.to_text().contains("Answer"), "{shown}");
    fake.ask_reconnect();
    fake.until(|state| state.resumes() == 2).await;
    assert_eq!(fake.now(State::identifies), 1);
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_session_is_followed_by_a_new_one_when_it_is_time() {
    let fake = FakeDiscord::start().await;
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().unwrap());
    let bot = Bot::start_at(&fake, time.clock()).await;
    for (session, wait) in [(2, 5), (3, 15), (4, 30)] {
        let begun = time.now();
        let mut connected = bot.discord.connected();
        fake.invalidate_sessions(false);
        connected.wait_for(|connected| !connected).await.unwrap();
        let next = begun + chrono::TimeDelta::seconds(wait);
        while !time.sleepers().contains(&next) {
            tokio::task::yield_now().await;
        }
        assert_eq!(fake.now(State::identifies), session - 1);
        time.set(next);
        connected.wait_for(|connected| *connected).await.unwrap();
        assert_eq!(fake.now(State::identifies), session);
    }
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wall_before_discord_is_waited_for_and_a_token_that_was_taken_back_is_not() {
    let fake = FakeDiscord::start().await;
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().unwrap());
    let bot = Bot::start_at(&fake, time.clock()).await;
    let mut connected = bot.discord.connected();
    let address = || Fault::on("GET", "/gateway/bot");
    let wall = fake.fault(address().status(403));
    fake.invalidate_sessions(false);
    connected.wait_for(|connected| !connected).await.unwrap();
    wall.met(1).await;
    // Asking again, and then the gap between two sessions.
    pause(&time, 1).await;
    pause(&time, 4).await;
    connected.wait_for(|connected| *connected).await.unwrap();
    fake.fault(address().refuse(401, 0, "401: Unauthorized"));
    fake.invalidate_sessions(false);
    let StartError::Permanent(message) = bot.ended().await.unwrap_err();
    assert!(message.contains("does not take the token"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_identify_is_spent_when_none_is_left() {
    let fake = FakeDiscord::start().await;
    fake.set_remaining_identifies(0);
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().unwrap());
    let bot = Bot::begin(&fake, time.clock()).await;
    let hour = time.now() + chrono::TimeDelta::hours(1);
    time.until_somebody_sleeps_until(hour).await;
    assert_eq!(fake.now(State::identifies), 0);
    fake.set_remaining_identifies(5);
    time.set(hour);
    fake.ready().await;
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_door_is_said_and_not_knocked_at_again() {
    let fake = FakeDiscord::start().await;
    fake.refuse_identify(4014);
    let bot = Bot::begin(&fake, Clock::system()).await;
    let StartError::Permanent(message) = bot.ended().await.unwrap_err();
    assert!(message.contains("4014"), "{message}");
    assert_eq!(fake.now(State::identifies), 1);
}
