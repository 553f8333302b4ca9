//! Text on its way into a row, and ids on their way out of one.

use std::borrow::Cow;

use anyhow::Context;
use serde_json::Value;

/// What a sealed text begins with. Nobody can write it: it is taken out of what comes in.
pub(crate) const MARK: char = '\u{1}';

/// What no text may hold: NUL, which PostgreSQL does not take, and the mark of sealed ones.
const NOT_TEXT: [char; 2] = ['\0', MARK];

/// Text without what it may not hold.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(NOT_TEXT) {
        Cow::Owned(text.replace(NOT_TEXT, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// The same for every text in a JSON value.
pub(crate) fn clean_json(value: &mut Value) {
    match value {
        Value::String(text) if text.contains(NOT_TEXT) => *text = text.replace(NOT_TEXT, ""),
        Value::Array(items) => items.iter_mut().for_each(clean_json),
        Value::Object(fields) => fields.values_mut().for_each(clean_json),
        _ => {}
    }
}

/// `,a,b,`: with it `$1 like '%,' || column || ',%'` says whether the column holds one of a few plain
/// words. A list can't be a parameter on both databases.
pub(crate) fn word_list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().fold(String::from(","), |mut list, word| {
        list.push_str(word);
        list.push(',');
        list
    })
}

/// What a word in a row stands for; an error where a newer program wrote it.
pub(crate) fn known<T>(word: &str, read: impl FnOnce(&str) -> Option<T>) -> anyhow::Result<T> {
    read(word).with_context(|| format!("cannot read {word:?} as a {}", std::any::type_name::<T>()))
}

#[cfg(test)]
mod tests {
    use super::{clean, word_list};

    #[test]
    fn nul_and_the_mark_of_sealed_texts_are_taken_out_of_text() {
        assert_eq!(clean("a\0b"), "ab");
        assert_eq!(clean("\u{1}1.0123abcd.a"), "1.0123abcd.a");
        assert_eq!(clean("ab"), "ab");
    }

    #[test]
    fn a_word_list_has_a_comma_on_both_sides_of_each_word() {
        assert_eq!(word_list(["a", "b"]), ",a,b,");
        assert_eq!(word_list([]), ",");
    }
}
