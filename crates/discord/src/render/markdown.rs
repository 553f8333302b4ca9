//! Our own Markdown as Discord's: CommonMark in, what Discord shows alike out.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::escape::escape;
use crate::limits;

/// Markdown as Discord's, at most `limit` long; what does not fit is cut at a word, and nothing stays open.
pub(crate) fn markdown(text: &str, limit: usize) -> String {
    let mut writer = Writer {
        out: String::with_capacity(text.len() + text.len() / 8),
        used: 0,
        limit,
        closing: 0,
        full: false,
        lists: Vec::new(),
        links: Vec::new(),
        quotes: 0,
        verbatim: false,
        marks: Vec::new(),
    };
    for event in TextMergeStream::new(Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH)) {
        writer.event(event);
    }
    writer.out
}

struct Writer {
    out: String,
    used: usize,
    limit: usize,
    /// What the marks that are open need to be closed.
    closing: usize,
    /// Whether something was cut: only closing marks follow.
    full: bool,
    /// The next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// Where the text of each open link begins, and its address when it is one that Discord takes.
    links: Vec<(usize, Option<String>)>,
    quotes: usize,
    /// Whether we are in a block of code.
    verbatim: bool,
    /// Where what each open mark encloses begins; `None` for one that did not fit.
    marks: Vec<Option<usize>>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.verbatim => {
                self.words(&text.replace("```", "'''"), str::to_owned);
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.words(&text, escape);
            }
            Event::Code(code) => {
                let code = code.replace('`', "'");
                self.open("`");
                self.words(&code, str::to_owned);
                self.close("`");
            }
            Event::SoftBreak => self.words(" ", str::to_owned),
            Event::HardBreak => self.line(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.paragraph(),
            Tag::Heading { .. } => {
                self.paragraph();
                self.open("**");
            }
            Tag::BlockQuote(_) => {
                self.paragraph();
                self.quotes += 1;
                self.raw("> ");
            }
            Tag::CodeBlock(kind) => {
                self.paragraph();
                let language = match &kind {
                    CodeBlockKind::Fenced(language) => escape(language),
                    CodeBlockKind::Indented => String::new(),
                };
                self.open(&format!("```{language}\n"));
                self.verbatim = true;
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.paragraph();
                }
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Emphasis => self.open("*"),
            Tag::Strong => self.open("**"),
            Tag::Strikethrough => self.open("~~"),
            Tag::Link { dest_url, .. } => {
                let address = web_address(&dest_url).filter(|address| {
                    self.used + self.closing + limits::length(address) + 8 < self.limit
                });
                let needs = address
                    .as_deref()
                    .map_or(0, |address| limits::length(address) + 4);
                self.closing += needs;
                self.links.push((self.out.len(), address));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Strong => self.close("**"),
            TagEnd::Emphasis => self.close("*"),
            TagEnd::Strikethrough => self.close("~~"),
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::CodeBlock => {
                self.verbatim = false;
                self.close("```");
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Link => self.link(),
            _ => {}
        }
    }

    /// Turns what was written since the link began into a link.
    fn link(&mut self) {
        let Some((start, Some(address))) = self.links.pop() else {
            return;
        };
        self.closing -= limits::length(&address) + 4;
        let text = self.out.split_off(start);
        // Discord shows no link whose text is an address; such a one stands for itself.
        let link = if text.trim().is_empty() || text.contains("://") {
            address
        } else {
            format!("[{text}]({address})")
        };
        self.used = self.used - limits::length(&text) + limits::length(&link);
        self.out.push_str(&link);
    }

    fn item(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.line();
        }
        let depth = self.lists.len().saturating_sub(1);
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                let mark = format!("{number}. ");
                *number += 1;
                mark
            }
            _ => "- ".to_owned(),
        };
        self.raw(&format!("{}{mark}", "  ".repeat(depth)));
    }

    /// An empty line, but at the beginning and within a list.
    fn paragraph(&mut self) {
        if self.out.is_empty() || self.out.ends_with("> ") || self.out.ends_with("- ") {
            return;
        }
        if self.lists.is_empty() {
            self.line();
            self.line();
        } else if !self.out.ends_with(". ") {
            self.line();
        }
    }

    fn line(&mut self) {
        let quotes = if self.quotes > 0 { "\n> " } else { "\n" };
        self.raw(quotes);
    }

    fn open(&mut self, mark: &str) {
        self.raw(mark);
        if self.full {
            self.marks.push(None);
        } else {
            self.closing += limits::length(mark);
            self.marks.push(Some(self.out.len()));
        }
    }

    /// Closes the mark that was opened last; its room was reserved then.
    fn close(&mut self, mark: &str) {
        let Some(Some(start)) = self.marks.pop() else {
            return;
        };
        let needs = limits::length(mark);
        self.closing -= needs;
        if start == self.out.len() {
            // Nothing came into it.
            self.out.truncate(start - mark.len());
            self.used -= needs;
        } else {
            self.out.push_str(mark);
            self.used += needs;
        }
    }

    /// Something that is written whole or not at all.
    fn raw(&mut self, text: &str) {
        if self.full {
            return;
        }
        let needs = limits::length(text);
        if self.used + self.closing + 2 * needs > self.limit {
            self.cut();
        } else {
            self.out.push_str(text);
            self.used += needs;
        }
    }

    fn words(&mut self, text: &str, written: impl Fn(&str) -> String) {
        if self.full {
            return;
        }
        let room = self.limit.saturating_sub(self.used + self.closing);
        let whole = written(text);
        if limits::length(&whole) < room {
            self.used += limits::length(&whole);
            self.out.push_str(&whole);
            return;
        }
        let part = super::fit_written(text, room, written);
        self.used += limits::length(&part);
        self.out.push_str(&part);
        self.full = true;
    }

    fn cut(&mut self) {
        self.full = true;
        if self.used + self.closing < self.limit {
            self.out.push_str(limits::CUT);
            self.used += 1;
        }
    }
}

