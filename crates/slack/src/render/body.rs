//! What a reply says: its blocks, and the files with what did not fit.

use std::borrow::Cow;

use chat::{Field, Inline, Reply};

use super::{
    address::address,
    card, escape,
    lasting::ready,
    markdown::markdown,
    payload::{Block, Marks, Piece, RichText, Text, Upload},
    rich,
    room::Room,
    table::table,
};
use crate::limits;

/// The longest quote; the whole goes along as a file.
const QUOTE: usize = limits::INPUT_VALUE;
/// The longest value that stands beside another.
const SHORT: usize = 80;
/// The longest last line.
const FOOTER: usize = 500;
/// The longest label.
const LABEL: usize = 120;

/// The body while it grows.
pub(crate) struct Body<'a> {
    pub(crate) blocks: Vec<Block>,
    pub(crate) room: Room,
    files: &'a mut Vec<Upload>,
}

impl<'a> Body<'a> {
    pub(crate) const fn new(room: Room, files: &'a mut Vec<Upload>) -> Self {
        Self {
            blocks: Vec::new(),
            room,
            files,
        }
    }

    /// The person whom it is for.
    pub(crate) fn addressed(&mut self, reply: &Reply) {
        let person = reply.addressed.iter().map(|id| Piece::User {
            user_id: id.clone(),
        });
        self.section(person.collect());
    }

    /// The sign and the title; a title that is no heading is a bold line.
    pub(crate) fn header(&mut self, reply: &Reply) {
        let head = card::head(reply);
        if limits::length(&head) <= limits::HEADER && !head.contains('\n') {
            if self.room.block(limits::length(&head)) {
                // As Slack's own emoji, unless somebody's words would turn into one too.
                let emoji = !escape::has_shortcode(&head);
                let text = Text::PlainText { text: head, emoji };
                self.blocks.push(Block::Header { text });
            }
            return;
        }
        let mut elements = Vec::new();
        rich::push(
            &mut elements,
            &limits::fit(&head, 4 * limits::HEADER),
            Marks::BOLD,
        );
        self.rich_text(vec![RichText::Section { elements }]);
    }

    /// Adds a block; `parts` is what its Markdown says.
    pub(crate) fn block(&mut self, block: &chat::Block, parts: Vec<RichText>) {
        match block {
            chat::Block::Markdown(text) => {
                if self.rich_text(parts) {
                    self.file("text.md", "text/markdown; charset=utf-8", text.as_bytes());
                }
            }
            chat::Block::Lasting(text) => {
                let ready = ready(text);
                if self.room.take(ready.weighs) {
                    self.blocks.extend(ready.blocks.iter().cloned());
                } else if self.rich_text(markdown(text)) {
                    self.file("text.md", "text/markdown; charset=utf-8", text.as_bytes());
                }
            }
            chat::Block::Text(text) => {
                let elements = rich::words(text.trim(), Marks::default());
                if self.section(elements) {
                    self.whole("text", text);
                }
            }
            chat::Block::Quote { label, text } => self.quote(label, text),
            chat::Block::Fields(fields) => self.fields(fields),
            chat::Block::Table(rows) => {
                if self.section(table(rows)) {
                    tracing::error!(rows = rows.rows.len(), "a table was cut");
                }
            }
            chat::Block::Image { url, alt } => self.image(url, alt),
            chat::Block::File {
                name,
                media_type,
                bytes,
            } => self.file(name, media_type, bytes),
        }
    }

    /// Adds rich text; whether it had to be cut.
    fn rich_text(&mut self, parts: Vec<RichText>) -> bool {
        let (blocks, cut) = self.room.rich_text(parts);
        self.blocks.extend(blocks);
        cut
    }

    fn section(&mut self, elements: Vec<Piece>) -> bool {
        if elements.is_empty() {
            return false;
        }
        self.rich_text(vec![RichText::Section { elements }])
    }

    /// People's words as a quote; the whole in a file when it had to be cut.
    fn quote(&mut self, label: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let mut parts = Vec::new();
        if !label.trim().is_empty() {
            parts.push(heading(label));
        }
        let shown = limits::fit(text, QUOTE);
        let elements = rich::words(&shown, Marks::default());
        if !elements.is_empty() {
            parts.push(RichText::Quote { elements });
        }
        if self.rich_text(parts) || shown != text {
            self.whole(label, text);
        }
    }

