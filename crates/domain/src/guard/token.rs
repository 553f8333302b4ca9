//! Cuts a text into words, numbers and marks, in a plain spelling that rules can compare.

use std::ops::Range;

use super::{
    sentence,
    vocabulary::{Class, class_of},
};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters.
    Word,
    /// Decimal digits.
    Number,
    /// Any other visible character, with dashes, quotes and full-width forms made plain.
    Mark(char),
}

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// White space within the line.
    Space,
    /// A line break.
    Line,
}

/// One word, number or mark.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Where it stands in the text, in bytes.
    pub(super) range: Range<usize>,
    /// Where its plain spelling stands in [`Reading::plain`]; empty for a mark.
    pub(super) plain: Range<usize>,
    pub(super) shape: Shape,
    pub(super) gap: Gap,
    /// Begins with a capital.
    pub(super) capital: bool,
    /// Has two letters or more, all of them capitals.
    pub(super) shouted: bool,
    /// Was spelt with dots between the letters: `d.o.b`, `J.A`.
    pub(super) dotted: bool,
    pub(super) class: Class,
    /// The sentence it belongs to, counted from 0.
    pub(super) sentence: usize,
}

/// A text that was cut into tokens and sentences.
pub(super) struct Reading {
    pub(super) tokens: Vec<Token>,
    /// The bytes of each sentence, without the white space around it.
    pub(super) sentences: Vec<Range<usize>>,
    plain: String,
}

impl Reading {
    /// Reads `text` once from front to back.
    pub(super) fn of(text: &str) -> Self {
        let (mut tokens, plain) = tokens(text);
        for token in &mut tokens {
            if token.shape == Shape::Word {
                token.class = class_of(&plain[token.plain.clone()]);
            }
        }
        let mut reading = Self {
            tokens,
            sentences: Vec::new(),
            plain,
        };
        sentence::split(&mut reading);
        reading
    }

    /// The plain spelling of a word or number; empty for a mark and past the end.
    pub(super) fn plain(&self, index: usize) -> &str {
        self.tokens
            .get(index)
            .map_or("", |token| &self.plain[token.plain.clone()])
    }

    pub(super) fn is_word(&self, index: usize) -> bool {
        self.tokens
            .get(index)
            .is_some_and(|token| token.shape == Shape::Word)
    }

    pub(super) fn is_number(&self, index: usize) -> bool {
        self.tokens
            .get(index)
            .is_some_and(|token| token.shape == Shape::Number)
    }

    /// The mark at `index`, if one stands there.
    pub(super) fn mark(&self, index: usize) -> Option<char> {
        match self.tokens.get(index)?.shape {
            Shape::Mark(mark) => Some(mark),
            Shape::Word | Shape::Number => None,
        }
    }

    /// Whether nothing stands between the token and the one before it.
    pub(super) fn is_glued(&self, index: usize) -> bool {
        index > 0
            && self
                .tokens
                .get(index)
                .is_some_and(|token| token.gap == Gap::None)
    }

    /// Whether the word at `index` belongs to any of these classes.
    pub(super) fn is(&self, index: usize, class: Class) -> bool {
        self.tokens
            .get(index)
            .is_some_and(|token| token.class.any(class))
    }

    /// The nearest word or number before `index`.
    pub(super) fn previous(&self, index: usize) -> Option<usize> {
        (0..index).rev().take(6).find(|&at| self.mark(at).is_none())
    }

    /// The nearest word or number after `index`.
    pub(super) fn next(&self, index: usize) -> Option<usize> {
        (index + 1..self.tokens.len())
            .take(6)
            .find(|&at| self.mark(at).is_none())
    }

    /// Whether `index` is the first word or number of its sentence.
    pub(super) fn opens_sentence(&self, index: usize) -> bool {
        self.previous(index)
            .is_none_or(|before| self.tokens[before].sentence != self.tokens[index].sentence)
    }

    /// The tokens around `index` in the same sentence, at most `reach` on each side.
    pub(super) fn around(&self, index: usize, reach: usize) -> Range<usize> {
        let sentence = self.tokens[index].sentence;
        let same = |at: &usize| self.tokens[*at].sentence == sentence;
        let before = (index.saturating_sub(reach)..index)
            .rev()
            .take_while(same)
            .count();
        let after = (index..self.tokens.len())
            .take(reach + 1)
            .take_while(same)
            .count();
        index - before..index + after
    }
}

