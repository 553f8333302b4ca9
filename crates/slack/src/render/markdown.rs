//! Our own Markdown as Slack's rich text: CommonMark in, what Slack shows alike out.
//!
//! Not as its markup, which can neither show a `*` nor set a part of a word, and in which words that were escaped
//! for Markdown would mean something again.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::{
    address::address,
    payload::{ListStyle, Marks, Piece, RichText},
    rich,
};

/// The parts of a rich text block.
pub(crate) fn markdown(text: &str) -> Vec<RichText> {
    let mut writer = Writer::default();
    for event in TextMergeStream::new(Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH)) {
        writer.event(event);
    }
    writer.section();
    writer.out
}

#[derive(Default)]
struct Writer {
    out: Vec<RichText>,
    /// What was written since the last part was closed.
    pieces: Vec<Piece>,
    bold: usize,
    italic: usize,
    strike: usize,
    /// The next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    quotes: usize,
    /// The addresses of the open links; `None` for one that Slack does not follow.
    links: Vec<Option<String>>,
    verbatim: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.words(&text),
            Event::Code(code) => {
                let style = Marks {
                    code: true,
                    ..self.style()
                };
                self.text(&code, style);
            }
            Event::SoftBreak => self.text(" ", self.style()),
            Event::HardBreak => self.line(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.paragraph(),
            Tag::Heading { .. } => {
                self.paragraph();
                self.bold += 1;
            }
            Tag::BlockQuote(_) => {
                if self.quotes == 0 && self.lists.is_empty() {
                    self.section();
                }
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                if self.quotes > 0 || !self.lists.is_empty() {
                    self.paragraph();
                } else {
                    self.section();
                }
                self.verbatim = true;
            }
            Tag::List(first) => {
                if self.lists.is_empty() && self.quotes == 0 {
                    self.section();
                } else {
                    self.item();
                }
                self.lists.push(first);
            }
            Tag::Item if self.quotes > 0 => {
                self.line();
                let mark = self.mark();
                self.text(&mark, Marks::default());
            }
            Tag::Emphasis => self.italic += 1,
            Tag::Strong => self.bold += 1,
            Tag::Strikethrough => self.strike += 1,
            Tag::Link { dest_url, .. } => self.links.push(address(&dest_url)),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Strikethrough => self.strike = self.strike.saturating_sub(1),
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                if self.quotes == 0 && self.lists.is_empty() {
                    let elements = self.take();
                    self.part(RichText::Quote { elements });
                }
            }
            TagEnd::CodeBlock => {
                self.verbatim = false;
                if self.quotes == 0 && self.lists.is_empty() {
                    let elements = self.take();
                    self.part(RichText::Preformatted { elements });
                }
            }
            TagEnd::Item => self.item(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Link => {
                self.links.pop();
            }
            _ => {}
        }
    }

    fn style(&self) -> Marks {
        Marks {
            bold: self.bold > 0,
            italic: self.italic > 0,
            strike: self.strike > 0,
            // A block of code within a list or a quote.
            code: self.verbatim && (self.quotes > 0 || !self.lists.is_empty()),
        }
    }

    fn words(&mut self, text: &str) {
        let style = self.style();
        if self.verbatim {
            rich::push(&mut self.pieces, text, style);
        } else if self.links.iter().any(Option::is_some) {
            self.text(text, style);
        } else {
            for piece in rich::words(text, style) {
                match piece {
                    Piece::Text { text, style } => rich::push(&mut self.pieces, &text, style),
                    other => self.pieces.push(other),
                }
            }
        }
    }

    /// Text as it is, in the open link where there is one.
    fn text(&mut self, text: &str, style: Marks) {
        let Some(url) = self.links.iter().flatten().next_back() else {
            rich::push(&mut self.pieces, text, style);
            return;
        };
        self.pieces.push(Piece::Link {
            // What stands there for the address itself needs no second name.
            text: (text != url).then(|| text.to_owned()),
            url: url.clone(),
            style,
        });
    }

    /// An empty line, but at the beginning; within a list a line.
    fn paragraph(&mut self) {
        if self.pieces.is_empty() {
            return;
        }
        self.line();
        if self.lists.is_empty() {
            self.line();
        }
    }

    fn line(&mut self) {
        if !self.pieces.is_empty() {
            rich::push(&mut self.pieces, "\n", Marks::default());
        }
    }

    /// What stands before an item, and counts it.
    fn mark(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let mark = format!("{number}. ");
                *number += 1;
                mark
            }
            _ => "• ".to_owned(),
        }
    }

    /// Closes an item of a list.
    fn item(&mut self) {
        if self.quotes > 0 || self.pieces.is_empty() {
            return;
        }
        let elements = self.take();
        if elements.is_empty() {
            return;
        }
        let number = self.lists.last().copied().flatten();
        let style = number.map_or(ListStyle::Bullet, |_| ListStyle::Ordered);
        let indent = self.lists.len().saturating_sub(1).min(8);
        let mark = self.mark();
        if let Some(RichText::List {
            style: open,
            indent: depth,
            elements: items,
        }) = self.out.last_mut()
            && (*open, *depth) == (style, indent)
            && number.is_none_or(|number| items.len() as u64 + 1 == number)
        {
            items.push(RichText::Section { elements });
            return;
        }
        if number.is_none_or(|number| number == 1) {
            let elements = vec![RichText::Section { elements }];
            self.out.push(RichText::List {
                style,
                indent,
                elements,
            });
        } else {
            // Slack's lists begin with 1.
            let mut line = Vec::new();
            rich::push(&mut line, &mark, Marks::default());
            line.extend(elements);
            self.out.push(RichText::Section { elements: line });
        }
    }

    fn section(&mut self) {
        let elements = self.take();
        self.part(RichText::Section { elements });
    }

    fn part(&mut self, part: RichText) {
        let (RichText::Section { elements }
        | RichText::Quote { elements }
        | RichText::Preformatted { elements }) = &part
        else {
            return;
        };
        if !elements.is_empty() {
            self.out.push(part);
        }
    }

    /// What was written, without white space at its ends.
    fn take(&mut self) -> Vec<Piece> {
        let mut pieces = std::mem::take(&mut self.pieces);
        while let Some(Piece::Text { text, .. }) = pieces.last_mut() {
            text.truncate(text.trim_end().len());
            if !text.is_empty() {
                break;
            }
            pieces.pop();
        }
        pieces
    }
}
