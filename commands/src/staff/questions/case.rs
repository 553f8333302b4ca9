//! One question on the staff's side: finding it, making a step, telling of it.

use announcer::posts::inquiry_standing;
use chat::{Block, Button, Call, Error, Field, Notice, Reply, Sign, text};
use domain::{Cause, Inquiry, InquiryStep, QuestionReference};
use store::{Enqueue, Stepped};

use crate::context::Context;

/// The question that was typed or picked. What is audited says which.
pub(super) async fn find(cx: &mut Context<'_>, typed: &str) -> Result<Inquiry, Error> {
    let found = match QuestionReference::parse(typed) {
        Some(reference) => cx.tx().await?.inquiry_by_reference(reference).await?,
        None => None,
    };
    let inquiry = found.ok_or_else(|| cx.refused("staff-question-unknown"))?;
    cx.subject = Some(inquiry.reference.to_string());
    Ok(inquiry)
}

/// Makes a step and brings the card up to date.
pub(super) async fn step(
    cx: &mut Context<'_>,
    inquiry: &Inquiry,
    step: InquiryStep,
) -> Result<Inquiry, Error> {
    let stepped = make(cx, inquiry, step).await?;
    made(cx, stepped).await
}

/// The same, for who looks at what came of it.
pub(super) async fn make(
    cx: &mut Context<'_>,
    inquiry: &Inquiry,
    step: InquiryStep,
) -> Result<Stepped, Error> {
    let staff = cx.person().await?;
    let tx = cx.tx().await?;
    let stepped = tx.inquiry_step(&inquiry.id, step, &staff.id).await?;
    if let Stepped::Done(now) = &stepped {
        for cause in [Cause::InquiryCard, Cause::InquiryWaiting] {
            tx.deliveries_changed(cause, now.id.as_str()).await?;
        }
    }
    Ok(stepped)
}

/// The question after a step, or why it was not made.
pub(super) async fn made(cx: &mut Context<'_>, stepped: Stepped) -> Result<Inquiry, Error> {
    match stepped {
        Stepped::Done(now) => Ok(now),
        Stepped::Refused(now) => Err(first(cx, &now).await?),
        Stepped::Missing => Err(cx.refused("staff-question-unknown")),
    }
}

/// Tells the asker where they want to hear it: in their thread, or in a direct message.
pub(super) async fn tell(
    cx: &mut Context<'_>,
    inquiry: &Inquiry,
    cause: Cause,
    subject: &str,
    key: &str,
) -> Result<(), Error> {
    let tx = cx.tx().await?;
    if let Some(asker) = tx.person(&inquiry.person).await? {
        let target = match &inquiry.thread {
            Some(thread) => thread.clone(),
            None => tx.target_of_person(&asker).await?.id,
        };
        tx.deliver(&Enqueue {
            target,
            cause,
            subject: subject.to_owned(),
            dedupe_key: format!("{}:{subject}:{key}", cause.id()),
            not_after: None,
        })
        .await?;
    }
    Ok(())
}

/// Somebody was first: where it stands, and that nothing was changed.
async fn first(cx: &mut Context<'_>, now: &Inquiry) -> Result<Error, Error> {
    let lang = cx.lang;
    let reference = now.reference.to_string();
    let facts = standing(cx, now).await?;
    let reply = Reply::new(Sign::Refused, text!(lang, "staff-first-title"))
        .notice(Notice::Refused)
        .markdown(text!(
            lang,
            "staff-question-first-text",
            reference = reference.as_str()
        ))
        .block(Block::Fields(facts))
        .action(open_button(cx, now));
    Ok(Error::User(Box::new(reply)))
}

/// Where it stands, with whom.
pub(super) async fn standing(cx: &mut Context<'_>, inquiry: &Inquiry) -> Result<Vec<Field>, Error> {
    let lang = cx.lang;
    let tx = cx.tx().await?;
    let asker = tx.person(&inquiry.person).await?;
    let taken_by = match &inquiry.taken_by {
        Some(id) => tx.person(id).await?,
        None => None,
    };
    Ok(inquiry_standing(
        lang,
        inquiry,
        asker.as_ref(),
        taken_by.as_ref(),
    ))
}

/// Says that something was done.
pub(super) fn done(cx: &Context<'_>, inquiry: &Inquiry, id: &str) -> Reply {
    said(cx, inquiry, id, &format!("{id}-text"))
}

/// Says that the asker is told of what was done, and where.
pub(super) fn told(cx: &Context<'_>, inquiry: &Inquiry, id: &str) -> Reply {
    said(cx, inquiry, id, &told_where(inquiry, id))
}

/// The sentence that says where the asker is told.
pub(super) fn told_where(inquiry: &Inquiry, id: &str) -> String {
    match inquiry.thread {
        Some(_) => format!("{id}-thread"),
        None => format!("{id}-text"),
    }
}

fn said(cx: &Context<'_>, inquiry: &Inquiry, id: &str, text: &str) -> Reply {
    let reference = inquiry.reference.to_string();
    let title = text!(
        cx.lang,
        &format!("{id}-title"),
        reference = reference.as_str()
    );
    Reply::new(Sign::Done, title)
        .notice(Notice::Ok)
        .markdown(text!(cx.lang, text))
        .action(open_button(cx, inquiry))
}

/// The button that opens a question.
pub(super) fn open_button(cx: &Context<'_>, inquiry: &Inquiry) -> Button {
    let reference = inquiry.reference.to_string();
    let label = text!(cx.lang, "staff-open", reference = reference.as_str());
    Button::new(
        label,
        Call::new("staff questions open").with("question", reference),
    )
}

/// The button that takes closing back.
pub(super) fn reopen_button(cx: &Context<'_>, inquiry: &Inquiry) -> Button {
    let reference = inquiry.reference.to_string();
    Button::new(
        text!(cx.lang, "staff-reopen"),
        Call::new("staff questions reopen").with("question", reference),
    )
}
