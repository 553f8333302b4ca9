//! The clock of the one that is online is set forth and back.

use chrono::TimeDelta;
use testkit::discord::State;

use super::{answers, begun, second, together};
use crate::{
    bot::{CHANNEL, Database, Town},
    story::video,
};

/// By how much, one after the other.
fn jumps() -> [TimeDelta; 4] {
    let hour = TimeDelta::hours(1);
    [hour, -hour, -hour, hour]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_by_an_hour_takes_nobodys_turn() {
    let Some((mut town, mut one)) = begun().await else {
        return;
    };
    let mut two = second(&mut town, &mut one).await;
    let (anna, general) = (town.discord.join("Anna"), town.discord.general());
    let mut asked = Vec::new();
    for by in jumps() {
        for number in 0..2 {
            let bot = if number == 0 { &mut one } else { &mut two };
            bot.jump(&mut town, by).await;
            let question = town.discord.mention(&anna, general, "what is DASH?");
            asked.push(question.place());
            question.await;
            together(&mut town, &mut [&mut one, &mut two], 12).await;
        }
    }
    assert_eq!(answers(&town.discord, general, &asked), [1; 8]);
    assert_eq!(town.discord.now(State::identifies), 1);
    assert_eq!(town.discord.now(State::most_connected), 1);
    assert_eq!(two.stop().await, Some(0));
    assert_eq!(one.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_by_an_hour_makes_no_wait_longer() {
    let mut town = Town::new(Database::sqlite()).await;
    let mut bot = town.bot().await;
    let announcements = town.discord.announcements();
    for (number, by) in jumps().into_iter().enumerate() {
        bot.watches().await;
        let title = format!("Lecture {number}");
        town.youtube
            .publish(CHANNEL, video(&format!("new0000000{number}"), &title));
        bot.jump(&mut town, by).await;
        // The feed is looked at when the clock shows that it is time, and never later than without the jump.
        if by < TimeDelta::zero() {
            bot.advance(&mut town, TimeDelta::minutes(11)).await;
        }
        let post = town.discord.post(announcements, number + 1).await;
        assert!(post.to_text().contains(&title), "after {by}: {post}");
        // Whoever loses the connection is online again as soon as ever.
        town.discord.drop_gateway();
        town.discord
            .until(|state| state.resumes() == number + 1)
            .await;
    }
    assert_eq!(town.discord.messages(announcements).len(), 4);
    assert_eq!(town.discord.now(State::identifies), 1);
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}
