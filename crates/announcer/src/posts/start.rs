//! The standing message of a channel: who has never typed a slash command finds the way from here.

use chat::{Block, Button, Call, Field, Inline, Reply, Sign, text};
use domain::{Cause, Lang, Lecture, Purpose};
use store::Tx;

/// The message, with what staff say in it, in Markdown, and the latest mini-lecture.
pub fn start(lang: Lang, latest: Option<&Lecture>, welcome: String) -> Reply {
    let reply = Reply::new(Sign::Announcement, text!(lang, "start-title"))
        .markdown(text!(lang, "start-text"));
    let reply = if welcome.is_empty() {
        reply
    } else {
        reply.markdown(welcome)
    };
    let reply = match latest {
        Some(lecture) => reply.block(Block::Fields(vec![Field {
            label: text!(lang, "start-latest"),
            value: Inline::Link {
                label: lecture.title.clone(),
                url: lecture.url.clone(),
            },
        }])),
        None => reply,
    };
    reply
        .action(Button::new(text!(lang, "start-ask"), Call::new("ask")).primary())
        .action(Button::new(
            text!(lang, "start-signup"),
            Call::new("counseling signup"),
        ))
        .action(Button::new(
            text!(lang, "start-whats-on"),
            Call::new("lectures latest"),
        ))
        .action(Button::new(
            text!(lang, "start-my-signup"),
            Call::new("counseling status"),
        ))
        .footer(text!(lang, "start-footer"))
}

/// Has the standing messages shown anew, in every channel: something that they say has changed.
///
/// # Errors
/// Those of the database.
pub async fn start_changed(tx: &mut Tx) -> anyhow::Result<()> {
    for target in tx.targets(Purpose::Start).await? {
        tx.deliveries_changed(Cause::Start, target.id.as_str())
            .await?;
    }
    Ok(())
}
