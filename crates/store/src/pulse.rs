//! The pulse: when the bot was last alive, as this state of the database knows it.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Cause, Ended, Gap, SignupState};

use crate::{Tx, inquiries, privacy::Privacy, signups, text::known};

pub(crate) const PRIVACY: Privacy = Privacy {
    table: "pulse",
    ..Privacy::NOBODYS
};

/// The row.
const BOT: &str = "bot";

/// How many numbers of sign-ups may have been given out that this state of the database does not know.
const FORGOTTEN_NUMBERS: i64 = 100;

/// After a restore the numbers go on at the next multiple: a backup may be old.
const NUMBERS_OF_A_BACKUP: i64 = 1000;

/// Cards that were changed so long before a gap may show a state of which this database knows nothing.
const CARDS_IN_MOTION: TimeDelta = TimeDelta::days(30);

impl Tx {
    /// Says that the bot is there again, before it does anything. Where it was away for long, or the database was
    /// restored, that is a gap: it is noted, and what this state of the database may have forgotten is made good.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn pulse_begin(&mut self) -> anyhow::Result<Option<Gap>> {
        let before = sql!(
            self,
            optional[(DateTime<Utc>, String)],
            "select alive_at, state from pulse where name = $1",
            BOT,
        )
        .context("cannot read the pulse")?;
        let Some((alive_at, state)) = before else {
            self.pulse_beat().await?;
            return Ok(None);
        };
        let first = sql!(
            self,
            execute,
            "update pulse set alive_at = $2, state = $3 where name = $1 and alive_at = $4 and state = $5",
            BOT,
            self.now,
            Ended::Running.id(),
            alive_at,
            &state,
        )
        .context("cannot write the pulse")?;
        let after = known(&state, Ended::from_id)?;
        let away = after == Ended::Restored || self.now - alive_at > Gap::LONGER_THAN;
        // Where several begin at once, the first one notes it.
        if !away || first == 0 {
            return Ok(None);
        }
        let gap = self.gap_note(alive_at, after).await?;
        if after != Ended::Stopped {
            self.recollect(&gap).await?;
        }
        Ok(Some(gap))
    }

    /// Says that the bot is alive.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn pulse_beat(&mut self) -> anyhow::Result<()> {
        self.pulse_set(Ended::Running).await
    }

    /// Says that the bot stops of its own accord.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn pulse_stop(&mut self) -> anyhow::Result<()> {
        self.pulse_set(Ended::Stopped).await
    }

    /// When a bot was last alive that has not said since that it stops.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn pulse_runs(&mut self) -> anyhow::Result<Option<DateTime<Utc>>> {
        let running = sql!(
            self,
            optional[(DateTime<Utc>,)],
            "select alive_at from pulse where name = $1 and state = $2",
            BOT,
            Ended::Running.id(),
        )
        .context("cannot read the pulse")?;
        Ok(running.map(|(alive_at,)| alive_at))
    }

    async fn pulse_set(&mut self, state: Ended) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "insert into pulse (name, alive_at, state) values ($1, $2, $3)
             on conflict (name) do update set alive_at = excluded.alive_at, state = excluded.state",
            BOT,
            self.now,
            state.id(),
        )
        .context("cannot write the pulse")?;
        Ok(())
    }

    /// The bot may have worked in the gap without this database knowing of it. What stands in channels is shown anew,
    /// and a number that may have been given out is not given out again.
    async fn recollect(&mut self, gap: &Gap) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "update deliveries set version = version + 1, updated_at = $1
             where state = 'sent' and (cause = $2 or cause = $3 and exists (
                 select 1 from signups where signups.id = deliveries.subject
                     and (signups.state = $4 or signups.updated_at >= $5))
                 or cause = $6 and exists (
                 select 1 from inquiries where inquiries.id = deliveries.subject
                     and (inquiries.waiting_since is not null or inquiries.updated_at >= $5)))",
            self.now,
            Cause::Start.id(),
            Cause::SignupCard.id(),
            SignupState::New.id(),
            gap.began_at - CARDS_IN_MOTION,
            Cause::InquiryCard.id(),
        )
        .context("cannot show anew what stands in channels")?;
        self.wake = true;
        for counter in [signups::COUNTER, inquiries::COUNTER] {
            let last = self.counter_add(counter, 0).await?;
            let skipped = match gap.after {
                Ended::Restored => NUMBERS_OF_A_BACKUP - last % NUMBERS_OF_A_BACKUP,
                Ended::Running | Ended::Stopped => FORGOTTEN_NUMBERS,
            };
            self.counter_add(counter, skipped).await?;
        }
        Ok(())
    }
}
