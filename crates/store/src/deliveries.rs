//! Deliveries: the outbox. A row is one message to one target.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{Cause, Delivery, DeliveryId, DeliveryState, Marker, PersonId, Purpose, TargetId};

use crate::{
    Tx,
    delivery_row::Row,
    privacy::{Keep, Privacy, Whose},
    text::clean,
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "deliveries",
    whose: &[Whose::Member, Whose::Applicant],
    kept: Keep::AfterDelivery(365),
    sealed: &[],
    export: Some(|tx, person, lang| Box::pin(tx.deliveries_to(person, lang))),
    erase: Some(|tx, person, until| Box::pin(tx.retract_to(person, until))),
    sweep: Some(|tx, before| Box::pin(tx.deliveries_forget(before))),
};

/// A message to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enqueue {
    /// Where it goes.
    pub target: TargetId,
    /// What it tells.
    pub cause: Cause,
    /// Of what: the id that the cause asks for.
    pub subject: String,
    /// What makes it this message and no other; a second one with the same key is not made.
    pub dedupe_key: String,
    /// From then on it is of no use.
    pub not_after: Option<DateTime<Utc>>,
}

impl Tx {
    /// Enqueues a message; `None` where one with this key was enqueued before. It takes its place in its
    /// target's order when the transaction is committed.
    ///
    /// # Errors
    /// When the database can't be written, or there is no such target.
    pub async fn deliver(&mut self, message: &Enqueue) -> anyhow::Result<Option<DeliveryId>> {
        let id = self.new_id();
        let target = self.target(&message.target).await?;
        let target = target.context("cannot enqueue a delivery: there is no such target")?;
        let marker = Marker::of(&target, &message.dedupe_key);
        let made = sql!(
            self,
            optional[(String,)],
            "insert into deliveries
                 (id, target, cause, subject, dedupe_key, state, attempts, uncertain, next_at, not_after,
                  version, shown_version, told, marker, found, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, 1, 0, $7, $10, $7, $8, $8)
             on conflict (dedupe_key) do nothing
             returning id",
            id,
            message.target.as_str(),
            message.cause.id(),
            clean(&message.subject),
            clean(&message.dedupe_key),
            DeliveryState::Pending.id(),
            false,
            self.now,
            message.not_after,
            marker.as_str(),
        )
        .context("cannot enqueue a delivery")?;
        Ok(made.map(|(id,)| {
            let id = DeliveryId::new(id);
            self.unnumbered.push((message.target.clone(), id.clone()));
            self.wake = true;
            id
        }))
    }

    /// Says that what these messages tell of has changed: those that are out are edited, once for all
    /// changes until then; how many there are, with those that wait to be sent.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn deliveries_changed(&mut self, cause: Cause, subject: &str) -> anyhow::Result<u64> {
        let changed = sql!(
            self,
            execute,
            "update deliveries set version = version + 1, updated_at = $3
             where subject = $1 and cause = $2 and state in ('pending', 'sent')",
            clean(subject),
            cause.id(),
            self.now,
        )
        .context("cannot mark deliveries as changed")?;
        self.wake |= changed > 0;
        Ok(changed)
    }

    /// One delivery.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn delivery(&mut self, id: &DeliveryId) -> anyhow::Result<Option<Delivery>> {
        sql!(
            self,
            optional[Row],
            "select * from deliveries where id = $1",
            clean(id.as_str())
        )
        .context("cannot read a delivery")?
        .map(Row::seen)
        .transpose()
    }

    /// The deliveries that tell this of that, oldest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn deliveries_of(
        &mut self,
        cause: Cause,
        subject: &str,
    ) -> anyhow::Result<Vec<Delivery>> {
        let rows = sql!(
            self,
            all[Row],
            "select * from deliveries where subject = $1 and cause = $2 order by created_at, id",
            clean(subject),
            cause.id(),
        );
        many(rows)
    }

    /// What was sent to a target or is being sent to it, newest first: a platform may show a message before
    /// it is noted that it does.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn deliveries_in(
        &mut self,
        target: &TargetId,
        limit: i64,
    ) -> anyhow::Result<Vec<Delivery>> {
        let rows = sql!(
            self,
            all[Row],
            "select * from deliveries where target = $1
             and (state = 'sent' or state = 'pending' and first_attempt_at is not null) and not retract
             order by seq desc limit $2",
            target.as_str(),
            limit,
        );
        many(rows)
    }

    /// Remembers that a person was told of the direct messages to them that failed.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn undelivered_told(&mut self, person: &PersonId) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "update deliveries set told = $3
             where state = 'failed' and not told
                 and target in (select id from targets where person = $1 and purpose = $2)",
            person.as_str(),
            Purpose::Direct.id(),
            true,
        )
        .context("cannot remember what a person was told")?;
        Ok(())
    }

    /// Gives what was enqueued its place in the order of its target. Counters are touched last and
    /// in the same order by everyone: so nobody waits in a circle, and a place is visible when it is taken.
    pub(crate) async fn number_deliveries(&mut self) -> anyhow::Result<()> {
        let mut unnumbered = std::mem::take(&mut self.unnumbered);
        unnumbered.sort_by(|(one, _), (other, _)| one.cmp(other));
        for of_target in unnumbered.chunk_by(|(one, _), (other, _)| one == other) {
            let count =
                i64::try_from(of_target.len()).context("cannot count so many deliveries")?;
            let Some((target, _)) = of_target.first() else {
                continue;
            };
            let last = self.counter_add(&format!("target:{target}"), count).await?;
            for ((_, id), seq) in of_target.iter().zip(last - count + 1..) {
                sql!(
                    self,
                    execute,
                    "update deliveries set seq = $2 where id = $1",
                    id.as_str(),
                    seq,
                )
                .context("cannot number a delivery")?;
            }
        }
        Ok(())
    }
}

pub(crate) fn many(rows: sqlx::Result<Vec<Row>>) -> anyhow::Result<Vec<Delivery>> {
    rows.context("cannot read the deliveries")?
        .into_iter()
        .map(Row::seen)
        .collect()
}
