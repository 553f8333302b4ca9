//! What was asked and not answered, until an answer is written for it.

use chat::{Caller, Notice, Standing};
use domain::Lang;
use store::{AskedQuestion, Store};

use super::{caller, dispatcher, dispatcher_with, form, press, reply, request, submit};
use crate::{Dispatcher, Upkeep};

/// Notes questions that were not answered.
async fn asked(store: &Store, questions: &[&str]) {
    let mut tx = store.begin().await.unwrap();
    let at = tx.now();
    let missed = questions
        .iter()
        .enumerate()
        .map(|(number, text)| AskedQuestion {
            id: format!("asked-{number}"),
            at,
            lang: Lang::En,
            text: (*text).to_owned(),
            topic: None,
            confidence: 0.1,
            answered: false,
            helped: None,
        });
    tx.questions_note(&missed.collect::<Vec<_>>())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

const BICYCLE: &str = "May I borrow the bicycle of DASH?";
const COFFEE: &str = "Who repairs the coffee machine?";

async fn listed(dispatcher: &Dispatcher, who: &Caller) -> [bool; 2] {
    let gaps = dispatcher.specs().get("staff knowledge gaps").unwrap();
    let gaps = reply(dispatcher.dispatch(who, request(gaps, &[])).await);
    let gaps = format!("{:?}", gaps.blocks);
    [BICYCLE, COFFEE].map(|it| gaps.contains(it))
}

/// Writes an answer for the first, in other words.
async fn written(dispatcher: &Dispatcher, who: &Caller, command: &str) -> chat::Reply {
    let spec = dispatcher.specs().get(command).unwrap();
    let mut open = request(spec, &[("from", "asked-0"), ("language", "en")]);
    if command == "staff knowledge edit" {
        open.args.set("topic", "contact");
    }
    let open = form(dispatcher.dispatch(who, open).await);
    let texts = [
        ("title", "The bicycle"),
        ("short", "You may."),
        ("questions", "Can I use your bike?"),
    ];
    reply(submit(dispatcher, who, &open, &texts).await)
}

#[tokio::test]
async fn what_an_answer_is_written_for_is_no_gap_any_more() {
    for command in ["staff knowledge write", "staff knowledge edit"] {
        let dispatcher = dispatcher().await;
        asked(&dispatcher.house().store, &[BICYCLE, COFFEE, BICYCLE]).await;
        let sam = caller("sam", Standing::Staff);
        assert_eq!(listed(&dispatcher, &sam).await, [true, true]);
        let saved = written(&dispatcher, &sam, command).await;
        assert_eq!(saved.notice, Notice::Ok, "{}", saved.title);
        assert_eq!(listed(&dispatcher, &sam).await, [false, true], "{command}");
    }
}

#[tokio::test]
async fn what_waits_to_be_published_closes_no_gap_yet() {
    let alone = dispatcher().await;
    let store = &alone.house().store;
    let review = Upkeep {
        review: true,
        ..Upkeep::default()
    };
    let dispatcher = dispatcher_with(store, knowledge::bundled().entries, review).await;
    asked(store, &[BICYCLE, COFFEE]).await;
    let (sam, tess) = (
        caller("sam", Standing::Staff),
        caller("tess", Standing::Staff),
    );
    let waits = written(&dispatcher, &sam, "staff knowledge write").await;
    assert_eq!(listed(&dispatcher, &sam).await, [true, true]);
    let shown = reply(press(&dispatcher, &tess, &waits, "Change in English").await);
    let published = reply(press(&dispatcher, &tess, &shown, "Publish").await);
    assert_eq!(published.notice, Notice::Ok, "{}", published.title);
    assert_eq!(listed(&dispatcher, &sam).await, [false, true]);
}
