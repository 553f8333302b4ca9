//! Tells staff that a role which made members staff was deleted, so that nobody is staff by it any more.

use chat::{Notice, Reply, Sign, text};
use domain::Lang;

/// What it means, and what to do.
pub(super) fn staff_role_gone(lang: Lang) -> Reply {
    Reply::new(Sign::Refused, text!(lang, "post-staff-role-gone-title"))
        .notice(Notice::Failed)
        .markdown(text!(lang, "post-staff-role-gone-text"))
}
