//! Outcomes: what came of an attempt is recorded, and the lease with it ends.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{Delivery, DeliveryId, DeliveryState, MessageRef, Reason};

use crate::{Tx, deliveries::many, delivery_row::Row, text::clean};

impl Tx {
    /// It was sent, as it is in `version`, and the platform calls it `message`.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn delivery_sent(
        &mut self,
        id: &DeliveryId,
        message: &MessageRef,
        version: i64,
    ) -> anyhow::Result<()> {
        self.stands(id, message, version, Some(self.now)).await
    }

    /// It was found where it is to stand, and shows at least what it did in `version`: an attempt had arrived unseen.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn delivery_found(
        &mut self,
        id: &DeliveryId,
        message: &MessageRef,
        version: i64,
    ) -> anyhow::Result<()> {
        self.stands(id, message, version, None).await
    }

    /// `sent_at` is known of what was sent, and not of what was found.
    async fn stands(
        &mut self,
        id: &DeliveryId,
        message: &MessageRef,
        version: i64,
        sent_at: Option<DateTime<Utc>>,
    ) -> anyhow::Result<()> {
        let done = sql!(
            self,
            execute,
            "update deliveries set
                 state = $2, message_channel = $3, message_id = $4, shown_version = $5,
                 uncertain = $6, attempts = 0, next_at = $7, reason = null,
                 sent_at = $8, found = $9,
                 lease_owner = null, lease_until = null, updated_at = $7
             where id = $1",
            id.as_str(),
            DeliveryState::Sent.id(),
            clean(&message.channel),
            clean(&message.message),
            version,
            false,
            self.now,
            sent_at,
            sent_at.is_none(),
        );
        self.recorded(done)
    }

    /// It was edited and shows `version`.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn delivery_shown(&mut self, id: &DeliveryId, version: i64) -> anyhow::Result<()> {
        let done = sql!(
            self,
            execute,
            "update deliveries set
                 shown_version = case when shown_version < $2 then $2 else shown_version end,
                 uncertain = $3, attempts = 0, next_at = $4,
                 lease_owner = null, lease_until = null, updated_at = $4
             where id = $1",
            id.as_str(),
            version,
            false,
            self.now,
        );
        self.recorded(done)
    }

    /// It is to be tried again at `next_at`; `uncertain` where this attempt may have arrived. What was
    /// uncertain before stays so.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn delivery_retry(
        &mut self,
        id: &DeliveryId,
        next_at: DateTime<Utc>,
        uncertain: bool,
    ) -> anyhow::Result<()> {
        let done = sql!(
            self,
            execute,
            "update deliveries set
                 next_at = $2, uncertain = (uncertain or $3),
                 lease_owner = null, lease_until = null, updated_at = $4
             where id = $1",
            id.as_str(),
            next_at,
            uncertain,
            self.now,
        );
        self.recorded(done)
    }

    /// It was refused for good. An edit that is refused leaves the message as sent, and is not tried again. Of what has
    /// no subject any more nobody need be told.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn delivery_failed(&mut self, id: &DeliveryId, reason: Reason) -> anyhow::Result<()> {
        let done = sql!(
            self,
            execute,
            "update deliveries set
                 state = case when state = 'sent' then 'sent' else 'failed' end,
                 shown_version = case when state = 'sent' then version else shown_version end,
                 reason = $2, told = case when $2 = $5 then $6 else told end,
                 uncertain = $3, lease_owner = null, lease_until = null, updated_at = $4
             where id = $1",
            id.as_str(),
            reason.id(),
            false,
            self.now,
            Reason::SubjectGone.id(),
            true,
        );
        self.recorded(done)
    }

    /// It was sent, and somebody deleted it since.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn delivery_gone(&mut self, id: &DeliveryId) -> anyhow::Result<()> {
        let done = sql!(
            self,
            execute,
            "update deliveries set
                 state = $2, uncertain = $3, lease_owner = null, lease_until = null, updated_at = $4
             where id = $1",
            id.as_str(),
            DeliveryState::Gone.id(),
            false,
            self.now,
        );
        self.recorded(done)
    }

    /// Ends what was not sent in time to be of use and is not being sent; which that was.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn deliveries_expire(&mut self) -> anyhow::Result<Vec<Delivery>> {
        let expired = many(sql!(
            self,
            all[Row],
            "update deliveries set
                 state = $2, lease_owner = null, lease_until = null, updated_at = $1
             where state = 'pending' and not_after <= $1
                 and (lease_until is null or lease_until <= $1)
             returning *",
            self.now,
            DeliveryState::Expired.id(),
        ))?;
        self.wake |= !expired.is_empty();
        Ok(expired)
    }

    fn recorded(&mut self, done: sqlx::Result<u64>) -> anyhow::Result<()> {
        done.context("cannot record what came of a delivery")?;
        self.wake = true;
        Ok(())
    }
}
