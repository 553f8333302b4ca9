//! `dash-bot invite`: the link with which the bot is let into a server, and what it asks for.

use std::{fmt::Write as _, time::Duration};

use clap::Subcommand;
use clock::{Clock, Ids};
use status::StartError;

use super::Output;
use crate::{config::Application, failure::Failure, way_out};

/// After this Discord counts as out of reach.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug, Subcommand)]
pub(super) enum Invite {
    /// Print the link for Discord, and what each permission is for
    Discord {
        /// The application's id, when Discord is not to be asked for it by the token
        #[arg(long, value_name = "ID", value_parser = id)]
        application: Option<String>,
    },
}

impl Invite {
    pub(super) async fn run(&self, known: &Application, clock: &Clock) -> Result<Output, Failure> {
        let Self::Discord { application } = self;
        let application = match application {
            Some(application) => application.clone(),
            None => asked(known, clock).await?,
        };
        Ok(Output::fine(text(&application, known.guild.as_deref())))
    }
}

/// Asks Discord which application the token is of.
async fn asked(known: &Application, clock: &Clock) -> Result<String, Failure> {
    let Some(token) = &known.token else {
        return Err(Failure::Configuration(
            "which application? Give --application ID (Developer Portal, General Information, Application ID), \
             or set [discord] token"
                .to_owned(),
        ));
    };
    let way = way_out::open(&known.network, Vec::new(), clock, &Ids::system())?;
    let outside = discord::Outside::of_command(clock.clone(), way);
    let asking = discord::application(token, known.api.as_deref(), outside);
    match clock.timeout(PATIENCE, asking).await {
        Ok(asked) => {
            asked.map_err(|StartError::Permanent(message)| Failure::Configuration(message))
        }
        Err(_) => Err(Failure::Fault(anyhow::anyhow!(
            "Discord gives no answer within {} s: is discord.com reached from this machine? With --application ID \
             it is not asked",
            PATIENCE.as_secs()
        ))),
    }
}

fn text(application: &str, guild: Option<&str>) -> String {
    let link = discord::invitation(application, guild);
    let mut text = format!(
        "Open this as an administrator of the server:\n\n  {link}\n\nWhat it asks for, and what the bot does with it:\n\n"
    );
    for (name, what_for) in discord::invited_with() {
        // Writing to a string can't fail.
        let _ = writeln!(text, "  {name:<26}{what_for}");
    }
    text
}

/// An id of Discord.
fn id(text: &str) -> Result<String, &'static str> {
    text.parse::<u64>()
        .ok()
        .filter(|id| (1..u64::MAX).contains(id))
        .map(|id| id.to_string())
        .ok_or("expected an id of Discord, digits only (Developer Portal, General Information, Application ID)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    fn known(guild: Option<&str>) -> Application {
        Application {
            token: None,
            guild: guild.map(ToOwned::to_owned),
            api: None,
            network: config::Network::default(),
        }
    }

    #[tokio::test]
    async fn it_prints_the_link_and_what_each_permission_is_for() {
        let invite = Invite::Discord {
            application: Some("1180000000000000009".to_owned()),
        };
        let clock = Clock::system();
        let output = invite
            .run(&known(Some("1180000000000000001")), &clock)
            .await;
        insta::assert_snapshot!(output.unwrap().text);
        let elsewhere = invite.run(&known(None), &clock).await.unwrap();
        assert!(!elsewhere.text.contains("guild_id"), "{}", elsewhere.text);
    }

    #[tokio::test]
    async fn without_token_and_id_it_says_where_the_id_stands() {
        let invite = Invite::Discord { application: None };
        let refused = invite.run(&known(None), &Clock::system()).await;
        insta::assert_snapshot!(refused.unwrap_err(), @"which application? Give --application ID (Developer Portal, General Information, Application ID), or set [discord] token");
    }
}
