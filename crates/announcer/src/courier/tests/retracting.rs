//! Messages that are to go: deleted where they stand, and looked for where they may stand.

use chrono::TimeDelta;
use domain::{Cause, PersonId, Purpose, Reason};
use store::Person;

use crate::tests::{Fault, House, PLATFORM, enqueue};

impl House {
    /// Somebody who is written to.
    async fn reader(&self) -> Person {
        let mut tx = self.store.begin().await.unwrap();
        let person = tx.person_find_or_create(&PLATFORM, "anna").await.unwrap();
        let direct = tx.target_of_person(&person).await.unwrap();
        assert_eq!(direct.purpose, Purpose::Direct);
        enqueue(&mut tx, &direct.id, Cause::Lecture, "one", None).await;
        tx.commit().await.unwrap();
        person
    }

    async fn erase(&self, person: &Person) {
        let mut tx = self.store.begin().await.unwrap();
        tx.person_erase(person).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn knows(&self, person: &PersonId) -> bool {
        let mut tx = self.store.read().await.unwrap();
        tx.person(person).await.unwrap().is_some()
    }
}

#[tokio::test]
async fn what_was_sent_to_somebody_who_is_erased_is_deleted_and_then_they_are_forgotten() {
    let house = House::new().await;
    house.lecture("one", "one").await;
    let anna = house.reader().await;
    house.drain().await;
    house.erase(&anna).await;
    assert!(house.knows(&anna.id).await, "until the message is gone");
    house.drain().await;
    assert!(house.paper.messages().is_empty());
    assert!(!house.knows(&anna.id).await);
    assert_eq!(house.paper.calls(), ["send anna", "retract anna"]);
}

#[tokio::test]
async fn a_message_that_may_have_arrived_is_looked_for_and_deleted() {
    let house = House::new().await;
    house.lecture("one", "one").await;
    let anna = house.reader().await;
    house.paper.fault("anna", Fault::LostAnswer);
    house.drain().await;
    house.erase(&anna).await;
    house.time.advance(TimeDelta::hours(1));
    house.drain().await;
    assert!(house.paper.messages().is_empty());
    assert!(!house.knows(&anna.id).await);
    assert_eq!(
        house.paper.calls(),
        ["send anna", "find anna", "retract anna"]
    );
}

#[tokio::test]
async fn deleting_is_tried_until_it_is_known() {
    let house = House::new().await;
    house.lecture("one", "one").await;
    let anna = house.reader().await;
    house.drain().await;
    house.paper.fault("anna", Fault::Later(None));
    house.paper.fault("anna", Fault::LostAnswer);
    house.erase(&anna).await;
    for _ in 0..3 {
        assert!(house.knows(&anna.id).await);
        house.drain().await;
        house.time.advance(TimeDelta::hours(1));
    }
    assert!(!house.knows(&anna.id).await);
    house.drain().await;
    assert_eq!(house.paper.calls().len(), 4);
}

#[tokio::test]
async fn a_message_in_a_place_that_is_closed_is_deleted_when_it_is_open_again() {
    let house = House::new().await;
    house.lecture("one", "one").await;
    let anna = house.reader().await;
    house.drain().await;
    house.erase(&anna).await;
    for _ in 0..3 {
        let closed = Fault::Refused(Reason::NotPermitted);
        house.paper.fault("anna", closed);
        house.drain().await;
        assert!(house.knows(&anna.id).await);
        assert_eq!(house.paper.messages().len(), 1);
        house.time.advance(TimeDelta::hours(1));
    }
    house.drain().await;
    assert!(house.paper.messages().is_empty());
    assert!(!house.knows(&anna.id).await);
}

#[tokio::test]
async fn a_message_in_a_place_that_stays_closed_is_given_up_after_a_month() {
    let house = House::new().await;
    house.lecture("one", "one").await;
    let anna = house.reader().await;
    house.drain().await;
    house.erase(&anna).await;
    for _ in 0..30 * 24 {
        assert!(house.knows(&anna.id).await);
        house
            .paper
            .fault("anna", Fault::Refused(Reason::UnknownTarget));
        house.drain().await;
        house.time.advance(TimeDelta::hours(1));
    }
    assert!(!house.knows(&anna.id).await);
}

#[tokio::test]
async fn a_message_that_somebody_deleted_before_is_as_good_as_deleted() {
    let house = House::new().await;
    house.lecture("one", "one").await;
    let anna = house.reader().await;
    house.drain().await;
    house.paper.clear();
    house.erase(&anna).await;
    house.drain().await;
    assert!(!house.knows(&anna.id).await);
}
