//! Two processes on one database: one is online, the other waits and takes over; nothing is answered twice.

mod clock;
mod frozen;
mod killed;
mod stopped;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use testkit::discord::{Channel, FakeDiscord, MessageRef};

use crate::bot::{Bot, Database, Town};

/// What the one that waits says.
const WAITS: &str = "another process holds the gateway; waiting to take over";

/// A town with PostgreSQL and a bot; None where the machine has no PostgreSQL.
async fn begun() -> Option<(Town, Bot)> {
    let Some(database) = Database::postgres().await else {
        println!("skipped: there is no PostgreSQL on this machine");
        return None;
    };
    let town = Town::new(database).await.set("CHILD_LOG", "info");
    let bot = town.bot().await;
    Some((town, bot))
}

/// A further one, which waits; the first knows of it.
async fn second(town: &mut Town, first: &mut Bot) -> Bot {
    let mut second = Bot::start(town);
    second.log.says(WAITS, 1).await;
    together(town, &mut [first, &mut second], 12).await;
    second
}

/// Lets so many seconds pass for all of them, a second at a time, each with a moment to do what is due.
async fn together(town: &mut Town, bots: &mut [&mut Bot], seconds: i64) {
    for _ in 0..seconds {
        let second = TimeDelta::seconds(1);
        town.now += second;
        for bot in &mut *bots {
            bot.pass(second).await;
            assert!(!bot.is_ready().await, "it has not become its turn");
        }
    }
}

/// Lets time pass for one that waits, until it is its turn; how many seconds that took.
async fn takes_over(town: &mut Town, bot: &mut Bot) -> i64 {
    for passed in 0..60 {
        if bot.is_ready().await {
            return passed;
        }
        bot.advance(town, TimeDelta::seconds(1)).await;
    }
    panic!("it did not take over\n{}", town.discord.dump());
}

/// How often each of these messages was answered.
fn answers(discord: &FakeDiscord, channel: Channel, asked: &[MessageRef]) -> Vec<usize> {
    let mut count: BTreeMap<u64, usize> = BTreeMap::new();
    for message in discord.messages(channel) {
        if let Some(to) = message.reply_to
            && message.author == discord.bot()
        {
            *count.entry(to).or_default() += 1;
        }
    }
    let answered = asked
        .iter()
        .map(|place| count.get(&place.id).copied().unwrap_or_default());
    answered.collect()
}
