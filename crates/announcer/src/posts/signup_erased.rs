//! Tells staff that a case is gone: its applicant was erased.

use chat::{Reply, Sign, text};
use domain::Lang;

/// Which case, and that nothing of it is kept.
pub(super) fn signup_erased(lang: Lang, reference: &str) -> Reply {
    Reply::new(
        Sign::Counseling,
        text!(lang, "post-signup-erased-title", reference = reference),
    )
    .markdown(text!(lang, "post-signup-erased-text"))
}
