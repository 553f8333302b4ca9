//! A delivery's row, as it stands in the table.

use chrono::{DateTime, Utc};
use domain::{Cause, Delivery, DeliveryId, DeliveryState, Marker, MessageRef, TargetId};
use sqlx::FromRow;

use crate::text::known;

#[derive(FromRow)]
pub(crate) struct Row {
    id: String,
    pub(crate) target: String,
    seq: Option<i64>,
    cause: String,
    subject: String,
    state: String,
    message_channel: Option<String>,
    message_id: Option<String>,
    attempts: i64,
    first_attempt_at: Option<DateTime<Utc>>,
    last_attempt_at: Option<DateTime<Utc>>,
    pub(crate) previous_attempt_at: Option<DateTime<Utc>>,
    uncertain: bool,
    not_after: Option<DateTime<Utc>>,
    retract: bool,
    version: i64,
    shown_version: i64,
    lease_owner: Option<String>,
    marker: Option<String>,
}

impl Row {
    /// The delivery as its claimer needs it: uncertain only where an attempt before this one is.
    pub(crate) fn claimed(self) -> anyhow::Result<Delivery> {
        Ok(Delivery {
            // What was enqueued before there were markers is marked with its id.
            marker: Marker::from_row(self.marker.unwrap_or_else(|| self.id.clone())),
            id: DeliveryId::new(self.id),
            target: TargetId::new(self.target),
            // Only within the transaction that makes it is there none yet.
            seq: self.seq.unwrap_or_default(),
            cause: known(&self.cause, Cause::from_id)?,
            subject: self.subject,
            state: known(&self.state, DeliveryState::from_id)?,
            message: self
                .message_channel
                .zip(self.message_id)
                .map(|(channel, message)| MessageRef { channel, message }),
            attempts: self.attempts,
            first_attempt_at: self.first_attempt_at,
            last_attempt_at: self.last_attempt_at,
            uncertain: self.uncertain,
            not_after: self.not_after,
            retract: self.retract,
            version: self.version,
            shown_version: self.shown_version,
        })
    }

    /// The delivery as everybody else sees it: an attempt that is under way is uncertain.
    pub(crate) fn seen(self) -> anyhow::Result<Delivery> {
        let under_way = self.lease_owner.is_some();
        let mut delivery = self.claimed()?;
        delivery.uncertain |= under_way && delivery.state == DeliveryState::Pending;
        Ok(delivery)
    }
}
