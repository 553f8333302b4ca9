//! Two of staff at once: what one saved is not overwritten by another who has not seen it.

use chat::{Notice, Standing};

use super::{button, caller, dispatcher, form, press, reply, request, submit};

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
