//! A question that is answered in a thread: what the thread refuses comes as a direct message, once.

use domain::{Cause, InquiryId, InquiryStep, Lang, ParkedId, Purpose, Reason, Side};
use store::{NewInquiry, NewLine};

use crate::tests::{Fault, House, PLATFORM, enqueue};

/// The thread and the person who asked in it.
const THREAD: &str = "thread";
const ANNA: &str = "anna";

impl House {
    /// Anna asked in the thread, and the team has replied.
    async fn replied(&self) -> InquiryId {
        let mut tx = self.store.begin().await.unwrap();
        let anna = tx.person_find_or_create(&PLATFORM, ANNA).await.unwrap();
        let thread = tx
            .target_ensure(&PLATFORM, Purpose::Thread, THREAD, None)
            .await
            .unwrap();
        let asked = NewInquiry {
            person: &anna.id,
            name: "Anna",
            lang: Lang::En,
            question: "Who?",
            thread: Some(&thread.id),
            draft: &ParkedId::new("draft"),
        };
        let (inquiry, _) = tx.inquiry_create(&asked).await.unwrap();
        let line = NewLine {
            inquiry: &inquiry.id,
            by: &anna.id,
            side: Side::Team,
            name: None,
            text: "Jan.",
            draft: &ParkedId::new("reply"),
        };
        let line = tx.inquiry_write(&line).await.unwrap().unwrap();
        tx.inquiry_step(&inquiry.id, InquiryStep::Reply, &anna.id)
            .await
            .unwrap();
        enqueue(&mut tx, &thread.id, Cause::InquiryReply, &line.id, None).await;
        tx.commit().await.unwrap();
        inquiry.id
    }

    /// Its reply shows something else from now on.
    async fn changed(&self, id: &InquiryId) {
        let mut tx = self.store.begin().await.unwrap();
        let line = tx.inquiry_lines(id).await.unwrap().remove(0);
        tx.deliveries_changed(Cause::InquiryReply, &line.id)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}

fn reply(address: &str) -> String {
    format!("{address}: Answer to your question Q-0001")
}

#[tokio::test]
async fn what_a_thread_takes_is_not_told_again() {
    let house = House::new().await;
    house.replied().await;
    house.drain().await;
    assert_eq!(house.paper.messages(), [reply(THREAD)]);
}

#[tokio::test]
async fn what_a_thread_refuses_comes_as_a_direct_message_once() {
    for reason in [Reason::UnknownTarget, Reason::NotPermitted, Reason::Refused] {
        let house = House::new().await;
        let inquiry = house.replied().await;
        house.paper.fault(THREAD, Fault::Refused(reason));
        house.drain().await;
        assert_eq!(house.paper.messages(), [reply(ANNA)], "{reason}");
        house.changed(&inquiry).await;
        house.drain().await;
        assert_eq!(house.paper.messages(), [reply(ANNA)], "{reason}");
        assert_eq!(
            house.paper.calls(),
            ["send thread", "send anna", "edit anna"]
        );
    }
}

#[tokio::test]
async fn what_stands_in_a_thread_and_cannot_be_changed_there_is_not_told_again() {
    let house = House::new().await;
    let inquiry = house.replied().await;
    house.drain().await;
    house.changed(&inquiry).await;
    house
        .paper
        .fault(THREAD, Fault::Refused(Reason::NotPermitted));
    house.drain().await;
    assert_eq!(house.paper.calls(), ["send thread", "edit thread"]);
    assert_eq!(house.paper.messages(), [reply(THREAD)]);
}

#[tokio::test]
async fn what_may_stand_in_a_thread_is_looked_for_there() {
    let house = House::new().await;
    house.replied().await;
    house.paper.fault(THREAD, Fault::LostAnswer);
    house.drain().await;
    house.advance(3600);
    house.drain().await;
    assert_eq!(house.paper.messages(), [reply(THREAD)]);
    assert_eq!(house.paper.calls(), ["send thread", "find thread"]);
}
