//! Tells staff, once, that messages to a channel are refused.

use chat::{Block, Button, Call, Field, Inline, Notice, Reply, Sign, text};
use domain::{Lang, Target};

/// Which channel, and what to do.
pub(super) fn target_failed(lang: Lang, target: &Target) -> Reply {
    let purpose = text!(lang, &format!("purpose-{}", target.purpose.id()));
    Reply::new(
        Sign::Refused,
        text!(lang, "post-target-failed-title", purpose = purpose),
    )
    .notice(Notice::Failed)
    .markdown(text!(lang, "post-target-failed-text"))
    .block(Block::Fields(vec![Field {
        label: text!(lang, "post-target-failed-channel"),
        value: Inline::Text(target.address.clone()),
    }]))
    .action(
        Button::new(
            text!(lang, "staff-status-button"),
            Call::new("staff status"),
        )
        .privately(),
    )
}
