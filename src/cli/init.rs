//! `dash-bot init`: writes a configuration file with every key explained.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::Args;

use super::{DEFAULT_FILE, Output};
use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The file to write
    #[arg(default_value = DEFAULT_FILE)]
    path: PathBuf,
    /// Write it even if it is there already
    #[arg(long)]
    force: bool,
}

impl Init {
    pub(super) fn run(&self) -> anyhow::Result<Output> {
        let path = self.path.display();
        let mut file = match open(&self.path, self.force) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                anyhow::bail!("cannot write {path}: it is there already; --force overwrites it")
            }
            opened => opened.with_context(|| format!("cannot write {path}"))?,
        };
        file.write_all(Config::template().as_bytes())
            .with_context(|| format!("cannot write {path}"))?;
        Ok(Output::fine(self.next_steps()))
    }

    fn next_steps(&self) -> String {
        let path = self.path.display();
        let option = if self.path == Path::new(DEFAULT_FILE) {
            String::new()
        } else {
            format!(" --config {path}")
        };
        format!(
            "Wrote {path}. Next:\n\
             1. Set guild in [discord], and what else you need; each key is explained there.\n\
             2. Give the bot's token as DASH_BOT_DISCORD__TOKEN, or name a file with it in \
             DASH_BOT_DISCORD__TOKEN_FILE.\n\
             3. dash-bot doctor{option}   says what is still wrong.\n\
             4. dash-bot run{option}      runs the bot."
        )
    }
}

/// Opens the file for writing; only its owner may read it, for a token may come to stand in it.
fn open(path: &Path, force: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn init(path: &Path, force: bool) -> anyhow::Result<Output> {
        Init {
            path: path.to_owned(),
            force,
        }
        .run()
    }

    #[test]
    fn it_writes_a_file_that_loads_and_that_only_its_owner_reads() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dash-bot.toml");
        let output = init(&path, false).unwrap();
        assert!(
            output.text.contains("dash-bot doctor --config"),
            "{}",
            output.text
        );
        Config::load(Some(&path), std::iter::empty()).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn it_overwrites_nothing_unless_told_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.toml");
        fs::write(&path, "mine").unwrap();
        let error = init(&path, false).unwrap_err().to_string();
        assert!(
            error.ends_with("it is there already; --force overwrites it"),
            "{error}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        init(&path, true).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), Config::template());
    }
}
