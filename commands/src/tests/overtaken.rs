//! Two of staff at once: what one saved is not overwritten by another who has not seen it.

use chat::{Caller, Form, Notice, Reply, Standing};
use domain::{Lang, ParkedId, Platform, QuestionReference};
use store::NewInquiry;

use super::{button, caller, dispatcher, form, press, reply, request, submit};
use crate::Dispatcher;

/// An answer as its file would hold it, in `language`.
fn pasted(short: &str) -> String {
    format!(
        "<!-- en/shed.md -->\n+++\ntitle = \"The shed\"\nquestions = [\n  \"Where is the shed?\",\n]\nkeywords = []\n\
         links = []\nrelated = []\nnext = []\nsource = \"DASH\"\nreviewed = 2026-11-20\n+++\n{short}"
    )
}

#[tokio::test]
async fn what_a_colleague_saved_since_is_not_replaced_by_what_was_pasted() {
    let dispatcher = dispatcher().await;
    let import = dispatcher.specs().get("staff knowledge import").unwrap();
    let (sam, tess) = (
        caller("sam", Standing::Staff),
        caller("tess", Standing::Staff),
    );
    let paste = async |who, text: &str| {
        let asked = request(import, &[("text", text)]);
        reply(dispatcher.dispatch(who, asked).await)
    };
    let check = paste(&sam, &pasted("Behind the house.")).await;
    let hers = paste(&tess, &pasted("Before the house.")).await;
    let saved = reply(press(&dispatcher, &tess, &hers, "Save").await);
    assert_eq!(saved.title, "The answers are saved");
    let refused = reply(press(&dispatcher, &sam, &check, "Save").await);
    assert_eq!(refused.title, "Somebody wrote since");
    let now = format!("{:?}", refused.blocks);
    assert!(now.contains("Before the house."), "{now}");
    let again = form(press(&dispatcher, &sam, &refused, "Keep editing").await);
    let typed = again.inputs[0].value.as_deref().unwrap();
    assert!(typed.contains("Behind the house."), "{typed}");
    let check = reply(submit(&dispatcher, &sam, &again, &[]).await);
    assert_eq!(check.title, "What would change");
    let saved = reply(press(&dispatcher, &sam, &check, "Save").await);
    assert_eq!(saved.title, "The answers are saved");
}

#[tokio::test]
async fn what_a_colleague_set_since_is_not_replaced_by_what_a_form_shows() {
    let dispatcher = dispatcher().await;
    let set = dispatcher.specs().get("staff settings set").unwrap();
    let (sam, tess) = (
        caller("sam", Standing::Staff),
        caller("tess", Standing::Staff),
    );
    let open = async |who| {
        let asked = request(set, &[("setting", "reply-days")]).asking();
        form(dispatcher.dispatch(who, asked).await)
    };
    // Also where nobody had set it before.
    let (his, hers) = (open(&sam).await, open(&tess).await);
    let saved = reply(submit(&dispatcher, &tess, &hers, &[("value", "4")]).await);
    assert_eq!(saved.notice, Notice::Ok);
    let refused = reply(submit(&dispatcher, &sam, &his, &[("value", "7")]).await);
    assert_eq!(refused.title, "Somebody changed it since");
    let now = format!("{:?}", refused.blocks);
    assert!(now.contains("Text(\"4\")"), "{now}");
    let again = form(press(&dispatcher, &sam, &refused, "Keep editing").await);
    assert_eq!(again.inputs[0].value.as_deref(), Some("7"));
    let saved = reply(submit(&dispatcher, &sam, &again, &[]).await);
    assert_eq!(saved.title, "Saved: Working days until a reply");
    // What was typed in one line is set over whatever there is.
    let typed = request(set, &[("setting", "reply-days"), ("value", "5")]);
    let typed = reply(dispatcher.dispatch(&sam, typed).await);
    assert_eq!(typed.notice, Notice::Ok);
    button(&typed, "Undo");
}

/// Anna asked the team.
pub(super) async fn asked(dispatcher: &Dispatcher) {
    let mut tx = dispatcher.house().store.begin().await.unwrap();
    let platform = Platform::new("test");
    let anna = tx.person_find_or_create(&platform, "anna").await.unwrap();
    let asked = NewInquiry {
        person: &anna.id,
        name: "Anna",
        lang: Lang::En,
        question: "May I borrow the bicycle?",
        thread: None,
        draft: &ParkedId::new("draft"),
    };
    tx.inquiry_create(&asked).await.unwrap();
    tx.commit().await.unwrap();
}

