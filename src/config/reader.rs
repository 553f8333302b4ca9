//! Reading keys one by one: each is described where it is read, so the table of all keys comes from reading.

use std::{fmt::Display, path::PathBuf};

use super::{
    environment::{self, Environment},
    error::{ConfigError, Fault, Origin},
    file::{File, Given},
    kind::Kind,
    unknown,
};

/// What is given, and what has been asked for so far.
pub(super) struct Reader {
    file: File,
    /// Whether the file could be read; if not, nobody knows what is missing.
    is_whole: bool,
    environment: Environment,
    faults: Vec<Fault>,
    sections: Vec<Section>,
}

/// A section of the file that was asked for.
#[derive(Debug)]
pub(super) struct Section {
    /// Its name; empty for what stands above all sections.
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) keys: Vec<Key>,
}

/// A key that was asked for.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// A value as it can stand in the file.
    pub(super) example: String,
    /// Whether the example is what counts when nothing is given.
    pub(super) default: bool,
    pub(super) secret: bool,
    given: bool,
    /// The file that its value stands in.
    file: Option<PathBuf>,
}

impl Reader {
    /// A reader of a file and of an environment, which overrides it.
    pub(super) fn new(mut file: File, environment: Environment) -> Self {
        Self {
            is_whole: file.faults.is_empty(),
            faults: std::mem::take(&mut file.faults),
            file,
            environment,
            sections: Vec::new(),
        }
    }

    /// Begins a section; the keys that follow are in it.
    pub(super) fn section(&mut self, name: &'static str, about: &'static str) {
        self.sections.push(Section {
            name,
            about,
            keys: Vec::new(),
        });
    }

    /// A key that may be missing.
    pub(super) fn optional<T>(
        &mut self,
        kind: &Kind<T>,
        name: &'static str,
        example: &str,
        about: &'static str,
    ) -> Option<T> {
        let example = literal(kind, example);
        self.one(kind, Key::new(name, about, example, false))
    }

    /// A key that has a default.
    pub(super) fn with_default<T: Display>(
        &mut self,
        kind: &Kind<T>,
        name: &'static str,
        default: T,
        about: &'static str,
    ) -> T {
        let example = literal(kind, &default.to_string());
        self.one(kind, Key::new(name, about, example, true))
            .unwrap_or(default)
    }

    /// A key with any number of values; in a variable they are parted by commas, in a file of its own they can
    /// also stand on lines of their own.
    pub(super) fn list<T>(
        &mut self,
        kind: &Kind<T>,
        name: &'static str,
        example: &str,
        about: &'static str,
    ) -> Vec<T> {
        let example = format!("[{}]", literal(kind, example));
        let Some((given, origin)) = self.take(kind, Key::new(name, about, example, false)) else {
            return Vec::new();
        };
        let values = match given {
            Given::One(value) => {
                let values = value.trim().split([',', '\n']);
                values.map(ToOwned::to_owned).collect()
            }
            Given::Many(values) => values,
            Given::Truth(_) => {
                self.unfit(kind, name, &origin, "is a boolean");
                return Vec::new();
            }
            Given::Other(what) => {
                self.unfit(kind, name, &origin, &format!("is a {what}"));
                return Vec::new();
            }
        };
        values
            .iter()
            .filter_map(|value| self.parse(kind, name, &origin, value))
            .collect()
    }

