//! `dash-bot completions`: what a shell reads to complete this program's command line.

use anyhow::Context as _;
use clap::{Args, Command};
use clap_complete::Shell;

use super::Output;

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self, mut command: Command) -> anyhow::Result<Output> {
        let name = command.get_name().to_owned();
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, name, &mut script);
        let script = String::from_utf8(script).context("cannot write the completions")?;
        Ok(Output::fine(script))
    }
}
