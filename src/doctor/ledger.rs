//! What `doctor` says of the ledger of those who were erased.

use std::path;

use store::Ledger;

use super::{Line, fine, note, wrong};
use crate::config::Config;

/// Which file it is, and how many it remembers.
pub(super) fn examine(config: &Config) -> Line {
    let file = config.ledger();
    let shown = path::absolute(&file).unwrap_or_else(|_| file.clone());
    let shown = shown.display();
    match Ledger::look(&file) {
        Ok(Some(count)) => fine(format!(
            "erasures: {shown} remembers {count} people who were erased; keep it apart from the backups"
        )),
        Ok(None) if file.is_absolute() => fine(format!(
            "erasures: {shown} will remember who was erased; there is none yet"
        )),
        Ok(None) => note(format!(
            "erasures: there is no {shown} to remember who was erased. It is made where the bot is started; name it in full in \
             [store] erased so that it is found wherever that is"
        )),
        Err(error) => wrong(format!("erasures: {error}")),
    }
}
