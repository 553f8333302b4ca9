//! What is said to a question about somebody's treatment: that it is for others, and for whom.

use chat::{Action, Notice, Reply, Sign, text};
use domain::Lang;

use super::answer::ask_the_team;
use crate::context::Context;

/// Says where care is found. The team is offered, too: the question may have been taken for what it is not.
pub(super) fn elsewhere(cx: &Context<'_>, lang: Lang) -> Reply {
    let mut reply = Reply::new(Sign::Refused, text!(lang, "ask-care-title"))
        .notice(Notice::Refused)
        .markdown(text!(lang, "ask-care-text"));
    let page = cx.house.community.contact.care.as_ref();
    if let Some(url) = page.filter(|url| url.starts_with("https://")) {
        reply = reply.action(Action::Link {
            label: text!(lang, "link-care"),
            url: url.clone(),
        });
    }
    reply
        .action(ask_the_team(lang, None))
        .footer(text!(lang, "ask-care-footer"))
}
