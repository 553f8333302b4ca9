//! The staff's cards: one for each sign-up in each staff channel, also in a channel that comes later.

use domain::{Cause, InquiryState, Purpose, Signup, SignupState};
use store::{Enqueue, Tx};

/// Sign-ups looked through at a time.
const PAGE: i64 = 100;

/// Enqueues the cards of a sign-up; those that are there already stay.
pub(crate) async fn post_cards(tx: &mut Tx, signup: &Signup) -> anyhow::Result<()> {
    for staff in tx.targets(Purpose::Staff).await? {
        tx.deliver(&Enqueue {
            dedupe_key: format!("signup:{}:card:{}", signup.id, staff.id),
            target: staff.id,
            cause: Cause::SignupCard,
            subject: signup.id.to_string(),
            not_after: None,
        })
        .await?;
    }
    Ok(())
}

/// Enqueues the cards of all sign-ups on which nobody has decided, and of what else waits: for a staff channel that is new, or was
/// not there when they came in.
///
/// # Errors
/// Those of the database.
pub async fn post_missing_cards(tx: &mut Tx) -> anyhow::Result<()> {
    post_missing_questions(tx).await?;
    post_missing_answers(tx).await?;
    let mut offset = 0;
    loop {
        let (signups, total) = tx
            .signups_page(Some(SignupState::New), offset, PAGE)
            .await?;
        for signup in &signups {
            post_cards(tx, signup).await?;
        }
        offset += PAGE;
        if offset >= total {
            return Ok(());
        }
    }
}

/// The same for the questions that wait for the team.
async fn post_missing_questions(tx: &mut Tx) -> anyhow::Result<()> {
    let waiting = [InquiryState::Open, InquiryState::Taken];
    let mut offset = 0;
    loop {
        let (inquiries, total) = tx.inquiries_page(&waiting, offset, PAGE).await?;
        for inquiry in &inquiries {
            post_to_staff(tx, Cause::InquiryCard, inquiry.id.as_str(), "").await?;
        }
        offset += PAGE;
        if offset >= total {
            return Ok(());
        }
    }
}

/// The same for the changes of answers that wait for a second person.
async fn post_missing_answers(tx: &mut Tx) -> anyhow::Result<()> {
    for version in tx.answers_waiting().await? {
        post_to_staff(tx, Cause::AnswerWaiting, &version.id, "").await?;
    }
    Ok(())
}

/// Enqueues a message in each staff channel. `key` tells several of one subject apart.
pub(crate) async fn post_to_staff(
    tx: &mut Tx,
    cause: Cause,
    subject: &str,
    key: &str,
) -> anyhow::Result<()> {
    let not_after = cause.lasts().map(|lasts| tx.now() + lasts);
    for staff in tx.targets(Purpose::Staff).await? {
        tx.deliver(&Enqueue {
            dedupe_key: format!("{}:{subject}:{}:{key}", cause.id(), staff.id),
            target: staff.id,
            cause,
            subject: subject.to_owned(),
            not_after,
        })
        .await?;
    }
    Ok(())
}
