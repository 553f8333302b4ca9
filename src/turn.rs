//! The turn of this process: while it holds the gateway's lease it is online, reads the feed and delivers; no other
//! process does.

use std::{sync::Arc, time::Duration};

use announcer::feed::Source;
use discord::Discord;
use domain::Purpose;
use network::Network;
use store::Taken;
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};

use crate::{base::Base, failure::Failure, run::start_failure};

/// How long it may take to give the lease up; else it runs out by itself.
const GIVE_UP: Duration = Duration::from_secs(5);

/// What a turn is made of.
pub(crate) struct Turn<'a> {
    pub(crate) base: &'a Base,
    pub(crate) discord: &'a Discord,
    pub(crate) channels: &'a [(Purpose, Vec<String>)],
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
        let Self { base, discord, .. } = self;
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
        base.channels(&discord::PLATFORM, self.channels).await?;
        base.found(&discord::PLATFORM, discord.channels()).await?;
        let outlet = Arc::new(discord.outlet());
        let tasks = base.background(vec![outlet], self.feed.clone(), &quiet)?;
        let ended = discord.run(base.dispatcher.clone(), stop).await;
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
}
