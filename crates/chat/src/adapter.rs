//! What adapters say by themselves, the same on every platform.

use domain::Lang;

use crate::{Action, Button, Call, Notice, Reply, Sign, text};

impl Reply {
    /// A form could not be opened in time; with a way to try again where there is one.
    pub fn try_again(lang: Lang, code: Option<String>) -> Self {
        let reply = Self::new(Sign::Waiting, text!(lang, "adapter-again-title"))
            .notice(Notice::Failed)
            .markdown(text!(lang, "adapter-again"));
        let Some(code) = code else {
            return reply;
        };
        let mut button = Button::new(text!(lang, "adapter-again-button"), Call::new("")).primary();
        button.code = code;
        reply.action(Action::Button(button))
    }

    /// The platform does not show what was to be said.
    pub fn unshown(lang: Lang) -> Self {
        Self::new(Sign::Refused, text!(lang, "adapter-unshown-title"))
            .notice(Notice::Failed)
            .markdown(text!(lang, "adapter-unshown"))
    }
}
