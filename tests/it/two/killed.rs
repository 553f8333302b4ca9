//! The one that is online is killed under load.

use chrono::TimeDelta;
use clock::{Clock, Ids};
use domain::{MessageRef, Platform};
use serde_json::json;
use store::Store;
use testkit::discord::{Fault, State};

use super::{answers, begun, second, takes_over};
use crate::{
    bot::{CHANNEL, Town},
    story::video,
};

/// What Discord does to the posts of the one that is killed.
#[derive(Clone, Copy)]
enum Posts {
    /// It never gets them.
    Lost,
    /// It makes them, and the answer never comes.
    Made,
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_process_had_heard_and_not_answered_is_answered_once() {
    killed(Posts::Lost).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_process_had_answered_without_knowing_is_not_answered_again() {
    killed(Posts::Made).await;
}

async fn killed(posts: Posts) {
    let Some((mut town, mut one)) = begun().await else {
        return;
    };
    one.watches().await;
    let general = town.discord.general();
    let announcements = town.discord.announcements();
    for number in 0..4 {
        let title = format!("Lecture {number}");
        let id = format!("new0000000{number}");
        town.youtube.publish(CHANNEL, video(&id, &title));
    }
    let fault = |channel: u64, after: usize| {
        let on = Fault::on("POST", &format!("/channels/{channel}/messages"))
            .after(after)
            .times(3);
        match posts {
            Posts::Lost => on.hang(),
            Posts::Made => on.hang_after(),
        }
    };
    let announced = town.discord.fault(fault(announcements.id(), 1));
    let answered = town.discord.fault(fault(general.id(), 10));
    one.advance(&mut town, TimeDelta::minutes(11)).await;
    announced.met(1).await;
    let mut two = second(&mut town, &mut one).await;

    // One alone would be told that it is a lot.
    let people: Vec<_> = ["Anna", "Bram", "Chris", "Dirk", "Eva"]
        .map(|name| town.discord.join(name))
        .into();
    let mut asked = Vec::new();
    for number in 0..30 {
        let anna = people[number % people.len()];
        let question = town.discord.mention(&anna, general, "what is DASH?");
        asked.push(question.place());
        if number % 3 == 0 {
            let help = town.discord.slash(&anna, general, "help", json!({}));
            help.send().await;
        }
    }
    answered.met(3).await;
    one.kill().await;
    let took = takes_over(&mut town, &mut two).await;
    println!("taken over after {took} s");
    assert!(took <= 30, "taken over after {took} s");
    // Nobody is online in between: what is said then is not heard.
    let later = town.discord.mention(&people[0], general, "what is DASH?");
    asked.push(later.place());
    later.await;

    let heard = heard(&town, general.id(), &asked).await;
    let all = |state: &State| {
        let replies = state.messages(general);
        let replies = replies.iter().filter_map(|message| message.reply_to);
        replies.count() >= heard.iter().filter(|heard| **heard).count()
            && state.messages(announcements).len() >= 4
    };
    two.until_discord(&mut town, all).await;
    let counts = answers(&town.discord, general, &asked);
    for (number, (count, heard)) in counts.iter().zip(&heard).enumerate() {
        // What can't be noted in time is answered all the same, and noted later or not at all.
        assert!(
            *count == 1 || !heard && *count == 0,
            "message {number}: {counts:?}"
        );
    }
    let known = heard.iter().filter(|heard| **heard).count();
    println!(
        "{known} of {} messages were heard, each answered once",
        asked.len()
    );
    assert!(known >= 14, "{known}");
    let posts = town.discord.messages(announcements);
    for number in 0..4 {
        let title = format!("Lecture {number}");
        let posts = posts
            .iter()
            .filter(|post| format!("{:?}", post.embeds).contains(&title));
        assert_eq!(posts.count(), 1, "{title}");
    }
    assert_eq!(town.discord.now(State::identifies), 2);
    assert_eq!(town.discord.now(State::most_connected), 1);
    assert_eq!(two.stop().await, Some(0));
    town.discord.finish();
}

/// Which of these the bot had heard.
async fn heard(town: &Town, channel: u64, asked: &[testkit::discord::MessageRef]) -> Vec<bool> {
    let store = Store::connect(&town.database.url(), Clock::system(), Ids::system())
        .await
        .expect("the bot's database");
    let mut tx = store.begin().await.expect("a transaction");
    let mut heard = Vec::new();
    for place in asked {
        let message = MessageRef {
            channel: channel.to_string(),
            message: place.id.to_string(),
        };
        // What is there is not noted anew; and this is not committed.
        let noted = tx
            .heard_note(&Platform::new("discord"), &message, "nobody")
            .await;
        heard.push(!noted.expect("it can be looked for"));
    }
    heard
}
