//! What is found out of a platform before the bot goes online there.

/// One thing that was looked at, for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is as it should be.
    pub ok: bool,
    /// What was found.
    pub what: String,
    /// What to do about it; empty when all is well.
    pub what_to_do: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)?;
        if self.what_to_do.is_empty() {
            return Ok(());
        }
        write!(f, "; {}", self.what_to_do)
    }
}

impl Finding {
    /// Something that is as it should be.
    pub fn good(what: impl Into<String>) -> Self {
        Self {
            ok: true,
            what: what.into(),
            what_to_do: String::new(),
        }
    }

    /// Something that is not, and what to do about it.
    pub fn bad(what: impl Into<String>, what_to_do: impl Into<String>) -> Self {
        Self {
            ok: false,
            what: what.into(),
            what_to_do: what_to_do.into(),
        }
    }
}
