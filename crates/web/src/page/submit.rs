//! A filled-in form, or one that is closed.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chat::{Action, Args, Caller, Kind, Reply, Spec};

use super::{
    Page,
    settle::{Asked, is_refused},
    show,
};
use crate::{
    channel::Channel,
    identity::{People, Visitor},
    turns::{Answer, Article, Turn},
};

type Fields = HashMap<String, String>;

pub(super) async fn submit(
    State(page): State<Page>,
    visitor: Visitor,
    Path(channel): Path<String>,
    Form(fields): Form<Fields>,
) -> Response {
    let channel = Channel::from_id(&channel).filter(|it| it.open_to(visitor.person));
    let Some(channel) = channel else {
        return show::missing(State(page), visitor).await;
    };
    let caller = visitor.caller(channel);
    let dispatcher = &page.room().dispatcher;
    let asked = Asked::new(&page, visitor, channel);
    let code = fields.get("_code").map_or("", String::as_str);
    let Ok(request) = dispatcher.specs().decode(code) else {
        let reply = dispatcher.bad_code(&caller).await;
        return asked.settle(chat::Response::Reply(Box::new(reply)));
    };
    let answers = answers(page.room().people, request.spec, &fields);
    let request = request.submit(answers);
    let asked = asked.calling(&request);
    let response = dispatcher.dispatch(&caller, request).await;
    let Some(turn) = turn(&page, visitor, &fields) else {
        return asked.settle(response);
    };
    let source = match &turn.answer {
        Answer::Form { source, .. } => source.clone(),
        Answer::Reply(_) => None,
    };
    let answer = match response {
        chat::Response::Form(form) => Answer::Form {
            form,
            refused: None,
            source,
        },
        chat::Response::Reply(reply) => match back(&page, &caller, &reply).await {
            Some((form, refused)) => Answer::Form {
                form,
                refused: Some(Box::new(refused)),
                source,
            },
            None => Answer::Reply(reply),
        },
    };
    asked.settle_form(&turn, answer)
}

/// Closes one's own form.
pub(super) async fn close(
    State(page): State<Page>,
    visitor: Visitor,
    Path(channel): Path<String>,
    Form(fields): Form<Fields>,
) -> Response {
    let Some(channel) = Channel::from_id(&channel) else {
        return show::missing(State(page), visitor).await;
    };
    if let Some(turn) = turn(&page, visitor, &fields) {
        page.room().turns.remove(visitor.person, &turn.id);
    }
    Redirect::to(&format!("/{}", channel.id())).into_response()
}

/// The turn in which the form stands.
fn turn(page: &Page, visitor: Visitor, fields: &Fields) -> Option<Arc<Turn>> {
    let Article::Turn(id) = Article::read(fields.get("_in")?)? else {
        return None;
    };
    let turn = page.room().turns.get(visitor.person, &id)?;
    matches!(turn.answer, Answer::Form { .. }).then_some(turn)
}

/// The form's answers, each as its parameter takes it.
fn answers(people: People, spec: &Spec, fields: &Fields) -> Args {
    let mut args = Args::new();
    for param in spec.form_params() {
        let Some(text) = fields.get(param.name) else {
            continue;
        };
        let person = matches!(param.kind, Kind::Person)
            .then(|| people.by_id(text))
            .flatten();
        match person {
            Some(person) => args.set(param.name, person.value()),
            None => args.set(param.name, text.as_str()),
        }
    }
    args
}

/// A refusal whose button leads back to the form is shown above that form, with what may be kept of the
/// answers in it: the house decides what that is, so the page keeps none itself.
async fn back(page: &Page, caller: &Caller, reply: &Reply) -> Option<(Box<chat::Form>, Reply)> {
    if !is_refused(reply) {
        return None;
    }
    let reopens = |action: &Action| matches!(action, Action::Button(button) if button.reopen);
    let index = reply.actions.iter().position(reopens)?;
    let mut refused = reply.clone();
    let Action::Button(button) = refused.actions.remove(index) else {
        return None;
    };
    let dispatcher = &page.room().dispatcher;
    let request = dispatcher.specs().decode(&button.code).ok()?;
    match dispatcher.dispatch(caller, request).await {
        chat::Response::Form(form) => Some((form, refused)),
        chat::Response::Reply(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use chat::{Kind, Lines, Param, Spec, Value};

    use super::{Fields, answers};
    use crate::{PLATFORM, People};

    const SPEC: Spec = Spec {
        name: "test",
        params: &[
            Param::form(
                "text",
                Kind::Text {
                    max: 9,
                    lines: Lines::One,
                },
            ),
            Param::form("who", Kind::Person),
            Param::carried(
                "hidden",
                Kind::Text {
                    max: 9,
                    lines: Lines::One,
                },
            ),
        ],
        ..Spec::MEMBER
    };

    #[test]
    fn only_what_the_form_asks_is_taken_from_it() {
        let fields: Fields = [
            ("_code", "test"),
            ("text", "a"),
            ("who", "staff"),
            ("hidden", "b"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        let args = answers(People::ROBIN_AND_SAM, &SPEC, &fields);
        assert_eq!(args.text("text"), Some("a"));
        let sam = Value::Person(PLATFORM, "staff".to_owned());
        assert_eq!(args.get("who"), Some(&sam));
        assert!(!args.has("hidden"));
    }
}
