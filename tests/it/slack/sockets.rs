//! Connections that come and go: nothing is lost, and nothing is answered twice.

use chrono::TimeDelta;
use testkit::slack::{Fault, State};

use crate::bot::{Database, Town};

#[tokio::test(flavor = "multi_thread")]
async fn a_new_socket_is_opened_before_the_old_one_goes() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let anna = slack.join("Anna");
    slack.ask_reconnect("refresh_requested");
    slack.until(|state| state.connections() == 2).await;
    let most = slack.now(State::most_connected);
    assert_eq!(most, 2, "the new one came first");
    let answer = slack.mention(&anna, slack.general(), "what is DASH?").await;
    assert!(answer.to_text().contains("DASH"), "{answer}");
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn socket_mode_that_is_switched_off_is_found_until_it_is_on_again() {
    let town = Town::on_slack(Database::sqlite()).await;
    let mut town = town.set("CHILD_LOG", "info");
    let mut bot = town.bot().await;
    town.slack().set_socket_mode(false);
    bot.log.says("Slack refuses the bot", 1).await;
    bot.until_asked("/readyz", 503).await;
    let (_, status) = bot.asked("/status").await;
    assert!(status.contains("Socket Mode is switched off"), "{status}");
    town.slack().set_socket_mode(true);
    bot.until_slack(&mut town, |state| state.connected() > 0)
        .await;
    bot.until_asked("/readyz", 200).await;
    let (_, status) = bot.asked("/status").await;
    assert!(!status.contains("Socket Mode"), "{status}");
    assert!(!status.contains("no connection is given out"), "{status}");
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_that_has_died_without_a_word_is_noticed_and_replaced() {
    let mut town = Town::on_slack(Database::sqlite()).await;
    let mut bot = town.bot().await;
    let anna = town.slack().join("Anna");
    town.slack().freeze_sockets();
    let asked = town
        .slack()
        .mention(&anna, town.slack().general(), "what is DASH?");
    let place = asked.place();
    bot.until_slack(&mut town, |state| state.connections() == 2)
        .await;
    let slack = town.slack();

    // What is not acknowledged comes again, also over the one that nobody reads any more.
    let mut answered = false;
    for _ in 0..10 {
        slack.redeliver();
        let a_moment = std::time::Duration::from_millis(500);
        let seen = slack.until(|state| {
            let messages = state.messages(slack.general());
            messages
                .iter()
                .any(|message| message.thread == Some(place.ts))
        });
        answered = clock::Clock::system().timeout(a_moment, seen).await.is_ok();
        if answered {
            break;
        }
    }
    assert!(answered, "{}", slack.dump());

    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_many_times_is_answered_once() {
    let town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let anna = slack.join("Anna");
    slack.duplicate(10);
    let answer = slack.mention(&anna, slack.general(), "what is DASH?").await;
    slack.set_nameless_team(true);
    let direct = slack.dm(&anna, "what is a Sparkle Event?").await;
    assert!(direct.to_text().contains("Sparkle"), "{direct}");
    slack.acknowledged().await;
    let thread = answer.as_message().thread;
    let answers = slack.messages(slack.general());
    let answers = answers
        .iter()
        .filter(|message| message.author == slack.bot() && message.thread == thread);
    assert_eq!(answers.count(), 1);
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_process_had_heard_is_answered_by_the_next_one_once() {
    for in_thread in [false, true] {
        for lost in [true, false] {
            killed(in_thread, lost).await;
        }
    }
}

/// Killed after a message was heard: its answer stands there and nobody knows, or it never came so far.
async fn killed(in_thread: bool, lost: bool) {
    let mut town = Town::on_slack(Database::sqlite()).await;
    let bot = town.bot().await;
    let slack = town.slack();
    let (anna, general, me) = (slack.join("Anna"), slack.general(), slack.bot());
    let root = slack.say(&anna, general, "Hello").place();
    let fault = Fault::on("chat.postMessage");
    let fault = if lost { fault.lose() } else { fault.hang() };
    let trouble = slack.fault(fault);
    let words = format!("{} what is DASH?", me.mention());
    let asked = if in_thread {
        slack.reply(&anna, root, &words)
    } else {
        slack.say(&anna, general, &words)
    };
    let thread = if in_thread { root.ts } else { asked.place().ts };
    trouble.met(1).await;
    bot.kill().await;
    town.slack().clear_faults();
    town.now += TimeDelta::minutes(1);
    let bot = town.bot().await;
    let slack = town.slack();
    let answers = |state: &State| {
        let messages = state.messages(general).into_iter();
        messages
            .filter(|message| message.author == me && message.thread == Some(thread))
            .count()
    };
    slack.until(|state| answers(state) >= 1).await;
    slack.dm(&anna, "what is a Sparkle Event?").await;
    assert_eq!(
        slack.now(answers),
        1,
        "in a thread: {in_thread}, lost: {lost}"
    );
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}
