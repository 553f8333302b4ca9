//! What a person can type, and what a wrong line says.

use super::*;

fn parse(line: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(line.split_whitespace())
}

#[test]
fn every_subcommand_is_read() {
    for line in [
        "dash-bot run",
        "dash-bot --config a.toml run",
        "dash-bot run --config a.toml",
        "dash-bot demo",
        "dash-bot demo --listen 127.0.0.1:0 --database sqlite:demo.sqlite",
        "dash-bot migrate",
        "dash-bot backup today.sqlite",
        "dash-bot backup verify today.sqlite",
        "dash-bot restore today.sqlite",
        "dash-bot restore today.sqlite --force",
        "dash-bot copy sqlite:dash-bot.sqlite postgres://dash@localhost/dash",
        "dash-bot key new",
        "dash-bot rekey",
        "dash-bot rekey --plain",
        "dash-bot doctor",
        "dash-bot health",
        "dash-bot status",
        "dash-bot status --json",
        "dash-bot init",
        "dash-bot init other.toml --force",
        "dash-bot ask question",
        "dash-bot ask vraag --lang nl --json",
        "dash-bot knowledge check",
        "dash-bot knowledge check --against questions.tsv",
        "dash-bot knowledge train --ablation",
        "dash-bot knowledge export answers",
        "dash-bot knowledge eval questions.tsv --json",
        "dash-bot commands discord",
        "dash-bot person find C-0042",
        "dash-bot person export C-0042 file.json",
        "dash-bot person erase 1180000000000000077 --yes",
        "dash-bot invite discord",
        "dash-bot invite discord --application 1180000000000000009",
        "dash-bot completions bash",
        "dash-bot man",
        "dash-bot privacy",
        "dash-bot privacy --lang nl",
        "dash-bot feed show https://www.youtube.com/feeds/videos.xml",
        "dash-bot feed show feed.xml",
    ] {
        assert!(parse(line).is_ok(), "{line}");
    }
}

#[test]
fn a_line_that_is_wrong_says_what_is_expected() {
    let refusal = |line| parse(line).unwrap_err().to_string();
    insta::assert_snapshot!(refusal("dash-bot ask vraag --lang de"), @r"
    error: invalid value 'de' for '--lang <LANGUAGE>': expected en or nl

    For more information, try '--help'.
    ");
    insta::assert_snapshot!(refusal("dash-bot demo --listen 8080"), @r"
    error: invalid value '8080' for '--listen <ADDRESS>': invalid socket address syntax

    For more information, try '--help'.
    ");
    assert_eq!(parse("dash-bot rum").unwrap_err().exit_code(), 2);
    assert_eq!(parse("dash-bot --version").unwrap_err().exit_code(), 0);
}

#[test]
fn help_fits_on_a_screen() {
    insta::assert_snapshot!(parse("dash-bot --help").unwrap_err(), @r"
    The chat bot of the Data Science Center in Health: answers, announcements and counseling sign-ups.

    Usage: dash-bot [OPTIONS] <COMMAND>

    Commands:
      run          Run the bot until a signal ends it
      demo         Try the whole bot on a page of this machine, without accounts
      migrate      Bring the database up to date
      backup       Write a backup of the database, also while the bot runs
      restore      Put a backup in the place of the database
      copy         Copy a database, also from SQLite to PostgreSQL or back
      key          Print a new key under which what people write can be sealed
      rekey        Seal what people wrote under the present key
      doctor       Check configuration, database and connections, and say what is wrong
      health       Ask the running bot whether it is well
      status       Ask the running bot how it runs: connections, what waits, sources, database, disk, clock
      init         Write a configuration file with every key explained
      invite       Print the link with which the bot is let into a server
      manifest     Print what a platform's app is made from
      ask          Answer a question as the bot would
      knowledge    Look after the answers
      commands     Show the commands as a platform gets them
      person       See, hand out or erase what is kept of one person
      privacy      Write the register of processing: what is kept of people, why and for how long
      feed         Look at a feed of videos
      completions  Print what a shell needs to complete this command line
      man          Print the manual page
      help         Print this message or the help of the given subcommand(s)

    Options:
          --config <FILE>  The configuration file [default: dash-bot.toml in the working directory, when it is there]
      -h, --help           Print help
      -V, --version        Print version
    ");
}

#[test]
fn each_shell_gets_completions_that_know_every_subcommand() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let Command::Completions(completions) = parse(&format!("dash-bot completions {shell}"))
            .unwrap()
            .command
        else {
            panic!("other words")
        };
        let script = completions.run(Cli::command()).unwrap().text;
        for subcommand in Cli::command().get_subcommands() {
            let name = subcommand.get_name();
            assert!(script.contains(name), "{shell} completes {name}");
        }
    }
}

#[test]
fn the_manual_page_describes_every_subcommand() {
    let page = man::run(Cli::command()).unwrap().text;
    for subcommand in Cli::command().get_subcommands() {
        let section = format!(".SS \"dash\\-bot {}", subcommand.get_name());
        assert!(
            page.replace("dash-bot", "dash\\-bot").contains(&section),
            "{section}\n{page}"
        );
    }
    assert!(page.contains("EXIT STATUS"));
}
