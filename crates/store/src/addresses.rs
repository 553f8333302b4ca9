//! Who gave an e-mail address: found without opening what is sealed.

use anyhow::Context;
use domain::PersonId;

use crate::{Tx, seal::digest};

impl Tx {
    /// Who gave this address with a sign-up, in whichever letters, also where that was written under an earlier
    /// key or without one.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn people_by_email(&mut self, address: &str) -> anyhow::Result<Vec<PersonId>> {
        let keys = self.keys.clone();
        let digests = keys.all().map(Some).chain([None]);
        let mut people = Vec::new();
        for digest in digests.map(|key| digest(key, address.trim())) {
            let found = sql!(
                self,
                all[(String,)],
                "select distinct person from signups where email_digest = $1",
                digest,
            )
            .context("cannot look an address up")?;
            people.extend(found.into_iter().map(|(person,)| PersonId::new(person)));
        }
        people.sort();
        people.dedup();
        Ok(people)
    }
}
