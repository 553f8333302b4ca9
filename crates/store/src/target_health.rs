//! How targets fare: when something last arrived there, and which of them refuse what is sent.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{DeliveryState, Platform, Purpose, Reason, Target, TargetId};

use crate::{Tx, text::known};

/// A channel that refuses messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusing {
    /// The channel.
    pub target: Target,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Why.
    pub reason: Reason,
    /// How many messages to it were refused and can still be sent.
    pub refused: i64,
}

impl Tx {
    /// Something arrived there; whether it had refused messages until now.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn target_reached(&mut self, id: &TargetId) -> anyhow::Result<bool> {
        let healed = sql!(
            self,
            execute,
            "update targets set refused_since = null, refused_reason = null
             where id = $1 and refused_since is not null",
            id.as_str(),
        )
        .context("cannot note that a target works again")?;
        sql!(
            self,
            execute,
            "update targets set reached_at = $2 where id = $1",
            id.as_str(),
            self.now,
        )
        .context("cannot note that something arrived")?;
        Ok(healed > 0)
    }

    /// It refuses messages for this reason; since when it has done so without anything arriving.
    ///
    /// # Errors
    /// When the database can't be written, or there is no such target.
    pub async fn target_refused(
        &mut self,
        id: &TargetId,
        reason: Reason,
    ) -> anyhow::Result<DateTime<Utc>> {
        let (since,) = sql!(
            self,
            one[(DateTime<Utc>,)],
            "update targets set refused_since = coalesce(refused_since, $2), refused_reason = $3
             where id = $1 returning refused_since",
            id.as_str(),
            self.now,
            reason.id(),
        )
        .context("cannot note that a target refuses messages")?;
        Ok(since)
    }

    /// The channels in use that refuse messages, those that have done so longest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn targets_refusing(&mut self) -> anyhow::Result<Vec<Refusing>> {
        let rows = sql!(
            self,
            all[(String, DateTime<Utc>, Option<String>, i64)],
            "select t.id, t.refused_since, t.refused_reason,
                 (select count(*) from deliveries d where d.target = t.id and d.state = 'failed' and not d.told)
             from targets t
             where t.refused_since is not null and t.active and t.purpose <> $1
             order by t.refused_since, t.id",
            Purpose::Direct.id(),
        )
        .context("cannot look for targets that refuse messages")?;
        let mut all = Vec::new();
        for (id, since, reason, refused) in rows {
            let target = self.target(&TargetId::new(id)).await?;
            all.push(Refusing {
                target: target.context("a target is gone")?,
                since,
                reason: known(&reason.unwrap_or_default(), Reason::from_id)?,
                refused,
            });
        }
        Ok(all)
    }

    /// When a message last arrived, for each platform on which one did.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn platforms_reached(&mut self) -> anyhow::Result<Vec<(Platform, DateTime<Utc>)>> {
        let rows = sql!(
            self,
            all[(String, DateTime<Utc>)],
            "select platform, max(reached_at) from targets
             where reached_at is not null group by platform order by platform",
        )
        .context("cannot read when messages arrived")?;
        Ok(rows
            .into_iter()
            .map(|(platform, at)| (Platform::from_row(platform), at))
            .collect())
    }

    /// Sends once more what a channel has refused: somebody says that it works again; how many messages that are.
    /// What no longer is of use stays as it is. Where nothing is left that could show it, the channel is believed.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn target_try_again(&mut self, id: &TargetId) -> anyhow::Result<u64> {
        let again = sql!(
            self,
            execute,
            "update deliveries set state = $2, reason = null, attempts = 0, next_at = $3, updated_at = $3,
                 first_attempt_at = null, last_attempt_at = null, previous_attempt_at = null
             where target = $1 and state = 'failed' and not told and reason <> $4
                 and (not_after is null or not_after > $3)",
            id.as_str(),
            DeliveryState::Pending.id(),
            self.now,
            Reason::SubjectGone.id(),
        )
        .context("cannot send again what was refused")?;
        if again == 0 {
            sql!(
                self,
                execute,
                "update targets set refused_since = null, refused_reason = null where id = $1",
                id.as_str(),
            )
            .context("cannot note that a target works again")?;
        }
        self.wake |= again > 0;
        Ok(again)
    }
}
