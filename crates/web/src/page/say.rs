//! A typed line: a command, a plain word that calls one, or a question.

use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chat::{
    Origin, Request, Specs,
    grammar::{self, Trouble},
};
use domain::{MessageRef, guard};
use serde::Deserialize;

use super::{Page, settle::Asked, show};
use crate::{
    channel::Channel,
    identity::{People, Person, Visitor},
};

#[derive(Deserialize)]
pub(super) struct Line {
    line: String,
}

pub(super) async fn say(
    State(page): State<Page>,
    visitor: Visitor,
    Path(channel): Path<String>,
    Form(Line { line }): Form<Line>,
) -> Response {
    let channel = Channel::from_id(&channel);
    let channel = channel.filter(|it| it.open_to(visitor.person) && it.takes_lines());
    let Some(channel) = channel else {
        return show::missing(State(page), visitor).await;
    };
    let line = line.trim();
    if line.is_empty() {
        return Redirect::to(&format!("/{}", channel.id())).into_response();
    }
    let caller = visitor.caller(channel);
    let dispatcher = &page.room().dispatcher;
    let asked = Asked::new(&page, visitor, channel).saying(shown(line));
    match read(page.room().people, dispatcher.specs(), line, &caller.origin) {
        Ok(request) => {
            let asked = asked.calling(&request);
            let talk = MessageRef {
                channel: channel.id().to_owned(),
                message: caller.id.clone(),
            };
            let response = dispatcher.talk(&caller, request, &talk).await;
            asked.settle(response)
        }
        Err(trouble) => {
            let lang = dispatcher.lang(&caller).await;
            let reply = trouble.reply(lang, dispatcher.specs(), caller.standing, caller.typed);
            asked.settle(chat::Response::Reply(Box::new(reply)))
        }
    }
}

fn read(people: People, specs: &Specs, line: &str, origin: &Origin) -> Result<Request, Trouble> {
    if line.starts_with('/') {
        return grammar::read(specs, line, &|word| {
            people.meant_by(word).map(Person::value)
        });
    }
    let heard = specs.heard(line, *origin == Origin::Direct);
    heard.ok_or(Trouble::Unknown(Vec::new()))
}

/// The line as it is kept beside its answer: not at all where it seems to be about a patient.
fn shown(line: &str) -> String {
    if guard::check(line).is_some() {
        return "…".to_owned();
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use chat::{Kind, Lines, Origin, Param, Spec, Specs};

    use super::{read, shown};
    use crate::People;

    const ASK: Spec = Spec {
        name: "ask",
        params: &[Param::both(
            "question",
            Kind::Text {
                max: 100,
                lines: Lines::Many,
            },
        )],
        ..Spec::MEMBER
    };
    const STATUS: Spec = Spec {
        name: "counseling status",
        words: &["status"],
        ..Spec::MEMBER
    };

    fn called(line: &str, origin: &Origin) -> (&'static str, Option<String>) {
        let request = read(
            People::ROBIN_AND_SAM,
            &Specs::new(vec![&ASK, &STATUS]),
            line,
            origin,
        )
        .unwrap();
        let question = request.args.text("question").map(str::to_owned);
        (request.spec.name, question)
    }

    #[test]
    fn a_line_without_a_slash_means_what_plain_words_mean_there() {
        let channel = Origin::Channel("ask".to_owned());
        assert_eq!(
            called("status", &channel),
            ("ask", Some("status".to_owned()))
        );
        assert_eq!(
            called("Status.", &Origin::Direct),
            ("counseling status", None)
        );
        assert_eq!(
            called("/counseling status", &channel),
            ("counseling status", None)
        );
    }

    #[test]
    fn what_seems_to_be_about_a_patient_is_not_kept() {
        assert_eq!(shown("/ask what is DASH"), "/ask what is DASH");
        assert_eq!(shown("/ask mijn patiënt, geboren 03-02-1951"), "…");
    }
}
