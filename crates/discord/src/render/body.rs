//! What a reply says: the description, fields, picture and files of its embed, within their limits.

use chat::{Block, Field, Inline, Kept};

use super::{
    escape::escape,
    fit_written,
    inline::inline,
    markdown::{markdown, web_address},
    payload::{EmbedField, Upload},
    table::table,
};
use crate::limits;

/// A value longer than this stands in a line of its own.
const SHORT: usize = 40;
/// What stands where there is nothing: Discord refuses empty fields.
const NOTHING: &str = "–";
/// Lasting texts as Discord shows them.
static LASTING: Kept<String> = Kept::new();

/// The body while it grows.
pub(crate) struct Body<'a> {
    pub(crate) description: String,
    pub(crate) fields: Vec<EmbedField>,
    pub(crate) image: Option<String>,
    files: &'a mut Vec<Upload>,
    /// The characters that are left of the embed's 6,000.
    left: usize,
}

impl<'a> Body<'a> {
    pub(crate) fn new(left: usize, files: &'a mut Vec<Upload>) -> Self {
        Self {
            description: String::new(),
            fields: Vec::new(),
            image: None,
            files,
            left,
        }
    }

    pub(crate) fn block(&mut self, block: &Block) {
        match block {
            Block::Markdown(text) => self.markdown(text),
            Block::Lasting(text) => {
                let whole = LASTING.of(text, |text| markdown(text, limits::EMBED_DESCRIPTION));
                if limits::length(&whole) <= self.room() {
                    self.paragraph(&whole);
                } else {
                    self.markdown(text);
                }
            }
            Block::Text(text) => {
                let part = fit_written(text.trim(), self.room(), escape);
                self.paragraph(&part);
            }
            Block::Quote { label, text } => self.quote(label, text),
            Block::Fields(fields) => {
                for field in fields {
                    self.field(field);
                }
            }
            Block::Table(rows) => {
                let part = table(rows, self.room());
                self.paragraph(&part);
            }
            Block::Image { url, .. } => match web_address(url) {
                Some(url) if self.image.is_none() && url.starts_with("https://") => {
                    self.image = Some(url);
                }
                _ => tracing::error!("a picture can't be shown"),
            },
            Block::File {
                name,
                media_type,
                bytes,
            } => self.file(name, media_type, bytes.clone()),
        }
    }

    /// What still fits into the description, an empty line before it counted.
    fn room(&self) -> usize {
        let here = limits::EMBED_DESCRIPTION.saturating_sub(limits::length(&self.description));
        here.min(self.left).saturating_sub(2)
    }

    fn markdown(&mut self, text: &str) {
        let part = markdown(text, self.room());
        self.paragraph(&part);
    }

    fn paragraph(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.description.is_empty() {
            self.description.push_str("\n\n");
            self.left -= 2;
        }
        self.description.push_str(text);
        self.left -= limits::length(text);
    }

    /// People's words as a quote; the whole in a file when it had to be cut.
    fn quote(&mut self, label: &str, text: &str) {
        let quoted = |text: &str| {
            let lines: Vec<String> = text
                .lines()
                .map(|line| format!("> {}", escape(line)))
                .collect();
            lines.join("\n")
        };
        let head = match label.trim() {
            "" => String::new(),
            label => format!(
                "**{}**\n",
                escape(&limits::fit(label, limits::FIELD_NAME / 2))
            ),
        };
        let text = text.trim();
        let room = self.room().saturating_sub(limits::length(&head));
        let part = fit_written(text, room, quoted);
        if part.is_empty() {
            if !text.is_empty() {
                self.whole(label, text);
            }
            return;
        }
        if part != quoted(text) {
            self.whole(label, text);
        }
        self.paragraph(&format!("{head}{part}"));
    }

    fn field(&mut self, field: &Field) {
        if self.fields.len() == limits::EMBED_FIELDS || self.left < 16 {
            tracing::error!("a reply has more fields than fit");
            return;
        }
        let name = match field.label.trim() {
            "" => "\u{200b}".to_owned(),
            label => fit_written(label, limits::FIELD_NAME.min(self.left / 2), escape),
        };
        self.left -= limits::length(&name);
        let room = limits::FIELD_VALUE.min(self.left);
        let mut value = inline(&field.value);
        if limits::length(&value) > room {
            if let Inline::Text(text) = &field.value {
                value = fit_written(text, room, escape);
                self.whole(&field.label, text);
            } else {
                value = String::new();
            }
        }
        if value.trim().is_empty() {
            NOTHING.clone_into(&mut value);
        }
        self.left -= limits::length(&value);
        let inline = limits::length(&value) <= SHORT && !value.contains('\n');
        self.fields.push(EmbedField {
            name,
            value,
            inline,
        });
    }

    /// Adds the whole of what was cut.
    fn whole(&mut self, label: &str, text: &str) {
        let name = format!("{}.txt", file_name(label));
        self.file(&name, "text/plain; charset=utf-8", text.as_bytes().to_vec());
    }

    fn file(&mut self, name: &str, media_type: &str, bytes: Vec<u8>) {
        if self.files.len() == limits::FILES || bytes.len() > limits::FILE_BYTES {
            tracing::error!(
                file.bytes = bytes.len(),
                "a file can't be sent with a reply"
            );
            return;
        }
        self.files.push(Upload {
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            bytes,
        });
    }
}

/// A label as the name of a file: letters, digits and hyphens.
fn file_name(label: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            ' '
        }
    };
    let words: String = label.chars().map(plain).collect();
    let name = words
        .split_whitespace()
        .take(4)
        .collect::<Vec<_>>()
        .join("-");
    if name.is_empty() {
        "text".to_owned()
    } else {
        name
    }
}
