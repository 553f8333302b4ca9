//! Tells staff, once, that a feed has given nothing for a day; and in the same place that it does again.

use chat::{Block, Field, Inline, Notice, Reply, Sign, text};
use domain::Lang;
use store::Feed;

/// Since when, and what to do.
pub(super) fn feed_failed(lang: Lang, feed: &Feed) -> Reply {
    if feed.failures == 0 {
        return Reply::new(Sign::Done, text!(lang, "post-feed-again-title"))
            .notice(Notice::Ok)
            .markdown(text!(lang, "post-feed-again-text"));
    }
    let reply = Reply::new(Sign::Refused, text!(lang, "post-feed-failed-title"))
        .notice(Notice::Failed)
        .markdown(text!(lang, "post-feed-failed-text"));
    match feed.good_at {
        Some(good_at) => reply.block(Block::Fields(vec![Field {
            label: text!(lang, "post-feed-failed-since"),
            value: Inline::Time(good_at),
        }])),
        None => reply,
    }
}
