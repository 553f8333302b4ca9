//! `dash-bot backup FILE` writes a backup while the bot runs; `dash-bot backup verify FILE` says whether one is in order.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use clock::Clock;
use secrecy::{ExposeSecret as _, SecretString};
use store::Checked;

use super::Output;
use crate::failure::Failure;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub(super) struct Backup {
    #[command(subcommand)]
    verify: Option<Verify>,
    /// The file to write: a SQLite database, whichever the bot uses
    file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Verify {
    /// Read a backup through, and say what is in it and whether it can be restored
    Verify {
        /// The backup
        file: PathBuf,
    },
}

impl Backup {
    pub(super) async fn run(
        &self,
        database: impl FnOnce() -> Result<SecretString, Failure>,
        clock: &Clock,
    ) -> Result<Output, Failure> {
        match (&self.verify, &self.file) {
            (Some(Verify::Verify { file }), _) => verify(file, clock).await,
            (None, Some(file)) => write(&database()?, file, clock).await,
            (None, None) => Err(Failure::Configuration(
                "name the file to write: dash-bot backup FILE".to_owned(),
            )),
        }
    }
}

async fn write(database: &SecretString, file: &Path, clock: &Clock) -> Result<Output, Failure> {
    let written = store::backup(database.expose_secret(), file, clock)
        .await
        .map_err(Failure::of_database)?;
    let rows: u64 = written.checked.rows.iter().map(|count| count.rows).sum();
    Ok(Output::fine(format!(
        "Wrote {}: {rows} rows, {} bytes, read through and in order. Keep it where only those look who may, and the ledger of those who were erased and the keys elsewhere.",
        file.display(),
        written.bytes
    )))
}

async fn verify(file: &Path, clock: &Clock) -> Result<Output, Failure> {
    let checked = store::verify(file).await.map_err(Failure::database)?;
    let mut lines = vec![format!("{}:", file.display())];
    lines.extend(found(&checked, clock));
    Ok(Output {
        text: lines.join("\n"),
        problems: !checked.problems.is_empty(),
    })
}

/// What was found, a line each.
pub(super) fn found(checked: &Checked, clock: &Clock) -> Vec<String> {
    if !checked.problems.is_empty() {
        let problem = |problem| format!("  wrong: {problem}");
        return checked.problems.iter().map(problem).collect();
    }
    let mut lines = vec!["  The file is whole, and its rows fit together.".to_owned()];
    if let Some(at) = checked.alive_at {
        let age = clock.now() - at;
        lines.push(format!(
            "  The bot was last alive in it at {}, {} days and {} hours ago.",
            at.format("%Y-%m-%d %H:%M UTC"),
            age.num_days(),
            age.num_hours() % 24
        ));
    }
    if !checked.pending.is_empty() {
        let pending = checked.pending.join(", ");
        lines.push(format!("  Migrations that a restore applies: {pending}."));
    }
    let row = |count: &store::RowCount| format!("  {:>8} {}", count.rows, count.table);
    lines.extend(checked.rows.iter().map(row));
    lines
}
