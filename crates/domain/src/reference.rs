//! Short references that people can read aloud and type: `C-0042`.

/// The human reference of a counseling sign-up, `C-` and a number of at least four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(i64);

impl Reference {
    /// The reference with this number, which a counter gave out.
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The number behind the letter.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Reads what a person typed: `C-0042`, `c 42`, `C42` or `42`; with any kind of dash, because
    /// mobile keyboards change it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let rest = text.strip_prefix(['c', 'C']).unwrap_or(text);
        let digits =
            rest.trim_start_matches([' ', '-', '\u{2010}', '\u{2011}', '\u{2013}', '\u{2014}']);
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok().map(Self)).flatten()
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "C-{:04}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Reference;

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
}
