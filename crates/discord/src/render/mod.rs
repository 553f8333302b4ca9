//! From a [`Reply`] or a [`Form`](chat::Form) to what Discord is sent.

mod body;
mod components;
mod embed;
mod escape;
mod inline;
mod markdown;
mod modal;
mod payload;
mod table;

use chat::Reply;

pub(crate) use embed::{Marker, fragment};
pub(crate) use modal::{Modal, modal};
pub(crate) use payload::{Upload, callback, edit, follow_up, post};

use payload::{Embed, Row};

use crate::limits;

/// A reply as Discord shows it: one embed, rows of buttons and menus, files; above it the person whom it is for.
#[derive(Debug)]
pub(crate) struct Card {
    pub(crate) addressed: Option<String>,
    pub(crate) embed: Embed,
    pub(crate) rows: Vec<Row>,
    pub(crate) files: Vec<Upload>,
}

/// Renders a reply; whatever it says, Discord takes it.
pub(crate) fn card(reply: &Reply, marker: Option<Marker<'_>>) -> Card {
    let mut files = Vec::new();
    let embed = embed::embed(reply, marker, &mut files);
    Card {
        addressed: reply.addressed.clone(),
        embed,
        rows: components::rows(&reply.actions),
        files,
    }
}

/// As much of `text` as fits into `room` after it was `written` (escaped, say), which makes it longer.
fn fit_written(text: &str, room: usize, written: impl Fn(&str) -> String) -> String {
    let mut plain = room;
    loop {
        let part = written(&limits::fit(text, plain));
        let over = limits::length(&part).saturating_sub(room);
        if over == 0 {
            return part;
        }
        if plain == 0 {
            return String::new();
        }
        plain = plain.saturating_sub(over);
    }
}

#[cfg(test)]
mod tests;
