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
        "dash-bot doctor",
        "dash-bot init",
        "dash-bot init other.toml --force",
        "dash-bot ask question",
        "dash-bot ask vraag --lang nl --json",
        "dash-bot knowledge check",
        "dash-bot knowledge eval questions.tsv --json",
        "dash-bot commands discord",
        "dash-bot feed show https://www.youtube.com/feeds/videos.xml",
        "dash-bot feed show feed.xml",
    ] {
        assert!(parse(line).is_ok(), "{line}");
    }
}

#[test]
fn a_line_that_is_wrong_says_what_is_expected() {
    let refusal = |line| parse(line).unwrap_err().to_string();
    insta::assert_snapshot!(refusal("dash-bot ask vraag --lang de"), @"");
    insta::assert_snapshot!(refusal("dash-bot demo --listen 8080"), @"");
    assert_eq!(parse("dash-bot rum").unwrap_err().exit_code(), 2);
    assert_eq!(parse("dash-bot --version").unwrap_err().exit_code(), 0);
}

#[test]
fn help_fits_on_a_screen() {
    insta::assert_snapshot!(parse("dash-bot --help").unwrap_err(), @"");
}

/// Names what would bring another TLS library, or a C library, into the tree.
#[test]
fn tls_is_rustls_with_ring_alone() {
    let lock = include_str!("../../Cargo.lock");
    for unwanted in ["aws-lc-rs", "aws-lc-sys", "openssl-sys", "native-tls"] {
        assert!(!lock.contains(&format!("name = \"{unwanted}\"")), "{unwanted} is in the tree");
    }
}
