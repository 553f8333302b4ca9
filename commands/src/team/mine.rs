//! A member's own question to the team: found only for the one whose it is.

use chat::{Block, Button, Call, Error, Notice, Reply, Sign, text};
use domain::{Inquiry, InquiryLine, Lang, QuestionReference, Side};

use crate::context::Context;

/// The caller's question with this reference. Another person's is as unknown as one that never was.
pub(super) async fn find(cx: &mut Context<'_>, typed: &str) -> Result<Inquiry, Error> {
    let person = cx.person().await?;
    let found = match QuestionReference::parse(typed) {
        Some(reference) => cx.tx().await?.inquiry_by_reference(reference).await?,
        None => None,
    };
    let own = found.filter(|inquiry| inquiry.person == person.id);
    own.ok_or_else(|| cx.refused("inquiry-unknown"))
}

/// Send was pressed again.
pub(super) fn already_sent(lang: Lang, inquiry: &Inquiry) -> Reply {
    let reference = inquiry.reference.to_string();
    Reply::new(
        Sign::Question,
        text!(lang, "inquiry-already-title", reference = reference),
    )
    .notice(Notice::Ok)
    .markdown(text!(lang, "signup-already-text"))
    .action(button(lang).primary())
    .footer(text!(lang, "signup-private"))
}

/// The button to one's own questions.
pub(super) fn button(lang: Lang) -> Button {
    Button::new(text!(lang, "inquiry-mine"), Call::new("team questions"))
}

/// What was written, as the asker sees it.
pub(super) fn line(lang: Lang, line: &InquiryLine) -> Block {
    let label = match (line.side, &line.name) {
        (Side::Asker, _) => text!(lang, "inquiry-line-own"),
        (Side::Team, Some(name)) => text!(lang, "inquiry-reply-by", name = name.as_str()),
        (Side::Team, None) => text!(lang, "inquiry-reply-team"),
    };
    Block::Quote {
        label,
        text: line.text.clone(),
    }
}
