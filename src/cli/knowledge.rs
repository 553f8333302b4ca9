//! `dash-bot knowledge`: checks the answers, and measures how well questions find them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use chat::Specs;
use clap::Subcommand;
use knowledge::{Finding, Loaded};

use super::Output;
use crate::{base, failure::Failure};

#[derive(Debug, Subcommand)]
pub(super) enum Knowledge {
    /// Say what is wrong with the answers
    Check,
    /// Ask every question of a list, and count what is answered rightly
    Eval {
        /// Columns parted by tabs: lang, topics (parted by |, or none), question
        #[arg(value_name = "FILE.tsv")]
        file: PathBuf,
        /// Print JSON for programs
        #[arg(long)]
        json: bool,
    },
}

impl Knowledge {
    /// `folder`: where the answers are; without it they are those that are compiled in.
    pub(super) fn run(&self, folder: Option<&Path>) -> Result<Output, Failure> {
        match self {
            Self::Check => {
                let loaded =
                    folder.map_or_else(|| Ok(knowledge::bundled()), knowledge::directory)?;
                Ok(check(&loaded, &::commands::specs()))
            }
            Self::Eval { file, json } => {
                let questions = fs::read_to_string(file)
                    .with_context(|| format!("cannot read {}", file.display()))?;
                let report = knowledge::eval(&base::answers(folder)?, &questions)?;
                if *json {
                    return Ok(Output::json(&report)?);
                }
                Ok(Output::fine(report.to_string()))
            }
        }
    }
}

fn check(loaded: &Loaded, specs: &Specs) -> Output {
    let mut findings = knowledge::check(loaded);
    findings.extend(unknown_commands(loaded, specs));
    findings.sort();
    if findings.is_empty() {
        return Output::fine(format!(
            "{} answers, and nothing wrong with them.",
            loaded.entries.len()
        ));
    }
    let mut lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    lines.push(format!("Problems: {}", findings.len()));
    Output {
        text: lines.join("\n"),
        problems: true,
    }
}

/// Answers that send people to a command that does not exist.
fn unknown_commands(loaded: &Loaded, specs: &Specs) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in &loaded.entries {
        for name in entry.next.iter().filter(|name| specs.get(name).is_none()) {
            findings.push(Finding {
                file: format!("{}/{}.md", entry.lang, entry.topic),
                line: None,
                message: format!("`next` names `{name}`, which is no command: take it out"),
            });
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answers_that_are_compiled_in_are_in_order() {
        let output = check(&knowledge::bundled(), &::commands::specs());
        assert!(!output.problems, "{}", output.text);
    }

    #[test]
    fn a_next_step_that_is_no_command_is_a_problem() {
        let output = check(&knowledge::bundled(), &Specs::new(vec![]));
        assert!(output.problems);
        assert!(
            output.text.contains("which is no command: take it out"),
            "{}",
            output.text
        );
    }

    #[test]
    fn a_list_that_is_not_there_is_named() {
        let eval = Knowledge::Eval {
            file: "no-such.tsv".into(),
            json: false,
        };
        let Err(Failure::Fault(error)) = eval.run(None) else {
            panic!("there is no such list");
        };
        assert_eq!(error.to_string(), "cannot read no-such.tsv");
    }
}
