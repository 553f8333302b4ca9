//! The people whom the page knows, and who is looking now.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use chat::{Caller, Standing, Value};
use domain::Lang;

use crate::{PLATFORM, Page, channel::Channel};

/// Somebody whom the page knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    id: &'static str,
    name: &'static str,
    standing: Standing,
}

impl Person {
    /// A member of the community. The id stands in the database and is no other person's.
    pub const fn member(id: &'static str, name: &'static str) -> Self {
        Self {
            id,
            name,
            standing: Standing::Member,
        }
    }

    /// One of the staff.
    pub const fn staff(id: &'static str, name: &'static str) -> Self {
        Self {
            id,
            name,
            standing: Standing::Staff,
        }
    }

    pub(crate) const fn id(self) -> &'static str {
        self.id
    }

    pub(crate) const fn name(self) -> &'static str {
        self.name
    }

    pub(crate) const fn standing(self) -> Standing {
        self.standing
    }

    pub(crate) fn value(self) -> Value {
        Value::Person(PLATFORM, self.id.to_owned())
    }
}

/// The people between whom the page switches.
#[derive(Debug, Clone, Copy)]
pub struct People {
    first: Person,
    others: &'static [Person],
}

/// Who is on the page unless the program says otherwise.
pub(crate) const ROBIN: Person = Person::member("member", "Robin");
pub(crate) const SAM: Person = Person::staff("staff", "Sam");

impl People {
    /// A member and one of the staff: enough to try everything out.
    pub const ROBIN_AND_SAM: Self = Self::new(ROBIN, &[SAM]);

    /// `first` is who looks at a page on which nobody was chosen yet.
    pub const fn new(first: Person, others: &'static [Person]) -> Self {
        Self { first, others }
    }

    pub(crate) fn first(self) -> Person {
        self.first
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Person> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }

    pub(crate) fn by_id(self, id: &str) -> Option<Person> {
        self.iter().find(|person| person.id == id)
    }

    /// Who is meant by `@robin`, `Robin`, or Robin's id.
    pub(crate) fn meant_by(self, word: &str) -> Option<Person> {
        let word = word.trim_start_matches('@');
        self.iter().find(|person| {
            word.eq_ignore_ascii_case(person.name) || word.eq_ignore_ascii_case(person.id)
        })
    }
}

/// The cookies' names. Cookies of one host are shared by all its ports, so they carry the program's name.
pub(crate) const AS: &str = "dash-bot-as";
pub(crate) const LANG: &str = "dash-bot-lang";

/// Who is looking.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visitor {
    pub(crate) person: Person,
    /// The language chosen on the page, else the browser's.
    pub(crate) locale: Option<Lang>,
}

impl Visitor {
    fn read(people: People, headers: &HeaderMap) -> Self {
        let person = cookie(headers, AS).and_then(|id| people.by_id(id));
        let chosen = cookie(headers, LANG).and_then(Lang::from_tag);
        Self {
            person: person.unwrap_or(people.first()),
            locale: chosen.or_else(|| accepted(headers)),
        }
    }

    pub(crate) fn caller(self, channel: Channel) -> Caller {
        Caller {
            platform: PLATFORM,
            id: self.person.id().to_owned(),
            name: self.person.name().to_owned(),
            locale: self.locale,
            standing: self.person.standing(),
            origin: channel.origin(),
            typed: "/",
        }
    }
}

impl FromRequestParts<Page> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, page: &Page) -> Result<Self, Infallible> {
        Ok(Self::read(page.room().people, &parts.headers))
    }
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The language that the browser likes best of those that we speak.
fn accepted(headers: &HeaderMap) -> Option<Lang> {
    let line = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(f32, Lang)> = None;
    for entry in line.split(',') {
        let mut parts = entry.split(';');
        let lang = parts.next().map(str::trim).and_then(Lang::from_tag);
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q=")?.parse().ok())
            .unwrap_or(1.0);
        if let Some(lang) = lang
            && best.is_none_or(|(most, _)| weight > most)
        {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};
    use domain::Lang;

    use super::{People, ROBIN, SAM, Visitor};

    fn visitor(name: header::HeaderName, value: &'static str) -> Visitor {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        Visitor::read(People::ROBIN_AND_SAM, &headers)
    }

    #[test]
    fn the_cookie_says_who_looks_and_a_forged_one_says_nothing() {
        let who = |value| visitor(header::COOKIE, value).person;
        assert_eq!(who("x=1; dash-bot-as=staff"), SAM);
        assert_eq!(who("dash-bot-as=root"), ROBIN);
    }

    #[test]
    fn the_browsers_favourite_language_counts_until_one_is_chosen() {
        let accept = |value| visitor(header::ACCEPT_LANGUAGE, value).locale;
        assert_eq!(accept("de, nl-BE;q=0.8, en;q=0.9"), Some(Lang::En));
        assert_eq!(accept("nl,en-US;q=0.7"), Some(Lang::Nl));
        assert_eq!(accept("fr"), None);
        let chosen = visitor(header::COOKIE, "dash-bot-lang=nl").locale;
        assert_eq!(chosen, Some(Lang::Nl));
    }

    #[test]
    fn people_are_meant_by_name_or_id() {
        assert_eq!(People::ROBIN_AND_SAM.meant_by("@robin"), Some(ROBIN));
        assert_eq!(People::ROBIN_AND_SAM.meant_by("Staff"), Some(SAM));
        assert_eq!(People::ROBIN_AND_SAM.meant_by("@nobody"), None);
    }
}
