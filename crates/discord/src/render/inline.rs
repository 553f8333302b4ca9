//! A fact that fits in a line.

use chat::Inline;

use super::{escape::escape, markdown::web_address};
use crate::{PLATFORM, config::snowflake};

/// The fact in Discord's Markdown.
pub(crate) fn inline(value: &Inline) -> String {
    match value {
        Inline::Text(text) => escape(text),
        Inline::Time(at) => format!("<t:{}:f>", at.timestamp()),
        Inline::Ago(at) => format!("<t:{}:R>", at.timestamp()),
        Inline::Person { platform, id, name } => {
            if *platform == PLATFORM && snowflake(id).is_some() {
                format!("<@{id}>")
            } else {
                escape(name)
            }
        }
        Inline::Channel { platform, id } => {
            if *platform == PLATFORM && snowflake(id).is_some() {
                format!("<#{id}>")
            } else {
                escape(&format!("{platform} {id}"))
            }
        }
        Inline::Link { label, url } => {
            let label = escape(label);
            match web_address(url) {
                Some(address) if !label.contains("://") => format!("[{label}]({address})"),
                Some(address) => address,
                None => label,
            }
        }
    }
}
