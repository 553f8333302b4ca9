//! One line of the report, and how bad it is.

/// One line of the report.
pub(super) struct Line {
    pub(super) verdict: Verdict,
    pub(super) what: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// As it should be, or not wanted.
    Fine,
    /// It works, and there is something to consider.
    Note,
    /// Something does not work; trying again may help.
    Bad,
    /// The configuration can't work.
    Wrong,
}

impl Verdict {
    /// What a line begins with.
    pub(super) fn mark(self) -> &'static str {
        match self {
            Self::Fine => "ok       ",
            Self::Note => "note     ",
            Self::Bad | Self::Wrong => "PROBLEM  ",
        }
    }
}

/// As it should be.
pub(super) fn fine(what: impl Into<String>) -> Line {
    Line {
        verdict: Verdict::Fine,
        what: what.into(),
    }
}

/// Something to consider.
pub(super) fn note(what: impl Into<String>) -> Line {
    Line {
        verdict: Verdict::Note,
        what: what.into(),
    }
}

/// Something does not work.
pub(super) fn bad(what: impl Into<String>) -> Line {
    Line {
        verdict: Verdict::Bad,
        what: what.into(),
    }
}

/// The configuration can't work.
pub(super) fn wrong(what: impl Into<String>) -> Line {
    Line {
        verdict: Verdict::Wrong,
        what: what.into(),
    }
}
