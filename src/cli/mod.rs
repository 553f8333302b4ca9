//! The command line: one file a subcommand. What is printed comes back as a value; only this file prints.

mod ask;
mod backup;
mod commands;
mod completions;
mod copy;
mod demo;
mod feed;
mod health;
mod init;
mod invite;
mod key;
mod knowledge;
mod man;
mod manifest;
mod migrate;
mod person;
mod privacy;
mod rekey;
mod restore;
mod status;
#[cfg(test)]
mod tests;

use std::{
    ffi::OsString,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use clap::{CommandFactory as _, Parser, Subcommand};
use clock::Clock;
use secrecy::SecretString;
use tokio::runtime::{Builder, Runtime};

use crate::{
    base,
    config::{self, Application, Config, ConfigError, DEFAULT_FILE},
    failure::Failure,
    logging,
    service::Manager,
    way_out,
};

/// The variable that says what is logged, in the syntax of tracing's `EnvFilter`.
const LOG: &str = "RUST_LOG";

/// The chat bot of the Data Science Center in Health.
#[derive(Debug, Parser)]
#[command(name = "dash-bot", version, about, arg_required_else_help = true)]
struct Cli {
    /// The configuration file [default: dash-bot.toml in the working directory, when it is there]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the bot until a signal ends it
    Run,
    /// Try the whole bot on a page of this machine, without accounts
    Demo(demo::Demo),
    /// Bring the database up to date
    Migrate,
    /// Write a backup of the database, also while the bot runs
    Backup(backup::Backup),
    /// Put a backup in the place of the database
    Restore(restore::Restore),
    /// Copy a database, also from SQLite to PostgreSQL or back
    Copy(copy::Copy),
    /// Print a new key under which what people write can be sealed
    #[command(subcommand)]
    Key(key::Key),
    /// Seal what people wrote under the present key
    Rekey(rekey::Rekey),
    /// Check configuration, database and connections, and say what is wrong
    Doctor,
    /// Ask the running bot whether it is well
    Health,
    /// Ask the running bot how it runs: connections, what waits, sources, database, disk, clock
    Status(status::Status),
    /// Write a configuration file with every key explained
    Init(init::Init),
    /// Print the link with which the bot is let into a server
    #[command(subcommand)]
    Invite(invite::Invite),
    /// Print what a platform's app is made from
    #[command(subcommand)]
    Manifest(manifest::Manifest),
    /// Answer a question as the bot would
    Ask(ask::Ask),
    /// Look after the answers
    #[command(subcommand)]
    Knowledge(knowledge::Knowledge),
    /// Show the commands as a platform gets them
    #[command(subcommand)]
    Commands(commands::Commands),
    /// See, hand out or erase what is kept of one person
    #[command(subcommand)]
    Person(person::Person),
    /// Write the register of processing: what is kept of people, why and for how long
    Privacy(privacy::Register),
    /// Look at a feed of videos
    #[command(subcommand)]
    Feed(feed::Feed),
    /// Print what a shell needs to complete this command line
    Completions(completions::Completions),
    /// Print the manual page
    Man,
}

/// What a subcommand prints, and whether it found problems.
#[derive(Debug, PartialEq, Eq)]
struct Output {
    text: String,
    problems: bool,
}

impl Output {
    fn fine(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            problems: false,
        }
    }

    fn json(value: &impl serde::Serialize) -> anyhow::Result<Self> {
        let text = serde_json::to_string_pretty(value).context("cannot write JSON")?;
        Ok(Self::fine(text))
    }
}

/// What the program runs on: one thread, which answers thousands of calls a second; more would spend their time on
/// waking each other up. SQLite and what takes long have threads of their own.
///
/// # Errors
/// When the machine gives none.
pub fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// The program: its arguments, the first of them its name, and its environment.
pub fn main(
    args: impl IntoIterator<Item = OsString>,
    env: impl IntoIterator<Item = (String, String)>,
) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let env = Env(env.into_iter().collect());
    let ended = match runtime().context("cannot start the runtime") {
        Ok(runtime) => runtime.block_on(execute(cli, env)),
        Err(error) => Err(Failure::Fault(error)),
    };
    ended.unwrap_or_else(|failure| failure.report())
}

