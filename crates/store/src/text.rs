//! Text on its way into a row, and ids on their way out of one.

use std::borrow::Cow;

use anyhow::Context;

/// Text without NUL, which PostgreSQL does not take.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', ""))
    } else {
        Cow::Borrowed(text)
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
    fn nul_is_taken_out_of_text() {
        assert_eq!(clean("a\0b"), "ab");
        assert_eq!(clean("ab"), "ab");
    }

    #[test]
    fn a_word_list_has_a_comma_on_both_sides_of_each_word() {
        assert_eq!(word_list(["a", "b"]), ",a,b,");
        assert_eq!(word_list([]), ",");
    }
}
