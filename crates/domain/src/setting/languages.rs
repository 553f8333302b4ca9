//! The languages in which something is said, in their order.

use std::fmt;

use crate::Lang;

/// One language, or both with one of them first. Written `nl`, or `nl, en`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Languages {
    /// What comes first.
    pub first: Lang,
    /// Whether the other language follows.
    pub both: bool,
}

impl Languages {
    /// One alone.
    pub const fn alone(lang: Lang) -> Self {
        Self {
            first: lang,
            both: false,
        }
    }

    /// Reads codes with anything between them; `None` where there is none, or something else.
    pub fn parse(text: &str) -> Option<Self> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        let languages: Vec<Lang> = words.map(Lang::from_tag).collect::<Option<_>>()?;
        let first = *languages.first()?;
        Some(Self {
            first,
            both: languages.contains(&first.other()),
        })
    }

    /// What follows the first.
    pub fn second(self) -> Option<Lang> {
        self.both.then(|| self.first.other())
    }
}

impl fmt::Display for Languages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        self.second().map_or(Ok(()), |lang| write!(f, ", {lang}"))
    }
}
