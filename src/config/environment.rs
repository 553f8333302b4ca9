//! The variables of the environment that configure the program.

use std::{collections::BTreeMap, fs, path::PathBuf};

use super::error::{Fault, Origin};

/// The names by which all programs know the way out, in capitals or not.
const NETWORK: [&str; 4] = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"];

/// What the program's variables begin with.
const PREFIX: &str = "DASH_BOT_";

/// The name that hosting platforms give the database's address.
const DATABASE_URL: &str = "DATABASE_URL";

/// The file in which secret stores of those platforms leave it.
const DATABASE_URL_FILE: &str = "DATABASE_URL_FILE";

/// The program's variables that nobody has asked for yet.
#[derive(Debug)]
pub(super) struct Environment {
    variables: BTreeMap<String, String>,
}

/// A variable's value.
pub(super) struct Variable {
    pub(super) value: String,
    pub(super) origin: Origin,
    /// The file of its own that it stands in.
    pub(super) file: Option<PathBuf>,
}

impl Environment {
    /// Picks the program's variables out of all.
    pub(super) fn new(variables: impl Iterator<Item = (String, String)>) -> Self {
        let variables = variables
            .filter(|(name, _)| name.starts_with(PREFIX) || is_general(name))
            .collect();
        Self { variables }
    }

    /// Takes out what is given for a key: by its variable, for a secret also by the file that a variable
    /// with `_FILE` at its end names. For the database `DATABASE_URL` and its file come after these.
    pub(super) fn take(
        &mut self,
        section: &str,
        name: &str,
        secret: bool,
    ) -> Result<Option<Variable>, Fault> {
        let variable = variable(section, name);
        let own = self.value_or_file(&variable, &format!("{variable}_FILE"), secret);
        let general = if (section, name) == ("", "database") {
            self.value_or_file(DATABASE_URL, DATABASE_URL_FILE, secret)
        } else {
            Ok(None)
        };
        match own? {
            Some(own) => Ok(Some(own)),
            None => general,
        }
    }

    /// What a variable says or, for a secret, the file that another one names.
    fn value_or_file(
        &mut self,
        variable: &str,
        file: &str,
        secret: bool,
    ) -> Result<Option<Variable>, Fault> {
        let value = self.pick(variable);
        let file = secret.then(|| self.pick(file)).flatten();
        match (value, file) {
            (Some(_), Some(file)) => Err(Fault {
                message: format!("{variable} is set, too: expected only one of the two"),
                origin: file.origin,
            }),
            (None, Some(file)) => content(file).map(Some),
            (value, None) => Ok(value),
        }
    }

    /// The first of these variables that is there and not empty.
    pub(super) fn usual(&self, names: &[&str]) -> Option<Variable> {
        let mut given = names.iter().filter_map(|name| {
            let value = self.variables.get(*name)?;
            Some((name, value)).filter(|(_, value)| !value.trim().is_empty())
        });
        given.next().map(|(name, value)| Variable {
            value: value.clone(),
            origin: Origin::Variable((*name).to_owned()),
            file: None,
        })
    }

    /// The names of the variables that nobody asked for.
    pub(super) fn left(&self) -> Vec<String> {
        let names = self.variables.keys().filter(|name| !is_general(name));
        names.cloned().collect()
    }

    fn pick(&mut self, name: &str) -> Option<Variable> {
        self.variables.remove(name).map(|value| Variable {
            value,
            origin: Origin::Variable(name.to_owned()),
            file: None,
        })
    }
}

/// Whether others may have set it for a program of their own: then it is no mistake that nobody asks for it.
fn is_general(name: &str) -> bool {
    let general = [DATABASE_URL, DATABASE_URL_FILE];
    general.contains(&name) || NETWORK.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The variable of a key: `DASH_BOT_DISCORD__TOKEN`.
pub(super) fn variable(section: &str, name: &str) -> String {
    let separator = if section.is_empty() { "" } else { "__" };
    format!("{PREFIX}{section}{separator}{name}").to_uppercase()
}

/// The content of the file that a variable names. The name is not shown: it may be the secret itself,
/// given to the wrong variable.
fn content(file: Variable) -> Result<Variable, Fault> {
    let path = PathBuf::from(file.value.trim());
    match fs::read_to_string(&path) {
        Ok(value) => Ok(Variable {
            value,
            origin: file.origin,
            file: Some(path),
        }),
        Err(error) => Err(Fault {
            message: format!("cannot read the file that it names: {error}"),
            origin: file.origin,
        }),
    }
}
