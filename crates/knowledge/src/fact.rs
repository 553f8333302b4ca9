//! Facts that are looked up when an answer is given: `{latest-lecture}` in its text stands for one.

/// A fact that an answer can name. A paragraph that names one which there is none of is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The newest mini-lecture, as a link.
    LatestLecture,
    /// The day on which it was published.
    LatestLectureDay,
}

impl Fact {
    /// Every fact.
    pub const ALL: [Self; 2] = [Self::LatestLecture, Self::LatestLectureDay];

    /// The name in a text.
    pub const fn key(self) -> &'static str {
        match self {
            Self::LatestLecture => "latest-lecture",
            Self::LatestLectureDay => "latest-lecture-day",
        }
    }

    /// The fact with that name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.key() == key)
    }
}

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Words as they stand.
    Words(&'a str),
    /// A name in braces.
    Named(&'a str),
}

/// The parts of a text in their order: words, and names in braces.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if let Some((name, behind)) = name_at_start(rest) {
            rest = behind;
            return Some(Piece::Named(name));
        }
        let braces = rest.match_indices('{').map(|(at, _)| at);
        let mut names = braces.filter(|at| name_at_start(&rest[*at..]).is_some());
        let (words, behind) = rest.split_at(names.next().unwrap_or(rest.len()));
        rest = behind;
        (!words.is_empty()).then_some(Piece::Words(words))
    })
}

/// The name in braces with which a text begins, and what stands behind it.
fn name_at_start(text: &str) -> Option<(&str, &str)> {
    let (name, behind) = text.strip_prefix('{')?.split_once('}')?;
    let is_name = |c: char| c.is_ascii_lowercase() || c == '-';
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, behind))
}

/// The facts that a text names; what no fact is called is left out.
pub fn facts(text: &str) -> impl Iterator<Item = Fact> {
    pieces(text).filter_map(|piece| match piece {
        Piece::Named(name) => Fact::from_key(name),
        Piece::Words(_) => None,
    })
}

/// The text with its facts, which are Markdown; without the paragraphs that name one which there is none of.
pub fn with_facts(text: &str, value: impl Fn(Fact) -> Option<String>) -> String {
    let filled = |paragraph: &str| {
        pieces(paragraph)
            .map(|piece| match piece {
                Piece::Words(words) => Some(words.to_owned()),
                Piece::Named(name) => Fact::from_key(name).and_then(&value),
            })
            .collect::<Option<String>>()
    };
    let paragraphs: Vec<_> = text.split("\n\n").filter_map(filled).collect();
    paragraphs.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::{Fact, Piece, facts, pieces, with_facts};

    #[test]
    fn names_in_braces_stand_for_facts() {
        let text = "{a} of {latest-lecture-day}, {not this} {{latest-lecture}}{";
        let parts: Vec<_> = pieces(text).collect();
        assert_eq!(
            parts,
            [
                Piece::Named("a"),
                Piece::Words(" of "),
                Piece::Named("latest-lecture-day"),
                Piece::Words(", {not this} {"),
                Piece::Named("latest-lecture"),
                Piece::Words("}{"),
            ]
        );
        let named: Vec<_> = facts(text).collect();
        assert_eq!(named, [Fact::LatestLectureDay, Fact::LatestLecture]);
    }

    #[test]
    fn a_paragraph_whose_fact_there_is_none_of_is_left_out() {
        let text =
            "Watch them.\n\nThe newest is {latest-lecture}.\n\nOf {latest-lecture-day}.\n\nBye.";
        let day = |fact| (fact == Fact::LatestLectureDay).then(|| "Monday".to_owned());
        assert_eq!(with_facts(text, day), "Watch them.\n\nOf Monday.\n\nBye.");
        assert_eq!(with_facts(text, |_| None), "Watch them.\n\nBye.");
        assert_eq!(with_facts("{unknown}", |_| Some(String::new())), "");
    }
}
