//! The ledger of those who were erased: a file of its own outside of the database, so that a backup of the database that
//! is put back does not bring them back. It holds no id that could be read: hashes with a salt of its own.

use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
    fs::{File, OpenOptions},
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::Context;
use chrono::{DateTime, SecondsFormat, Utc};
use clock::Ids;
use domain::Platform;
use ring::digest;

use crate::{Person, open_error::OpenError};

const HEAD: &str = "# dash-bot: who was erased, as salted hashes. Keep this file apart from the backups of the database.";

/// Remembers who was erased, and when. Clones are the same ledger.
#[derive(Clone, Debug, Default)]
pub struct Ledger(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// None: nothing is remembered.
    file: Option<PathBuf>,
    salt: String,
    erased: Mutex<HashMap<String, Erased>>,
}

/// What is remembered of an account.
#[derive(Debug)]
struct Erased {
    at: DateTime<Utc>,
    /// The rows of those who came back afterwards: they are no one whom a backup brought back, whatever the clock said
    /// when they were erased.
    back: HashSet<String>,
}

/// What stands in a ledger.
#[derive(Debug, Default)]
struct Lines {
    salt: Option<String>,
    erased: HashMap<String, Erased>,
    /// Lines that say nothing: cut by a power failure or a full disk, and so never promised to anyone.
    cut: usize,
}

impl Lines {
    fn of(text: &str) -> Self {
        let mut lines = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            lines.add(line.trim());
        }
        lines
    }

    fn add(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            [""] => {}
            ["salt", salt] => self.salt = Some((*salt).to_owned()),
            ["back", account, row] if is_hash(account) && is_hash(row) => {
                if let Some(erased) = self.erased.get_mut(*account) {
                    erased.back.insert((*row).to_owned());
                }
            }
            [account, at] if is_hash(account) => match at.parse() {
                Ok(at) => drop(self.erased.insert((*account).to_owned(), Erased::new(at))),
                Err(_) => self.cut += 1,
            },
            _ => self.cut += 1,
        }
    }
}

impl Erased {
    fn new(at: DateTime<Utc>) -> Self {
        let back = HashSet::new();
        Self { at, back }
    }
}

fn is_hash(word: &str) -> bool {
    word.len() == 64
}

impl Ledger {
    /// The ledger in this file, which is made if it is not there.
    ///
    /// # Errors
    /// When the file can't be read or written, or is something else.
    pub fn open(path: &Path, ids: &Ids, now: DateTime<Utc>) -> Result<Self, OpenError> {
        let failed = |error| OpenError::of_file(error, path);
        let mut file = open(path).map_err(failed)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(failed)?;
        let Lines { salt, erased, cut } = Lines::of(&text);
        let written = text.trim_start();
        let begun = HEAD.starts_with(written) || written.starts_with(HEAD);
        let salt = match salt {
            Some(salt) => salt,
            // A first line that was cut, too: nobody stands in it yet.
            None if begun && erased.is_empty() => {
                let salt = format!("{}{}", ids.uuid(now), ids.uuid(now)).replace('-', "");
                write!(file, "\n{HEAD}\nsalt {salt}\n").map_err(failed)?;
                file.sync_all().map_err(failed)?;
                salt
            }
            None => return Err(OpenError::NotALedger { path: path.into() }),
        };
        if cut > 0 {
            tracing::warn!(
                ledger.lines = cut,
                "lines of the ledger of those who were erased were cut, and are passed over"
            );
        }
        Ok(Self(Arc::new(Inner {
            file: Some(path.into()),
            salt,
            erased: Mutex::new(erased),
        })))
    }

    /// How many the ledger in this file remembers; `None` where there is no such file yet.
    ///
    /// # Errors
    /// When the file can't be read, or is something else.
    pub fn look(path: &Path) -> Result<Option<usize>, OpenError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(OpenError::of_file(error, path)),
        };
        let lines = Lines::of(&text);
        if lines.salt.is_none() && !HEAD.starts_with(text.trim()) {
            return Err(OpenError::NotALedger { path: path.into() });
        }
        Ok(Some(lines.erased.len()))
    }

    /// How many are remembered.
    pub fn len(&self) -> usize {
        self.erased().len()
    }

    /// Whether nobody is remembered.
    pub fn is_empty(&self) -> bool {
        self.erased().is_empty()
    }

    /// When whoever has this account and row was erased; `None` where they were not, or came back since.
    pub fn erased_at(&self, person: &Person) -> Option<DateTime<Utc>> {
        let erased = self.erased();
        let found = erased.get(&self.account(&person.platform, &person.platform_id))?;
        let is_back = found.back.contains(&self.hash(person.id.as_str()));
        (!is_back).then_some(found.at)
    }

    /// Remembers an erasure; on the disk when this returns.
    pub(crate) async fn remember(
        &self,
        platform: &Platform,
        platform_id: &str,
        at: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let account = self.account(platform, platform_id);
        let time = at.to_rfc3339_opts(SecondsFormat::Millis, true);
        if self.write(format!("{account} {time}\n")).await? {
            self.erased().insert(account, Erased::new(at));
        }
        Ok(())
    }

    /// Remembers that somebody came back who had been erased: with this row, made from now on.
    pub(crate) async fn came_back(&self, person: &Person) -> anyhow::Result<()> {
        let account = self.account(&person.platform, &person.platform_id);
        if !self.erased().contains_key(&account) {
            return Ok(());
        }
        let row = self.hash(person.id.as_str());
        if self.write(format!("back {account} {row}\n")).await?
            && let Some(erased) = self.erased().get_mut(&account)
        {
            erased.back.insert(row);
        }
        Ok(())
    }

    /// Writes a line, unless nothing is remembered.
    async fn write(&self, line: String) -> anyhow::Result<bool> {
        let Some(path) = self.0.file.clone() else {
            return Ok(false);
        };
        tokio::task::spawn_blocking(move || append(&path, &line))
            .await?
            .context("cannot write the ledger of those who were erased")?;
        Ok(true)
    }

    fn account(&self, platform: &Platform, platform_id: &str) -> String {
        self.hash(&format!("{platform}\n{platform_id}"))
    }

    fn hash(&self, of: &str) -> String {
        let text = format!("{}\n{of}", self.0.salt);
        digest::digest(&digest::SHA256, text.as_bytes())
            .as_ref()
            .iter()
            .fold(String::with_capacity(64), |mut hex, byte| {
                // Writing to a String can't fail.
                let _ = write!(hex, "{byte:02x}");
                hex
            })
    }

    fn erased(&self) -> MutexGuard<'_, HashMap<String, Erased>> {
        self.0.erased.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn append(path: &Path, line: &str) -> std::io::Result<()> {
    let mut file = open(path)?;
    // A line that an earlier power failure cut must not swallow this one.
    file.write_all(format!("\n{line}").as_bytes())?;
    file.sync_all()
}

/// Opens or makes a file that only the program's own user may read.
fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}
