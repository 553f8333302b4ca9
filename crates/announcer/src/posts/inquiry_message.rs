//! What the asker hears about a question to the team, in a direct message or a thread.

use chat::{Block, Button, Call, Notice, Reply, Sign, text};
use domain::{Inquiry, InquiryLine, InquiryState, Lang};

/// The receipt: in a direct message, and as the answer to Send. A reply is promised within so many working days.
pub fn inquiry_receipt(lang: Lang, inquiry: &Inquiry, days: u32) -> Reply {
    let title = text!(
        lang,
        "inquiry-receipt-title",
        reference = inquiry.reference.to_string()
    );
    let heard = match inquiry.thread {
        Some(_) => "inquiry-receipt-thread",
        None => "inquiry-receipt-text",
    };
    Reply::new(Sign::Question, title)
        .notice(Notice::Ok)
        .markdown(text!(lang, heard, days = days))
        .block(question(lang, inquiry))
        .action(Button::new(text!(lang, "inquiry-mine"), Call::new("team questions")).primary())
        .footer(text!(lang, "signup-private"))
}

/// What the team wrote, with the ways to go on.
pub(super) fn reply(lang: Lang, inquiry: &Inquiry, line: &InquiryLine) -> Reply {
    let title = text!(
        lang,
        "inquiry-reply-title",
        reference = inquiry.reference.to_string()
    );
    let label = match &line.name {
        Some(name) => text!(lang, "inquiry-reply-by", name = name.as_str()),
        None => text!(lang, "inquiry-reply-team"),
    };
    let reply = Reply::new(Sign::Question, title)
        .block(Block::Quote {
            label,
            text: line.text.clone(),
        })
        .block(question(lang, inquiry));
    actions(lang, inquiry, reply).footer(text!(lang, "signup-private"))
}

/// It is for somebody else.
pub(super) fn not_for_us(lang: Lang, inquiry: &Inquiry) -> Reply {
    let title = text!(
        lang,
        "inquiry-passed-title",
        reference = inquiry.reference.to_string()
    );
    Reply::new(Sign::Question, title)
        .markdown(text!(lang, "inquiry-passed-text"))
        .block(question(lang, inquiry))
        .action(back(lang, inquiry).primary())
        .footer(text!(lang, "signup-private"))
}

/// What the asker can do now.
fn actions(lang: Lang, inquiry: &Inquiry, reply: Reply) -> Reply {
    let reply = reply.action(back(lang, inquiry).primary());
    if inquiry.state != InquiryState::Answered {
        return reply;
    }
    let helped = Call::new("team helped").with("question", inquiry.reference.to_string());
    reply.action(Button::new(text!(lang, "inquiry-helped"), helped))
}

fn back(lang: Lang, inquiry: &Inquiry) -> Button {
    let back = Call::new("team back").with("question", inquiry.reference.to_string());
    Button::new(text!(lang, "inquiry-back"), back)
}

fn question(lang: Lang, inquiry: &Inquiry) -> Block {
    Block::Quote {
        label: text!(lang, "inquiry-own-question"),
        text: inquiry.question.clone(),
    }
}
