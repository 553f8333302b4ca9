//! A form as a section of the page.

use chat::{Form, Input, Kind, Lines, Reply, text, texts};
use chrono::{NaiveDate, NaiveDateTime};
use maud::{Markup, html};

use super::{Scene, actions::hidden, reply};

/// The form, under the refusal of what was sent last.
pub(crate) fn form(scene: &Scene, form: &Form, refused: Option<&Reply>) -> Markup {
    let title = scene.form_heading();
    html! {
        @if let Some(refused) = refused {
            (reply(scene, refused))
        }
        form.call.questions method="post" action=(scene.action("submit")) aria-labelledby=(title) {
            h3 id=(title) { (form.title) }
            (hidden(scene, &form.code))
            @for input in &form.inputs {
                (self::field(scene, input))
            }
            div.actions {
                button.primary { (text!(scene.lang, "page-form-send")) }
                button.plain formaction=(scene.action("close")) formnovalidate {
                    (text!(scene.lang, "page-form-cancel"))
                }
            }
        }
    }
}

fn field(scene: &Scene, input: &Input) -> Markup {
    let id = format!("{}-{}", scene.article.id(), input.name);
    html! {
        div.field {
            label for=(id) { (input.label) }
            (control(scene, input, &id))
        }
    }
}

fn control(scene: &Scene, input: &Input, id: &str) -> Markup {
    let (name, required) = (input.name, input.required);
    let placeholder = input.placeholder.as_deref();
    let value = input.value.as_deref();
    match input.kind {
        Kind::Text {
            max,
            lines: Lines::Many,
        } => html! {
            textarea id=(id) name=(name) rows="5" required[required] maxlength=(max)
                placeholder=[placeholder] { "\n" (value.unwrap_or_default()) }
        },
        Kind::Text {
            max,
            lines: Lines::One,
        } => html! {
            input id=(id) name=(name) type="text" required[required] maxlength=(max)
                placeholder=[placeholder] value=[value];
        },
        Kind::Pick(_) => html! {
            input id=(id) name=(name) type="text" required[required] maxlength="200"
                placeholder=[placeholder] value=[value];
        },
        Kind::Int { min, max } => html! {
            input id=(id) name=(name) type="number" required[required] min=(min) max=(max)
                placeholder=[placeholder] value=[value];
        },
        Kind::Day => html! {
            input id=(id) name=(name) type="date" required[required] value=[value.and_then(day)];
        },
        Kind::Moment => html! {
            input id=(id) name=(name) type="datetime-local" required[required]
                value=[value.and_then(moment)];
        },
        Kind::Flag => options(
            scene,
            input,
            id,
            [("yes", "page-yes"), ("no", "page-no")]
                .map(|(value, label)| (value.to_owned(), text!(scene.lang, label))),
        ),
        Kind::Choice(ids) => options(
            scene,
            input,
            id,
            ids.iter()
                .map(|choice| ((*choice).to_owned(), texts::choice(scene.lang, choice))),
        ),
        Kind::Person => options(
            scene,
            input,
            id,
            scene
                .people
                .iter()
                .map(|person| (person.id().to_owned(), person.name().to_owned())),
        ),
        Kind::File { .. } => html! {
            p.hint id=(id) { (text!(scene.lang, "page-form-file")) }
        },
    }
}

fn options(
    scene: &Scene,
    input: &Input,
    id: &str,
    options: impl IntoIterator<Item = (String, String)>,
) -> Markup {
    html! {
        select id=(id) name=(input.name) required[input.required] {
            @if input.value.is_none() || !input.required {
                option value="" { (text!(scene.lang, "page-choose")) }
            }
            @for (value, label) in options {
                option value=(value) selected[input.value.as_deref() == Some(value.as_str())] {
                    (label)
                }
            }
        }
    }
}

/// A day as browsers take it; forms come with days as people write them.
fn day(text: &str) -> Option<String> {
    let day = NaiveDate::parse_from_str(text, "%d-%m-%Y").ok()?;
    Some(day.format("%Y-%m-%d").to_string())
}

fn moment(text: &str) -> Option<String> {
    let moment = NaiveDateTime::parse_from_str(text, "%d-%m-%Y %H:%M").ok()?;
    Some(moment.format("%Y-%m-%dT%H:%M").to_string())
}
