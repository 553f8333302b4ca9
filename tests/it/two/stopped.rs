//! The one that is online is stopped.

use testkit::discord::State;

use super::{answers, begun, second};

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_waits_says_so_and_is_online_at_once_when_the_first_is_stopped() {
    let Some((mut town, mut one)) = begun().await else {
        return;
    };
    let mut two = second(&mut town, &mut one).await;
    let discord = &town.discord;
    assert_eq!(two.asked("/healthz").await, (200, "ok\n".into()));
    assert_eq!(two.asked("/readyz").await, (200, "standby\n".into()));
    assert_eq!(discord.now(State::identifies), 1);
    let (anna, general) = (discord.join("Anna"), discord.general());
    let mut asked = Vec::new();
    for _ in 0..5 {
        let question = discord.mention(&anna, general, "what is DASH?");
        asked.push(question.place());
    }
    // They are being answered; none is dropped.
    discord
        .until(|state| state.messages(general).len() > 5)
        .await;
    assert_eq!(one.stop().await, Some(0));
    // No time passes.
    two.until("ready").await;
    for _ in 0..5 {
        let question = discord.mention(&anna, general, "where are recordings of the webinars?");
        asked.push(question.place());
        question.await;
    }
    assert_eq!(answers(discord, general, &asked), [1; 10]);
    assert_eq!(two.asked("/readyz").await, (200, "ready\n".into()));
    assert_eq!(discord.now(State::identifies), 2);
    assert_eq!(discord.now(State::most_connected), 1);
    assert_eq!(two.stop().await, Some(0));
    town.discord.finish();
}
