//! The variables of the environment that configure the program.

use std::{collections::BTreeMap, fs};

use super::error::{Fault, Origin};

/// What the program's variables begin with.
const PREFIX: &str = "DASH_BOT_";

/// The name that hosting platforms give the database's address.
const DATABASE_URL: &str = "DATABASE_URL";

/// The program's variables that nobody has asked for yet.
#[derive(Debug)]
pub(super) struct Environment {
    variables: BTreeMap<String, String>,
}

/// A variable's value.
pub(super) struct Variable {
    pub(super) value: String,
    pub(super) origin: Origin,
}

impl Environment {
    /// Picks the program's variables out of all.
    pub(super) fn new(variables: impl Iterator<Item = (String, String)>) -> Self {
        let variables = variables
            .filter(|(name, _)| name.starts_with(PREFIX) || name == DATABASE_URL)
            .collect();
        Self { variables }
    }

    /// Takes out what is given for a key: by its variable, for a secret also by the file that a variable
    /// with `_FILE` at its end names, and for the database by `DATABASE_URL`.
    pub(super) fn take(
        &mut self,
        section: &str,
        name: &str,
        secret: bool,
    ) -> Result<Option<Variable>, Fault> {
        let variable = variable(section, name);
        let own = self.pick(&variable);
        let file = secret
            .then(|| self.pick(&format!("{variable}_FILE")))
            .flatten();
        let general = ((section, name) == ("", "database"))
            .then(|| self.pick(DATABASE_URL))
            .flatten();
        match (own, file) {
            (Some(_), Some(file)) => Err(Fault {
                message: format!("{variable} is set, too: expected only one of the two"),
                origin: file.origin,
            }),
            (None, Some(file)) => content(file).map(Some),
            (own, None) => Ok(own.or(general)),
        }
    }

    /// The names of the variables that nobody asked for.
    pub(super) fn left(&self) -> Vec<String> {
        let names = self.variables.keys().filter(|name| *name != DATABASE_URL);
        names.cloned().collect()
    }

    fn pick(&mut self, name: &str) -> Option<Variable> {
        self.variables.remove(name).map(|value| Variable {
            value,
            origin: Origin::Variable(name.to_owned()),
        })
    }
}

/// The variable of a key: `DASH_BOT_DISCORD__TOKEN`.
pub(super) fn variable(section: &str, name: &str) -> String {
    let separator = if section.is_empty() { "" } else { "__" };
    format!("{PREFIX}{section}{separator}{name}").to_uppercase()
}

/// The content of the file that a variable names. The name is not shown: it may be the secret itself,
/// given to the wrong variable.
fn content(file: Variable) -> Result<Variable, Fault> {
    match fs::read_to_string(file.value.trim()) {
        Ok(value) => Ok(Variable {
            value,
            origin: file.origin,
        }),
        Err(error) => Err(Fault {
            message: format!("cannot read the file that it names: {error}"),
            origin: file.origin,
        }),
    }
}
