//! Retractions: a message that is to go is deleted on its platform by the courier, and its row with it.

use anyhow::Context;
use chat::{text, texts};
use chrono::{DateTime, Utc};
use domain::{
    Cause, Delivery, DeliveryState, Lang, MessageRef, PersonId, Platform, Purpose, Target,
};

use crate::{Record, Tx};

impl Tx {
    /// Takes back what tells of a subject: what was never tried goes at once, what may be out is deleted by the
    /// courier.
    pub(crate) async fn retract_of(&mut self, subject: &str) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "delete from deliveries
             where subject = $1 and lease_owner is null
                 and (state in ('failed', 'expired', 'gone') or state = 'pending' and first_attempt_at is null)",
            subject,
        )
        .context("cannot take back what was not sent")?;
        let retracted = sql!(
            self,
            execute,
            "update deliveries set
                 retract = true, version = version + 1, not_after = null, next_at = $2, updated_at = $2
             where subject = $1 and state in ('pending', 'sent') and not retract",
            subject,
            self.now,
        )
        .context("cannot take back what was sent")?;
        self.wake |= retracted > 0;
        Ok(())
    }

    /// Takes back the direct messages to a person that were made until an instant; how many were out or may be.
    pub(crate) async fn retract_to(
        &mut self,
        person: &PersonId,
        until: DateTime<Utc>,
    ) -> anyhow::Result<u64> {
        sql!(
            self,
            execute,
            "delete from deliveries
             where target in (select id from targets where person = $1) and created_at <= $2
                 and lease_owner is null
                 and (state in ('failed', 'expired', 'gone') or state = 'pending' and first_attempt_at is null)",
            person.as_str(),
            until,
        )
        .context("cannot take back what was not sent to a person")?;
        let retracted = sql!(
            self,
            execute,
            "update deliveries set
                 retract = true, version = version + 1, not_after = null, next_at = $3, updated_at = $3
             where target in (select id from targets where person = $1) and created_at <= $2
                 and state in ('pending', 'sent') and not retract",
            person.as_str(),
            until,
            self.now,
        )
        .context("cannot take back what was sent to a person")?;
        let (out,) = sql!(
            self,
            one[(i64,)],
            "select count(*) from deliveries d join targets t on t.id = d.target
             where t.person = $1 and d.created_at <= $2",
            person.as_str(),
            until,
        )
        .context("cannot count what was sent to a person")?;
        self.wake |= retracted > 0;
        Ok(u64::try_from(out).unwrap_or_default())
    }

    /// Has an answer to a person, or one that shows their data, deleted where it stands: it was no delivery, and becomes one that goes.
    pub(crate) async fn retract_answer(
        &mut self,
        person: &PersonId,
        platform: &Platform,
        answer: MessageRef,
    ) -> anyhow::Result<()> {
        let Some(person) = self.person(person).await? else {
            return Ok(());
        };
        let target = if person.platform == *platform {
            self.target_of_person(&person).await?
        } else {
            // It stands in somebody else's conversation, on a platform on which the person has none.
            let (purpose, address) = (Purpose::Direct, &answer.channel);
            self.target_ensure(platform, purpose, address, Some(&person.id))
                .await?
        };
        let id = self.new_id();
        let key = format!(
            "answer:{}:{}:{}",
            target.platform, answer.channel, answer.message
        );
        sql!(
            self,
            execute,
            "insert into deliveries
                 (id, target, cause, subject, dedupe_key, state, message_channel, message_id, attempts, uncertain,
                  next_at, version, shown_version, told, marker, found, retract, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $4, 0, $8, $9, 2, 1, $8, $1, $8, $10, $9, $9)
             on conflict (dedupe_key) do nothing",
            &id,
            target.id.as_str(),
            Cause::Answer.id(),
            &answer.message,
            &key,
            DeliveryState::Sent.id(),
            &answer.channel,
            false,
            self.now,
            true,
        )
        .context("cannot take back an answer")?;
        self.wake = true;
        Ok(())
    }

    /// Forgets a message that was to go, and is gone; with the last one to a person their target goes, and the person
    /// where nothing else refers to them.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn delivery_retracted(
        &mut self,
        delivery: &Delivery,
        target: &Target,
    ) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "delete from deliveries where id = $1 and retract",
            delivery.id.as_str(),
        )
        .context("cannot forget a message that is gone")?;
        self.wake = true;
        if let Some(person) = target
            .person
            .as_ref()
            .filter(|_| target.purpose == Purpose::Direct)
        {
            // In the order in which a call of theirs needs them.
            self.person_hold_as_is(person).await?;
            self.targets_forget_of(person).await?;
            self.person_forget(person).await?;
        }
        Ok(())
    }

    /// What was sent to a person.
    pub(crate) async fn deliveries_to(
        &mut self,
        person: &PersonId,
        lang: Lang,
    ) -> anyhow::Result<Vec<Record>> {
        let rows = sql!(
            self,
            all[(String, String, DateTime<Utc>)],
            "select d.cause, d.state, d.created_at from deliveries d join targets t on t.id = d.target
             where t.person = $1 and t.purpose = $2 and not d.retract order by d.seq",
            person.as_str(),
            Purpose::Direct.id(),
        )
        .context("cannot read what was sent to a person")?;
        let record = |(cause, state, at): (String, String, _)| {
            Record::of("deliveries")
                .text("message", Some(said(lang, &cause)))
                .text("delivery", Some(reached(lang, &state)))
                .at("at", Some(at))
        };
        Ok(rows.into_iter().map(record).collect())
    }

    /// Whether messages to a person are being deleted: that is all that is left of one who was erased.
    pub(crate) async fn is_being_taken_out(&mut self, person: &PersonId) -> anyhow::Result<bool> {
        let (being,) = sql!(
            self,
            one[(bool,)],
            "select exists (
                 select 1 from deliveries d join targets t on t.id = d.target
                 where t.person = $1 and d.retract)",
            person.as_str(),
        )
        .context("cannot see whether messages are being deleted")?;
        Ok(being)
    }

    pub(crate) async fn deliveries_forget(&mut self, before: DateTime<Utc>) -> anyhow::Result<u64> {
        // The standing messages are brought up to date for as long as they stand.
        sql!(
            self,
            execute,
            "delete from deliveries
             where state in ('sent', 'failed', 'expired', 'gone') and updated_at < $1
                 and lease_owner is null and not retract and cause <> $2
                 and not exists (select 1 from signups where signups.id = deliveries.subject)
                 and not exists (select 1 from inquiries where inquiries.id = deliveries.subject)
                 and not exists (select 1 from inquiry_lines where inquiry_lines.id = deliveries.subject)",
            before,
            Cause::Start.id(),
        )
        .context("cannot forget old deliveries")
    }
}

/// How far it came, in words.
fn reached(lang: Lang, state: &str) -> String {
    text!(lang, &format!("delivery-{state}"))
}

/// What a message told, in words.
fn said(lang: Lang, cause: &str) -> String {
    let id = format!("cause-{cause}");
    if texts::exists(lang, &id) {
        text!(lang, &id)
    } else {
        cause.to_owned()
    }
}