async fn execute(cli: Cli, env: Env) -> Result<ExitCode, Failure> {
    let path = cli.config.as_deref();
    let output = match cli.command {
        Command::Run => {
            let config = env.config(path)?;
            env.start_log()?;
            return Ok(crate::run::command(config, Manager::new(env.0)).await);
        }
        Command::Demo(demo) => {
            env.start_log()?;
            return Ok(crate::demo::command(demo.listen, demo.database).await);
        }
        Command::Doctor => {
            let config = env.config(path)?;
            env.start_log()?;
            return Ok(crate::doctor::command(config).await);
        }
        Command::Health => health::run(&env.config(path)?).await?,
        Command::Status(status) => status.run(&env.config(path)?).await?,
        Command::Migrate => migrate::run(&env.config(path)?).await?,
        Command::Backup(backup) => backup.run(|| env.database(path), &Clock::system()).await?,
        Command::Restore(restore) => restore.run(&env.config(path)?, &Clock::system()).await?,
        Command::Copy(copy) => copy.run(&Clock::system()).await?,
        Command::Key(key) => key.run(&clock::Ids::system()),
        Command::Rekey(rekey) => rekey.run(&env.config(path)?).await?,
        Command::Init(init) => init.run()?,
        Command::Invite(invite) => {
            let known = env.application(path)?;
            invite.run(&known, &clock::Clock::system()).await?
        }
        Command::Manifest(manifest) => manifest.run()?,
        Command::Ask(ask) => ask.run(&base::answers(env.knowledge(path)?.as_deref())?)?,
        Command::Knowledge(knowledge::Knowledge::Export { folder }) => {
            knowledge::export(&folder, &base::store(&env.config(path)?).await?).await?
        }
        Command::Knowledge(command) => command.run(env.knowledge(path)?.as_deref())?,
        Command::Commands(command) => command.run()?,
        Command::Person(person) => person.run(&env.config(path)?).await?,
        Command::Privacy(register) => register.run(&env.config(path)?.contact),
        Command::Feed(feed) => {
            let (clock, ids) = (clock::Clock::system(), clock::Ids::system());
            let network = way_out::open(&env.network(path)?, Vec::new(), &clock, &ids)?;
            feed.run(&clock, &network).await?
        }
        Command::Completions(completions) => completions.run(Cli::command())?,
        Command::Man => man::run(Cli::command())?,
    };
    Ok(print(&output)?)
}

/// The environment, handed on to what reads it.
struct Env(Vec<(String, String)>);

impl Env {
    fn config(&self, path: Option<&Path>) -> Result<Config, Failure> {
        Config::load(path, self.0.iter().cloned()).map_err(|error| refused(&error))
    }

    fn database(&self, path: Option<&Path>) -> Result<SecretString, Failure> {
        Config::load_database(path, self.0.iter().cloned()).map_err(|error| refused(&error))
    }

    fn application(&self, path: Option<&Path>) -> Result<Application, Failure> {
        Config::load_application(path, self.0.iter().cloned()).map_err(|error| refused(&error))
    }

    fn knowledge(&self, path: Option<&Path>) -> Result<Option<PathBuf>, Failure> {
        Config::load_knowledge(path, self.0.iter().cloned()).map_err(|error| refused(&error))
    }

    fn network(&self, path: Option<&Path>) -> Result<config::Network, Failure> {
        Config::load_network(path, self.0.iter().cloned()).map_err(|error| refused(&error))
    }

    fn start_log(&self) -> Result<(), Failure> {
        let level = self.0.iter().find(|(name, _)| name == LOG);
        logging::start(level.map(|(_, value)| value.as_str()))
            .map_err(|problem| Failure::Configuration(format!("{LOG}: {problem}")))
    }
}

fn refused(error: &ConfigError) -> Failure {
    Failure::Configuration(error.to_string())
}

/// Prints; a reader that has gone away, such as `head`, is no fault.
fn print(output: &Output) -> anyhow::Result<ExitCode> {
    let written = writeln!(io::stdout(), "{}", output.text.trim_end());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to the standard output")
        }
        _ if output.problems => Ok(ExitCode::FAILURE),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Help and version, or what is wrong with the arguments.
fn usage(error: &clap::Error) -> ExitCode {
    // Nobody is left to be told when this can't be written.
    let _ = error.print();
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// A language on the command line.
fn language(text: &str) -> Result<domain::Lang, &'static str> {
    domain::Lang::ALL
        .into_iter()
        .find(|lang| lang.code() == text)
        .ok_or("expected en or nl")
}