/// The address as it may stand in a link; `None` for one that Discord does not follow.
pub(crate) fn web_address(url: &str) -> Option<String> {
    let url = url.trim();
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return None;
    }
    let mut address = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            '(' => address.push_str("%28"),
            ')' => address.push_str("%29"),
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '\\' => address.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => return None,
            c => address.push(c),
        }
    }
    reqwest::Url::parse(&address)
        .ok()
        .filter(reqwest::Url::has_host)?;
    Some(address)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::markdown;
    use crate::limits;

    #[test]
    fn emphasis_lists_and_links_are_kept() {
        let text = "# Sign up\n\nA *meeting* of **your own**:\n\n- think of `data`\n- bring [the plan](https://a.nl/x_(y))\n  1. one\n  2. two\n\n> quoted\n\n<https://b.nl>";
        insta::assert_snapshot!(markdown(text, 4000), @"
        **Sign up**

        A *meeting* of **your own**:

        - think of `data`
        - bring [the plan](https://a.nl/x_%28y%29)
          1. one
          2. two

        > quoted

        https://b.nl
        ");
    }

    #[test]
    fn what_discord_does_not_follow_is_plain_text() {
        insta::assert_snapshot!(
            markdown("[funding](topic:funding) [m](mailto:a@b.nl) [x](javascript:1) <b>bold</b> 2 * 3_4", 4000),
            @r"funding m x \<b>bold\</b> 2 \* 3\_4"
        );
    }

    #[test]
    fn what_is_cut_leaves_nothing_open() {
        let text = "**All that is *important* stands [here](https://a.nl)** and ends";
        let cuts: Vec<String> = [12, 20, 30, 48, 60]
            .map(|limit| markdown(text, limit))
            .to_vec();
        insta::assert_debug_snapshot!(cuts, @r#"
        [
            "**All…**",
            "**All that is *i…***",
            "**All that is *important* s…**",
            "**All that is *important* stands here** and ends",
            "**All that is *important* stands [here](https://a.nl)** and…",
        ]
        "#);
    }

    proptest! {
        #[test]
        fn it_always_fits(text in "[a-z *_`#>\\-\\[\\]()\n:/.1é…]{0,120}", limit in 0_usize..80) {
            prop_assert!(limits::length(&markdown(&text, limit)) <= limit);
        }
    }
}
