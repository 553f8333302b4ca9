//! Targets: the places that messages go to.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::{DeliveryState, PersonId, Platform, Purpose, Reason, Target, TargetId};
use sqlx::FromRow;

use crate::{
    Person, Tx,
    privacy::{Keep, Privacy, Whose},
    text::{clean, known},
};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "targets",
    whose: &[Whose::Member],
    kept: Keep::WithPerson,
    sealed: &[],
    // With the account.
    export: None,
    erase: Some(|tx, person, _| Box::pin(tx.targets_forget_of(person))),
    sweep: Some(|tx, _| Box::pin(tx.targets_forget())),
};

#[derive(FromRow)]
pub(crate) struct Row {
    id: String,
    platform: String,
    purpose: String,
    address: String,
    person: Option<String>,
}

impl TryFrom<Row> for Target {
    type Error = anyhow::Error;

    fn try_from(row: Row) -> anyhow::Result<Self> {
        Ok(Self {
            id: TargetId::new(row.id),
            platform: Platform::from_row(row.platform),
            purpose: known(&row.purpose, Purpose::from_id)?,
            address: row.address,
            person: row.person.map(PersonId::new),
        })
    }
}

impl Tx {
    /// The target at this address, made if there is none; it is active from now on.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn target_ensure(
        &mut self,
        platform: &Platform,
        purpose: Purpose,
        address: &str,
        person: Option<&PersonId>,
    ) -> anyhow::Result<Target> {
        let id = self.new_id();
        let row = sql!(
            self,
            one[Row],
            "insert into targets (id, platform, purpose, address, person, active, created_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (platform, purpose, address) do update set
                 active = excluded.active, person = coalesce(excluded.person, targets.person)
             returning id, platform, purpose, address, person",
            id,
            platform.as_str(),
            purpose.id(),
            clean(address),
            person.map(PersonId::as_str),
            true,
            self.now,
        )
        .context("cannot write a target")?;
        row.try_into()
    }

    /// The target of a person's direct messages, made if there is none.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn target_of_person(&mut self, person: &Person) -> anyhow::Result<Target> {
        self.target_ensure(
            &person.platform,
            Purpose::Direct,
            &person.platform_id,
            Some(&person.id),
        )
        .await
    }

    /// One target.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn target(&mut self, id: &TargetId) -> anyhow::Result<Option<Target>> {
        sql!(
            self,
            optional[Row],
            "select id, platform, purpose, address, person from targets where id = $1",
            clean(id.as_str()),
        )
        .context("cannot read a target")?
        .map(Target::try_from)
        .transpose()
    }

    /// The active targets of a purpose, on all platforms.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn targets(&mut self, purpose: Purpose) -> anyhow::Result<Vec<Target>> {
        sql!(
            self,
            all[Row],
            "select id, platform, purpose, address, person from targets
             where purpose = $1 and active order by platform, address",
            purpose.id(),
        )
        .context("cannot read the targets")?
        .into_iter()
        .map(Target::try_from)
        .collect()
    }

    /// Makes exactly these the active targets of a purpose on a platform. What was still to go to another
    /// ends as refused: nobody wants it there any more.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn targets_configure(
        &mut self,
        platform: &Platform,
        purpose: Purpose,
        addresses: &[String],
    ) -> anyhow::Result<()> {
        let active = self.targets(purpose).await?;
        let gone = active
            .iter()
            .filter(|target| target.platform == *platform && !addresses.contains(&target.address));
        for target in gone {
            sql!(
                self,
                execute,
                "update targets set active = $2 where id = $1",
                target.id.as_str(),
                false,
            )
            .context("cannot write a target")?;
            sql!(
                self,
                execute,
                "update deliveries set state = $2, reason = $3, updated_at = $4, told = $5
                 where target = $1 and state = 'pending' and not retract",
                target.id.as_str(),
                DeliveryState::Failed.id(),
                Reason::UnknownTarget.id(),
                self.now,
                true,
            )
            .context("cannot end what was to go to a target")?;
        }
        for address in addresses {
            self.target_ensure(platform, purpose, address, None).await?;
        }
        Ok(())
    }

    /// Sends nothing there before `until`, as the platform asked.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn target_hold(&mut self, id: &TargetId, until: DateTime<Utc>) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "update targets set held_until = $2 where id = $1",
            id.as_str(),
            until
        )
        .context("cannot hold a target")?;
        self.wake = true;
        Ok(())
    }

    /// Forgets the places of a person to which nothing went that is remembered.
    pub(crate) async fn targets_forget_of(&mut self, person: &PersonId) -> anyhow::Result<u64> {
        // Held first: whether something goes there is looked at when nobody adds to it any more.
        sql!(
            self,
            execute,
            "update targets set active = active where person = $1",
            person.as_str(),
        )
        .context("cannot hold where a person is reached")?;
        sql!(
            self,
            execute,
            "delete from targets where person = $1
                 and not exists (select 1 from deliveries where deliveries.target = targets.id)",
            person.as_str(),
        )
        .context("cannot forget where a person is reached")
    }

    /// The same for everyone, and for threads in which nobody waits for an answer: who is written to again gets a new one.
    async fn targets_forget(&mut self) -> anyhow::Result<u64> {
        sql!(
            self,
            execute,
            "update targets set active = active where purpose in ($1, $2)
                 and not exists (select 1 from deliveries where deliveries.target = targets.id)
                 and not exists (select 1 from inquiries where inquiries.thread = targets.id)",
            Purpose::Direct.id(),
            Purpose::Thread.id(),
        )
        .context("cannot hold where people are reached")?;
        sql!(
            self,
            execute,
            "delete from targets where purpose in ($1, $2)
                 and not exists (select 1 from deliveries where deliveries.target = targets.id)
                 and not exists (select 1 from inquiries where inquiries.thread = targets.id)",
            Purpose::Direct.id(),
            Purpose::Thread.id(),
        )
        .context("cannot forget where people are reached")
    }
}
