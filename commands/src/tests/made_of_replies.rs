//! An answer that is made of what the team replied.

use chat::{Form, Standing};

use super::{
    caller, dispatcher, form,
    overtaken::{asked, reply_form},
    press, reply, request, submit,
};

/// The texts in a form, by name.
fn value<'a>(form: &'a Form, name: &str) -> (&'a str, &'a str) {
    let input = form.inputs.iter().find(|it| it.name == name);
    let input = input.expect("it is asked");
    (&input.label, input.value.as_deref().unwrap_or_default())
}

#[tokio::test]
async fn all_that_the_team_replied_is_in_it_and_what_does_not_fit_is_said() {
    let dispatcher = dispatcher().await;
    asked(&dispatcher).await;
    let (long, longer) = (
        "It stands in the shed. ".repeat(85),
        "The key is there, too. ".repeat(86),
    );
    for (name, text) in [("sam", "You may."), ("tess", &long), ("ulf", &longer)] {
        let who = caller(name, Standing::Staff);
        let open = reply_form(&dispatcher, &who).await;
        let check = submit(&dispatcher, &who, &open, &[("text", text)]).await;
        press(&dispatcher, &who, &reply(check), "Send as the team").await;
    }
    let sam = caller("sam", Standing::Staff);
    let from = ("from", "Q-0001");
    let write = dispatcher.specs().get("staff knowledge write").unwrap();
    let write = form(dispatcher.dispatch(&sam, request(write, &[from])).await);
    let (_, short) = value(&write, "short");
    assert!(short.starts_with("You may.\n\nIt stands"), "{short}");
    assert!(short.ends_with("in the shed."), "{short}");
    let (label, more) = value(&write, "more");
    assert_eq!(label, "More (did not fit: the end is missing)");
    assert_eq!(more.chars().count(), 2900);

    let edit = dispatcher.specs().get("staff knowledge edit").unwrap();
    let contact = [("topic", "contact"), ("language", "en"), from];
    let edit = form(dispatcher.dispatch(&sam, request(edit, &contact)).await);
    let (label, more) = value(&edit, "more");
    assert_eq!(label, "More (did not fit: the end is missing)");
    assert!(more.contains("\n\nYou may.\n\nIt stands"), "{more}");
    let (label, questions) = value(&edit, "questions");
    assert_eq!(label, "Questions that it answers, one a line");
    assert!(
        questions.ends_with("\nMay I borrow the bicycle?"),
        "{questions}"
    );
}
