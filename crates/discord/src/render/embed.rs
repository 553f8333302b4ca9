//! The embed of a reply.

use chat::{Action, Block, Notice, Reply};

use super::{
    body::Body,
    escape::escape,
    fit_written,
    markdown::web_address,
    payload::{Embed, Footer, Image, Upload},
};
use crate::limits;

/// What marks a message, so that it can be found again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marker<'a> {
    /// The marker's text.
    pub(crate) text: &'a str,
    /// A page that the title links to when the reply has none of its own.
    pub(crate) page: &'a str,
}

/// The embed; files that belong to it are added to `files`.
pub(crate) fn embed(reply: &Reply, marker: Option<Marker<'_>>, files: &mut Vec<Upload>) -> Embed {
    let sign = reply.sign.emoji();
    let room = limits::EMBED_TITLE - limits::length(sign) - 1;
    let title = format!("{sign} {}", fit_written(reply.title.trim(), room, escape));
    let footer = footer(reply);
    let used = limits::length(&title) + footer.as_deref().map_or(0, limits::length);
    let mut body = Body::new(limits::EMBED_TOTAL - used, files);
    for block in &reply.blocks {
        body.block(block);
    }
    let image = body.image.take();
    Embed {
        title,
        description: std::mem::take(&mut body.description),
        url: marker.map(|marker| link(reply, marker)),
        color: color(reply.notice),
        fields: std::mem::take(&mut body.fields),
        image: image.map(|url| Image { url }),
        footer: footer.map(|text| Footer { text }),
    }
}

/// The address behind the title, with the marker as its fragment: the reply's own page where it has one.
fn link(reply: &Reply, marker: Marker<'_>) -> String {
    let own = reply.actions.iter().find_map(|action| match action {
        Action::Link { url, .. } => web_address(url).filter(|url| !url.contains('#')),
        _ => None,
    });
    let page = own.as_deref().unwrap_or(marker.page);
    format!("{page}{}", fragment(marker.text))
}

/// The end of an address that marks a message.
pub(crate) fn fragment(marker: &str) -> String {
    format!("#dash-{marker}")
}

fn footer(reply: &Reply) -> Option<String> {
    let page = reply.blocks.iter().find_map(|block| match block {
        Block::Table(table) => table.page.filter(|(_, of)| *of > 1),
        _ => None,
    });
    let page = page.map(|(page, of)| format!("{page}/{of}"));
    let parts: Vec<&str> = [page.as_deref(), reply.footer.as_deref()]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let text = parts.join(" · ");
    // The footer is short by design; a long one must not eat what the reply says.
    (!text.is_empty()).then(|| limits::fit(&text, limits::EMBED_FOOTER / 4).into_owned())
}

/// How it ended, as a colour: blue, green, amber, red; all visible on light and on dark.
const fn color(notice: Notice) -> u32 {
    match notice {
        Notice::Info => 0x2b_6c_b0,
        Notice::Ok => 0x2f_85_5a,
        Notice::Refused => 0xc0_7a_14,
        Notice::Failed => 0xc5_30_30,
    }
}
