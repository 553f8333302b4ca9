//! A question that stands in somebody else's message.

use chat::Standing;
use domain::Platform;

use super::{caller, dispatcher, reply, request};

#[tokio::test]
async fn what_somebody_else_wrote_is_kept_by_no_refusal() {
    let dispatcher = dispatcher().await;
    let ask = dispatcher.specs().get("ask").unwrap();
    let patient = "How do I sign up for counseling? Patient Jan Jansen is waiting.";
    let long = "How do I sign up? ".repeat(120);
    for (question, title) in [
        (patient, "This seems to be about a patient"),
        (&long, "Not quite right yet"),
    ] {
        let mut asked = request(ask, &[("question", question)]);
        asked.args.set("quoted", true);
        let asker = caller("anna", Standing::Member);
        let refused = reply(dispatcher.dispatch(&asker, asked).await);
        assert_eq!(refused.title, title);
        assert!(refused.actions.is_empty(), "{:?}", refused.actions);
        let store = &dispatcher.house().store;
        let mut tx = store.read().await.unwrap();
        let known = tx.person_find(&Platform::new("test"), "anna").await;
        // A draft needs a person.
        assert!(known.unwrap().is_none());
    }
}
