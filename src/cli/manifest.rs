//! `dash-bot manifest`: what a platform's app is made from, and why it asks for what it asks.

use std::fmt::Write as _;

use clap::{Args, Subcommand, ValueEnum};
use slack::{CommandStyle, ManifestOptions, Reached};

use super::Output;

#[derive(Debug, Subcommand)]
pub(super) enum Manifest {
    /// Print the manifest of the Slack app, as JSON: paste it where a new app is made
    Slack(Slack),
}

#[derive(Debug, Args)]
pub(super) struct Slack {
    /// The app's name
    #[arg(long, value_name = "NAME", default_value = "DASH-bot")]
    name: String,
    /// How commands are typed, as in [slack] command_style
    #[arg(long, value_enum, default_value_t = Style::One)]
    command_style: Style,
    /// For [slack] mode = "http": the public address that leads to [web] listen
    #[arg(long, value_name = "https://…", value_parser = address)]
    url: Option<String>,
    /// The app hears messages that do not name it, as in [slack] message_content
    #[arg(long)]
    message_content: bool,
    /// Say for each scope why it is asked for, and what it lets the bot read, instead
    #[arg(long)]
    explain: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Style {
    /// All behind /dash
    One,
    /// Beside /dash each as a slash command of its own
    Each,
}

impl Manifest {
    pub(super) fn run(&self) -> anyhow::Result<Output> {
        let Self::Slack(slack) = self;
        if slack.explain {
            return Ok(Output::fine(explained()));
        }
        let options = ManifestOptions {
            name: slack.name.clone(),
            style: match slack.command_style {
                Style::One => CommandStyle::One,
                Style::Each => CommandStyle::Each,
            },
            reached: match &slack.url {
                Some(url) => Reached::Http { url: url.clone() },
                None => Reached::Socket,
            },
            message_content: slack.message_content,
        };
        Output::json(&slack::manifest(&::commands::specs(), &options))
    }
}

fn explained() -> String {
    let mut text = String::from(
        "What the app asks for, what the bot does with it, and what that lets it read:\n",
    );
    for scope in slack::explain() {
        // Writing to a string can't fail.
        let _ = write!(
            text,
            "\n{}\n  why:   {}\n  reads: {}\n",
            scope.name, scope.why, scope.reads
        );
    }
    text
}

/// Where Slack sends what happens: an address without a path leads to the receiver's.
fn address(text: &str) -> Result<String, &'static str> {
    let rest = text.strip_prefix("https://");
    let host = rest.filter(|rest| !rest.is_empty() && !rest.starts_with('/'));
    let host = host.ok_or("expected https:// and a host that Slack can reach")?;
    let host = host.trim_end_matches('/');
    Ok(if host.contains('/') {
        format!("https://{host}")
    } else {
        format!("https://{host}{}", slack::RECEIVER_PATH)
    })
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_leads_to_the_receiver() {
        let of = |text| address(text).unwrap();
        assert_eq!(
            of("https://bot.example.org/"),
            "https://bot.example.org/slack/events"
        );
        assert_eq!(of("https://example.org/dash"), "https://example.org/dash");
        assert!(address("http://example.org").is_err() && address("https://").is_err());
    }
}
