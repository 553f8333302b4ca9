//! What staff do for somebody who asks for their data and can't do it alone, such as one who has left.

mod erase;
mod export;
mod find;

use chat::{Button, Call, Error, Kind, Param, Source, text};
use store::Person;

pub(crate) use erase::Erase;
pub(crate) use export::Export;
pub(crate) use find::Find;

use crate::{context::Context, mydata::people_meant};

/// Whom it is about.
const WHO: Param = Param::typed("who", Kind::Pick(Source::People));

/// The one person who is meant; several, or nobody, are a refusal that says how to go on.
async fn one(cx: &mut Context<'_>, typed: &str) -> Result<Person, Error> {
    let mut found = people_meant(cx.tx().await?, typed).await?;
    match (found.pop(), found.is_empty()) {
        (Some(person), true) => {
            cx.subject = Some(person.id.to_string());
            Ok(person)
        }
        (Some(_), false) => Err(cx.refused("person-several")),
        (None, _) => Err(cx.refused("person-unknown")),
    }
}

/// A button for one of the calls about a person.
fn button(cx: &Context<'_>, label: &str, command: &'static str, person: &Person) -> Button {
    let call = Call::new(command).with("who", person.id.as_str());
    Button::new(text!(cx.lang, label), call)
}
