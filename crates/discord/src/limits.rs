//! What Discord takes, in one place: lengths and counts, and the cutting to them.
//!
//! Source: <https://docs.discord.com/developers>, resources "Message" and "Component". Lengths are counted
//! in UTF-16 code units, which are never fewer than what Discord counts.

use std::borrow::Cow;

pub(crate) const EMBED_TITLE: usize = 256;
pub(crate) const EMBED_DESCRIPTION: usize = 4096;
pub(crate) const EMBED_FIELDS: usize = 25;
pub(crate) const FIELD_NAME: usize = 256;
pub(crate) const FIELD_VALUE: usize = 1024;
pub(crate) const EMBED_FOOTER: usize = 2048;
pub(crate) const EMBED_TOTAL: usize = 6000;
pub(crate) const ROWS: usize = 5;
pub(crate) const ROW_BUTTONS: usize = 5;
pub(crate) const BUTTON_LABEL: usize = 80;
pub(crate) const CUSTOM_ID: usize = 100;
pub(crate) const URL: usize = 512;
pub(crate) const PLACEHOLDER: usize = 100;
pub(crate) const MENU_OPTIONS: usize = 25;
pub(crate) const OPTION_TEXT: usize = 100;
pub(crate) const MODAL_TITLE: usize = 45;
pub(crate) const MODAL_INPUTS: usize = 5;
pub(crate) const INPUT_LABEL: usize = 45;
pub(crate) const INPUT_VALUE: usize = 4000;
pub(crate) const COMMAND_NAME: usize = 32;
pub(crate) const COMMAND_DESCRIPTION: usize = 100;
pub(crate) const COMMANDS: usize = 100;
/// Subcommands of a command or a group, groups of a command.
pub(crate) const SUBCOMMANDS: usize = 25;
pub(crate) const COMMAND_OPTIONS: usize = 25;
pub(crate) const COMMAND_TEXT: u16 = 6000;
pub(crate) const CHOICES: usize = 25;
pub(crate) const CHOICE_TEXT: usize = 100;
pub(crate) const FILES: usize = 10;
/// Of one file, in bytes: what every server may take.
pub(crate) const FILE_BYTES: usize = 10 << 20;

/// What stands where something was cut off.
pub(crate) const CUT: &str = "…";

/// How long a text is, as Discord counts at most.
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
    let kept = prefix(text, limit.saturating_sub(1));
    Cow::Owned(format!("{kept}{CUT}"))
}

/// As much of the beginning as fits, ending at a word when one ends near by.
fn prefix(text: &str, limit: usize) -> &str {
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
    let kept = &text[..end];
    let near = kept.len().saturating_sub(40).max(kept.len() / 2);
    let word = kept.rfind(char::is_whitespace).filter(|at| *at >= near);
    kept[..word.unwrap_or(end)].trim_end()
}

/// Whether a character belongs to the one before it.
fn joins(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{fit, length};

    #[test]
    fn what_is_too_long_is_cut_at_a_word() {
        assert_eq!(fit("machine learning", 16), "machine learning");
        assert_eq!(fit("machine learning", 15), "machine…");
        assert_eq!(fit("Donaudampfschifffahrt", 10), "Donaudamp…");
    }

    #[test]
    fn what_belongs_together_is_not_torn() {
        assert_eq!(fit("abc👩‍⚕️", 6), "abc…");
        assert_eq!(fit("cafe\u{301}s", 5), "caf…");
    }

    proptest! {
        #[test]
        fn nothing_is_longer_than_allowed(text in ".{0,60}", limit in 1_usize..40) {
            prop_assert!(length(&fit(&text, limit)) <= limit);
        }
    }
}
