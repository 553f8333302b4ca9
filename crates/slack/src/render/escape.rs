//! People's words, so that Slack shows them as they are: no formatting, no mention, no emoji.
//!
//! Slack's markup has no escape for `*`, `_`, `~`, `` ` `` and `:smile:`. Words in which such a sign stands are
//! therefore never written as markup, but as pieces of rich text, in which nothing is interpreted.

use std::borrow::Cow;

use memchr::{memchr_iter, memchr3};

/// `text` as it stands in Slack's markup; `None` when a part of it would mean something there.
pub(crate) fn mrkdwn(text: &str) -> Option<String> {
    let formats = text.contains(['*', '_', '~', '`']);
    let quotes = text.lines().any(|line| line.trim_start().starts_with('>'));
    let calls = ["@channel", "@here", "@everyone"]
        .iter()
        .any(|name| text.contains(name));
    let plain = !formats && !quotes && !calls && !has_shortcode(text);
    plain.then(|| entities(text))
}

/// The three signs that Slack's markup begins with.
pub(crate) fn entities(text: &str) -> String {
    if memchr3(b'&', b'<', b'>', text.as_bytes()).is_none() {
        return straight(text).into_owned();
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars().filter(|c| !turns_around(*c)) {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
    out
}

/// Without the signs that turn the direction of writing around, with which a text can look like another one.
pub(crate) fn straight(text: &str) -> Cow<'_, str> {
    // All of those signs begin with this byte.
    let mut may_turn = memchr_iter(0xe2, text.as_bytes());
    if !may_turn.any(|at| text[at..].starts_with(turns_around)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !turns_around(*c)).collect())
}

const fn turns_around(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether Slack would make an emoji of a part of it: `:smile:`.
pub(crate) fn has_shortcode(text: &str) -> bool {
    let name = |part: &str| {
        let signs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '+' | '-' | '\'');
        !part.is_empty() && part.chars().all(signs) && part.chars().any(|c| !c.is_ascii_digit())
    };
    let mut parts = text.split(':').skip(1).peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_some() && name(part) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{has_shortcode, mrkdwn};

    #[test]
    fn what_means_nothing_is_written_as_markup() {
        assert_eq!(
            mrkdwn("<!channel> <@U1> & <https://x|y>, 10:30:15").as_deref(),
            Some("&lt;!channel&gt; &lt;@U1&gt; &amp; &lt;https://x|y&gt;, 10:30:15")
        );
        assert_eq!(mrkdwn("abc\u{202e}def").as_deref(), Some("abcdef"));
    }

    #[test]
    fn what_would_be_formatted_is_not() {
        for text in ["*a*", "_b", "~c~", "`d`", "x\n > e", ":smile:", "@here"] {
            assert_eq!(mrkdwn(text), None, "{text}");
        }
        assert!(!has_shortcode("a: b: c") && !has_shortcode("http://a.nl:80/"));
    }

    proptest! {
        #[test]
        fn nothing_that_formats_gets_through(text in "[a-z*_~`<>&:@ \n]{0,20}") {
            if let Some(text) = mrkdwn(&text) {
                prop_assert!(!text.contains(['*', '_', '~', '`', '<', '>']));
            }
        }
    }
}
