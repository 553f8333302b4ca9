//! Finding the person who is meant, also one who has left: by a sign-up's reference, an account's id, a mention, an e-mail
//! address, or the person's own row.

use domain::{PersonId, Reference};
use store::{Person, Tx};

/// Everyone who may be meant.
///
/// # Errors
/// When the database can't be read.
pub async fn people_meant(tx: &mut Tx, typed: &str) -> anyhow::Result<Vec<Person>> {
    let typed = typed.trim();
    if let Some(reference) = Reference::parse(typed)
        && let Some(signup) = tx.signup_by_reference(reference).await?
    {
        return Ok(tx.person(&signup.person).await?.into_iter().collect());
    }
    if let Some(person) = tx.person(&PersonId::new(typed)).await? {
        return Ok(vec![person]);
    }
    let account = typed
        .trim_start_matches(['<', '@', '!'])
        .trim_end_matches('>');
    let found = tx.people_by_account(account).await?;
    if !found.is_empty() {
        return Ok(found);
    }
    let mut found = Vec::new();
    if typed.contains('@') {
        for id in tx.people_by_email(typed).await? {
            found.extend(tx.person(&id).await?);
        }
    }
    Ok(found)
}
