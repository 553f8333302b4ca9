//! `dash-bot key`: keys under which what people write is sealed.

use clap::Subcommand;
use clock::Ids;

use super::Output;

#[derive(Debug, Subcommand)]
pub(super) enum Key {
    /// Print a new key, which nobody else has
    New,
}

impl Key {
    pub(super) fn run(&self, ids: &Ids) -> Output {
        let Self::New = self;
        Output::fine(store::Key::generate(ids))
    }
}
