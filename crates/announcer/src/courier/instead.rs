//! What a thread refused goes to the asker in a direct message instead.

use domain::{Delivery, Inquiry, InquiryId};
use store::{Claim, Enqueue, Tx};

/// Enqueues it, once for each message that was refused. One that stands there already, and can't be changed any more, is not
/// lost.
pub(super) async fn tell_directly(tx: &mut Tx, claim: &Claim) -> anyhow::Result<()> {
    if claim.edit {
        return Ok(());
    }
    let delivery = &claim.delivery;
    let Some(inquiry) = inquiry_of(tx, delivery).await? else {
        return Ok(());
    };
    let Some(asker) = tx.person(&inquiry.person).await? else {
        return Ok(());
    };
    let direct = tx.target_of_person(&asker).await?;
    tx.deliver(&Enqueue {
        target: direct.id,
        cause: delivery.cause,
        subject: delivery.subject.clone(),
        dedupe_key: format!("instead:{}", delivery.id),
        not_after: delivery.not_after,
    })
    .await?;
    Ok(())
}

/// The question to the team of which it tells, as a whole or by one of its lines.
async fn inquiry_of(tx: &mut Tx, delivery: &Delivery) -> anyhow::Result<Option<Inquiry>> {
    let subject = delivery.subject.as_str();
    match tx.inquiry_line(subject).await? {
        Some(line) => tx.inquiry(&line.inquiry).await,
        None => tx.inquiry(&InquiryId::new(subject)).await,
    }
}