    /// Short facts beside each other; what is long, or would mean something in Slack's markup, in a place of its own.
    fn fields(&mut self, fields: &[Field]) {
        let mut row = Vec::new();
        for field in fields {
            match short(field) {
                Some(text) => {
                    row.push(text);
                    if row.len() == limits::SECTION_FIELDS {
                        self.row(&mut row);
                    }
                }
                None => {
                    self.row(&mut row);
                    self.field(field);
                }
            }
        }
        self.row(&mut row);
    }

    fn row(&mut self, row: &mut Vec<String>) {
        let texts = std::mem::take(row);
        if texts.is_empty() {
            return;
        }
        let characters = texts.iter().map(|text| limits::length(text) + 40).sum();
        if !self.room.block(characters) {
            tracing::error!(fields = texts.len(), "a reply has more fields than fit");
            return;
        }
        self.blocks.push(Block::Section {
            text: None,
            fields: texts.into_iter().map(Text::mrkdwn).collect(),
        });
    }

    fn field(&mut self, field: &Field) {
        let mut elements = Vec::new();
        if !field.label.trim().is_empty() {
            elements.extend(label(&field.label));
            rich::push(&mut elements, "\n", Marks::default());
        }
        let mut cut = false;
        match &field.value {
            Inline::Text(text) => {
                let shown = limits::fit(text.trim(), QUOTE);
                cut = shown != text.trim();
                elements.extend(rich::words(&shown, Marks::default()));
            }
            value => elements.extend(rich::inline(value, Marks::default())),
        }
        if self.section(elements) || cut {
            self.whole(&field.label, &rich::plain(&field.value));
        }
    }

    fn image(&mut self, url: &str, alt: &str) {
        let url = address(url)
            .filter(|url| url.starts_with("https://") && limits::length(url) <= limits::IMAGE_URL);
        let alt = match alt.trim() {
            "" => rich::NOTHING,
            alt => alt,
        };
        let alt_text = limits::fit(alt, limits::ALT_TEXT).into_owned();
        match url {
            Some(image_url) if self.room.block(limits::length(&image_url) + alt_text.len()) => {
                self.blocks.push(Block::Image {
                    image_url,
                    alt_text,
                });
            }
            _ => tracing::error!("a picture can't be shown"),
        }
    }

    /// Adds the whole of what was cut.
    fn whole(&mut self, label: &str, text: &str) {
        let name = format!("{}.txt", file_name(label));
        self.file(&name, "text/plain; charset=utf-8", text.as_bytes());
    }

    fn file(&mut self, name: &str, media_type: &str, bytes: &[u8]) {
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
            bytes: bytes.to_vec(),
        });
    }
}

/// The field as Slack's markup, where it is short and nothing in it would mean something else.
fn short(field: &Field) -> Option<String> {
    let label = escape::mrkdwn(&limits::fit(field.label.trim(), LABEL))?;
    let mut value = rich::mrkdwn(&field.value)?;
    if value.trim().is_empty() {
        rich::NOTHING.clone_into(&mut value);
    }
    let read = limits::length(&rich::plain(&field.value));
    if read > SHORT || limits::length(&value) > 8 * SHORT || value.contains('\n') {
        return None;
    }
    if label.is_empty() || label.contains('\n') {
        return label.is_empty().then_some(value);
    }
    Some(format!("*{label}*\n{value}"))
}

fn heading(text: &str) -> RichText {
    RichText::Section {
        elements: label(text),
    }
}

fn label(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let text = escape::straight(text.trim());
    rich::push(&mut pieces, &limits::fit(&text, LABEL), Marks::BOLD);
    pieces
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
        limits::fit(&name, 80).replace(limits::CUT, "")
    }
}

/// The grey last line: which page this is, and the reply's own.
pub(crate) fn footer(reply: &Reply) -> Option<String> {
    let page = reply.blocks.iter().find_map(|block| match block {
        chat::Block::Table(table) => table.page.filter(|(_, of)| *of > 1),
        _ => None,
    });
    let page = page.map(|(page, of)| Cow::from(format!("{page}/{of}")));
    let own = reply.footer.as_deref().map(str::trim).map(escape::straight);
    let parts: Vec<_> = [page, own]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let text = parts.join(" · ");
    // It is short by design; a long one must not eat what the reply says.
    (!text.is_empty()).then(|| limits::fit(&text, FOOTER).into_owned())
}
