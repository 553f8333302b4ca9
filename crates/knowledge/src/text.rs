//! From what somebody typed to plain words: small letters, no accents, one space between.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A text as plain words, each with a space before and after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    letters: Vec<char>,
    /// Where each word begins and ends in `letters`, without the spaces.
    words: Vec<(usize, usize)>,
}

impl Text {
    pub(crate) fn of(text: &str) -> Self {
        let mut plain = Self {
            letters: Vec::with_capacity(text.len() + 2),
            words: Vec::with_capacity(text.len() / 4),
        };
        plain.letters.push(' ');
        for letter in text.chars() {
            if letter.is_ascii_alphanumeric() {
                plain.letters.push(letter.to_ascii_lowercase());
            } else if letter.is_ascii() {
                plain.end_word();
            } else {
                decompose_compatible(letter, |part| {
                    if part.is_alphanumeric() {
                        plain.letters.extend(part.to_lowercase());
                    } else if !is_combining_mark(part) {
                        plain.end_word();
                    }
                });
            }
        }
        plain.end_word();
        plain
    }

    fn end_word(&mut self) {
        let end = self.letters.len();
        let begin = self.words.last().map_or(1, |(_, end)| end + 1);
        if end > begin {
            self.words.push((begin, end));
            self.letters.push(' ');
        }
    }

    /// All letters, with a space before and after each word.
    pub(crate) fn letters(&self) -> &[char] {
        &self.letters
    }

    /// The words in their order.
    pub(crate) fn words(&self) -> impl Iterator<Item = &[char]> {
        self.words
            .iter()
            .map(|(begin, end)| &self.letters[*begin..*end])
    }

    /// The words in their order, each with the space before it and the space after it.
    pub(crate) fn spaced_words(&self) -> impl Iterator<Item = &[char]> {
        self.words
            .iter()
            .map(|(begin, end)| &self.letters[begin - 1..=*end])
    }

    /// The words as one text.
    pub(crate) fn plain(&self) -> String {
        let ends = 1..self.letters.len().saturating_sub(1).max(1);
        self.letters[ends].iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_accents_and_what_is_between_them() {
        let of = |text| Text::of(text).plain();
        assert_eq!(
            of("  Één-op-één:\tCoördinatie, GPU's!"),
            "een op een coordinatie gpu s"
        );
        assert_eq!(of("ﬁnance ½ ＡＩ"), "finance 1 2 ai");
        assert_eq!(of("…?!"), "");
        assert_eq!(of(""), "");
    }

    #[test]
    fn each_word_has_its_spaces() {
        let text = Text::of("AI, lab");
        let words: Vec<String> = text.spaced_words().map(|it| it.iter().collect()).collect();
        assert_eq!(words, [" ai ", " lab "]);
        assert_eq!(text.words().map(<[char]>::len).collect::<Vec<_>>(), [2, 3]);
    }
}
