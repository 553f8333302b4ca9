//! "Still right" on an answer that nobody had reviewed for long.

use chat::{Caller, Notice, Reply, Standing};
use chrono::TimeDelta;
use domain::Lang;
use knowledge::Entry;

use super::{caller, dispatcher_by, dispatcher_over, form, morning, press, reply, request, submit};
use crate::Dispatcher;

/// The files of a release in which the English answer says this.
fn release(short: &str) -> Vec<Entry> {
    let mut entries = knowledge::bundled().entries;
    for entry in &mut entries {
        if entry.topic.as_str() == "contact" && entry.lang == Lang::En {
            entry.answer.short = short.to_owned();
        }
    }
    entries
}

async fn call(
    dispatcher: &Dispatcher,
    who: &Caller,
    command: &str,
    args: &[(&str, &str)],
) -> Reply {
    let spec = dispatcher.specs().get(command).unwrap();
    reply(dispatcher.dispatch(who, request(spec, args)).await)
}

const CONTACT: (&str, &str) = ("topic", "contact");

#[tokio::test]
async fn what_was_only_reviewed_follows_its_file() {
    let time = morning();
    let before = dispatcher_by(&time).await;
    time.advance(TimeDelta::days(400));
    let sam = caller("sam", Standing::Staff);
    let still = call(&before, &sam, "staff knowledge reviewed", &[CONTACT]).await;
    assert_eq!(still.notice, Notice::Ok, "{}", still.title);
    let shown = call(&before, &sam, "staff knowledge show", &[CONTACT]).await;
    let shown = format!("{:?}", shown.blocks);
    assert!(shown.contains("As in the file, reviewed"), "{shown}");
    assert!(shown.contains("28 Dec 2027"), "{shown}");
    let store = &before.house().store;
    let edited = crate::written_over(store).await.unwrap();
    assert_eq!(edited, [], "nothing for the files");

    let after = dispatcher_over(store, release("We have moved.")).await;
    let shown = call(&after, &sam, "staff knowledge show", &[CONTACT]).await;
    let shown = format!("{:?}", shown.blocks);
    assert!(shown.contains("We have moved."), "{shown}");
    assert!(!shown.contains("28 Dec 2027"), "another text: {shown}");
}

#[tokio::test]
async fn a_file_that_changed_under_an_edit_is_looked_at_first() {
    let time = morning();
    let before = dispatcher_by(&time).await;
    let sam = caller("sam", Standing::Staff);
    let edit = before.specs().get("staff knowledge edit").unwrap();
    let edit = request(edit, &[CONTACT, ("language", "en")]);
    let edit = form(before.dispatch(&sam, edit).await);
    let short = [("short", "Ring the bell."), ("more", "")];
    let saved = reply(submit(&before, &sam, &edit, &short).await);
    assert_eq!(saved.notice, Notice::Ok);
    time.advance(TimeDelta::days(400));
    // The file is the same: so is what it is over, with another day.
    let still = call(&before, &sam, "staff knowledge reviewed", &[CONTACT]).await;
    assert_eq!(still.notice, Notice::Ok, "{}", still.title);

    time.advance(TimeDelta::days(400));
    let store = &before.house().store;
    let after = dispatcher_over(store, release("We have moved.")).await;
    let refused = call(&after, &sam, "staff knowledge reviewed", &[CONTACT]).await;
    assert_eq!(refused.title, "The file has changed since");
    let shown = reply(press(&after, &sam, &refused, "Show English").await);
    let shown = format!("{:?}", shown.blocks);
    for text in [
        "The file has changed under this edit",
        "Ring the bell.",
        "We have moved.",
    ] {
        assert!(shown.contains(text), "{shown}");
    }
}
