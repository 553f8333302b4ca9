//! The configuration file, as keys with their values and lines.

use std::{
    fs,
    io::ErrorKind,
    ops::Range,
    path::{Path, PathBuf},
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::error::{Fault, Origin};

/// The file that is read when none is named.
pub const DEFAULT_FILE: &str = "dash-bot.toml";

/// What stands at a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Given {
    /// One value, as text.
    One(String),
    /// A list of values.
    Many(Vec<String>),
    /// Yes or no.
    Truth(bool),
    /// Something that no key takes, such as a `float`.
    Other(&'static str),
}

/// A key of the file.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) section: String,
    pub(super) name: String,
    pub(super) given: Given,
    pub(super) origin: Origin,
}

/// What was read from the file.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) entries: Vec<Entry>,
    /// The names of its sections, empty ones too.
    pub(super) sections: Vec<(String, Origin)>,
    /// Why it can't be read; then nothing else is there.
    pub(super) faults: Vec<Fault>,
}

impl File {
    /// Reads the file; without a path, the default one when it is there.
    pub(super) fn read(path: Option<&Path>) -> Self {
        let named = path.unwrap_or(Path::new(DEFAULT_FILE));
        match fs::read_to_string(named) {
            Ok(text) => Self::parse(named, &text),
            Err(error) if path.is_none() && error.kind() == ErrorKind::NotFound => Self::default(),
            Err(error) => Self {
                faults: vec![Fault {
                    origin: Origin::File(named.to_owned(), None),
                    message: format!("cannot read the file: {error}"),
                }],
                ..Self::default()
            },
        }
    }

    /// Reads the text of the file at `path`.
    pub(super) fn parse(path: &Path, text: &str) -> Self {
        let lines = Lines {
            path: path.to_owned(),
            text,
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut file = Self::default();
        // Only the message: the error's own rendering quotes the line, and a secret may stand in it.
        file.faults.extend(errors.iter().map(|error| Fault {
            origin: lines.origin(error.span()),
            message: format!("this is not TOML: {}", error.message()),
        }));
        if !file.faults.is_empty() {
            return file;
        }
        for (name, value) in table.get_ref() {
            let origin = lines.origin(Some(name.span()));
            if let DeValue::Table(keys) = value.get_ref() {
                file.sections.push((name.get_ref().to_string(), origin));
                for (key, value) in keys {
                    file.entries.push(Entry {
                        section: name.get_ref().to_string(),
                        name: key.get_ref().to_string(),
                        given: given(value),
                        origin: lines.origin(Some(key.span())),
                    });
                }
            } else {
                file.entries.push(Entry {
                    section: String::new(),
                    name: name.get_ref().to_string(),
                    given: given(value),
                    origin,
                });
            }
        }
        file
    }

    /// Takes out what stands at a key.
    pub(super) fn take(&mut self, section: &str, name: &str) -> Option<Entry> {
        let found = self
            .entries
            .iter()
            .position(|entry| entry.section == section && entry.name == name)?;
        Some(self.entries.swap_remove(found))
    }
}

fn given(value: &Spanned<DeValue<'_>>) -> Given {
    if let Some(array) = value.get_ref().as_array() {
        let texts: Option<Vec<String>> = array.iter().map(|item| scalar(item.get_ref())).collect();
        return texts.map_or(Given::Other("list of other things than texts"), Given::Many);
    }
    if let DeValue::Boolean(truth) = value.get_ref() {
        return Given::Truth(*truth);
    }
    scalar(value.get_ref()).map_or_else(|| Given::Other(value.get_ref().type_str()), Given::One)
}

/// A text, or a whole number as it is written: ids are both.
fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        _ => None,
    }
}

struct Lines<'a> {
    path: PathBuf,
    text: &'a str,
}

impl Lines<'_> {
    fn origin(&self, span: Option<Range<usize>>) -> Origin {
        let line = span.map(|span| {
            let before = self.text.as_bytes().iter().take(span.start);
            before.filter(|byte| **byte == b'\n').count() + 1
        });
        Origin::File(self.path.clone(), line)
    }
}
