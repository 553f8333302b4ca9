//! Send on the summary: the draft becomes a question to the team, staff get its card and the asker a receipt, all in one
//! transaction. Pressed twice, it is the same question.

use announcer::posts::inquiry_receipt;
use chat::{Args, Error, Place, Reply, Spec};
use domain::{Cause, DeliveryId, Inquiry, Purpose, TargetId, setting::REPLY_DAYS};
use store::{Enqueue, NewInquiry, Person, Tx};

use super::ask::CARRIED;
use crate::{
    cards::post_to_staff,
    command::{Command, Invalid},
    context::{Context, Follow},
};

pub(crate) struct Send(Option<String>);

impl Command for Send {
    const SPEC: &'static Spec = &Spec {
        name: "team send",
        params: &CARRIED,
        place: Place::Same,
        typed: false,
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(args.text("question").map(str::to_owned)))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        send(cx, self.0, None).await
    }
}

/// Sends the draft; it is answered in the thread at this address, or in a direct message.
pub(super) async fn send(
    cx: &mut Context<'_>,
    question: Option<String>,
    thread: Option<&str>,
) -> Result<Reply, Error> {
    let Some(parked) = cx.parked.clone() else {
        return Err(cx.refused("refused-expired"));
    };
    if let Some(inquiry) = cx.tx().await?.inquiry_by_draft(&parked).await? {
        return Ok(super::mine::already_sent(cx.lang, &inquiry));
    }
    let Some(question) = question else {
        return Err(cx.refused("refused-expired"));
    };
    let person = cx.person().await?;
    let (lang, name) = (cx.lang, cx.caller.name.clone());
    let tx = cx.tx().await?;
    let thread = match thread {
        Some(address) => Some(target(tx, &person, address).await?),
        None => None,
    };
    let asked = NewInquiry {
        person: &person.id,
        name: &name,
        lang,
        question: &question,
        thread: thread.as_ref(),
        draft: &parked,
    };
    let (inquiry, new) = tx.inquiry_create(&asked).await?;
    if !new {
        return Ok(super::mine::already_sent(lang, &inquiry));
    }
    let expires = tx.now() + chrono::TimeDelta::hours(24);
    tx.park_again(&parked, &person.id, &Args::new(), expires)
        .await?;
    post_to_staff(tx, Cause::InquiryCard, inquiry.id.as_str(), "").await?;
    let receipt = receipt(tx, &person, &inquiry).await?;
    cx.follow = receipt.map(|delivery| Follow {
        delivery,
        // In the thread they hear it all the same.
        refused: inquiry.thread.is_none().then_some("direct-closed-inquiry"),
    });
    cx.parked = None;
    Ok(inquiry_receipt(
        lang,
        &inquiry,
        cx.settings.get(&REPLY_DAYS),
    ))
}

/// The thread as a place that is written to.
async fn target(tx: &mut Tx, person: &Person, thread: &str) -> anyhow::Result<TargetId> {
    let ensured = tx.target_ensure(&person.platform, Purpose::Thread, thread, None);
    Ok(ensured.await?.id)
}

/// Enqueues the receipt in a direct message.
async fn receipt(
    tx: &mut Tx,
    person: &Person,
    inquiry: &Inquiry,
) -> anyhow::Result<Option<DeliveryId>> {
    let direct = tx.target_of_person(person).await?;
    tx.deliver(&Enqueue {
        target: direct.id,
        cause: Cause::InquiryReceipt,
        subject: inquiry.id.to_string(),
        dedupe_key: format!("inquiry:{}:receipt", inquiry.id),
        not_after: None,
    })
    .await
}