    /// What the first of these variables says that is there and not empty. Other programs read them, too, so they belong
    /// to no key and stay for the next who asks.
    pub(super) fn usual<T>(&mut self, kind: &Kind<T>, names: &[&'static str]) -> Option<T> {
        let variable = self.environment.usual(names)?;
        let parsed = (kind.parse)(variable.value.trim());
        if parsed.is_none() {
            let fault = Fault {
                message: format!("it does not fit: expected {}", kind.expected),
                origin: variable.origin,
            };
            if !self.faults.contains(&fault) {
                self.faults.push(fault);
            }
        }
        parsed
    }

    /// Says that these keys of the section are needed as soon as any of it is given.
    pub(super) fn require(&mut self, names: &[&'static str]) {
        let Some(section) = self.sections.last().filter(|_| self.is_whole) else {
            return;
        };
        let Some(present) = section.keys.iter().find(|key| key.given) else {
            return;
        };
        let missing = section.keys.iter().filter(|key| !key.given);
        for key in missing.filter(|key| names.contains(&key.name)) {
            let variable = environment::variable(section.name, key.name);
            let file = if key.secret {
                format!(" or {variable}_FILE")
            } else {
                String::new()
            };
            self.faults.push(Fault {
                origin: Origin::Nowhere,
                message: format!(
                    "{0}.{1} is missing: expected together with {0}.{2}, in the file or as {variable}{file}",
                    section.name, key.name, present.name
                ),
            });
        }
    }

    /// The file in which the value of this key of the section stands: the configuration, or one of its own.
    pub(super) fn file_of(&self, name: &str) -> Option<PathBuf> {
        let section = self.sections.last()?;
        let key = section.keys.iter().find(|key| key.name == name)?;
        key.file.clone()
    }

    /// What was asked for.
    pub(super) fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// What is wrong with the values that were asked for.
    pub(super) fn finish(mut self) -> Result<(), ConfigError> {
        let values = unknown::sections_as_values(&self.sections, &self.file);
        self.faults.extend(values);
        ConfigError::new(self.faults).map_or(Ok(()), Err)
    }

    /// The same, and what is given that nobody asked for.
    pub(super) fn finish_all(mut self) -> Result<(), ConfigError> {
        let unknown = unknown::faults(&self.sections, &self.file, &self.environment);
        self.faults.extend(unknown);
        ConfigError::new(self.faults).map_or(Ok(()), Err)
    }

    fn one<T>(&mut self, kind: &Kind<T>, key: Key) -> Option<T> {
        let name = key.name;
        let (given, origin) = self.take(kind, key)?;
        match given {
            Given::One(value) => self.parse(kind, name, &origin, &value),
            Given::Truth(truth) if kind.truth => {
                self.parse(kind, name, &origin, &truth.to_string())
            }
            Given::Truth(_) => self.unfit(kind, name, &origin, "is a boolean"),
            Given::Many(_) => self.unfit(kind, name, &origin, "is a list"),
            Given::Other(what) => self.unfit(kind, name, &origin, &format!("is a {what}")),
        }
    }

    /// Notes the key and takes what is given for it out of file and environment.
    fn take<T>(&mut self, kind: &Kind<T>, mut key: Key) -> Option<(Given, Origin)> {
        let section = self.sections.last_mut()?;
        key.secret = kind.secret;
        let in_file = self.file.take(section.name, key.name);
        let in_file = in_file.map(|entry| (entry.given, entry.origin));
        let taken = match self.environment.take(section.name, key.name, kind.secret) {
            Ok(variable) => {
                key.file = match (&variable, &in_file) {
                    (Some(variable), _) => variable.file.clone(),
                    (None, Some((_, Origin::File(path, _)))) => Some(path.clone()),
                    _ => None,
                };
                let variable = variable.map(|it| (Given::One(it.value), it.origin));
                variable.or(in_file)
            }
            Err(fault) => {
                key.given = true;
                self.faults.push(fault);
                None
            }
        };
        key.given |= taken.is_some();
        section.keys.push(key);
        taken
    }

    fn parse<T>(&mut self, kind: &Kind<T>, name: &str, origin: &Origin, value: &str) -> Option<T> {
        let value = value.trim();
        if value.is_empty() {
            return self.unfit(kind, name, origin, "is empty");
        }
        let parsed = (kind.parse)(value);
        if parsed.is_none() {
            match (kind.hidden)(value) {
                Some(instead) => self.unfit::<T>(kind, name, origin, instead),
                None => self.unfit::<T>(kind, name, origin, &format!("is {value:?}")),
            };
        }
        parsed
    }

    /// Notes that a value does not fit.
    fn unfit<T>(&mut self, kind: &Kind<T>, name: &str, origin: &Origin, is: &str) -> Option<T> {
        let section = self.sections.last().map_or("", |section| section.name);
        let dot = if section.is_empty() { "" } else { "." };
        let is = if kind.secret && is != "is empty" {
            "does not fit"
        } else {
            is
        };
        self.faults.push(Fault {
            origin: origin.clone(),
            message: format!("{section}{dot}{name} {is}: expected {}", kind.expected),
        });
        None
    }
}

impl Key {
    fn new(name: &'static str, about: &'static str, example: String, default: bool) -> Self {
        Self {
            name,
            about,
            example,
            default,
            secret: false,
            given: false,
            file: None,
        }
    }
}

/// A value as it stands in the file.
fn literal<T>(kind: &Kind<T>, value: &str) -> String {
    if kind.quoted {
        format!("{value:?}")
    } else {
        value.to_owned()
    }
}
