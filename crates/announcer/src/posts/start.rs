//! The standing message of a channel: who has never typed a slash command finds the way from here.

use chat::{Block, Button, Call, Field, Inline, Reply, Sign, text};
use domain::{Lang, Lecture};

/// The message, with the latest mini-lecture in it.
pub fn start(lang: Lang, latest: Option<&Lecture>) -> Reply {
    let reply = Reply::new(Sign::Announcement, text!(lang, "start-title"))
        .markdown(text!(lang, "start-text"));
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
