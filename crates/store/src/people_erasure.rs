//! Forgetting people: only those to whom nothing refers, and none who is just coming back.

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::PersonId;

use crate::Tx;

/// Nothing refers to the person any more.
macro_rules! unreferenced {
    () => {
        "not exists (select 1 from signups s where s.person = people.id or s.decided_by = people.id)
             and not exists (select 1 from signup_history h where h.by_person = people.id)
             and not exists (select 1 from parked p where p.person = people.id)
             and not exists (select 1 from heard r where r.person = people.id)
             and not exists (select 1 from audit a where a.by_person = people.id)
             and not exists (select 1 from targets t where t.person = people.id)
             and not exists (select 1 from inquiries i where i.person = people.id or i.taken_by = people.id)
             and not exists (select 1 from inquiry_lines l where l.by_person = people.id)
             and not exists (select 1 from answers w where w.by_person = people.id or w.decided_by = people.id)
             and not exists (select 1 from settings e where e.by_person = people.id)"
    };
}

impl Tx {
    /// Holds a person's row until the unit of work ends, with when they were last seen: whoever wants to forget them waits
    /// for that, and then sees what it has added. False where they are forgotten.
    pub(crate) async fn person_hold(
        &mut self,
        id: &PersonId,
        seen_at: DateTime<Utc>,
    ) -> anyhow::Result<bool> {
        let held = sql!(
            self,
            execute,
            "update people set seen_at = $2 where id = $1",
            id.as_str(),
            seen_at,
        )
        .context("cannot hold a person")?;
        Ok(held > 0)
    }

    /// Holds a person's row as it is.
    pub(crate) async fn person_hold_as_is(&mut self, id: &PersonId) -> anyhow::Result<()> {
        sql!(
            self,
            execute,
            "update people set seen_at = seen_at where id = $1",
            id.as_str(),
        )
        .context("cannot hold a person")?;
        Ok(())
    }

    /// Forgets a person to whom nothing refers, and who chose nothing.
    pub(crate) async fn person_forget(&mut self, id: &PersonId) -> anyhow::Result<u64> {
        // What refers to them is looked at when nobody adds to it any more.
        self.person_hold_as_is(id).await?;
        sql!(
            self,
            execute,
            concat!(
                "delete from people where id = $1 and language is null and ",
                unreferenced!()
            ),
            id.as_str(),
        )
        .context("cannot forget a person")
    }

    pub(crate) async fn people_forget(&mut self, before: DateTime<Utc>) -> anyhow::Result<u64> {
        sql!(
            self,
            execute,
            concat!(
                "update people set seen_at = seen_at where coalesce(seen_at, created_at) < $1 and ",
                unreferenced!()
            ),
            before,
        )
        .context("cannot hold people who were long not seen")?;
        sql!(
            self,
            execute,
            concat!(
                "delete from people where coalesce(seen_at, created_at) < $1 and ",
                unreferenced!()
            ),
            before,
        )
        .context("cannot forget people who were long not seen")
    }

    pub(crate) async fn person_take_out(
        &mut self,
        person: &PersonId,
        until: DateTime<Utc>,
    ) -> anyhow::Result<u64> {
        sql!(
            self,
            execute,
            "update people set language = null
             where id = $1 and (language_at is null or language_at <= $2)",
            person.as_str(),
            until,
        )
        .context("cannot forget a person's language")?;
        self.person_forget(person).await
    }
}
