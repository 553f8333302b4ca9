//! `dash-bot man`: the manual page, made from the command line's own definition.

use anyhow::Context as _;
use clap::{Arg, Command};
use clap_mangen::{
    Man,
    roff::{Roff, bold, italic, roman},
};

use super::Output;

/// Where things are, what each is.
const FILES: [(&str, &str); 2] = [
    (
        "dash-bot.toml",
        "The configuration, in the working directory, or where --config says. dash-bot init writes one with every key explained.",
    ),
    (
        "dash-bot.sqlite",
        "The database, in the working directory, unless the configuration names another.",
    ),
];

/// The variables of the environment.
const ENVIRONMENT: [(&str, &str); 4] = [
    (
        "DASH_BOT_SECTION__KEY",
        "Overrides a key of the configuration: DASH_BOT_WEB__LISTEN is listen in [web].",
    ),
    (
        "DASH_BOT_SECTION__KEY_FILE",
        "Names a file with the value, for secrets: DASH_BOT_DISCORD__TOKEN_FILE, DASH_BOT_DATABASE_FILE.",
    ),
    (
        "DATABASE_URL, DATABASE_URL_FILE",
        "The database, as hosting platforms hand it over.",
    ),
    (
        "RUST_LOG",
        "What is logged to standard error, one JSON object a line: info, or discord=debug,info.",
    ),
];

/// How the program ends.
const STATUS: [(&str, &str); 4] = [
    ("0", "All is well, or the run was ended by a signal."),
    (
        "1",
        "Something failed that may heal, or a check has found something.",
    ),
    ("2", "The command line is wrong."),
    (
        "78",
        "The configuration can't work: trying again does not help.",
    ),
];

pub(super) fn run(mut command: Command) -> anyhow::Result<Output> {
    command.build();
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut page)
        .and_then(|()| man.render_name_section(&mut page))
        .and_then(|()| man.render_synopsis_section(&mut page))
        .and_then(|()| man.render_description_section(&mut page))
        .and_then(|()| man.render_options_section(&mut page))
        .context("cannot write the manual page")?;
    let mut page = String::from_utf8(page).context("cannot write the manual page")?;
    let mut rest = Roff::new();
    rest.control("SH", ["COMMANDS"]);
    for subcommand in command.get_subcommands_mut() {
        describe(&mut rest, subcommand);
    }
    table(&mut rest, "FILES", &FILES);
    table(&mut rest, "ENVIRONMENT", &ENVIRONMENT);
    table(&mut rest, "EXIT STATUS", &STATUS);
    page.push_str(&rest.to_roff());
    Ok(Output::fine(page))
}

/// A subcommand with all that it takes; in place of one that only groups others, those.
fn describe(page: &mut Roff, command: &mut Command) {
    if command.get_name() == "help" {
        return;
    }
    if command.has_subcommands() {
        for subcommand in command.get_subcommands_mut() {
            describe(page, subcommand);
        }
        return;
    }
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace('\n', " ");
    page.control("SS", [usage.as_str()]);
    if let Some(about) = command.get_about() {
        page.text([roman(format!("{about}."))]);
    }
    // What every subcommand takes stands above.
    let own = |arg: &&Arg| !arg.is_global_set() && arg.get_id() != "help";
    for arg in command.get_arguments().filter(own) {
        let help = arg.get_help().map(ToString::to_string);
        page.control("TP", []);
        page.text([bold(name(arg)), italic(value(arg))]);
        page.text([roman(help.unwrap_or_default() + &default(arg))]);
    }
}

fn name(arg: &Arg) -> String {
    match arg.get_long() {
        Some(long) => format!("--{long}"),
        None => String::new(),
    }
}

fn value(arg: &Arg) -> String {
    let gap = if arg.get_long().is_some() { " " } else { "" };
    match arg.get_value_names() {
        Some(names) if arg.get_action().takes_values() => format!("{gap}{}", names.join(" ")),
        _ => String::new(),
    }
}

fn default(arg: &Arg) -> String {
    let values = arg.get_default_values();
    if values.is_empty() || !arg.get_action().takes_values() {
        return String::new();
    }
    let values: Vec<_> = values.iter().map(|value| value.to_string_lossy()).collect();
    format!(" [default: {}]", values.join(" "))
}

fn table(page: &mut Roff, title: &str, rows: &[(&str, &str)]) {
    page.control("SH", [title]);
    for (name, meaning) in rows {
        page.control("TP", []);
        page.text([bold(*name)]);
        page.text([roman(*meaning)]);
    }
}
