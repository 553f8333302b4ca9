//! Tells staff once a month that nobody has reviewed some answers for long.

use chat::{Button, Call, Reply, Sign, text};
use domain::Lang;

/// What is asked of staff, with the way to the list.
pub(super) fn answers_old(lang: Lang) -> Reply {
    let list = Call::new("staff knowledge list").with("which", "old");
    Reply::new(Sign::Question, text!(lang, "answers-old-title"))
        .markdown(text!(lang, "answers-old-text"))
        .action(Button::new(text!(lang, "answers-old-list"), list).primary())
}
