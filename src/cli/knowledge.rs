//! `dash-bot knowledge`: checks the answers, and measures how well questions find them.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use chat::Specs;
use clap::Subcommand;
use knowledge::{Alike, Finding, Loaded, WEIGHTS_FILE};
use store::Store;

use super::Output;
use crate::{base, failure::Failure};

/// Where the answers are when the configuration names no place: in the source of the bot.
const SOURCE: &str = "knowledge";

#[derive(Debug, Subcommand)]
pub(super) enum Knowledge {
    /// Say what is wrong with the answers
    Check {
        /// Say instead which questions of this list stand among the example questions; it then tests nothing
        #[arg(long, value_name = "FILE.tsv")]
        against: Option<PathBuf>,
    },
    /// Ask every question of a list, and count what is answered rightly
    Eval {
        /// Columns parted by tabs: lang, topics (parted by |, or none), question
        #[arg(value_name = "FILE.tsv")]
        file: PathBuf,
        /// Print JSON for programs
        #[arg(long)]
        json: bool,
    },
    /// Write what staff changed in the chat into a folder of answers, to be reviewed and kept there
    Export {
        /// The folder with `en` and `nl`; what was taken away is deleted there
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// Learn from the answers and the example questions which question asks for which answer
    ///
    /// Reads the answers and `examples/*.tsv`, and writes `weights.bin` beside them; the same texts give the same file.
    Train {
        /// Also measure what each means adds
        #[arg(long)]
        ablation: bool,
    },
}

impl Knowledge {
    /// `folder`: where the answers are; without it they are those that are compiled in.
    pub(super) fn run(&self, folder: Option<&Path>) -> Result<Output, Failure> {
        let source = folder.unwrap_or(Path::new(SOURCE));
        match self {
            Self::Check { against: None } => {
                let loaded =
                    folder.map_or_else(|| Ok(knowledge::bundled()), knowledge::directory)?;
                Ok(check(&loaded, &::commands::specs()))
            }
            Self::Check {
                against: Some(file),
            } => {
                let questions = read(file)?;
                let loaded = knowledge::directory(source)?;
                let alike = knowledge::alike(&loaded, source, &questions)?;
                Ok(told_alike(&alike))
            }
            Self::Eval { file, json } => {
                let questions = read(file)?;
                let report = knowledge::eval(&base::answers(folder)?, &questions)?;
                if *json {
                    return Ok(Output::json(&report)?);
                }
                Ok(Output::fine(report.to_string()))
            }
            Self::Export { folder } => Err(Failure::Fault(anyhow::anyhow!(
                "cannot write to {} without the database",
                folder.display()
            ))),
            Self::Train { ablation } => {
                let loaded = knowledge::directory(source)?;
                let training = knowledge::train(&loaded, source, *ablation)?;
                let path = source.join(WEIGHTS_FILE);
                write(&path, &training.weights)
                    .with_context(|| format!("cannot write {}", path.display()))?;
                Ok(Output::fine(format!(
                    "{}\nLearned from {} texts; written to {}.",
                    training.validation,
                    training.texts,
                    path.display()
                )))
            }
        }
    }
}

/// Writes what staff wrote over the files into a folder.
pub(super) async fn export(folder: &Path, store: &Store) -> anyhow::Result<Output> {
    let mut lines = Vec::new();
    for (file, text) in commands::written_over(store).await? {
        let path = folder.join(&file);
        match text {
            Some(text) => {
                let parent = path.parent().unwrap_or(folder);
                fs::create_dir_all(parent)
                    .and_then(|()| write(&path, text.as_bytes()))
                    .with_context(|| format!("cannot write {}", path.display()))?;
                lines.push(format!("written  {file}"));
            }
            None => match fs::remove_file(&path) {
                Ok(()) => lines.push(format!("deleted  {file}")),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    return Err(error).with_context(|| format!("cannot delete {}", path.display()));
                }
            },
        }
    }
    if lines.is_empty() {
        return Ok(Output::fine("Nothing was changed in the chat."));
    }
    lines.push(
        "Look at the changes, and run `dash-bot knowledge check` and `knowledge train`.".to_owned(),
    );
    Ok(Output::fine(lines.join("\n")))
}

fn read(file: &Path) -> anyhow::Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// Writes a file that is there as a whole or as it was.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let half = path.with_extension("half-written");
    fs::write(&half, bytes)?;
    fs::rename(&half, path)
}

fn told_alike(alike: &[Alike]) -> Output {
    if alike.is_empty() {
        return Output::fine("None of these questions stands among the examples.");
    }
    let mut lines: Vec<String> = alike.iter().map(ToString::to_string).collect();
    lines.push(format!(
        "Questions that stand among the examples: {}",
        alike.len()
    ));
    Output {
        text: lines.join("\n"),
        problems: true,
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
    fn questions_that_stand_among_the_examples_are_named() {
        let list = tempfile::NamedTempFile::new().unwrap();
        let path = list.path().to_owned();
        fs::write(&path, "question\nwhat is DASH?\nDoes it rain on Mars?\n").unwrap();
        let check = Knowledge::Check {
            against: Some(path),
        };
        let Ok(output) = check.run(None) else {
            panic!("the answers are there");
        };
        assert!(output.problems);
        insta::assert_snapshot!(output.text, @r"
        1.00  what is DASH?
              what is DASH
        Questions that stand among the examples: 1
        ");
    }

    #[tokio::test]
    async fn what_was_changed_in_the_chat_is_written_to_a_folder() {
        let store = Store::connect(
            "sqlite::memory:",
            clock::Clock::system(),
            clock::Ids::system(),
        )
        .await
        .unwrap();
        store.migrate().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let nothing = export(folder.path(), &store).await.unwrap();
        assert_eq!(nothing.text, "Nothing was changed in the chat.");

        fs::create_dir(folder.path().join("nl")).unwrap();
        fs::write(folder.path().join("nl/contact.md"), "old").unwrap();
        let mut tx = store.begin().await.unwrap();
        let staff = domain::Platform::new("test");
        let staff = tx.person_find_or_create(&staff, "8").await.unwrap();
        for (lang, action, text) in [
            (domain::Lang::En, domain::AnswerAction::Edit, Some("new")),
            (domain::Lang::Nl, domain::AnswerAction::Retire, None),
        ] {
            let version = store::NewAnswer {
                topic: "contact",
                lang,
                action,
                text,
                base: None,
                after: 0,
                waits: false,
                asked: None,
            };
            tx.answer_write(&version, &staff.id).await.unwrap();
        }
        tx.commit().await.unwrap();
        let output = export(folder.path(), &store).await.unwrap();
        insta::assert_snapshot!(output.text, @r"
        written  en/contact.md
        deleted  nl/contact.md
        Look at the changes, and run `dash-bot knowledge check` and `knowledge train`.
        ");
        let written = fs::read_to_string(folder.path().join("en/contact.md"));
        assert_eq!(written.unwrap(), "new");
        assert!(!folder.path().join("nl/contact.md").exists());
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
