//! Attempts of which nobody knows whether they arrived: each message still arrives once.

use std::time::Duration;

use chrono::TimeDelta;
use store::Claim;
use tokio_util::sync::CancellationToken;

use super::posted;
use crate::{
    Courier,
    courier::InHand,
    tests::{Fault, House, LIMIT},
};

impl House {
    /// A process whose courier sends, and dies before it knows what came of it.
    async fn crash_while_sending(&self, fault: Fault, address: &str) {
        self.paper.fault(address, fault);
        let courier = self.courier("dead");
        let run = tokio::spawn(async move { courier.run(CancellationToken::new()).await });
        self.paper.called(1).await;
        run.abort();
        assert!(run.await.unwrap_err().is_cancelled());
    }

    /// The next process: it lets go of what the dead one held, and delivers.
    async fn restart(&self) {
        let courier = self.courier("next");
        courier.inner.take_over().await.unwrap();
        courier.drain().await.unwrap();
    }
}

#[tokio::test]
async fn a_message_that_arrived_before_a_crash_is_not_sent_twice_while_it_is_recognised() {
    let house = House::new().await;
    house.announce("news", "one").await;
    house.crash_while_sending(Fault::Hang, "news").await;
    house.advance(20);
    house.restart().await;
    assert_eq!(house.paper.messages(), [posted("news", "one")]);
    assert_eq!(house.paper.calls(), ["send news", "send news"]);
}

#[tokio::test]
async fn a_message_that_arrived_before_a_crash_is_found_when_it_is_no_longer_recognised() {
    let house = House::new().await;
    house.announce("news", "one").await;
    house.crash_while_sending(Fault::Hang, "news").await;
    house.time.advance(TimeDelta::hours(3));
    house.restart().await;
    assert_eq!(house.paper.messages(), [posted("news", "one")]);
    assert_eq!(house.paper.calls(), ["send news", "find news"]);
}

#[tokio::test]
async fn a_message_that_was_lost_in_a_crash_is_looked_for_and_then_sent() {
    let house = House::new().await;
    house.announce("news", "one").await;
    house.crash_while_sending(Fault::Hang, "news").await;
    house.paper.clear();
    house.time.advance(TimeDelta::hours(3));
    house.restart().await;
    assert_eq!(house.paper.messages(), [posted("news", "one")]);
    assert_eq!(house.paper.calls(), ["send news", "find news", "send news"]);
}

#[tokio::test]
async fn an_attempt_is_not_looked_for_before_it_can_no_longer_take_effect() {
    let house = House::with_nonce_window(Duration::ZERO).await;
    house.announce("news", "one").await;
    house.crash_while_sending(Fault::Hang, "news").await;
    let settled = house.time.now() + TimeDelta::from_std(LIMIT).unwrap() + TimeDelta::seconds(30);
    house.advance(5);
    let waits = async {
        house.time.until_somebody_sleeps_until(settled).await;
        assert_eq!(house.paper.calls(), ["send news"]);
        house.time.set(settled);
    };
    tokio::join!(house.restart(), waits);
    assert_eq!(house.paper.calls(), ["find news"]);
    assert_eq!(house.paper.messages(), [posted("news", "one")]);
}

#[tokio::test]
async fn an_unknown_outcome_is_followed_by_the_same_message_soon() {
    for fault in [Fault::LostAnswer, Fault::LostMessage] {
        let house = House::new().await;
        house.announce("news", "one").await;
        house.paper.fault("news", fault);
        house.drain().await;
        house.advance(2);
        house.drain().await;
        assert_eq!(house.paper.calls(), ["send news", "send news"]);
        assert_eq!(house.paper.messages(), [posted("news", "one")]);
    }
}

#[tokio::test]
async fn where_repeated_messages_are_not_recognised_an_unknown_outcome_is_looked_for() {
    for fault in [Fault::LostAnswer, Fault::LostMessage] {
        let house = House::with_nonce_window(Duration::ZERO).await;
        house.announce("news", "one").await;
        house.paper.fault("news", fault);
        house.drain().await;
        house.advance(39);
        house.drain().await;
        assert_eq!(house.paper.calls(), ["send news"]);
        house.advance(1);
        house.drain().await;
        assert_eq!(house.paper.calls()[0], "find news");
        assert_eq!(house.paper.messages(), [posted("news", "one")]);
    }
}

#[tokio::test]
async fn an_outage_that_begins_with_an_unknown_outcome_gives_one_message() {
    let house = House::new().await;
    house.announce("news", "one").await;
    house.paper.fault("news", Fault::LostAnswer);
    for _ in 0..20 {
        house.paper.fault("news", Fault::Later(None));
    }
    for _ in 0..200 {
        house.drain().await;
        house.advance(60);
    }
    assert_eq!(house.paper.messages(), [posted("news", "one")]);
    assert!(house.paper.calls().len() > 20);
}

#[tokio::test]
async fn a_platform_that_never_answers_is_given_up_after_its_time_limit() {
    let house = House::new().await;
    house.announce("news", "one").await;
    house.paper.fault("news", Fault::Hang);
    let give_up = async {
        house.paper.called(1).await;
        house.advance(10);
    };
    tokio::join!(house.drain(), give_up);
    house.advance(2);
    house.drain().await;
    assert_eq!(house.paper.calls(), ["send news", "send news"]);
    assert_eq!(house.paper.messages(), [posted("news", "one")]);
}

/// A courier whose attempt is held up for longer than its lease, as where the machine was suspended.
async fn held_up(house: &House, courier: &Courier) -> Claim {
    house.announce("news", "one").await;
    let (_, claim) = courier.inner.claim().await.unwrap();
    house.time.advance(TimeDelta::hours(1));
    claim.expect("it is due")
}

#[tokio::test]
async fn an_attempt_that_outlives_its_lease_is_not_made_a_second_time_beside_it() {
    let house = House::new().await;
    let courier = house.courier("one");
    let claim = held_up(&house, &courier).await;
    let in_hand = InHand::take(&courier.inner, claim.delivery.id.clone()).unwrap();
    courier.drain().await.unwrap();
    assert!(house.paper.calls().is_empty());
    courier
        .inner
        .deliver(claim, &CancellationToken::new())
        .await;
    drop(in_hand);
    house.time.advance(TimeDelta::hours(1));
    courier.drain().await.unwrap();
    assert_eq!(house.paper.messages(), [posted("news", "one")]);
    assert_eq!(house.paper.calls(), ["send news"]);
}

#[tokio::test]
async fn an_attempt_that_outlives_its_lease_does_not_send_what_another_process_has_sent() {
    let house = House::new().await;
    let courier = house.courier("one");
    let claim = held_up(&house, &courier).await;
    house.courier("other").drain().await.unwrap();
    let never = CancellationToken::new();
    courier.inner.deliver(claim, &never).await;
    assert_eq!(house.paper.messages(), [posted("news", "one")]);
    assert_eq!(house.paper.calls(), ["find news", "send news"]);
}
