//! What happens around a commit: the line in the audit log before it, and word of a delivery after it.

use std::time::Duration;

use chat::{Args, Block, Error, Response, Spec, text};
use domain::{DeliveryState, PersonId};
use store::Store;

use crate::context::Context;

/// A direct message's fate is waited for so long before the answer goes without it.
const PATIENCE: Duration = Duration::from_millis(1200);

/// Notes an audited call: who, which command, on what; never what was typed.
pub(super) async fn audit(cx: &mut Context<'_>, spec: &Spec, args: &Args) -> Result<(), Error> {
    let person = cx.person().await?;
    let subject = args.text("signup").map(str::to_owned);
    cx.tx()
        .await?
        .audit_note(Some(&person.id), spec.name, subject.as_deref(), "done")
        .await?;
    Ok(())
}

/// Waits a moment for the delivery that the command announced, and says so when it was refused.
pub(super) async fn follow(cx: &mut Context<'_>, response: &mut Response) -> Result<(), Error> {
    let Some(id) = cx.follow.take() else {
        return Ok(());
    };
    let store = &cx.house.store;
    let fate = async {
        let mut wakeups = store.wakeups();
        loop {
            let mut tx = store.read().await?;
            let delivery = tx.delivery(&id).await?;
            drop(tx);
            match delivery.map(|delivery| delivery.state) {
                Some(DeliveryState::Pending) => wakeups.next().await,
                Some(DeliveryState::Failed) => return anyhow::Ok(true),
                _ => return anyhow::Ok(false),
            }
        }
    };
    let refused = store
        .clock()
        .timeout(PATIENCE, fate)
        .await
        .unwrap_or(Ok(false))?;
    if refused && let Response::Reply(reply) = response {
        reply
            .blocks
            .push(Block::Markdown(text!(cx.lang, "direct-closed")));
        if let Some(person) = cx.house.languages.of(cx.caller, store).await?.person {
            told(store, &person).await?;
        }
        cx.house.languages.forget(cx.caller);
    }
    Ok(())
}

/// Remembers that a person was told of their failed messages.
pub(super) async fn told(store: &Store, person: &PersonId) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    tx.undelivered_told(person).await?;
    tx.commit().await
}
