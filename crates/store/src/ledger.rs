//! The ledger of those who were erased: a file of its own outside of the database, so that a backup of the database that
//! is put back does not bring them back. It holds no id that could be read: hashes with a salt of its own.

use std::{
    collections::HashMap,
    fmt::Write as _,
    fs::{File, OpenOptions},
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::Context;
use chrono::{DateTime, SecondsFormat, Utc};
use clock::Ids;
use domain::Platform;
use ring::digest;

use crate::open_error::OpenError;

const HEAD: &str = "# dash-bot: who was erased, as salted hashes. Keep this file apart from the backups of the database.";

/// Remembers who was erased, and when. Clones are the same ledger.
#[derive(Clone, Debug, Default)]
pub struct Ledger(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// None: nothing is remembered.
    file: Option<PathBuf>,
    salt: String,
    erased: Mutex<HashMap<String, DateTime<Utc>>>,
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
        let mut salt = None;
        let mut erased = HashMap::new();
        // What was cut by a power failure or a full disk was never promised to anyone.
        let mut cut = 0;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match line.split_once(' ') {
                Some(("salt", value)) => salt = Some(value.to_owned()),
                Some((hash, at)) if hash.len() == 64 => match at.parse::<DateTime<Utc>>() {
                    Ok(at) => drop(erased.insert(hash.to_owned(), at)),
                    Err(_) => cut += 1,
                },
                _ if line.trim().is_empty() => {}
                _ => cut += 1,
            }
        }
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

    /// When the person with this account was last erased.
    pub fn erased_at(&self, platform: &Platform, platform_id: &str) -> Option<DateTime<Utc>> {
        let hash = self.hash(platform, platform_id);
        self.erased().get(&hash).copied()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.erased().is_empty()
    }

    /// Remembers an erasure; on the disk when this returns.
    pub(crate) async fn remember(
        &self,
        platform: &Platform,
        platform_id: &str,
        at: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let Some(path) = self.0.file.clone() else {
            return Ok(());
        };
        let hash = self.hash(platform, platform_id);
        let line = format!(
            "{hash} {}\n",
            at.to_rfc3339_opts(SecondsFormat::Millis, true)
        );
        tokio::task::spawn_blocking(move || append(&path, &line))
            .await?
            .context("cannot write the ledger of those who were erased")?;
        self.erased().insert(hash, at);
        Ok(())
    }

    fn hash(&self, platform: &Platform, platform_id: &str) -> String {
        let text = format!("{}\n{platform}\n{platform_id}", self.0.salt);
        digest::digest(&digest::SHA256, text.as_bytes())
            .as_ref()
            .iter()
            .fold(String::with_capacity(64), |mut hex, byte| {
                // Writing to a String can't fail.
                let _ = write!(hex, "{byte:02x}");
                hex
            })
    }

    fn erased(&self) -> std::sync::MutexGuard<'_, HashMap<String, DateTime<Utc>>> {
        self.0.erased.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn append(path: &Path, line: &str) -> std::io::Result<()> {
    let mut file = open(path)?;
    // A line that an earlier power failure cut must not swallow this one.
    file.write_all(b"\n")?;
    file.write_all(line.as_bytes())?;
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
