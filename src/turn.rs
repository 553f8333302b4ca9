//! The turn of this process: while it holds the gateway's lease it is online, reads the feed and delivers; no other
//! process does.

use std::{sync::Arc, time::Duration};

use announcer::{Outlets, feed::Source};
use network::Network;
use slack::Slack;
use status::StartError;
use store::Taken;
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};

use crate::{
    base::{Base, Channels},
    failure::Failure,
    on_discord::OnDiscord,
    run::start_failure,
};

/// How long it may take to give the lease up; else it runs out by itself.
const GIVE_UP: Duration = Duration::from_secs(5);

/// What a turn is made of.
pub(crate) struct Turn<'a> {
    pub(crate) base: &'a Base,
    pub(crate) discord: Option<&'a OnDiscord>,
    pub(crate) slack: Option<&'a Slack>,
    pub(crate) channels: &'a [Channels],
    pub(crate) feed: Option<(Network, Source)>,
}

impl Turn<'_> {
    /// Works until `shutdown`, or until the lease is lost. The connection is closed first; then what is running comes
    /// to its end; only then may another begin.
    pub(crate) async fn run(
        &self,
        taken: Taken,
        shutdown: &CancellationToken,
    ) -> Result<(), Failure> {
        let base = self.base;
        let (stop, quiet) = (shutdown.child_token(), CancellationToken::new());
        let keeping = {
            let (lease, stop, quiet) = (base.lease.clone(), stop.clone(), quiet.clone());
            AbortOnDropHandle::new(tokio::spawn(async move {
                lease.keep().await;
                stop.cancel();
                quiet.cancel();
            }))
        };
        base.take_over(taken).await?;
        base.channels(self.channels).await?;
        let outlets = Outlets::default();
        if let Some(slack) = self.slack {
            outlets.add(Arc::new(slack.outlet()));
        }
        let tasks = base.background(outlets.clone(), self.feed.clone(), &quiet)?;
        let (discord, slack, ()) = tokio::join!(
            self.discord(&outlets, &stop),
            self.slack(&stop),
            self.slack_channels(&stop)
        );
        let ended = discord.and(slack);
        let clock = base.store.clock();
        let given_up = clock.timeout(GIVE_UP, base.lease.give_up()).await;
        if let Err(error) = given_up.map_err(anyhow::Error::new).flatten() {
            let error = format!("{error:#}");
            tracing::warn!(error, "cannot give the gateway up; it is free in a moment");
        }
        drop(keeping);
        quiet.cancel();
        tasks.join_all().await;
        ended.map_err(start_failure)
    }

    /// Is online in Discord until `stop`. What does not work there keeps the bot from no other platform.
    async fn discord(&self, outlets: &Outlets, stop: &CancellationToken) -> Result<(), StartError> {
        let Some(discord) = self.discord else {
            return Ok(());
        };
        let ended = discord.run(self.base, outlets, stop).await;
        stop.cancel();
        ended
    }

    /// Is online in Slack until `stop`. What does not work there keeps the bot from no other platform.
    async fn slack(&self, stop: &CancellationToken) -> Result<(), StartError> {
        let Some(slack) = self.slack else {
            return Ok(());
        };
        let alone = self.discord.is_none();
        let dispatcher = self.base.dispatcher.clone();
        let ended = slack.run(dispatcher, alone, stop.clone()).await;
        stop.cancel();
        ended
    }

    /// Notes how Slack's channels were found, each time that they were looked at.
    async fn slack_channels(&self, stop: &CancellationToken) {
        let Some(slack) = self.slack else {
            return;
        };
        let mut channels = slack.channels();
        while let Some(Ok(())) = stop.run_until_cancelled(channels.changed()).await {
            let found = channels.borrow_and_update().clone();
            if let Err(error) = self.base.found(&slack::PLATFORM, &found).await {
                let error = format!("{error:#}");
                tracing::warn!(error, "cannot note how the channels were found");
            }
        }
    }
}
