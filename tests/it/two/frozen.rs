//! The one that is online is stopped as a machine that hangs would be, and woken long after.

use serde_json::json;
use testkit::discord::State;

use super::{WAITS, answers, begun, second, takes_over, together};

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_wakes_after_another_took_over_does_nothing_and_waits() {
    let Some((mut town, mut one)) = begun().await else {
        return;
    };
    let mut two = second(&mut town, &mut one).await;
    one.signal("STOP").await;
    let took = takes_over(&mut town, &mut two).await;
    println!("taken over after {took} s");
    assert!(took <= 30, "taken over after {took} s");
    let discord = &town.discord;
    let (anna, general) = (discord.join("Anna"), discord.general());
    let mut asked = Vec::new();
    // Both hear this, the one that hangs when it wakes.
    for _ in 0..5 {
        let question = discord.mention(&anna, general, "what is DASH?");
        asked.push(question.place());
        question.await;
    }
    one.say("advance 60000").await;
    one.signal("CONT").await;
    one.log.says("another process has taken over", 1).await;
    one.log.says(WAITS, 1).await;
    discord.until(|state| state.connected() == 1).await;
    // It waits like any other, and the next question is answered by one.
    together(&mut town, &mut [&mut one, &mut two], 25).await;
    let discord = &town.discord;
    for _ in 0..5 {
        let question = discord.mention(&anna, general, "what is DASH?");
        asked.push(question.place());
        question.await;
        let help = discord.slash(&anna, general, "help", json!({}));
        help.await;
    }
    assert_eq!(answers(discord, general, &asked), [1; 10]);
    assert_eq!(discord.now(State::identifies), 2);
    assert_eq!(two.stop().await, Some(0));
    town.discord.ready().await;
    let question = town.discord.mention(&anna, general, "what is DASH?");
    asked.push(question.place());
    question.await;
    assert_eq!(answers(&town.discord, general, &asked), [1; 11]);
    assert_eq!(one.stop().await, Some(0));
    town.discord.finish();
}
