//! What Slack takes, in one place: lengths and counts, and the cutting to them.
//!
//! Source: <https://docs.slack.dev/reference/block-kit>. Lengths are counted in UTF-16 code units, which are never
//! fewer than what Slack counts.

use std::borrow::Cow;

pub(crate) const MESSAGE_BLOCKS: usize = 50;
pub(crate) const VIEW_BLOCKS: usize = 100;
/// All that a message says, with what [`crate::render`] counts for each block around it. Slack documents no such
/// limit, but answers `msg_blocks_too_long` from some 11,000 characters on (slackapi/bolt-js #2509, #2867).
pub(crate) const MESSAGE_TEXT: usize = 9_000;
/// The text that notifications and screen readers read.
pub(crate) const FALLBACK: usize = 3_000;
pub(crate) const HEADER: usize = 150;
pub(crate) const BLOCK_TEXT: usize = 3_000;
pub(crate) const SECTION_FIELDS: usize = 10;
/// What stands in one action block reads well beside each other; Slack would take 25.
pub(crate) const ACTIONS_ELEMENTS: usize = 5;
/// Action blocks of one reply.
pub(crate) const ACTIONS_BLOCKS: usize = 5;
pub(crate) const ACTION_ID: usize = 255;
pub(crate) const CALLBACK_ID: usize = 255;
pub(crate) const BUTTON_TEXT: usize = 75;
pub(crate) const URL: usize = 3_000;
pub(crate) const IMAGE_URL: usize = 3_000;
pub(crate) const ALT_TEXT: usize = 2_000;
pub(crate) const PLACEHOLDER: usize = 150;
pub(crate) const OPTIONS: usize = 100;
pub(crate) const OPTION_TEXT: usize = 75;
pub(crate) const OPTION_VALUE: usize = 150;
pub(crate) const VIEW_TITLE: usize = 24;
pub(crate) const PRIVATE_METADATA: usize = 3_000;
pub(crate) const INPUT_LABEL: usize = 2_000;
pub(crate) const INPUT_VALUE: usize = 3_000;
pub(crate) const FILES: usize = 10;
/// Of one file, in bytes.
pub(crate) const FILE_BYTES: usize = 10 << 20;

/// What stands where something was cut off.
pub(crate) const CUT: &str = "…";

/// How long a text is, as Slack counts at most.
pub(crate) fn length(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    // A character's first byte counts for it, and once more where it takes two units.
    let units = |byte: u8| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0);
    text.bytes().map(units).sum()
}

/// The text, cut at a word or at least at a character, with `…`, when it is longer than `limit`.
pub(crate) fn fit(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit || length(text) <= limit {
        return Cow::Borrowed(text);
    }
    let kept = &text[..prefix(text, limit.saturating_sub(1))];
    Cow::Owned(format!("{}{CUT}", kept.trim_end()))
}

/// As much of `text` as fits after it was `written` (escaped, say), which makes it longer.
pub(crate) fn fit_written(text: &str, limit: usize, written: impl Fn(&str) -> String) -> String {
    let mut plain = limit;
    loop {
        let part = written(&fit(text, plain));
        let over = length(&part).saturating_sub(limit);
        if over == 0 {
            return part;
        }
        if plain == 0 {
            return String::new();
        }
        plain = plain.saturating_sub(over);
    }
}

/// The bytes of as much of the beginning as fits: up to the end of a paragraph, a line or a word when one is near by.
pub(crate) fn prefix(text: &str, limit: usize) -> usize {
    let mut used = 0;
    let mut end = 0;
    let mut last = '\0';
    for (at, character) in text.char_indices() {
        // A sign that joins its neighbours is not cut from them.
        if !joins(character) && last != '\u{200d}' {
            end = at;
        }
        used += character.len_utf16();
        if used > limit {
            break;
        }
        last = character;
    }
    if used <= limit {
        return text.len();
    }
    let kept = &text[..end];
    let paragraph = kept.rfind("\n\n").filter(|at| *at >= kept.len() * 3 / 4);
    let line = kept.rfind('\n').filter(|at| *at >= kept.len() * 3 / 4);
    let near = kept.len().saturating_sub(40).max(kept.len() / 2);
    // The word may end just where the room does.
    let whole = text[end..].starts_with(char::is_whitespace).then_some(end);
    let word = || {
        kept.rfind(char::is_whitespace)
            .filter(|at| *at >= near && *at > 0)
    };
    paragraph.or(line).or(whole).or_else(word).unwrap_or(end)
}

/// Whether a character belongs to the one before it.
fn joins(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{fit, length, prefix};

    #[test]
    fn what_is_too_long_is_cut_at_a_word() {
        assert_eq!(fit("machine learning", 16), "machine learning");
        assert_eq!(fit("machine learning", 15), "machine…");
        assert_eq!(fit("machine learning", 8), "machine…");
        assert_eq!(fit("Donaudampfschifffahrt", 10), "Donaudamp…");
    }

    #[test]
    fn what_belongs_together_is_not_torn() {
        assert_eq!(fit("abc👩‍⚕️", 6), "abc…");
        assert_eq!(fit("cafe\u{301}s", 5), "caf…");
    }

    #[test]
    fn a_paragraph_ends_before_a_line_and_a_line_before_a_word() {
        let text = "one two three four\n\nfive\nsix seven";
        assert_eq!(&text[..prefix(text, 24)], "one two three four");
        let text = "one two three four\nfive six";
        assert_eq!(&text[..prefix(text, 22)], "one two three four");
    }

    proptest! {
        #[test]
        fn nothing_is_longer_than_allowed(text in ".{0,60}", limit in 1_usize..40) {
            prop_assert!(length(&fit(&text, limit)) <= limit);
            prop_assert!(length(&text[..prefix(&text, limit)]) <= limit);
        }
    }
}
