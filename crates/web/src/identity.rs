//! The two people that the page knows, and who is looking now.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use chat::{Caller, Standing, Value};
use domain::Lang;

use crate::{PLATFORM, channel::Channel};

/// One of the two people between whom the page switches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Identity {
    /// A member of the community.
    Member,
    /// One of the staff.
    Staff,
}

impl Identity {
    pub(crate) const ALL: [Self; 2] = [Self::Member, Self::Staff];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Staff => "staff",
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Member => "Robin",
            Self::Staff => "Sam",
        }
    }

    pub(crate) const fn standing(self) -> Standing {
        match self {
            Self::Member => Standing::Member,
            Self::Staff => Standing::Staff,
        }
    }

    pub(crate) fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|identity| identity.id() == id)
    }

    /// Who is meant by `@robin`, `Robin` or `member`.
    pub(crate) fn from_mention(word: &str) -> Option<Self> {
        let word = word.trim_start_matches('@');
        Self::ALL.into_iter().find(|identity| {
            word.eq_ignore_ascii_case(identity.name()) || word.eq_ignore_ascii_case(identity.id())
        })
    }

    pub(crate) fn value(self) -> Value {
        Value::Person(PLATFORM, self.id().to_owned())
    }
}

/// The cookies' names. Cookies of one host are shared by all its ports, so they carry the program's name.
pub(crate) const AS: &str = "dash-bot-as";
pub(crate) const LANG: &str = "dash-bot-lang";

/// Who is looking.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visitor {
    pub(crate) identity: Identity,
    /// The language chosen on the page, else the browser's.
    pub(crate) locale: Option<Lang>,
}

impl Visitor {
    fn read(headers: &HeaderMap) -> Self {
        let identity = cookie(headers, AS).and_then(Identity::from_id);
        let chosen = cookie(headers, LANG).and_then(Lang::from_tag);
        Self {
            identity: identity.unwrap_or(Identity::Member),
            locale: chosen.or_else(|| accepted(headers)),
        }
    }

    pub(crate) fn caller(self, channel: Channel) -> Caller {
        Caller {
            platform: PLATFORM,
            id: self.identity.id().to_owned(),
            name: self.identity.name().to_owned(),
            locale: self.locale,
            standing: self.identity.standing(),
            origin: channel.origin(),
            typed: "/",
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::read(&parts.headers))
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

    use super::{Identity, Visitor};

    fn visitor(name: header::HeaderName, value: &'static str) -> Visitor {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        Visitor::read(&headers)
    }

    #[test]
    fn the_cookie_says_who_looks_and_a_forged_one_says_nothing() {
        let who = |value| visitor(header::COOKIE, value).identity;
        assert_eq!(who("x=1; dash-bot-as=staff"), Identity::Staff);
        assert_eq!(who("dash-bot-as=root"), Identity::Member);
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
        assert_eq!(Identity::from_mention("@robin"), Some(Identity::Member));
        assert_eq!(Identity::from_mention("Staff"), Some(Identity::Staff));
        assert_eq!(Identity::from_mention("@nobody"), None);
    }
}