fn tokens(text: &str) -> (Vec<Token>, String) {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4 + 4);
    let mut plain = String::with_capacity(text.len());
    let mut gap = Gap::None;
    let mut open = false;
    for (start, original) in text.char_indices() {
        if is_ignorable(original) {
            continue;
        }
        let end = start + original.len_utf8();
        let read = unify(original);
        if read.is_whitespace() || read.is_control() {
            let breaks = matches!(
                read,
                '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
            );
            gap = if breaks || gap == Gap::Line {
                Gap::Line
            } else {
                Gap::Space
            };
            open = false;
            continue;
        }
        let shape = match read {
            '0'..='9' => Shape::Number,
            letter if letter.is_alphabetic() => Shape::Word,
            mark => Shape::Mark(mark),
        };
        let spelt = plain.len();
        match shape {
            Shape::Number => plain.push(read),
            Shape::Word => push_folded(&mut plain, read),
            Shape::Mark(_) => {}
        }
        let capital = read.is_uppercase();
        match tokens.last_mut() {
            Some(last) if open && last.shape == shape && !matches!(shape, Shape::Mark(_)) => {
                last.range.end = end;
                last.plain.end = plain.len();
                last.shouted = capital && (last.shouted || last.plain.len() == 2 && last.capital);
            }
            _ => {
                join_dotted(&mut tokens);
                tokens.push(Token {
                    range: start..end,
                    plain: spelt..plain.len(),
                    shape,
                    gap,
                    capital,
                    shouted: false,
                    dotted: false,
                    class: Class::NONE,
                    sentence: 0,
                });
            }
        }
        open = true;
        gap = Gap::None;
    }
    join_dotted(&mut tokens);
    (tokens, plain)
}

/// Makes one word of `d.o.b` and of the initials `J.A`: the last token is a letter by itself that
/// stands glued behind a dot that stands glued behind another such letter.
fn join_dotted(tokens: &mut Vec<Token>) {
    let [.., first, dot, last] = tokens.as_mut_slice() else {
        return;
    };
    let single = |token: &Token| token.shape == Shape::Word && token.plain.len() == 1;
    let glued = dot.gap == Gap::None && last.gap == Gap::None;
    if glued && dot.shape == Shape::Mark('.') && single(last) && (single(first) || first.dotted) {
        first.range.end = last.range.end;
        first.plain.end = last.plain.end;
        first.dotted = true;
        tokens.truncate(tokens.len() - 2);
    }
}

/// Combining marks, variation selectors, the keycap and what has no width: not seen, so not read.
fn is_ignorable(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// One form for characters that look alike: digits, dashes, quotes, full-width forms.
fn unify(character: char) -> char {
    if character.is_ascii() {
        return character;
    }
    let shifted =
        |zero: u32| char::from_digit(u32::from(character) - zero, 10).unwrap_or(character);
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{660}'..='\u{669}' => shifted(0x660),
        '\u{6f0}'..='\u{6f9}' => shifted(0x6f0),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2bc}' | '\u{b4}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2024}' | '\u{b7}' => '.',
        '\u{2044}' | '\u{2215}' => '/',
        other => other,
    }
}

/// Appends a letter in lower case and without its accent.
fn push_folded(plain: &mut String, letter: char) {
    if letter.is_ascii() {
        plain.push(letter.to_ascii_lowercase());
        return;
    }
    match letter {
        'à'..='å' | 'À'..='Å' | 'ā' | 'Ā' | 'ă' | 'ą' => plain.push('a'),
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'ė' | 'ę' | 'ě' => plain.push('e'),
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' | 'ı' | 'İ' => plain.push('i'),
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' | 'ō' | 'ő' => plain.push('o'),
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' | 'ů' | 'ű' => plain.push('u'),
        'ç' | 'Ç' | 'č' | 'Č' | 'ć' | 'Ć' => plain.push('c'),
        'ñ' | 'Ñ' | 'ń' | 'ň' => plain.push('n'),
        'š' | 'Š' | 'ş' | 'Ş' | 'ś' => plain.push('s'),
        'ž' | 'Ž' | 'ź' | 'ż' => plain.push('z'),
        'ý' | 'ÿ' => plain.push('y'),
        'ğ' | 'Ğ' => plain.push('g'),
        'ł' | 'Ł' => plain.push('l'),
        'ß' => plain.push_str("ss"),
        'ĳ' | 'Ĳ' => plain.push_str("ij"),
        'æ' | 'Æ' => plain.push_str("ae"),
        other => plain.extend(other.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::Reading;

    fn words(text: &str) -> Vec<String> {
        let reading = Reading::of(text);
        (0..reading.tokens.len())
            .map(|at| {
                reading
                    .mark(at)
                    .map_or_else(|| reading.plain(at).to_owned(), String::from)
            })
            .collect()
    }

    #[test]
    fn words_numbers_and_marks_come_apart() {
        assert_eq!(
            words("bsn828, P012;x"),
            ["bsn", "828", ",", "p", "012", ";", "x"]
        );
    }

    #[test]
    fn accents_written_in_either_way_are_dropped() {
        assert_eq!(words("Patiënt patie\u{308}nt"), ["patient", "patient"]);
    }

    #[test]
    fn letters_between_dots_become_one_word() {
        assert_eq!(
            words("d.o.b. J.A. de Wit"),
            ["dob", ".", "ja", ".", "de", "wit"]
        );
        assert_eq!(words("zie a.bc"), ["zie", "a", ".", "bc"]);
    }

    #[test]
    fn digits_and_dashes_of_other_forms_become_plain() {
        assert_eq!(
            words("１２–\u{661}\u{a0}3\u{fe0f}\u{20e3}"),
            ["12", "-", "1", "3"]
        );
    }

    #[test]
    fn a_word_in_capitals_is_marked_as_such() {
        let reading = Reading::of("MRI Mri mRI M");
        let shouted: Vec<bool> = reading.tokens.iter().map(|token| token.shouted).collect();
        assert_eq!(shouted, [true, false, false, false]);
    }
}
