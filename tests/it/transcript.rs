//! What was said and what came back, as text: a story's snapshot.

use std::fmt::Write as _;

/// A transcript that grows as the story goes on.
#[derive(Default)]
pub(crate) struct Transcript(String);

impl Transcript {
    /// Somebody did something, and this is what they were shown.
    pub(crate) fn add(&mut self, did: &str, shown: impl std::fmt::Display) {
        // Whether a message was edited on its way or sent so from the start depends on who was faster.
        let shown = shown.to_string().replace(" (edited)", "");
        writeln!(self.0, "━━ {did}\n{}", shown.trim_end()).expect("a string takes all");
        self.0.push('\n');
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}