async fn take(dispatcher: &Dispatcher, who: &Caller) -> Reply {
    let take = dispatcher.specs().get("staff questions take").unwrap();
    let take = request(take, &[("question", "Q-0001")]);
    reply(dispatcher.dispatch(who, take).await)
}

pub(super) async fn reply_form(dispatcher: &Dispatcher, who: &Caller) -> Form {
    let spec = dispatcher.specs().get("staff questions reply").unwrap();
    let open = request(spec, &[("question", "Q-0001")]);
    form(dispatcher.dispatch(who, open).await)
}

#[tokio::test]
async fn what_a_colleague_has_taken_is_taken_over_only_by_a_second_press() {
    let dispatcher = dispatcher().await;
    asked(&dispatcher).await;
    let (sam, tess) = (
        caller("sam", Standing::Staff),
        caller("tess", Standing::Staff),
    );
    let taken = take(&dispatcher, &tess).await;
    assert_eq!(taken.title, "You have taken Q-0001");
    assert_eq!(take(&dispatcher, &tess).await.title, taken.title, "again");
    let held = take(&dispatcher, &sam).await;
    assert_eq!(held.title, "A colleague has taken Q-0001");
    let facts = format!("{:?}", held.blocks);
    assert!(facts.contains("tess"), "{facts}");
    assert_eq!(take(&dispatcher, &tess).await.title, taken.title, "still");
    let over = reply(press(&dispatcher, &sam, &held, "Take over").await);
    assert_eq!(over.title, taken.title);
    let held = take(&dispatcher, &tess).await;
    assert_eq!(held.title, "A colleague has taken Q-0001");
    // Who replies nonetheless reads who has it.
    let his = reply_form(&dispatcher, &tess).await;
    let check = submit(&dispatcher, &tess, &his, &[("text", "You may.")]).await;
    let check = format!("{:?}", reply(check).blocks);
    assert!(check.contains("has taken this question"), "{check}");
}

#[tokio::test]
async fn what_was_written_since_is_shown_before_a_reply_is_sent() {
    let dispatcher = dispatcher().await;
    asked(&dispatcher).await;
    let (sam, tess, ulf) = (
        caller("sam", Standing::Staff),
        caller("tess", Standing::Staff),
        caller("ulf", Standing::Staff),
    );
    let text = |text| [("text", text)];
    let since = "Something was written since";
    // All three wrote before anybody sent.
    let (his, hers) = (
        reply_form(&dispatcher, &sam).await,
        reply_form(&dispatcher, &tess).await,
    );
    let check = submit(&dispatcher, &tess, &hers, &text("You may, from Tuesday.")).await;
    let check = reply(check);
    assert!(!format!("{:?}", check.blocks).contains(since));
    let ulfs = reply_form(&dispatcher, &ulf).await;
    let ulfs = submit(&dispatcher, &ulf, &ulfs, &text("Ask the porter.")).await;
    let ulfs = reply(ulfs);
    let sent = reply(press(&dispatcher, &tess, &check, "Send as Anna").await);
    assert_eq!(sent.notice, Notice::Ok);
    let twice = reply(press(&dispatcher, &tess, &check, "Send as Anna").await);
    assert_eq!(twice.notice, Notice::Ok, "{}", twice.title);

    let check = reply(submit(&dispatcher, &sam, &his, &text("You may.")).await);
    let shown = format!("{:?}", check.blocks);
    assert!(shown.contains(since), "{shown}");
    assert!(shown.contains("You may, from Tuesday."), "{shown}");
    let sent = reply(press(&dispatcher, &sam, &check, "Send as the team").await);
    assert_eq!(sent.notice, Notice::Ok, "{}", sent.title);

    // Ulf had seen neither.
    let again = reply(press(&dispatcher, &ulf, &ulfs, "Send as the team").await);
    let shown = format!("{:?}", again.blocks);
    for line in [
        since,
        "You may, from Tuesday.",
        "You may.",
        "Ask the porter.",
    ] {
        assert!(shown.contains(line), "{shown}");
    }
    let sent = reply(press(&dispatcher, &ulf, &again, "Send as the team").await);
    assert_eq!(sent.notice, Notice::Ok, "{}", sent.title);
    let mut tx = dispatcher.house().store.read().await.unwrap();
    let reference = QuestionReference::new(1);
    let inquiry = tx.inquiry_by_reference(reference).await.unwrap().unwrap();
    let lines = tx.inquiry_lines(&inquiry.id).await.unwrap();
    let named = lines.iter().map(|it| it.name.as_deref());
    assert_eq!(named.collect::<Vec<_>>(), [Some("Anna"), None, None]);
}
