//! `dash-bot person find|export|erase`: what is kept of one person, for a request that comes to the operator; also for
//! somebody who has left.

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use clock::{Clock, Ids};
use domain::{Lang, PersonId};
use secrecy::ExposeSecret as _;
use store::{Store, Tx};

use super::Output;
use crate::{base, config::Config, failure::Failure};

#[derive(Debug, Subcommand)]
pub(super) enum Person {
    /// See whether somebody is known, and how much is kept of them
    Find(Who),
    /// Write everything that is kept of somebody as JSON
    Export(Export),
    /// Erase somebody; what was posted of them is deleted by the running bot
    Erase(Erase),
}

#[derive(Debug, Args)]
pub(super) struct Who {
    /// A sign-up's reference such as C-0042, an account's id, an e-mail address, or a person's id as `find` prints it
    who: String,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    who: Who,
    /// The file to write; the standard output without it
    file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Erase {
    #[command(flatten)]
    who: Who,
    /// Erase, and do not only say what would go
    #[arg(long)]
    yes: bool,
}

impl Person {
    pub(super) async fn run(&self, config: &Config) -> Result<Output, Failure> {
        // A request does not wait until the bot may be stopped.
        let store = Store::connect_beside(
            config.database.expose_secret(),
            config.keys.clone(),
            Clock::system(),
            Ids::system(),
        )
        .await
        .map_err(Failure::database)?;
        let done = self.on(&store, config).await;
        store.close().await;
        done
    }

    async fn on(&self, store: &Store, config: &Config) -> Result<Output, Failure> {
        if !store
            .pending_migrations()
            .await
            .map_err(Failure::database)?
            .is_empty()
        {
            return Err(Failure::Configuration(
                "the database is not up to date with this program: update and restart the bot, or run dash-bot migrate with it stopped"
                    .to_owned(),
            ));
        }
        store.check_keys().await.map_err(Failure::database)?;
        match self {
            Self::Find(who) => {
                let mut tx = store.read().await?;
                let found = commands::people_meant(&mut tx, &who.who).await?;
                let mut lines = Vec::new();
                for person in found {
                    lines.push(known(&mut tx, &person.id).await?);
                }
                Ok(if lines.is_empty() {
                    nobody(&who.who)
                } else {
                    Output::fine(lines.join("\n\n"))
                })
            }
            Self::Export(export) => export.run(store).await,
            Self::Erase(erase) => {
                base::remember_erasures(store, &config.ledger()).await?;
                erase.run(store).await
            }
        }
    }
}

impl Export {
    async fn run(&self, store: &Store) -> Result<Output, Failure> {
        let mut tx = store.begin().await?;
        let Some(person) = one(&mut tx, &self.who.who).await? else {
            return Ok(nobody(&self.who.who));
        };
        let records = tx.person_export(&person.id, Lang::En).await?;
        let json = commands::export_json(&records, tx.now())?;
        tx.audit_note(None, "person export", Some(person.id.as_str()), "done")
            .await?;
        tx.commit().await?;
        let Some(file) = &self.file else {
            return Ok(Output::fine(String::from_utf8_lossy(&json)));
        };
        write_privately(file, &json)
            .with_context(|| format!("cannot write {}", file.display()))
            .map_err(Failure::Fault)?;
        Ok(Output::fine(format!("Written: {}", file.display())))
    }
}

impl Erase {
    async fn run(&self, store: &Store) -> Result<Output, Failure> {
        let mut tx = store.begin().await?;
        let Some(person) = one(&mut tx, &self.who.who).await? else {
            return Ok(nobody(&self.who.who));
        };
        if !self.yes {
            let known = known(&mut tx, &person.id).await?;
            return Ok(Output::fine(format!(
                "{known}\n\nNothing was erased. Add --yes to erase this person; lines of the audit log stay for their time."
            )));
        }
        let (rows, number) = commands::erase_person(&mut tx, &person).await?;
        tx.commit().await?;
        let mut lines = vec!["Erased:".to_owned()];
        lines.extend(
            rows.iter()
                .map(|rows| format!("  {} {}", rows.count, rows.table)),
        );
        lines.push(format!(
            "Noted in the audit log, without who it was, as {number}. What was posted is deleted by the running bot, or when it is started."
        ));
        Ok(Output::fine(lines.join("\n")))
    }
}

/// The one person who is meant.
async fn one(tx: &mut Tx, who: &str) -> Result<Option<store::Person>, Failure> {
    let mut found = commands::people_meant(tx, who).await?;
    if found.len() > 1 {
        return Err(Failure::Fault(anyhow::anyhow!(
            "several people fit; name one by the id that `dash-bot person find` prints"
        )));
    }
    Ok(found.pop())
}

fn nobody(who: &str) -> Output {
    Output {
        text: format!("Nobody is known by {who:?}."),
        problems: true,
    }
}

/// Who somebody is, and how many rows there are of them.
async fn known(tx: &mut Tx, id: &PersonId) -> anyhow::Result<String> {
    let person = tx.person(id).await?.context("a person is gone")?;
    let mut rows = BTreeMap::<&str, usize>::new();
    for record in tx.person_export(id, Lang::En).await? {
        *rows.entry(record.table).or_default() += 1;
    }
    let rows: Vec<String> = rows
        .iter()
        .map(|(table, count)| format!("  {count} {table}"))
        .collect();
    Ok(format!(
        "{}\n  account {} on {}, last seen {}\n{}",
        person.id,
        person.platform_id,
        person.platform,
        person.seen_at.format("%Y-%m-%d"),
        rows.join("\n")
    ))
}

/// Writes a new file that only its owner may read.
fn write_privately(path: &std::path::Path, content: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}
