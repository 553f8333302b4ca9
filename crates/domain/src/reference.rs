//! Short references that people can read aloud and type: `C-0042`, `Q-0007`.

/// The dashes that keyboards make of `-`.
const DASHES: [char; 6] = [' ', '-', '\u{2010}', '\u{2011}', '\u{2013}', '\u{2014}'];

macro_rules! references {
    ($($(#[$doc:meta])* $name:ident $small:literal $large:literal)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(i64);

        impl $name {
            /// The reference with this number, which a counter gave out.
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// The number behind the letter.
            pub const fn number(self) -> i64 {
                self.0
            }

            /// What stands behind the letter and the dash in what a person typed, whole or so far.
            pub fn digits(typed: &str) -> &str {
                let text = typed.trim();
                let rest = text.strip_prefix([$small, $large]).unwrap_or(text);
                rest.trim_start_matches(DASHES)
            }

            /// Reads what a person typed: letter, dash and number, without zeros, without the dash or the number
            /// alone; with any kind of dash, because mobile keyboards change it.
            pub fn parse(text: &str) -> Option<Self> {
                let digits = Self::digits(text);
                let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                plain.then(|| digits.parse().ok().map(Self)).flatten()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}-{:04}", $large, self.0)
            }
        }
    )*};
}

references! {
    /// The human reference of a counseling sign-up, `C-` and a number of at least four digits.
    Reference 'c' 'C'
    /// The human reference of a question to the team, `Q-` and a number of at least four digits.
    QuestionReference 'q' 'Q'
}

#[cfg(test)]
mod tests {
    use super::{QuestionReference, Reference};

    #[test]
    fn a_reference_is_read_as_people_type_it() {
        for typed in ["C-0042", "c42", " C 42 ", "42", "C\u{2013}0042"] {
            assert_eq!(Reference::parse(typed), Some(Reference::new(42)), "{typed}");
        }
        for typed in ["", "C-", "X-1", "C-4.2", "-", "99999999999999999999"] {
            assert_eq!(Reference::parse(typed), None, "{typed}");
        }
        assert_eq!(Reference::new(42).to_string(), "C-0042");
    }

    #[test]
    fn each_kind_has_its_letter() {
        assert_eq!(
            QuestionReference::parse("q-7"),
            Some(QuestionReference::new(7))
        );
        assert_eq!(QuestionReference::parse("C-0007"), None);
        assert_eq!(QuestionReference::new(7).to_string(), "Q-0007");
    }
}
