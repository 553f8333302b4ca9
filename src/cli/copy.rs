//! `dash-bot copy FROM TO`: moves to another database, also of the other kind.

use clap::Args;
use clock::Clock;

use super::Output;
use crate::{config::ledger_of, failure::Failure};

#[derive(Debug, Args)]
pub(super) struct Copy {
    /// The database to copy: sqlite:FILE or postgres://HOST/DATABASE; no bot works on it meanwhile
    from: String,
    /// The database to fill: empty. A password is better in PGPASSWORD or a PGPASSFILE than here
    to: String,
}

impl Copy {
    pub(super) async fn run(&self, clock: &Clock) -> Result<Output, Failure> {
        let copied = store::copy(&self.from, &self.to, clock)
            .await
            .map_err(Failure::of_database)?;
        let row = |count: &store::RowCount| format!("  {:>8} {}", count.rows, count.table);
        let mut lines = vec!["Copied, and counted there:".to_owned()];
        lines.extend(copied.iter().map(row));
        lines.push("Set the database in the configuration to the new one.".to_owned());
        let (ledger, looked_for) = (ledger_of(&self.from), ledger_of(&self.to));
        if ledger != looked_for {
            let (ledger, looked_for) = (ledger.display(), looked_for.display());
            lines.push(format!(
                "Who was erased is remembered outside of the database, in {ledger} unless [store] erased names another file: take \
                 it along. With the new database the bot looks for {looked_for}, unless [store] erased names another."
            ));
        }
        Ok(Output::fine(lines.join("\n")))
    }
}
