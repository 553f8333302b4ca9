//! What happens around a commit: the line in the audit log before it, word of a delivery after it, and a
//! fault instead of it.

use std::time::Duration;

use chat::{Action, Args, Block, Button, Call, Error, Reply, Response, Sign, Spec, text};
use domain::{DeliveryId, DeliveryState, PersonId, Purpose, Reference};
use store::{Refusing, Store};

use super::refusals;
use crate::{context::Context, people::Known, staff};

/// A direct message's fate is waited for so long before the answer goes without it.
const PATIENCE: Duration = Duration::from_millis(1200);

/// Notes an audited call: who, which command, on what; never what was typed.
pub(super) async fn audit(cx: &mut Context<'_>, spec: &Spec, args: &Args) -> Result<(), Error> {
    let person = cx.person().await?;
    let reference = args.text("signup").and_then(Reference::parse);
    let subject = cx
        .subject
        .take()
        .or(reference.map(|reference| reference.to_string()));
    let tx = cx.tx().await?;
    tx.audit_note(Some(&person.id), spec.name, subject.as_deref(), "done")
        .await?;
    Ok(())
}

/// Logs a fault of ours, once, under an id that the person sees too.
pub(super) fn fault(cx: &Context<'_>, command: &'static str, error: &anyhow::Error) -> Reply {
    let id = cx.new_id();
    let id = &id[id.len() - 6..];
    let error = format!("{error:#}");
    tracing::error!(
        fault.id = id,
        command.name = command,
        error,
        "a call failed"
    );
    refusals::fault(cx.lang, id)
}

/// Waits a moment for the delivery that the command announced, and says so when it was refused. What was
/// done is committed: nothing that goes wrong here may say otherwise.
pub(super) async fn follow(cx: &mut Context<'_>, response: &mut Response) {
    let (Some(follow), Some(person)) = (cx.follow.take(), cx.known_person()) else {
        return;
    };
    let store = &cx.house.store;
    let fate = store
        .clock()
        .timeout(PATIENCE, is_refused(store, &follow.delivery))
        .await;
    if !matches!(fate, Ok(Ok(true))) {
        return;
    }
    if let (Response::Reply(reply), Some(sentence)) = (response, follow.refused) {
        let sentence = text!(cx.lang, sentence);
        reply.blocks.push(Block::Markdown(sentence));
    }
    tell(cx, &person).await;
}

/// Whether the delivery was refused for good, once its fate is known.
async fn is_refused(store: &Store, id: &DeliveryId) -> anyhow::Result<bool> {
    let mut wakeups = store.wakeups();
    loop {
        let mut tx = store.read().await?;
        let delivery = tx.delivery(id).await?;
        drop(tx);
        match delivery.map(|delivery| delivery.state) {
            Some(DeliveryState::Pending) => wakeups.next().await,
            state => return Ok(state == Some(DeliveryState::Failed)),
        }
    }
}

/// Adds that a direct message did not arrive, and remembers that it was said.
pub(super) async fn tell_undelivered(cx: &Context<'_>, known: &Known, response: &mut Response) {
    if let (Response::Reply(reply), Some(person)) = (response, &known.person) {
        let sentence = text!(cx.lang, "undelivered");
        reply.blocks.insert(0, Block::Markdown(sentence));
        tell(cx, person).await;
    }
}

/// Says above a staff member's answer that their channel refuses messages, until it takes them again: nothing that
/// happens is shown there. The status says so itself, and who tries again knows it.
pub(super) async fn tell_refusing(cx: &Context<'_>, spec: &Spec, response: &mut Response) {
    let Response::Reply(reply) = response else {
        return;
    };
    if matches!(spec.name, "staff status" | "staff channels retry") {
        return;
    }
    let store = &cx.house.store;
    let found = store
        .clock()
        .timeout(PATIENCE, refusing_staff_channel(store))
        .await;
    if let Ok(Ok(Some(refusing))) = found {
        let sentence = staff::channel_refuses(cx.lang, &refusing, store.clock().now());
        reply.blocks.insert(0, Block::Markdown(sentence));
        let calls_status = reply.calls().any(|call| call.command == "staff status");
        if !calls_status {
            let call = Call::new("staff status");
            let button = Button::new(text!(cx.lang, "staff-status-button"), call);
            reply.actions.extend(coded(cx, button));
        }
    }
}

/// A button whose code is set; the reply has been through that already.
fn coded(cx: &Context<'_>, button: Button) -> Option<Action> {
    let mut reply = Reply::new(Sign::Done, String::new());
    reply.actions.push(button.into());
    reply.set_codes(&cx.house.specs).ok()?;
    reply.actions.pop()
}

async fn refusing_staff_channel(store: &Store) -> anyhow::Result<Option<Refusing>> {
    let refusing = store.read().await?.targets_refusing().await?;
    Ok(refusing
        .into_iter()
        .find(|refusing| refusing.target.purpose == Purpose::Staff))
}

/// Remembers that a person was told of their failed messages.
async fn tell(cx: &Context<'_>, person: &PersonId) {
    if let Err(error) = told(&cx.house.store, person).await {
        let error = format!("{error:#}");
        tracing::warn!(
            error,
            "cannot note that somebody was told of a failed message"
        );
    }
    cx.house.people.forget(cx.caller);
}

async fn told(store: &Store, person: &PersonId) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    tx.undelivered_told(person).await?;
    tx.commit().await
}
