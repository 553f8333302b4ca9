//! Makes HTML of a reply: the only place in which what people wrote is escaped.

mod actions;
mod blocks;
mod form;
mod inline;
mod markdown;

use chat::{Notice, Reply, text};
use chrono::{DateTime, Utc};
use domain::Lang;
use maud::{Markup, html};

use crate::{People, channel::Channel, turns::Article};

pub(crate) use form::form;
pub(crate) use inline::time;

/// Where a reply is rendered.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub(crate) lang: Lang,
    pub(crate) now: DateTime<Utc>,
    pub(crate) people: People,
    pub(crate) channel: Channel,
    /// The article in which it stands.
    pub(crate) article: Article,
}

impl Scene {
    /// The address of what is done in this channel.
    fn action(&self, verb: &str) -> String {
        format!("/{}/{verb}", self.channel.id())
    }

    /// The id of the article's heading.
    pub(crate) fn heading(&self) -> String {
        format!("{}-title", self.article.id())
    }

    /// The id of the heading of the form in it.
    pub(crate) fn form_heading(&self) -> String {
        format!("{}-form", self.article.id())
    }
}

/// A reply as a card.
pub(crate) fn reply(scene: &Scene, reply: &Reply) -> Markup {
    html! {
        div class={ "card " (class(reply.notice)) } {
            h3 id=(scene.heading()) {
                span.sign aria-hidden="true" { (reply.sign.emoji()) }
                " " (reply.title)
            }
            @if let Some(id) = said(reply.notice) {
                // The log in which it stands is read out as it grows: a role of its own would say it twice.
                p.notice { (text!(scene.lang, id)) }
            }
            @for (index, block) in reply.blocks.iter().enumerate() {
                (blocks::block(scene, index, block))
            }
            (actions::actions(scene, &reply.actions))
            @if let Some(footer) = &reply.footer {
                p.footer { (footer) }
            }
        }
    }
}

const fn class(notice: Notice) -> &'static str {
    match notice {
        Notice::Info => "info",
        Notice::Ok => "ok",
        Notice::Refused => "refused",
        Notice::Failed => "failed",
    }
}

/// How it ended, in words: a colour alone says nothing to many.
const fn said(notice: Notice) -> Option<&'static str> {
    match notice {
        Notice::Info => None,
        Notice::Ok => Some("page-notice-ok"),
        Notice::Refused => Some("page-notice-refused"),
        Notice::Failed => Some("page-notice-failed"),
    }
}

#[cfg(test)]
mod tests;
