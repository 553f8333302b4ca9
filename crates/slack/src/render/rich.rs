//! Pieces of rich text: words, facts and what they read as.

use chat::Inline;
use chrono::{DateTime, Utc};
use domain::Platform;

use super::{
    address::{address, at_start},
    escape::straight,
    payload::{Marks, Piece},
};
use crate::PLATFORM;

/// What stands where there is nothing.
pub(crate) const NOTHING: &str = "–";

const TIME: &str = "{date_short_pretty} {time}";
const AGO: &str = "{ago}";

/// Words as they are; addresses in them can be followed, and show where they go.
pub(crate) fn words(text: &str, style: Marks) -> Vec<Piece> {
    let text = straight(text);
    let mut pieces = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find("https://") {
        let start = at + found;
        let length = at_start(&text[start..]);
        let url = address(&text[start..start + length]);
        at = start + length.max("https://".len());
        let Some(url) = url else {
            continue;
        };
        push(&mut pieces, &text[plain..start], style);
        let shown = &text[start..start + length];
        pieces.push(Piece::Link {
            text: (url != shown).then(|| shown.to_owned()),
            url,
            style,
        });
        plain = at;
    }
    push(&mut pieces, &text[plain..], style);
    pieces
}

/// Adds text, to the last piece where that is set alike.
pub(crate) fn push(pieces: &mut Vec<Piece>, text: &str, style: Marks) {
    if text.is_empty() {
        return;
    }
    if let Some(Piece::Text {
        text: last,
        style: set,
    }) = pieces.last_mut()
        && *set == style
    {
        last.push_str(text);
        return;
    }
    pieces.push(Piece::Text {
        text: text.to_owned(),
        style,
    });
}

/// A fact that fits in a line.
pub(crate) fn inline(value: &Inline, style: Marks) -> Vec<Piece> {
    let date = |at: &DateTime<Utc>, format| Piece::Date {
        timestamp: at.timestamp(),
        format,
        fallback: instant(at),
        style,
    };
    match value {
        Inline::Text(text) => words(text.trim(), style),
        Inline::Time(at) => vec![date(at, TIME)],
        Inline::Ago(at) => vec![date(at, AGO)],
        // A mention would notify them.
        Inline::Person { name, .. } => words(name.trim(), style),
        Inline::Channel { platform, id } => match channel(platform, id) {
            Some(id) => vec![Piece::Channel {
                channel_id: id.to_owned(),
                style,
            }],
            None => words(&elsewhere(platform, id), style),
        },
        Inline::Link { label, url } => link(label, url, style),
    }
}

/// The id of a channel of this platform.
fn channel<'a>(platform: &Platform, id: &'a str) -> Option<&'a str> {
    let is_id = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric());
    (*platform == PLATFORM && is_id).then_some(id)
}

/// A channel that can't be shown here.
fn elsewhere(platform: &Platform, id: &str) -> String {
    format!("{platform} {id}")
}

/// A link; a label that looks like an address is none, since it could hide where the link goes.
fn link(label: &str, url: &str, style: Marks) -> Vec<Piece> {
    let label = straight(label.trim()).into_owned();
    match address(url) {
        Some(url) => vec![Piece::Link {
            text: (!label.is_empty() && !label.contains("://")).then_some(label),
            url,
            style,
        }],
        None => {
            tracing::error!("a reply has a link that can't be followed");
            words(&label, style)
        }
    }
}

/// The same fact in Slack's markup; `None` where only rich text shows it as it is.
pub(crate) fn mrkdwn(value: &Inline) -> Option<String> {
    let date = |at: &DateTime<Utc>, format| {
        let (seconds, fallback) = (at.timestamp(), instant(at));
        format!("<!date^{seconds}^{format}|{fallback}>")
    };
    match value {
        Inline::Text(text) if text.contains("https://") => None,
        Inline::Text(text) | Inline::Person { name: text, .. } => {
            super::escape::mrkdwn(text.trim())
        }
        Inline::Channel { platform, id } => match channel(platform, id) {
            Some(id) => Some(format!("<#{id}>")),
            None => super::escape::mrkdwn(&elsewhere(platform, id)),
        },
        Inline::Time(at) => Some(date(at, TIME)),
        Inline::Ago(at) => Some(date(at, AGO)),
        Inline::Link { label, url } => {
            let label =
                Some(label.trim()).filter(|label| !label.is_empty() && !label.contains("://"));
            let url = address(url)?.replace('&', "&amp;");
            let label = super::escape::mrkdwn(label?)?;
            Some(format!("<{url}|{label}>"))
        }
    }
}

/// The same fact as plain words.
pub(crate) fn plain(value: &Inline) -> String {
    match value {
        Inline::Text(text) | Inline::Person { name: text, .. } => {
            straight(text.trim()).into_owned()
        }
        Inline::Channel { platform, id } => straight(&elsewhere(platform, id)).into_owned(),
        Inline::Time(at) | Inline::Ago(at) => instant(at),
        Inline::Link { label, url } if label.trim().is_empty() => url.clone(),
        Inline::Link { label, .. } => straight(label.trim()).into_owned(),
    }
}

/// What pieces read as.
pub(crate) fn read(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text { text, .. } => text.as_str(),
            Piece::Link { url, text, .. } => text.as_deref().unwrap_or(url),
            Piece::Channel { channel_id, .. } => channel_id,
            Piece::User { user_id } => user_id,
            Piece::Date { fallback, .. } => fallback,
        })
        .collect()
}

fn instant(at: &DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}
