//! Facts that fit in a line.

use chat::{Inline, text, texts};
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Amsterdam;
use domain::Lang;
use maud::{Markup, html};

use super::{Scene, markdown::is_safe};
use crate::{PLATFORM, channel::Channel};

pub(super) fn inline(scene: &Scene, fact: &Inline) -> Markup {
    match fact {
        Inline::Text(text) => html! { (text) },
        Inline::Time(at) => time(scene.lang, *at),
        Inline::Ago(at) if *at > scene.now => time(scene.lang, *at),
        Inline::Ago(at) => html! {
            time datetime=(stamp(*at)) title=(wall_clock(scene.lang, *at)) {
                (texts::ago(scene.lang, *at, scene.now))
            }
        },
        Inline::Person { platform, id, name } => {
            let known = (*platform == PLATFORM)
                .then(|| scene.people.by_id(id))
                .flatten();
            html! { span.person { (known.map_or(name.as_str(), |known| known.name())) } }
        }
        Inline::Channel { platform, id } => {
            let known = Channel::from_id(id).filter(|_| *platform == PLATFORM);
            match known {
                Some(channel) => html! { (text!(scene.lang, &format!("page-{}", channel.id()))) },
                None => html! { (platform) " " (id) },
            }
        }
        Inline::Link { label, url } if is_safe(url) => html! {
            a href=(url) rel="noopener noreferrer" { (label) }
        },
        Inline::Link { label, .. } => html! { (label) },
    }
}

/// An instant on the community's wall clock.
pub(crate) fn time(lang: Lang, at: DateTime<Utc>) -> Markup {
    html! { time datetime=(stamp(at)) { (wall_clock(lang, at)) } }
}

fn wall_clock(lang: Lang, at: DateTime<Utc>) -> String {
    texts::moment(lang, at.with_timezone(&Amsterdam).naive_local())
}

fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// "Page 2 of 5".
pub(super) fn pages(lang: Lang, page: u32, of: u32) -> String {
    text!(lang, "page-table-page", page = page, of = of)
}
